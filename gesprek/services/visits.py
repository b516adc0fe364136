"""The visitors: who sent a request, who is still on a log-in, and whose log-in has to end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import SetUpImpossible
from gesprek.access.accounts import Accounts
from gesprek.access.generations import Generations
from gesprek.access.guess_limits import STOP_INRICHTEN, GuessLimits, bucket_of
from gesprek.access.join_codes import JoinCodes
from gesprek.access.log_ins import LogIns
from gesprek.access.passwords import Passwords
from gesprek.access.request_origin import RequestOrigin, is_local
from gesprek.access.set_up import SetUp
from gesprek.access.settings import Settings, read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import CalendarKeys, TeamKeys
from gesprek.access.visitors import GAST, LOKAAL, LogIn, Visitor, VisitorKind
from gesprek.services.admin_services import Administration
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.organisation_sign_in import OrganisationSignIn
from gesprek.services.reminder_cleaning import forget_team
from gesprek.services.sign_in import SignIn
from gesprek.storage.protocol import Store

_ADVISEUR: Final = VisitorKind.ADVISEUR.value
_COOKIE: Final = "aanmelding"


@dataclass(frozen=True)
class Visit:
    """Who a visitor is, and on what log-in; None for a guest and for this machine."""

    visitor: Visitor
    log_in: LogIn | None = None


class Visits:
    """Everything that the routes and the pages ask about who may come in; see also its parts.

    Where a method raises StoreError, who somebody is cannot be known now. The limits on guessing
    are one for the whole process: those of the store where none are given.
    """

    def __init__(
        self,
        store: Store,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        limits: GuessLimits | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        self.store = store
        self.server_secrets = server_secrets
        self.clock = clock
        self.limits = limits or GuessLimits(store.buckets(), server_secrets)
        self.audit_log: AuditLog = AuditLog(store, clock)
        self.log_ins: LogIns = LogIns(store, clock)
        self.team_keys: TeamKeys = TeamKeys(store, server_secrets, clock)
        self.join_codes = JoinCodes(store, server_secrets)
        self.calendar_keys: CalendarKeys = CalendarKeys(store, server_secrets, clock, self.limits)
        self.accounts: Accounts = Accounts(store, passwords or Passwords(), clock)
        self.generations = Generations(
            store, server_secrets, self.team_keys, self.join_codes, self.accounts
        )
        self.setting_up = SetUp(store, server_secrets, self.accounts, clock)
        self.sign_in = SignIn(self)
        self.organisation = OrganisationSignIn(self)
        self.administration: Administration = Administration(self)

    def now(self) -> datetime:
        """Return the present moment."""
        return self.clock()

    def settings(self) -> Settings:
        """Return the settings; see ``read_settings``."""
        return read_settings(self.store)

    # Who is this?

    @property
    def cookie_mark(self) -> str:
        """What tells the cookies of this store's servers from those of others.

        Browsers know no ports: two servers on one machine would take each other's cookies.
        """
        return self.server_secrets.fingerprint("naam van de koekjes", "")[:8]

    def cookie_of(self, log_in: LogIn) -> str:
        """Return the signed value for the cookie of a log-in."""
        return self.server_secrets.sign(_COOKIE, log_in.id)

    def visit_of(self, cookie: str, origin: RequestOrigin) -> Visit:
        """Return who sent a request of this origin; ``cookie`` is empty where there was none."""
        known = self.by_id(self.server_secrets.verified(_COOKIE, cookie) or "") if cookie else None
        if known:
            return known
        # The answer costs a look at the settings, so only this machine gets it.
        here = is_local(origin, ingericht=False) and not self.setting_up.is_done
        return Visit(LOKAAL if here else GAST)

    def by_id(self, log_in_id: str, *, in_use: bool = False) -> Visit | None:
        """Return who is on a log-in that counts now, None where it does not.

        For pages and streams that stay open: they ask again at each step. ``in_use`` tells whether
        somebody did something, which keeps it alive.
        """
        one = self.log_ins.current(log_in_id, in_use=in_use) if log_in_id else None
        if one is None or not self.generations.holds(one):
            return None
        return Visit(one.visitor(self.clock()), one)

    def again(self, soort: str, log_in_id: str, *, in_use: bool = False) -> Visit:
        """Return who a page that was opened before is for, now; ``in_use`` as ``by_id``.

        The middleware told the kind and the log-in when the page was opened.
        """
        if log_in_id:
            return self.by_id(log_in_id, in_use=in_use) or Visit(GAST)
        here = soort == LOKAAL.soort and not self.setting_up.is_done
        return Visit(LOKAAL if here else GAST)

    def current(self, visit: Visit) -> Visit:
        """Return who somebody is now that was looked up before."""
        return self.again(visit.visitor.soort, visit.log_in.id if visit.log_in else "")

    def still_counts(self, visit: Visit) -> bool:
        """Return whether somebody is still on the same log-in, as the same person."""
        before, now = visit.visitor, self.current(visit).visitor
        return (now.soort, now.persoon) == (before.soort, before.persoon)

    # Setting up and cleaning up

    def check_link(self, token: str, adres: str) -> None:
        """Accept the token of the link to set up; see ``SetUp.check_link``.

        Raises TooManyAttempts where too many of this address failed.
        """
        bucket = bucket_of(adres)
        self.limits.check(STOP_INRICHTEN, bucket)
        try:
            self.setting_up.check_link(token)
        except SetUpImpossible:
            self.limits.failed(STOP_INRICHTEN, bucket)
            raise

    def set_up(self, token: str, settings: Settings, wachtwoord: str) -> LogIn:
        """Set up the organisation and sign the advisor in; errors as ``SetUp.set_up``."""
        adviseur = self.setting_up.set_up(token, settings, wachtwoord)
        self.audit_log.note(AuditEvent.INGERICHT, soort=_ADVISEUR)
        generatie = self.generations.of_account(adviseur)
        return self.log_ins.begin_account(adviseur.soort, adviseur.id, generatie=generatie)

    def clean(self) -> None:
        """Remove the log-ins that have ended, the codes of what has gone, and old counts."""
        self.log_ins.clean(self.generations.holds)
        self.join_codes.clean()
        self.limits.clean()

    # Going out

    def sign_out(self, log_in: LogIn) -> None:
        """End a log-in because its owner asks so."""
        self.log_ins.revoke(log_in.id)
        self.audit_log.note(AuditEvent.AFGEMELD, soort=log_in.soort.value)

    def sign_everybody_out(self) -> None:
        """Renew the secret that signs cookies, and end all log-ins, also in tabs that are open."""
        self.server_secrets.renew()
        self.log_ins.revoke_all()
        self.audit_log.note(AuditEvent.AANMELDING_INGETROKKEN, soort=_ADVISEUR)

    def close_team(self, team: str) -> None:
        """Take the key and the calendar of a team that is put away, and end its log-ins.

        It is reminded of nothing any more, and the addresses for that go.
        """
        self.team_keys.remove(team)
        self.calendar_keys.remove(team)
        forget_team(self.store, team)
        self.log_ins.revoke_team(team)
        self.audit_log.note(AuditEvent.AANMELDING_INGETROKKEN, ids=[team], soort=_ADVISEUR)

    def renew_key(self, team: str) -> str:
        """Return a new key of a team and end all its log-ins; errors as ``TeamKeys.renew``."""
        key = self.team_keys.renew(team)
        self.log_ins.revoke_team(team)
        self.audit_log.note(AuditEvent.SLEUTEL_VERNIEUWD, ids=[team], soort=_ADVISEUR)
        return key
