"""What is of the whole organisation: its own texts and words, what teams share, example data.

What is set may raise Busy, StoreFull, Unusable and OutcomeUnknown as it is stored.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from typing import Any, Final

from gesprek.access import settings
from gesprek.access.settings import NetworkMode
from gesprek.content import inhoud
from gesprek.domain.base import UserError
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Gedeeld, Geleerd, share, shown_to_all, take_back
from gesprek.domain.text import MAX_TEKST, PrivacyWords, clean_limited
from gesprek.services.erasure_ledger import key_of
from gesprek.services.reminder_cleaning import forget_team
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, RefusedText, SchemaTooNew
from gesprek.storage.values import team_of, update, update_or_create, value_of

KEY: Final = DocumentKey(Kind.BEHEER, "teksten")
_TABLES: Final = "tabellen"
_WORDS: Final = DocumentKey(Kind.BEHEER, "privacywoorden")
_SHARED: Final = DocumentKey(Kind.BEHEER, "gedeeld")
_SHARED_OF: Final = "oefeningen"
_MADE_UP: Final = DocumentKey(Kind.BEHEER, "voorbeeld")
_TEAMS: Final = "teams"

TextTables = dict[str, Any]
"""The same shape as the files of ``data/inhoud``: file without ending → key → … → text."""


def read_own_texts(store: Store) -> TextTables:
    """Return the own texts; none where nothing is set or the setting is damaged."""
    try:
        found = store.get(KEY).document.get(_TABLES)
    except (NotFound, Corrupt, SchemaTooNew):
        return {}
    return found if isinstance(found, dict) else {}


def change_own_texts(store: Store, change: Callable[[TextTables], TextTables]) -> None:
    """Change the own texts as they are now."""
    update_or_create(store, KEY, lambda stored: {_TABLES: change(stored.get(_TABLES, {}))})


def read_privacy_words(store: Store) -> PrivacyWords:
    """Return the words for the guard; none where nothing is set or the setting is damaged."""
    try:
        return value_of(PrivacyWords, store.get(_WORDS).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return PrivacyWords()


def change_privacy_words(store: Store, change: Callable[[PrivacyWords], PrivacyWords]) -> None:
    """Change the words for the guard as they are now."""
    update_or_create(
        store, _WORDS, lambda stored: change(value_of(PrivacyWords, stored)).to_document()
    )


class RecognisableText(RefusedText):
    """A text that would leave the team tells who it is about, or of which team it is."""

    def __init__(self, fragments: Iterable[str]) -> None:
        shown = ", ".join(f"'{fragment}'" for fragment in dict.fromkeys(fragments))
        UserError.__init__(self, inhoud().tekst("teamcijfers.te_herkennen", wat=shown))


class Sharing:
    """The leerpunten that teams share with the organisation: kept with the others of their team.

    Which oefeningen have something that is shared is in a list of its own, so that the
    overview need not read all leerpunten. An entry of the list for what is gone does no harm.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def share(self, oefening: str, key: str, tekst: str, today: date) -> None:
        """Share a text in the place of a leerpunt that was kept after its oefening.

        Raises:
            NotFound, Corrupt, SchemaTooNew: the leerpunt is not there or cannot be read.
            TextMissing, TextTooLong: see ``share`` of ``domain.team_memory``.
            RecognisableText: see ``scan_leaving`` of ``gesprek.privacy``; it names the fragments.
        """

        def change(stored: Document) -> Document:
            return share(value_of(Geleerd, stored), key, tekst, today).to_document()

        def add(stored: Document) -> Document:
            noted = {**stored.get(_SHARED_OF, {}), oefening: today.isoformat()}
            return {**stored, _SHARED_OF: noted}

        from gesprek.privacy import scan_leaving  # a server starts without any

        tekst = clean_limited(tekst, MAX_TEKST)
        words, team = read_privacy_words(self._store), self._team(team_of(oefening))
        if found := scan_leaving(tekst, words, team, today):
            raise RecognisableText(tekst[one.start : one.end] for one in found)
        update(self._store, _kept(oefening), change)
        update_or_create(self._store, _SHARED, add)

    def _team(self, team: str) -> Team:
        """Return a team; without one there is nobody to name."""
        try:
            return value_of(Team, self._store.get(DocumentKey(Kind.TEAM, team)).document)
        except NotFound:
            return Team(id=team, naam="")

    def take_back(self, oefening: str, key: str) -> None:
        """Share a leerpunt no more; harmless where it was not. Errors as ``share``."""

        def change(stored: Document) -> Document:
            return take_back(value_of(Geleerd, stored), key).to_document()

        update(self._store, _kept(oefening), change)

    def shown(self, today: date) -> list[Gedeeld]:
        """Return the texts that the organisation may read; see ``shown_to_all``."""
        try:
            names = self._store.get(_SHARED).document.get(_SHARED_OF, {})
        except NotFound:
            return []
        kept = []
        for oefening in names:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                kept.append(value_of(Geleerd, self._store.get(_kept(oefening)).document))
        return shown_to_all(kept, today)


def _kept(oefening: str) -> DocumentKey:
    return DocumentKey(Kind.LEERPUNTEN, oefening, team_of(oefening))


class ExampleData:
    """The teams that are made up, to look at; each may raise Corrupt as well."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self, teams: Iterable[str]) -> None:
        """Note which teams are made up, before anything of them is stored."""
        self._store.create(_MADE_UP, {_TEAMS: sorted(teams)})

    @property
    def is_there(self) -> bool:
        """Whether example data are in the store."""
        return bool(self._store.versions([_MADE_UP]))

    def remove(self) -> None:
        """Remove the made-up teams and everything of theirs; teams made since stay.

        All figures go: they were counted with the example data. What stayed is counted again. The
        note goes last, so that what was interrupted can be done again.
        """
        for team in self._store.get(_MADE_UP).document[_TEAMS]:
            for soort in (Kind.OEFENING, Kind.GECODEERD, Kind.LEERPUNTEN):
                self._delete(*(one.key for one in self._store.list(soort, team)))
            forget_team(self._store, team)
            self._delete(DocumentKey(Kind.TEAM, team), key_of(team))
        for soort in (Kind.CIJFERS, Kind.GRAFIEKEN):
            self._delete(*(one.key for one in self._store.list(soort)))
        self._delete(_SHARED, _MADE_UP)

    def _delete(self, *keys: DocumentKey) -> None:
        for key in keys:
            with suppress(NotFound):
                self._store.delete(key)


class PublicInfo:
    """What every page shows to everybody: own texts, and what to keep in mind of this server."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def texts_version(self) -> int:
        """Return a number that changes when the own texts do; costs little."""
        return self._store.versions([KEY]).get(KEY, 0)

    def own_texts(self) -> TextTables:
        """Return the own texts; see ``read_own_texts``."""
        return read_own_texts(self._store)

    def has_example_data(self) -> bool:
        """Return whether made-up teams are in the store."""
        return ExampleData(self._store).is_there

    def network(self) -> NetworkMode:
        """Return who can open this server."""
        return settings.read_settings(self._store).netwerk

    def address_for_colleagues(self, here: str) -> str:
        """Return the address by which others open the app; this page was opened by ``here``."""
        return settings.address_for_colleagues(settings.read_settings(self._store), here)
