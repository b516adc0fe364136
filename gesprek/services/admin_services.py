"""Beheer: what the quality advisor looks after. Each change is noted in the log."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gesprek.access.access_errors import InvalidSetting, Refused, UnsuitablePassword
from gesprek.access.guess_limits import STOP_WACHTWOORD
from gesprek.access.openid import ProviderSettings
from gesprek.access.rights import Right
from gesprek.access.settings import Settings, change_settings
from gesprek.access.visitors import ADVISEUR, Account, VisitorKind
from gesprek.domain.dates import local_day
from gesprek.domain.retention_terms import RetentionTerms
from gesprek.domain.text import PrivacyWords
from gesprek.services.audit_log import AuditEvent
from gesprek.services.clock_watch import believe_date, doubted_date
from gesprek.services.guarded import Guarded, asks
from gesprek.services.organisation_info import (
    ExampleData,
    TextTables,
    change_own_texts,
    change_privacy_words,
    read_own_texts,
    read_privacy_words,
)
from gesprek.services.retention import read_retention_terms, save_retention_terms

if TYPE_CHECKING:
    from gesprek.services.visits import Visits


class Administration:
    """Changes the settings, the accounts and their passwords, without asking for a right.

    Errors as the functions of ``gesprek.access`` of the same name.
    """

    def __init__(self, visits: "Visits") -> None:
        self._visits = visits

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Change the settings."""
        change_settings(self._visits.store, change)
        self.note(AuditEvent.INSTELLING_GEWIJZIGD)

    def set_organisation(self, log_in: ProviderSettings | None, secret: str) -> None:
        """Set how managers sign in by the organisation; None: not any more.

        An empty client secret leaves the one that is kept; raises InvalidSetting where there is
        none, or where it cannot be one.
        """
        if secret or log_in is None:
            self._visits.organisation.set_secret(secret)
        elif not self._visits.organisation.has_secret:
            raise InvalidSetting("Plak ook het clientgeheim. Je krijgt het van je aanbieder.")
        self.change_settings(lambda one: one.changed(organisatie_aanmelding=log_in))

    def add_manager(self, naam: str, wachtwoord: str) -> None:
        """Make a manager."""
        self._visits.accounts.add_manager(naam, wachtwoord)
        self.note(AuditEvent.ACCOUNT_GEMAAKT)

    def set_manager(self, account: str, wachtwoord: str) -> None:
        """Set a manager's password and end their log-ins; errors as ``change_password``."""
        self._visits.accounts.change_password(account, wachtwoord)
        self._visits.log_ins.revoke_account(account)
        self.note(AuditEvent.WACHTWOORD_GEWIJZIGD)

    def remove_manager(self, account: str) -> None:
        """Remove a manager and end their log-ins."""
        self._visits.accounts.remove_manager(account)
        self._visits.log_ins.revoke_account(account)
        self.note(AuditEvent.ACCOUNT_VERWIJDERD)

    def allow_again(self, account: str) -> None:
        """Let a removed manager come back."""
        self._visits.accounts.allow_again(account)
        self.note(AuditEvent.ACCOUNT_TOEGELATEN)

    def set_advisor(self, wachtwoord: str, checked: Account | None = None) -> None:
        """Set the advisor's password and end the advisor's log-ins.

        ``checked``: the account whose old password was right; it must not have changed since.
        """
        self._visits.accounts.set_advisor(wachtwoord, checked)
        self._visits.log_ins.revoke_account(ADVISEUR)
        self.note(AuditEvent.WACHTWOORD_GEWIJZIGD)

    def change_own_password(self, old: str, new: str, again: str) -> None:
        """Set the advisor's password for who knows the old one; errors as ``set_advisor``.

        Raises:
            Refused: the old one is not right, or was changed just now.
            UnsuitablePassword: the new ones differ.
            TooManyAttempts: too many old ones were wrong.
        """
        if new != again:
            raise UnsuitablePassword("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
        self._visits.limits.check(STOP_WACHTWOORD, ADVISEUR)
        account = self._visits.accounts.adviseur()
        if account is None or not self._visits.accounts.is_right(account, old):
            self._visits.limits.failed(STOP_WACHTWOORD, ADVISEUR)
            raise Refused("Je oude wachtwoord klopt niet. Probeer het opnieuw.")
        self.set_advisor(new, account)

    def note(self, what: AuditEvent, door: VisitorKind = VisitorKind.ADVISEUR) -> None:
        """Tell the log what somebody of this kind changed."""
        self._visits.audit_log.note(what, soort=door.value)


class OrganisationAdmin(Guarded):
    """The organisation, its network, its managers and the keys of its teams.

    Each does as the method of ``Visits``, ``Accounts``, ``TeamKeys`` or ``Administration``.
    """

    settings = asks(Right.ORGANISATIE, lambda one: one.visits.settings)
    change_settings = asks(Right.ORGANISATIE, lambda one: one.visits.administration.change_settings)
    set_provider = asks(Right.ORGANISATIE, lambda one: one.visits.administration.set_organisation)
    change_own_password = asks(
        Right.ORGANISATIE, lambda one: one.visits.administration.change_own_password
    )
    sign_everybody_out = asks(
        Right.AANMELDINGEN_INTREKKEN, lambda one: one.visits.sign_everybody_out
    )

    managers = asks(Right.ACCOUNTS_BEHEREN, lambda one: one.visits.accounts.managers)
    blocked = asks(Right.ACCOUNTS_BEHEREN, lambda one: one.visits.accounts.blocked)
    add_manager = asks(Right.ACCOUNTS_BEHEREN, lambda one: one.visits.administration.add_manager)
    set_manager = asks(Right.ACCOUNTS_BEHEREN, lambda one: one.visits.administration.set_manager)
    remove_manager = asks(
        Right.ACCOUNTS_BEHEREN, lambda one: one.visits.administration.remove_manager
    )
    allow_again = asks(Right.ACCOUNTS_BEHEREN, lambda one: one.visits.administration.allow_again)

    key_made = asks(Right.TEAMS_BEHEREN, lambda one: one.visits.team_keys.made)
    renew_key = asks(Right.TEAMS_BEHEREN, lambda one: one.visits.renew_key)
    close_team = asks(Right.TEAMS_BEHEREN, lambda one: one.visits.close_team)


class TextAdmin(Guarded):
    """The terms, the organisation's own texts and words, the example data and the log."""

    terms = asks(Right.INSTELLINGEN, lambda one: partial(read_retention_terms, one.store))
    privacy_words = asks(Right.INSTELLINGEN, lambda one: partial(read_privacy_words, one.store))
    own_texts = asks(Right.INSTELLINGEN, lambda one: partial(read_own_texts, one.store))
    doubted_date = asks(Right.INSTELLINGEN, lambda one: partial(doubted_date, one.store))
    remove_example_data = asks(Right.INSTELLINGEN, lambda one: ExampleData(one.store).remove)
    log_months = asks(Right.LOGBOEK, lambda one: one.visits.audit_log.months)
    log_lines = asks(Right.LOGBOEK, lambda one: one.visits.audit_log.lines_of)

    def save_terms(self, terms: RetentionTerms) -> None:
        """Store the terms; errors as ``save_retention_terms``."""
        self._require(Right.INSTELLINGEN)
        save_retention_terms(self._services.store, terms)
        self._note()

    def believe_date(self) -> None:
        """Take the date of today for the right one."""
        self._require(Right.INSTELLINGEN)
        believe_date(self._services.store, local_day(self._services.clock()))
        self._note()

    def change_privacy_words(self, change: Callable[[PrivacyWords], PrivacyWords]) -> None:
        """Change the words for the privacy guard as they are now."""
        self._require(Right.INSTELLINGEN)
        change_privacy_words(self._services.store, change)
        self._note()

    def change_own_texts(self, change: Callable[[TextTables], TextTables]) -> None:
        """Change the own texts as they are now."""
        self._require(Right.INSTELLINGEN)
        change_own_texts(self._services.store, change)
        self._note()

    def _note(self) -> None:
        what = AuditEvent.INSTELLING_GEWIJZIGD
        self._services.visits.administration.note(what, self.visitor.soort)
