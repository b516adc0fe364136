"""The doorkeeper: who is at the door, and who has to go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import InrichtenOnmogelijk
from gesprek.access.accounts import Accounts
from gesprek.access.calendar_keys import Agendasleutels
from gesprek.access.generations import Geldigheid
from gesprek.access.guess_limits import STOP_INRICHTEN, Grenzen, bucket_of
from gesprek.access.join_codes import LATE, Deelcodes
from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.passwords import Wachtwoorden
from gesprek.access.request_origin import Verzoek, is_local
from gesprek.access.set_up import Inrichting
from gesprek.access.settings import Instellingen, read_instellingen
from gesprek.access.signing import Geheim
from gesprek.access.team_keys import Teamsleutels
from gesprek.access.visitors import GAST, LOKAAL, Aanmelding, Bezoeker, Bezoekersoort
from gesprek.services.administration import Beheer
from gesprek.services.audit_log import Gebeurtenis, Logboek
from gesprek.services.organisation_sign_in import OrganisatieIngang
from gesprek.services.sign_in import Ingang
from gesprek.storage.protocol import Store

_ADVISEUR: Final = Bezoekersoort.ADVISEUR.value
_COOKIE: Final = "aanmelding"


@dataclass(frozen=True)
class Binnen:
    """Who is at the door and on what log-in; None for a guest and for this machine."""

    bezoeker: Bezoeker
    aanmelding: Aanmelding | None = None


class Portier:
    """Everything that the routes and the pages ask about who may come in; see also its parts.

    Args:
        store: where all of it is kept.
        geheim: the secrets of this server.
        clock: tells the time.
        grenzen: the limits; those of the store where none are given.
        wachtwoorden: keeps and checks passwords.
    """

    def __init__(
        self,
        store: Store,
        geheim: Geheim,
        clock: Callable[[], datetime],
        grenzen: Grenzen | None = None,
        wachtwoorden: Wachtwoorden | None = None,
    ) -> None:
        self._store = store
        self._geheim = geheim
        self._clock = clock
        self._grenzen = grenzen or Grenzen(store.emmers(), geheim)
        self._logboek = Logboek(store, clock)
        self.aanmeldingen = Aanmeldingen(store, clock)
        self.teamsleutels = Teamsleutels(store, geheim, clock)
        self.deelcodes = Deelcodes(store, geheim)
        self.agenda = Agendasleutels(store, geheim, clock, self._grenzen)
        self.accounts = Accounts(store, wachtwoorden or Wachtwoorden(), clock)
        self.inrichting = Inrichting(store, geheim, self.accounts, clock)
        self._geldigheid = Geldigheid(
            store, geheim, self.teamsleutels, self.deelcodes, self.accounts
        )
        shared = self._grenzen, self.aanmeldingen, self.accounts
        self.ingang = Ingang(store, geheim, clock, *shared, self._geldigheid)
        self.organisatie = OrganisatieIngang(store, geheim, clock, *shared, self._geldigheid)
        self.beheer = Beheer(store, self._logboek, *shared, self.organisatie)

    def now(self) -> datetime:
        """Return the present moment."""
        return self._clock()

    def instellingen(self) -> Instellingen:
        """Return the settings; see ``read_instellingen``."""
        return read_instellingen(self._store)

    # Who is this?

    def cookie_of(self, aanmelding: Aanmelding) -> str:
        """Return the signed value for the cookie of a log-in."""
        return self._geheim.sign(_COOKIE, aanmelding.id)

    def at_door(self, koek: str, verzoek: Verzoek) -> Binnen:
        """Return who sent a request.

        Args:
            koek: the value of the cookie, empty where there is none.
            verzoek: where the request comes from.

        Raises:
            Opslagfout: who this is cannot be known now.
        """
        known = self.by_id(self._geheim.unsign(_COOKIE, koek) or "") if koek else None
        if known:
            return known
        # The answer costs a look at the settings, so only this machine gets it.
        here = is_local(verzoek, ingericht=False) and not self.inrichting.is_done
        return Binnen(LOKAAL if here else GAST)

    def by_id(self, aanmelding_id: str, *, in_use: bool = False) -> Binnen | None:
        """Return who is on a log-in that counts now, None where it does not.

        For pages and streams that stay open: they ask again at each step. Errors as ``at_door``.

        Args:
            aanmelding_id: its id.
            in_use: whether somebody did something, which keeps it alive.
        """
        one = self.aanmeldingen.current(aanmelding_id, in_use=in_use) if aanmelding_id else None
        if one is None or not self._geldigheid.holds(one):
            return None
        return Binnen(one.visitor(self._clock()), one)

    def again(self, soort: str, aanmelding_id: str, *, in_use: bool = False) -> Binnen:
        """Return who a page that was opened before is for, now.

        Args:
            soort: the kind that the middleware told when the page was opened.
            aanmelding_id: the log-in that it told.
            in_use: see ``by_id``.

        Raises:
            Opslagfout: who this is cannot be known now.
        """
        if aanmelding_id:
            return self.by_id(aanmelding_id, in_use=in_use) or Binnen(GAST)
        here = soort == LOKAAL.soort and not self.inrichting.is_done
        return Binnen(LOKAAL if here else GAST)

    # Setting up and cleaning up

    def check_link(self, token: str, adres: str) -> None:
        """Accept the token of the link to set up; see ``Inrichting.check_link``.

        Raises:
            TeVaak: too many failed.
        """
        bucket = bucket_of(adres)
        self._grenzen.check(STOP_INRICHTEN, bucket)
        try:
            self.inrichting.check_link(token)
        except InrichtenOnmogelijk:
            self._grenzen.failed(STOP_INRICHTEN, bucket)
            raise

    def set_up(self, token: str, instellingen: Instellingen, wachtwoord: str) -> Aanmelding:
        """Set up the organisation and sign the advisor in; errors as ``Inrichting.set_up``."""
        adviseur = self.inrichting.set_up(token, instellingen, wachtwoord)
        self._logboek.note(Gebeurtenis.INGERICHT, soort=_ADVISEUR)
        generatie = self._geldigheid.of_account(adviseur)
        return self.aanmeldingen.begin_account(adviseur.soort, adviseur.id, generatie=generatie)

    def clean(self) -> None:
        """Remove the log-ins that have ended, the codes of what has gone, and old counts."""
        self.aanmeldingen.clean(self._geldigheid.holds)
        self.deelcodes.clean()
        self._grenzen.clean()

    # Going out

    def sign_out(self, aanmelding: Aanmelding) -> None:
        """End a log-in because its owner asks so."""
        self.aanmeldingen.revoke(aanmelding.id)
        self._logboek.note(Gebeurtenis.AFGEMELD, soort=aanmelding.soort.value)

    def sign_everybody_out(self) -> None:
        """Renew the secret that signs cookies, and end all log-ins, also in tabs that are open."""
        self._geheim.renew()
        self.aanmeldingen.revoke_all()
        self._logboek.note(Gebeurtenis.AANMELDING_INGETROKKEN, soort=_ADVISEUR)

    def revoke_device(self, team: str, aanmelding_id: str, door: Bezoekersoort) -> None:
        """End a log-in of this team for somebody of this kind; one of another team stays."""
        if aanmelding_id in {one.id for one in self.aanmeldingen.of_team(team)}:
            self.aanmeldingen.revoke(aanmelding_id)
            self._logboek.note(Gebeurtenis.AANMELDING_INGETROKKEN, ids=[team], soort=door.value)

    def close_team(self, team: str) -> None:
        """Take the key and the calendar of a team that is put away, and end its log-ins."""
        self.teamsleutels.remove(team)
        self.agenda.remove(team)
        self.aanmeldingen.revoke_team(team)
        self._logboek.note(Gebeurtenis.AANMELDING_INGETROKKEN, ids=[team], soort=_ADVISEUR)

    # Keys, codes and calendars

    def let_in(self, oefening: str) -> None:
        """Let the code of an oefening open it for a while; errors as ``Deelcodes.let_in``."""
        self.deelcodes.let_in(oefening, self._clock() + LATE)

    def renew_key(self, team: str) -> str:
        """Return a new key of a team and end all its log-ins; errors as ``Teamsleutels.renew``."""
        key = self.teamsleutels.renew(team)
        self.aanmeldingen.revoke_team(team)
        self._logboek.note(Gebeurtenis.SLEUTEL_VERNIEUWD, ids=[team], soort=_ADVISEUR)
        return key

    def renew_agenda(self, team: str, door: Bezoekersoort) -> str:
        """Return a new calendar address of a team; errors as ``Agendasleutels.renew``."""
        token = self.agenda.renew(team)
        self._logboek.note(Gebeurtenis.AGENDA_VERNIEUWD, ids=[team], soort=door.value)
        return token

    def revoke_agenda(self, team: str, door: Bezoekersoort) -> None:
        """Leave a team without calendar address."""
        self.agenda.remove(team)
        self._logboek.note(Gebeurtenis.AGENDA_INGETROKKEN, ids=[team], soort=door.value)
