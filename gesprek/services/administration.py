"""What the advisor looks after: settings, accounts and passwords. Each change stands in the log."""

from collections.abc import Callable

from gesprek.access.access_errors import Geweigerd, InstellingOngeldig, WachtwoordOngeschikt
from gesprek.access.accounts import Accounts
from gesprek.access.guess_limits import STOP_WACHTWOORD, Grenzen
from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.openid import OrganisatieAanmelding
from gesprek.access.settings import Instellingen, change_instellingen
from gesprek.access.visitors import ADVISEUR, Account, Bezoekersoort
from gesprek.services.audit_log import Gebeurtenis, Logboek
from gesprek.services.organisation_sign_in import OrganisatieIngang
from gesprek.storage.protocol import Store


class Beheer:
    """Changes the settings, the accounts and their passwords.

    Args:
        store: where the settings are kept.
        logboek: is told of each change.
        grenzen: the limits; one for the whole process.
        aanmeldingen: what ends with a password or an account.
        accounts: of the managers and the advisor.
        organisatie: keeps the client secret.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the doorkeeper alone makes one
        self,
        store: Store,
        logboek: Logboek,
        grenzen: Grenzen,
        aanmeldingen: Aanmeldingen,
        accounts: Accounts,
        organisatie: OrganisatieIngang,
    ) -> None:
        self._store = store
        self._logboek = logboek
        self._grenzen = grenzen
        self._aanmeldingen = aanmeldingen
        self._accounts = accounts
        self._organisatie = organisatie

    def change_settings(self, change: Callable[[Instellingen], Instellingen]) -> None:
        """Change the settings; errors as ``change_instellingen``."""
        change_instellingen(self._store, change)
        self._note(Gebeurtenis.INSTELLING_GEWIJZIGD)

    def note_setting(self, door: Bezoekersoort) -> None:
        """Tell the log that somebody of this kind changed a setting that is kept elsewhere."""
        self._note(Gebeurtenis.INSTELLING_GEWIJZIGD, door)

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
            self._organisatie.set_secret(geheim)
        elif not self._organisatie.has_secret:
            raise InstellingOngeldig("Plak ook het clientgeheim. Je krijgt het van je aanbieder.")
        self.change_settings(lambda one: one.changed(organisatie_aanmelding=aanmelding))

    def add_manager(self, naam: str, wachtwoord: str) -> None:
        """Make a manager; errors as ``Accounts.add_manager``."""
        self._accounts.add_manager(naam, wachtwoord)
        self._note(Gebeurtenis.ACCOUNT_GEMAAKT)

    def set_manager(self, account: str, wachtwoord: str) -> None:
        """Set a manager's password and end their log-ins; errors as ``change_password``."""
        self._accounts.change_password(account, wachtwoord)
        self._aanmeldingen.revoke_account(account)
        self._note(Gebeurtenis.WACHTWOORD_GEWIJZIGD)

    def remove_manager(self, account: str) -> None:
        """Remove a manager and end their log-ins."""
        self._accounts.remove_manager(account)
        self._aanmeldingen.revoke_account(account)
        self._note(Gebeurtenis.ACCOUNT_VERWIJDERD)

    def allow_again(self, account: str) -> None:
        """Let a removed manager come back; errors as ``Accounts.allow_again``."""
        self._accounts.allow_again(account)
        self._note(Gebeurtenis.ACCOUNT_TOEGELATEN)

    def set_adviseur(self, wachtwoord: str) -> None:
        """Set the advisor's password and end the advisor's log-ins.

        Raises:
            WachtwoordOngeschikt: see ``check_new_password``; nothing changed.
        """
        self._set_adviseur(wachtwoord)

    def change_own_password(self, oud: str, nieuw: str, nogmaals: str) -> None:
        """Set the advisor's password for who knows the old one; errors as ``set_adviseur``.

        Raises:
            Geweigerd: the old one is not right, or was changed just now.
            WachtwoordOngeschikt: the new ones differ.
            TeVaak: too many old ones were wrong.
        """
        if nieuw != nogmaals:
            raise WachtwoordOngeschikt("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
        self._grenzen.check(STOP_WACHTWOORD, ADVISEUR)
        account = self._accounts.adviseur()
        if account is None or not self._accounts.is_right(account, oud):
            self._grenzen.failed(STOP_WACHTWOORD, ADVISEUR)
            raise Geweigerd("Je oude wachtwoord klopt niet. Probeer het opnieuw.")
        self._set_adviseur(nieuw, account)

    def _set_adviseur(self, wachtwoord: str, checked: Account | None = None) -> None:
        self._accounts.set_adviseur(wachtwoord, checked)
        self._aanmeldingen.revoke_account(ADVISEUR)
        self._note(Gebeurtenis.WACHTWOORD_GEWIJZIGD)

    def _note(self, what: Gebeurtenis, door: Bezoekersoort = Bezoekersoort.ADVISEUR) -> None:
        self._logboek.note(what, soort=door.value)
