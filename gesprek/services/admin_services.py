"""Beheer: what the quality advisor looks after. Each change is noted in the log."""

from collections.abc import Callable, Sequence
from datetime import datetime

from gesprek.access.openid import ProviderSettings
from gesprek.access.rights import Right
from gesprek.access.settings import Settings
from gesprek.access.visitors import Account
from gesprek.domain.retention_terms import RetentionTerms
from gesprek.domain.text import PrivacyWords
from gesprek.services.audit_log import AuditLine, AuditLog
from gesprek.services.organisation_info import (
    ExampleData,
    TextTables,
    read_own_texts,
    read_privacy_words,
    save_own_texts,
    save_privacy_words,
)
from gesprek.services.retention import read_retention_terms, save_retention_terms
from gesprek.services.root import Guarded


class OrganisationAdmin(Guarded):
    """The organisation, its network, its managers and the keys of its teams.

    Errors as the methods of ``Administration`` and ``Visits``.
    """

    def settings(self) -> Settings:
        """Return the settings of the organisation."""
        self._require(Right.ORGANISATIE)
        return self._services.visits.settings()

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Change the settings of the organisation."""
        self._require(Right.ORGANISATIE)
        self._services.visits.administration.change_settings(change)

    def set_provider(self, provider: ProviderSettings | None, secret: str) -> None:
        """Set how managers sign in by the organisation; None: not any more."""
        self._require(Right.ORGANISATIE)
        self._services.visits.administration.set_organisation(provider, secret)

    def change_own_password(self, old: str, new: str, again: str) -> None:
        """Set the advisor's password."""
        self._require(Right.ORGANISATIE)
        self._services.visits.administration.change_own_password(old, new, again)

    def sign_everybody_out(self) -> None:
        """End all log-ins."""
        self._require(Right.AANMELDINGEN_INTREKKEN)
        self._services.visits.sign_everybody_out()

    def managers(self) -> Sequence[Account]:
        """Return the managers, by name."""
        self._require(Right.ACCOUNTS_BEHEREN)
        return self._services.visits.accounts.managers()

    def blocked(self) -> Sequence[Account]:
        """Return the managers of the organisation who may not come back."""
        self._require(Right.ACCOUNTS_BEHEREN)
        return self._services.visits.accounts.blocked()

    def add_manager(self, naam: str, password: str) -> None:
        """Make a manager."""
        self._require(Right.ACCOUNTS_BEHEREN)
        self._services.visits.administration.add_manager(naam, password)

    def set_manager(self, account: str, password: str) -> None:
        """Set a manager's password."""
        self._require(Right.ACCOUNTS_BEHEREN)
        self._services.visits.administration.set_manager(account, password)

    def remove_manager(self, account: str) -> None:
        """Remove a manager."""
        self._require(Right.ACCOUNTS_BEHEREN)
        self._services.visits.administration.remove_manager(account)

    def allow_again(self, account: str) -> None:
        """Let a removed manager come back."""
        self._require(Right.ACCOUNTS_BEHEREN)
        self._services.visits.administration.allow_again(account)

    def key_made(self, team: str) -> datetime | None:
        """Return since when a team has its key, None where it has none."""
        self._require(Right.TEAMS_BEHEREN)
        return self._services.visits.team_keys.made(team)

    def renew_key(self, team: str) -> str:
        """Return a new key of a team and end its log-ins."""
        self._require(Right.TEAMS_BEHEREN)
        return self._services.visits.renew_key(team)

    def close_team(self, team: str) -> None:
        """Take the key and the calendar of a team that is put away, and end its log-ins."""
        self._require(Right.TEAMS_BEHEREN)
        self._services.visits.close_team(team)


class TextAdmin(Guarded):
    """The terms, the organisation's own texts and words, the example data and the log."""

    def terms(self) -> RetentionTerms:
        """Return how long texts are kept."""
        self._require(Right.INSTELLINGEN)
        return read_retention_terms(self._services.store)

    def save_terms(self, terms: RetentionTerms) -> None:
        """Store the terms; errors as ``save_retention_terms``."""
        self._require(Right.INSTELLINGEN)
        save_retention_terms(self._services.store, terms)
        self._note()

    def privacy_words(self) -> PrivacyWords:
        """Return the organisation's words for the privacy guard."""
        self._require(Right.INSTELLINGEN)
        return read_privacy_words(self._services.store)

    def save_privacy_words(self, words: PrivacyWords) -> None:
        """Store the words for the privacy guard."""
        self._require(Right.INSTELLINGEN)
        save_privacy_words(self._services.store, words)
        self._note()

    def own_texts(self) -> TextTables:
        """Return the own texts as they are stored."""
        self._require(Right.INSTELLINGEN)
        return read_own_texts(self._services.store)

    def save_own_texts(self, tables: TextTables) -> None:
        """Store the own texts."""
        self._require(Right.INSTELLINGEN)
        save_own_texts(self._services.store, tables)
        self._note()

    def remove_example_data(self) -> None:
        """Remove the made-up teams; see ``ExampleData.remove``."""
        self._require(Right.INSTELLINGEN)
        ExampleData(self._services.store).remove()

    def log_months(self) -> Sequence[str]:
        """Return the months of which the log has lines, the newest first."""
        self._require(Right.LOGBOEK)
        return self._audit_log.months()

    def log_lines(self, month: str) -> Sequence[AuditLine]:
        """Return the lines of a month of the log, the newest first."""
        self._require(Right.LOGBOEK)
        return self._audit_log.lines_of(month)

    @property
    def _audit_log(self) -> AuditLog:
        return AuditLog(self._services.store, self._services.clock)

    def _note(self) -> None:
        self._services.visits.administration.note_setting(self._visitor.soort)
