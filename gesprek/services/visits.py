"""The visitors: who sent a request, who is still on a log-in, and whose log-in has to end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import SetUpImpossible
from gesprek.access.accounts import Accounts
from gesprek.access.generations import Generations
from gesprek.access.guess_limits import STOP_INRICHTEN, GuessLimits, bucket_of
from gesprek.access.join_codes import LATE, JoinCodes
from gesprek.access.log_ins import LogIns
from gesprek.access.passwords import Passwords
from gesprek.access.request_origin import RequestOrigin, is_local
from gesprek.access.set_up import SetUp
from gesprek.access.settings import Settings, read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import CalendarKeys, TeamKeys
from gesprek.access.visitors import GAST, LOKAAL, LogIn, Visitor, VisitorKind
from gesprek.services.administration import Administration
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.organisation_sign_in import OrganisationSignIn
from gesprek.services.sign_in import AccessParts, SignIn
from gesprek.storage.protocol import Store

_ADVISEUR: Final = VisitorKind.ADVISEUR.value
_COOKIE: Final = "aanmelding"


@dataclass(frozen=True)
class Visit:
    """Who a visitor is, and on what log-in; None for a guest and for this machine."""

    bezoeker: Visitor
    log_in: LogIn | None = None


class Visits:
    """Everything that the routes and the pages ask about who may come in; see also its parts.

    Args:
        store: where all of it is kept.
        server_secrets: the secrets of this server.
        clock: tells the time.
        limits: the limits; those of the store where none are given.
        passwords: keeps and checks passwords.
    """

    def __init__(
        self,
        store: Store,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        limits: GuessLimits | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        self._store = store
        self._server_secrets = server_secrets
        self._clock = clock
        self._limits = limits or GuessLimits(store.buckets(), server_secrets)
        self._audit_log = AuditLog(store, clock)
        self.log_ins = LogIns(store, clock)
        self.team_keys = TeamKeys(store, server_secrets, clock)
        self.join_codes = JoinCodes(store, server_secrets)
        self.calendar_keys = CalendarKeys(store, server_secrets, clock, self._limits)
        self.accounts = Accounts(store, passwords or Passwords(), clock)
        self.setting_up = SetUp(store, server_secrets, self.accounts, clock)
        self._generations = Generations(
            store, server_secrets, self.team_keys, self.join_codes, self.accounts
        )
        parts = AccessParts(
            store=store,
            server_secrets=server_secrets,
            clock=clock,
            limits=self._limits,
            audit_log=self._audit_log,
            log_ins=self.log_ins,
            team_keys=self.team_keys,
            join_codes=self.join_codes,
            accounts=self.accounts,
            generations=self._generations,
        )
        self.sign_in = SignIn(parts)
        self.organisation = OrganisationSignIn(parts)
        self.administration = Administration(parts, self.organisation)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def settings(self) -> Settings:
        """Return the settings; see ``read_settings``."""
        return read_settings(self._store)

    # Who is this?

    def cookie_of(self, log_in: LogIn) -> str:
        """Return the signed value for the cookie of a log-in."""
        return self._server_secrets.sign(_COOKIE, log_in.id)

    def visit_of(self, cookie: str, origin: RequestOrigin) -> Visit:
        """Return who sent a request.

        Args:
            cookie: the value of the cookie, empty where there is none.
            origin: where the request comes from.

        Raises:
            StoreError: who this is cannot be known now.
        """
        known = self.by_id(self._server_secrets.verified(_COOKIE, cookie) or "") if cookie else None
        if known:
            return known
        # The answer costs a look at the settings, so only this machine gets it.
        here = is_local(origin, ingericht=False) and not self.setting_up.is_done
        return Visit(LOKAAL if here else GAST)

    def by_id(self, log_in_id: str, *, in_use: bool = False) -> Visit | None:
        """Return who is on a log-in that counts now, None where it does not.

        For pages and streams that stay open: they ask again at each step. Errors as ``visit_of``.

        Args:
            log_in_id: its id.
            in_use: whether somebody did something, which keeps it alive.
        """
        one = self.log_ins.current(log_in_id, in_use=in_use) if log_in_id else None
        if one is None or not self._generations.holds(one):
            return None
        return Visit(one.visitor(self._clock()), one)

    def again(self, soort: str, log_in_id: str, *, in_use: bool = False) -> Visit:
        """Return who a page that was opened before is for, now.

        Args:
            soort: the kind that the middleware told when the page was opened.
            log_in_id: the log-in that it told.
            in_use: see ``by_id``.

        Raises:
            StoreError: who this is cannot be known now.
        """
        if log_in_id:
            return self.by_id(log_in_id, in_use=in_use) or Visit(GAST)
        here = soort == LOKAAL.soort and not self.setting_up.is_done
        return Visit(LOKAAL if here else GAST)

    def current(self, visit: Visit) -> Visit:
        """Return who somebody is now that was looked up before; errors as ``again``."""
        return self.again(visit.bezoeker.soort, visit.log_in.id if visit.log_in else "")

    def still_counts(self, visit: Visit) -> bool:
        """Return whether somebody is still on the same log-in, as the same person."""
        before, now = visit.bezoeker, self.current(visit).bezoeker
        return (now.soort, now.persoon) == (before.soort, before.persoon)

    # Setting up and cleaning up

    def check_link(self, token: str, adres: str) -> None:
        """Accept the token of the link to set up; see ``SetUp.check_link``.

        Raises:
            TooManyAttempts: too many failed.
        """
        bucket = bucket_of(adres)
        self._limits.check(STOP_INRICHTEN, bucket)
        try:
            self.setting_up.check_link(token)
        except SetUpImpossible:
            self._limits.failed(STOP_INRICHTEN, bucket)
            raise

    def set_up(self, token: str, instellingen: Settings, wachtwoord: str) -> LogIn:
        """Set up the organisation and sign the advisor in; errors as ``SetUp.set_up``."""
        adviseur = self.setting_up.set_up(token, instellingen, wachtwoord)
        self._audit_log.note(AuditEvent.INGERICHT, soort=_ADVISEUR)
        generatie = self._generations.of_account(adviseur)
        return self.log_ins.begin_account(adviseur.soort, adviseur.id, generatie=generatie)

    def clean(self) -> None:
        """Remove the log-ins that have ended, the codes of what has gone, and old counts."""
        self.log_ins.clean(self._generations.holds)
        self.join_codes.clean()
        self._limits.clean()

    # Going out

    def sign_out(self, log_in: LogIn) -> None:
        """End a log-in because its owner asks so."""
        self.log_ins.revoke(log_in.id)
        self._audit_log.note(AuditEvent.AFGEMELD, soort=log_in.soort.value)

    def sign_everybody_out(self) -> None:
        """Renew the secret that signs cookies, and end all log-ins, also in tabs that are open."""
        self._server_secrets.renew()
        self.log_ins.revoke_all()
        self._audit_log.note(AuditEvent.AANMELDING_INGETROKKEN, soort=_ADVISEUR)

    def revoke_device(self, team: str, log_in_id: str, door: VisitorKind) -> None:
        """End a log-in of this team for somebody of this kind; one of another team stays."""
        if log_in_id in {one.id for one in self.log_ins.of_team(team)}:
            self.log_ins.revoke(log_in_id)
            self._audit_log.note(AuditEvent.AANMELDING_INGETROKKEN, ids=[team], soort=door.value)

    def close_team(self, team: str) -> None:
        """Take the key and the calendar of a team that is put away, and end its log-ins."""
        self.team_keys.remove(team)
        self.calendar_keys.remove(team)
        self.log_ins.revoke_team(team)
        self._audit_log.note(AuditEvent.AANMELDING_INGETROKKEN, ids=[team], soort=_ADVISEUR)

    # Keys, codes and calendars

    def let_in(self, oefening: str) -> None:
        """Let the code of an oefening open it for a while; errors as ``JoinCodes.let_in``."""
        self.join_codes.let_in(oefening, self._clock() + LATE)

    def renew_key(self, team: str) -> str:
        """Return a new key of a team and end all its log-ins; errors as ``TeamKeys.renew``."""
        key = self.team_keys.renew(team)
        self.log_ins.revoke_team(team)
        self._audit_log.note(AuditEvent.SLEUTEL_VERNIEUWD, ids=[team], soort=_ADVISEUR)
        return key

    def renew_calendar(self, team: str, door: VisitorKind) -> str:
        """Return a new calendar address of a team; errors as ``CalendarKeys.renew``."""
        token = self.calendar_keys.renew(team)
        self._audit_log.note(AuditEvent.AGENDA_VERNIEUWD, ids=[team], soort=door.value)
        return token

    def revoke_calendar(self, team: str, door: VisitorKind) -> None:
        """Leave a team without calendar address."""
        self.calendar_keys.remove(team)
        self._audit_log.note(AuditEvent.AGENDA_INGETROKKEN, ids=[team], soort=door.value)
