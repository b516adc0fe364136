"""The year in one paragraph, as a manager sees it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gesprek.domain.themas import Behoefte
from gesprek.services.answers import KeptAnswers
from gesprek.services.audit_log import AuditEvent
from gesprek.services.root import services
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.ui.frame.words import screen_text
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.ui.page_driver import PageDriver
from tests.ui.test_overview import choose, lines_of

QUARTERS = ("2024-K4", "2025-K1", "2025-K2", "2025-K3", "2025-K4", "2026-K1")


@pytest.fixture
def store(root: Path) -> Store:
    """A store with six closed quarters, each as the fixed set."""
    store = open_store(str(root))
    for name in QUARTERS:
        cijfers = calculate(name, fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
        store.create(DocumentKey(Kind.CIJFERS, name.lower()), cijfers.to_document())
    return store


def text_of(tab: PageDriver) -> str:
    (code,) = tab.at.code
    return str(code.value)


def test_the_last_four_quarters_come_first_and_a_whole_year_can_be_chosen(
    tab: PageDriver, store: Store
) -> None:
    assert store
    tab.open("jaar")
    (box,) = tab.at.selectbox
    last = "kwartaal 2 van 2025 tot en met kwartaal 1 van 2026"
    assert box.options == [screen_text("jaar.laatste", tijd=last), "heel 2025"]
    assert text_of(tab).startswith(f"In {last} oefenden teams")
    choose(tab, screen_text("jaar.periode"), box.options[1])
    assert text_of(tab).startswith("In heel 2025 oefenden teams 384 keer")


def test_answers_of_the_period_are_below_the_paragraph(tab: PageDriver, store: Store) -> None:
    KeptAnswers(store, lambda: datetime(2026, 3, 3, 12, tzinfo=UTC)).answer(
        Behoefte.TRAINING, "Elke maand een oefenmiddag.", ""
    )
    tab.open("jaar")
    said = "\n\nScholing of uitleg, sinds 3 maart 2026: Elke maand een oefenmiddag."
    assert text_of(tab).endswith(said)


def test_without_figures_it_says_so(tab: PageDriver) -> None:
    tab.open("jaar")
    tab.sees(screen_text("overzicht.leeg"))
    assert not tab.at.code


def test_where_nothing_is_shown_it_says_so_and_offers_no_file(
    tab: PageDriver, store: Store
) -> None:
    assert store
    services().visits.administration.change_settings(lambda one: one.changed(drempel=1_000))
    tab.open("jaar")
    tab.sees(screen_text("jaar.leeg"))
    assert not [one for one in tab.at.get("html") if "/cijfers/" in one.proto.body]


@pytest.mark.parametrize("soort", ["gast", "team"])
def test_who_may_not_see_figures_sees_nothing_of_it(
    as_visitor: Callable[..., PageDriver], store: Store, soort: str
) -> None:
    assert store
    tab = as_visitor(soort).open("jaar")
    tab.sees_not("oefenden teams", screen_text("jaar.titel"))


def test_a_file_is_in_the_log_without_who(store: Store) -> None:
    from gesprek.access.visitors import Visitor, VisitorKind
    from gesprek.services.root import VisitorServices
    from gesprek.services.visits import Visit

    manager = VisitorServices(services(), Visit(Visitor(VisitorKind.MANAGER)))
    assert manager.year.make_file("docx", "2025-K1", "2025-K4")
    assert manager.year.make_file("docx", "2025-K1", "2026-K1") is None
    (line,) = lines_of(store)
    assert (line.wat, line.soort) == (AuditEvent.CIJFERS_UITGEVOERD, "manager")
    assert line.aantallen == {"jaar_docx": 4}
