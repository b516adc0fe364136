"""The doorkeeper: who is at the door, and who has to go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gesprek.opslag.logboek import Gebeurtenis, Logboek
from gesprek.opslag.protocol import Store
from gesprek.toegang.aanmelding import Aanmelding, Aanmeldingen
from gesprek.toegang.accounts import ADVISEUR, Accounts
from gesprek.toegang.agendasleutel import Agendasleutels
from gesprek.toegang.bezoeker import GAST, LOKAAL, Bezoeker, Bezoekersoort
from gesprek.toegang.deelcode import LATE, Deelcodes
from gesprek.toegang.fouten import (
    Geweigerd,
    InrichtenOnmogelijk,
    InstellingOngeldig,
    WachtwoordOngeschikt,
)
from gesprek.toegang.geheim import Geheim
from gesprek.toegang.grenzen import STOP_INRICHTEN, STOP_WACHTWOORD, Grenzen, bucket_of
from gesprek.toegang.herkomst import Verzoek, is_local
from gesprek.toegang.ingang import Ingang
from gesprek.toegang.inrichting import Inrichting
from gesprek.toegang.instellingen import Instellingen, change_instellingen, read_instellingen
from gesprek.toegang.organisatie import OrganisatieAanmelding
from gesprek.toegang.organisatieingang import OrganisatieIngang
from gesprek.toegang.teamsleutel import Teamsleutels
from gesprek.toegang.wachtwoord import Wachtwoorden

_ADVISEUR: Final = Bezoekersoort.ADVISEUR.value
_COOKIE: Final = "aanmelding"


@dataclass(frozen=True)
class Binnen:
    """Who is at the door and on what log-in; None for a guest and for this machine."""

    bezoeker: Bezoeker
    aanmelding: Aanmelding | None = None


class Portier:
    """Everything that the routes and the pages ask about who may come in.

    Args:
        store: where all of it is kept.
        geheim: the secrets of this server.
        clock: tells the time.
        grenzen: the limits; one for the whole process.
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
        self._grenzen = grenzen or Grenzen()
        self._logboek = Logboek(store, clock)
        self.aanmeldingen = Aanmeldingen(store, clock)
        self.teamsleutels = Teamsleutels(store, geheim, clock)
        self.deelcodes = Deelcodes(store, geheim)
        self.agenda = Agendasleutels(store, geheim, clock, self._grenzen)
        self.accounts = Accounts(store, wachtwoorden or Wachtwoorden(), clock)
        self.inrichting = Inrichting(store, geheim, self.accounts, clock)
        self.ingang = Ingang(store, geheim, clock, self._grenzen, self.aanmeldingen, self.accounts)
        self.organisatie = OrganisatieIngang(
            store, geheim, clock, self._grenzen, self.aanmeldingen, self.accounts
        )

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
        if one is None or (one.account and not self.accounts.exists(one.account)):
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

    # Setting up

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
        self.inrichting.set_up(token, instellingen, wachtwoord)
        self._logboek.note(Gebeurtenis.INGERICHT, soort=_ADVISEUR)
        return self.aanmeldingen.begin_account(Bezoekersoort.ADVISEUR, ADVISEUR)

    def clean(self) -> None:
        """Remove the log-ins that have ended and the codes of oefeningen that have gone."""
        self.aanmeldingen.clean()
        self.deelcodes.clean()

    # What the advisor looks after

    def change_settings(self, change: Callable[[Instellingen], Instellingen]) -> None:
        """Change the settings; errors as ``change_instellingen``."""
        change_instellingen(self._store, change)
        self._logboek.note(Gebeurtenis.INSTELLING_GEWIJZIGD, soort=_ADVISEUR)

    def note_setting(self, door: Bezoekersoort) -> None:
        """Tell the log that somebody of this kind changed a setting that is kept elsewhere."""
        self._logboek.note(Gebeurtenis.INSTELLING_GEWIJZIGD, soort=door.value)

    def set_organisation(self, aanmelding: OrganisatieAanmelding | None, geheim: str) -> None:
        """Set how managers sign in by the organisation; None: not any more.

        Args:
            aanmelding: the settings.
            geheim: the client secret; empty: the one that is kept goes on.

        Raises:
            InstellingOngeldig: it cannot be a secret, or there is none.
            Opslagfout: see ``Store.apply``.
        """
        if geheim or aanmelding is None:
            self.organisatie.set_secret(geheim)
        elif not self.organisatie.has_secret:
            raise InstellingOngeldig("Plak ook het clientgeheim. Je krijgt het van je aanbieder.")
        self.change_settings(lambda one: one.changed(organisatie_aanmelding=aanmelding))

    def add_manager(self, naam: str, wachtwoord: str) -> None:
        """Make a manager; errors as ``Accounts.add_manager``."""
        self.accounts.add_manager(naam, wachtwoord)
        self._logboek.note(Gebeurtenis.ACCOUNT_GEMAAKT, soort=_ADVISEUR)

    def allow_again(self, account: str) -> None:
        """Let a removed manager come back; errors as ``Accounts.allow_again``."""
        self.accounts.allow_again(account)
        self._logboek.note(Gebeurtenis.ACCOUNT_TOEGELATEN, soort=_ADVISEUR)

    def set_manager(self, account: str, wachtwoord: str) -> None:
        """Set a manager's password and end their log-ins; errors as ``change_password``."""
        self.accounts.change_password(account, wachtwoord)
        self.aanmeldingen.revoke_account(account)
        self._logboek.note(Gebeurtenis.WACHTWOORD_GEWIJZIGD, soort=_ADVISEUR)

    def let_in(self, oefening: str) -> None:
        """Let the code of an oefening open it for a while; errors as ``Deelcodes.let_in``."""
        self.deelcodes.let_in(oefening, self._clock() + LATE)

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

    def set_adviseur(self, wachtwoord: str) -> None:
        """Set the advisor's password and end the advisor's log-ins.

        Raises:
            WachtwoordOngeschikt: see ``check_new_password``; nothing changed.
        """
        self.accounts.set_adviseur(wachtwoord)
        self.aanmeldingen.revoke_account(ADVISEUR)
        self._logboek.note(Gebeurtenis.WACHTWOORD_GEWIJZIGD, soort=_ADVISEUR)

    def change_own_password(self, oud: str, nieuw: str, nogmaals: str) -> None:
        """Set the advisor's password for who knows the old one; errors as ``set_adviseur``.

        Raises:
            Geweigerd: the old one is not right.
            WachtwoordOngeschikt: the new ones differ.
            TeVaak: too many old ones were wrong.
        """
        if nieuw != nogmaals:
            raise WachtwoordOngeschikt("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
        self._grenzen.check(STOP_WACHTWOORD, ADVISEUR)
        if not self.accounts.is_right(self.accounts.adviseur(), oud):
            self._grenzen.failed(STOP_WACHTWOORD, ADVISEUR)
            raise Geweigerd("Je oude wachtwoord klopt niet. Probeer het opnieuw.")
        self.set_adviseur(nieuw)

    def remove_manager(self, account: str) -> None:
        """Remove a manager and end their log-ins."""
        self.accounts.remove_manager(account)
        self.aanmeldingen.revoke_account(account)
        self._logboek.note(Gebeurtenis.ACCOUNT_VERWIJDERD, soort=_ADVISEUR)
