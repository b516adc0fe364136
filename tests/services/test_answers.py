"""Answers of the organisation in the store: guarded, logged, and by two managers at once."""

import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.domain.antwoorden import AnswerChanged, Antwoorden
from gesprek.domain.base import TextMissing, TextTooLong
from gesprek.domain.text import PrivacyWords
from gesprek.domain.themas import Behoefte
from gesprek.services.answers import (
    KeptAnswers,
    NeedNotShown,
    answered_since,
    read_answers,
)
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.backup import write_copy
from gesprek.services.copy_file import open_copy
from gesprek.services.organisation_info import RecognisableText, change_privacy_words
from gesprek.services.restore import herstel
from gesprek.services.root import ProgramSettings, VisitorServices, build
from gesprek.services.visits import Visit
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.storage.place import Place
from tests.trends import fixed
from tests.trends.counted import calculate

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TRAINING, TIJD, ANDERS = Behoefte.TRAINING, Behoefte.TIJD, Behoefte.ANDERS
KEY = DocumentKey(Kind.BEHEER, "antwoorden")
TEXT = "Vanaf 1 september 2027 is er elke maand een oefenmiddag."


@pytest.fixture
def kept(store: Store) -> KeptAnswers:
    return KeptAnswers(store, lambda: NOW)


def test_an_answer_is_in_one_document_of_its_own_and_found_again(
    store: Store, kept: KeptAnswers
) -> None:
    assert read_answers(store) == Antwoorden()
    kept.answer(TRAINING, TEXT, "")
    assert read_answers(store).text(TRAINING) == TEXT
    assert answered_since(store) == {TRAINING: NOW.date()}
    assert [one.key for one in store.list(Kind.BEHEER) if "antwoord" in one.key.id] == [KEY]


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Vraag het aan Fatima El Idrissi.", "Fatima El Idrissi"),
        ("Wie dit wil, belt Henk.", "Henk"),
        ("Het nummer is 111222333.", "111222333"),
        ("Bel 06-12345678.", "06-12345678"),
        ("Mail scholing@example.org", "scholing@example.org"),
        ("Alleen voor De Boterbloem.", "De Boterbloem"),
        ("Gemaakt door Fatima\u200b El Idrissi.", "Fatima"),
    ],
)
def test_a_text_that_tells_about_whom_it_is_is_refused_with_the_fragment_and_not_stored(
    store: Store, kept: KeptAnswers, text: str, fragment: str
) -> None:
    change_privacy_words(store, lambda one: one.changed(eigen=("De Boterbloem",)))
    with pytest.raises(RecognisableText) as refused:
        kept.answer(TRAINING, text, "")
    assert fragment in refused.value.sentence
    assert refused.value.sentence.startswith("Alle teams lezen dit.")
    assert read_answers(store) == Antwoorden()


@pytest.mark.parametrize("text", [TEXT, "In Utrecht is er een cursus.", "Zie methode X voor meer."])
def test_a_day_a_place_and_a_word_that_may_stay_are_no_reason_to_refuse(
    store: Store, kept: KeptAnswers, text: str
) -> None:
    change_privacy_words(store, lambda _one: PrivacyWords(blijven=("methode X",)))
    kept.answer(TRAINING, text, "")
    assert read_answers(store).text(TRAINING) == text


@pytest.mark.parametrize(
    ("text", "error"), [("", TextMissing), ("\u200b \n", TextMissing), ("a" * 20_000, TextTooLong)]
)
def test_an_empty_or_huge_text_is_refused(
    store: Store, kept: KeptAnswers, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        kept.answer(TRAINING, text, "")
    assert read_answers(store) == Antwoorden()


@pytest.mark.parametrize(
    "text", ["=1+1", "<script>alert(1)</script>", "**vet** :red[x]", "\ud800 half", "e\u0301" * 300]
)
def test_odd_text_is_stored_as_text(store: Store, kept: KeptAnswers, text: str) -> None:
    kept.answer(ANDERS, text, "")
    assert read_answers(store).text(ANDERS)


def test_of_two_managers_who_answer_at_once_one_is_stored_and_the_other_is_told(
    store: Store,
) -> None:
    outcomes: list[str] = []
    begin = threading.Barrier(8)

    def write(number: int) -> None:
        mine = KeptAnswers(store, lambda: NOW)
        begin.wait()
        try:
            mine.answer(TRAINING, f"Tekst {'abcdefgh'[number]}", "")
            outcomes.append("stored")
        except AnswerChanged:
            outcomes.append("told")

    threads = [threading.Thread(target=write, args=(one,)) for one in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["stored", *["told"] * 7]
    assert len(read_answers(store).antwoorden) == 1


def test_answers_to_other_needs_at_once_are_all_stored(store: Store) -> None:
    threads = [
        threading.Thread(target=KeptAnswers(store, lambda: NOW).answer, args=(one, "Iets.", ""))
        for one in Behoefte
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert set(answered_since(store)) == set(Behoefte)


@pytest.mark.parametrize("document", [{"antwoorden": {"a": {"tekst": 1}}}, {"vreemd": 1}])
def test_a_damaged_document_shows_nothing_and_is_not_overwritten(
    store: Store, kept: KeptAnswers, document: dict[str, Any]
) -> None:
    store.create(KEY, document)
    assert read_answers(store) == Antwoorden()
    with pytest.raises(Exception, match="lezen"):
        kept.answer(TRAINING, TEXT, "")
    assert store.get(KEY).document == document


def test_answers_travel_in_a_copy(
    store: Store, kept: KeptAnswers, place: Place, tmp_path: Path
) -> None:
    kept.answer(TRAINING, TEXT, "")
    kept.answer(TIJD, "Elke week een uur.", "")
    kept.stop(TIJD, "Elke week een uur.")
    write_copy(store, tmp_path / "kopie.zip", lambda: NOW, lambda _count: None)
    other = place.beside("andere").open(lambda: NOW)
    with open_copy(tmp_path / "kopie.zip") as source:
        herstel(other, source, lambda: NOW, lambda _count: None)
    assert read_answers(other) == read_answers(store)


class House:
    """The services of a store with one closed quarter, for a visitor of a kind."""

    def __init__(self, folder: Path) -> None:
        self.services = build(ProgramSettings(str(folder / "opslag"), lambda: NOW))
        self.store = self.services.store
        cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), NOW.date())
        self.store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())

    def of(self, kind: VisitorKind) -> VisitorServices:
        return VisitorServices(self.services, Visit(Visitor(kind, team="a")))

    @property
    def log(self) -> list[tuple[AuditEvent, str]]:
        log = AuditLog(self.store, lambda: NOW)
        lines = [line for month in log.months() for line in log.lines_of(month)]
        return [(one.wat, one.soort) for one in reversed(lines)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_only_a_need_whose_figure_is_shown_can_be_answered(house: House) -> None:
    manager = house.of(VisitorKind.MANAGER)
    shown = manager.figures.shown_needs()
    assert TRAINING in shown
    (hidden, *_) = set(Behoefte) - shown
    with pytest.raises(NeedNotShown):
        manager.answers.answer(hidden, TEXT, "")
    assert read_answers(house.store) == Antwoorden()
    manager.answers.answer(TRAINING, TEXT, "")
    assert house.of(VisitorKind.TEAM).answers.current()[0].tekst == TEXT


def test_an_answer_to_a_need_that_is_hidden_since_stays_and_can_be_changed_and_ended(
    house: House,
) -> None:
    manager, team = house.of(VisitorKind.MANAGER), house.of(VisitorKind.TEAM)
    manager.answers.answer(TRAINING, TEXT, "")
    advisor = house.of(VisitorKind.ADVISEUR)
    advisor.organisation.change_settings(lambda one: one.changed(drempel=500))
    assert manager.figures.shown_needs() == frozenset()
    assert team.answers.current()[0].tekst == TEXT
    manager.answers.answer(TRAINING, "Elke week.", TEXT)
    assert team.answers.current()[0].tekst == "Elke week."
    manager.answers.stop(TRAINING, "Elke week.")
    assert team.answers.current() == ()
    with pytest.raises(NeedNotShown):
        manager.answers.answer(TRAINING, TEXT, "")


def test_the_log_tells_what_was_done_and_by_which_kind_of_person_without_text(
    house: House,
) -> None:
    manager, advisor = house.of(VisitorKind.MANAGER), house.of(VisitorKind.ADVISEUR)
    manager.answers.answer(TRAINING, TEXT, "")
    advisor.answers.stop(TRAINING, TEXT)
    (key,) = advisor.answers.all().ended
    manager.answers.go_on(key)
    manager.answers.stop(TRAINING, TEXT)
    manager.answers.remove(key)
    assert house.log == [
        (AuditEvent.ANTWOORD_GEGEVEN, "manager"),
        (AuditEvent.ANTWOORD_GESTOPT, "adviseur"),
        (AuditEvent.ANTWOORD_GEGEVEN, "manager"),
        (AuditEvent.ANTWOORD_GESTOPT, "manager"),
        (AuditEvent.ANTWOORD_VERWIJDERD, "manager"),
    ]
    assert "oefenmiddag" not in str([one.document for one in house.store.list(Kind.LOGBOEK)])
    assert read_answers(house.store) == Antwoorden()
