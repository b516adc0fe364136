"""What the organisation answers to what teams need: written by few, and read by all teams."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from gesprek.access.rights import Right
from gesprek.domain import antwoorden
from gesprek.domain.antwoorden import MAX_ANTWOORD, Antwoord, Antwoorden
from gesprek.domain.base import UserError
from gesprek.domain.dates import local_day
from gesprek.domain.team import Team
from gesprek.domain.text import clean_limited
from gesprek.domain.themas import Behoefte
from gesprek.services.audit_log import AuditEvent
from gesprek.services.guarded import Guarded
from gesprek.services.organisation_info import ANSWERS, RecognisableText, read_privacy_words
from gesprek.storage.protocol import Document, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import new_id, update_or_create, value_of

if TYPE_CHECKING:
    from gesprek.privacy import Finding


class NeedNotShown(UserError):
    """The figure of a need may not be shown, so nobody can answer it."""

    def __init__(self) -> None:
        super().__init__(
            "Over wat teams hier nodig hebben, staat nu geen cijfer in het overzicht. "
            "Antwoord geven kan alleen op wat daar staat."
        )


def read_answers(store: Store) -> Antwoorden:
    """Return all answers; none where nobody answered or they are damaged."""
    try:
        return value_of(Antwoorden, store.get(ANSWERS).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return Antwoorden()


def answered_since(store: Store) -> dict[Behoefte, date]:
    """Return the needs that have a current answer, and since when."""
    return {one.behoefte: one.sinds for one in read_answers(store).newest_first}


class KeptAnswers:
    """The answers as they are stored; asks for no right.

    Each change may raise AnswerChanged, Corrupt, Busy, StoreFull, Unusable and OutcomeUnknown:
    nothing is stored then.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def answer(self, behoefte: Behoefte, tekst: str, seen: str) -> None:
        """Store the answer to a need; ``seen`` and errors as ``domain.antwoorden.answer``.

        Raises RecognisableText where it tells about whom it is; it names the fragments.
        """
        from gesprek.privacy import Label, scan_leaving  # a server starts without any

        def told(one: "Finding") -> bool:
            # When and where the organisation does something tells of no client.
            return one.label not in (Label.DATE, Label.PLACE)

        tekst = clean_limited(tekst, MAX_ANTWOORD)
        words, today = read_privacy_words(self._store), self._today
        nobody = Team(id="", naam="")  # of no team: its names would tell who is on which list
        if found := [*filter(told, scan_leaving(tekst, words, nobody, today))]:
            fragments = (tekst[one.start : one.end] for one in found)
            raise RecognisableText(fragments, "antwoorden.te_herkennen")
        key = new_id()
        self._change(lambda one: antwoorden.answer(one, key, (behoefte, tekst), seen, today))

    def stop(self, behoefte: Behoefte, seen: str) -> None:
        """End the answer to a need."""
        self._change(lambda one: antwoorden.stop(one, behoefte, seen, self._today))

    def go_on(self, key: str) -> None:
        """Let an answer that ended go on."""
        self._change(lambda one: antwoorden.go_on(one, key))

    def remove(self, key: str) -> None:
        """Remove an answer that ended."""
        self._change(lambda one: antwoorden.remove(one, key))

    @property
    def _today(self) -> date:
        return local_day(self._clock())

    def _change(self, change: Callable[[Antwoorden], Antwoorden]) -> None:
        def changed(stored: Document) -> Document:
            return change(value_of(Antwoorden, stored)).to_document()

        update_or_create(self._store, ANSWERS, changed)


class OrganisationAnswers(Guarded):
    """The answers as a visitor may see or write them; each change is in the log, without text."""

    def current(self) -> tuple[Antwoord, ...]:
        """Return what all teams may read now, the newest first."""
        self._require(Right.ANTWOORDEN)
        return read_answers(self._services.store).newest_first

    def all(self) -> Antwoorden:
        """Return all answers, those that ended too."""
        self._require(Right.BEANTWOORDEN)
        return read_answers(self._services.store)

    def answer(self, behoefte: Behoefte, tekst: str, seen: str) -> None:
        """Answer a need; errors as ``KeptAnswers.answer``.

        Raises NeedNotShown where there is no answer yet and no figure of the need either.
        """
        self._require(Right.BEANTWOORDEN)
        if not self.all().text(behoefte) and behoefte not in self._shown():
            raise NeedNotShown
        self._kept.answer(behoefte, tekst, seen)
        self._note(AuditEvent.ANTWOORD_GEGEVEN)

    def stop(self, behoefte: Behoefte, seen: str) -> None:
        """End the answer to a need; errors as ``KeptAnswers``."""
        self._require(Right.BEANTWOORDEN)
        self._kept.stop(behoefte, seen)
        self._note(AuditEvent.ANTWOORD_GESTOPT)

    def go_on(self, key: str) -> None:
        """Let an answer that ended go on; errors as ``KeptAnswers``."""
        self._require(Right.BEANTWOORDEN)
        self._kept.go_on(key)
        self._note(AuditEvent.ANTWOORD_GEGEVEN)

    def remove(self, key: str) -> None:
        """Remove an answer that ended; errors as ``KeptAnswers``."""
        self._require(Right.BEANTWOORDEN)
        self._kept.remove(key)
        self._note(AuditEvent.ANTWOORD_VERWIJDERD)

    @property
    def _kept(self) -> KeptAnswers:
        return KeptAnswers(self._services.store, self._services.clock)

    def _shown(self) -> frozenset[Behoefte]:
        from gesprek.services.figure_services import OrganisationFigures  # the trends are large

        return OrganisationFigures(self._services, self.visit).shown_needs()

    def _note(self, what: AuditEvent) -> None:
        self._services.visits.audit_log.note(what, soort=self.visitor.soort.value)
