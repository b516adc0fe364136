"""What the advisor looks after: settings, accounts and passwords. Each change is in the log."""

from collections.abc import Callable

from gesprek.access.access_errors import InvalidSetting, Refused, UnsuitablePassword
from gesprek.access.guess_limits import STOP_WACHTWOORD
from gesprek.access.openid import ProviderSettings
from gesprek.access.settings import Settings, change_settings
from gesprek.access.visitors import ADVISEUR, Account, VisitorKind
from gesprek.services.audit_log import AuditEvent
from gesprek.services.organisation_sign_in import OrganisationSignIn
from gesprek.services.sign_in import AccessParts


class Administration:
    """Changes the settings, the accounts and their passwords.

    Args:
        parts: what works on who may come in.
        organisation: keeps the client secret.
    """

    def __init__(self, parts: AccessParts, organisation: OrganisationSignIn) -> None:
        self._parts = parts
        self._organisation = organisation

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Change the settings; errors as ``change_settings``."""
        change_settings(self._parts.store, change)
        self._note(AuditEvent.INSTELLING_GEWIJZIGD)

    def note_setting(self, door: VisitorKind) -> None:
        """Tell the log that somebody of this kind changed a setting that is kept elsewhere."""
        self._note(AuditEvent.INSTELLING_GEWIJZIGD, door)

    def set_organisation(self, log_in: ProviderSettings | None, server_secrets: str) -> None:
        """Set how managers sign in by the organisation; None: not any more.

        Args:
            log_in: the settings.
            server_secrets: the client secret; empty: the one that is kept goes on.

        Raises:
            InvalidSetting: it cannot be a secret, or there is none.
            StoreError: see ``Store.apply``.
        """
        if server_secrets or log_in is None:
            self._organisation.set_secret(server_secrets)
        elif not self._organisation.has_secret:
            raise InvalidSetting("Plak ook het clientgeheim. Je krijgt het van je aanbieder.")
        self.change_settings(lambda one: one.changed(organisatie_aanmelding=log_in))

    def add_manager(self, naam: str, wachtwoord: str) -> None:
        """Make a manager; errors as ``Accounts.add_manager``."""
        self._parts.accounts.add_manager(naam, wachtwoord)
        self._note(AuditEvent.ACCOUNT_GEMAAKT)

    def set_manager(self, account: str, wachtwoord: str) -> None:
        """Set a manager's password and end their log-ins; errors as ``change_password``."""
        self._parts.accounts.change_password(account, wachtwoord)
        self._parts.log_ins.revoke_account(account)
        self._note(AuditEvent.WACHTWOORD_GEWIJZIGD)

    def remove_manager(self, account: str) -> None:
        """Remove a manager and end their log-ins."""
        self._parts.accounts.remove_manager(account)
        self._parts.log_ins.revoke_account(account)
        self._note(AuditEvent.ACCOUNT_VERWIJDERD)

    def allow_again(self, account: str) -> None:
        """Let a removed manager come back; errors as ``Accounts.allow_again``."""
        self._parts.accounts.allow_again(account)
        self._note(AuditEvent.ACCOUNT_TOEGELATEN)

    def set_advisor(self, wachtwoord: str) -> None:
        """Set the advisor's password and end the advisor's log-ins.

        Raises:
            UnsuitablePassword: see ``check_new_password``; nothing changed.
        """
        self._replace_advisor(wachtwoord)

    def change_own_password(self, oud: str, nieuw: str, nogmaals: str) -> None:
        """Set the advisor's password for who knows the old one; errors as ``set_advisor``.

        Raises:
            Refused: the old one is not right, or was changed just now.
            UnsuitablePassword: the new ones differ.
            TooManyAttempts: too many old ones were wrong.
        """
        if nieuw != nogmaals:
            raise UnsuitablePassword("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
        self._parts.limits.check(STOP_WACHTWOORD, ADVISEUR)
        account = self._parts.accounts.adviseur()
        if account is None or not self._parts.accounts.is_right(account, oud):
            self._parts.limits.failed(STOP_WACHTWOORD, ADVISEUR)
            raise Refused("Je oude wachtwoord klopt niet. Probeer het opnieuw.")
        self._replace_advisor(nieuw, account)

    def _replace_advisor(self, wachtwoord: str, checked: Account | None = None) -> None:
        self._parts.accounts.set_advisor(wachtwoord, checked)
        self._parts.log_ins.revoke_account(ADVISEUR)
        self._note(AuditEvent.WACHTWOORD_GEWIJZIGD)

    def _note(self, what: AuditEvent, door: VisitorKind = VisitorKind.ADVISEUR) -> None:
        self._parts.audit_log.note(what, soort=door.value)
