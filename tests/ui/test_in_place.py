"""What appears on a page moves no field: in the browser a field that moves is made anew.

What somebody was typing in it, and had not left yet, would be gone.
"""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1.element_tree import Block, Node

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.fields.session import Session, UndoOffer
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill
from tests.support.server import ROOT
from tests.ui.conftest import Elsewhere, Make
from tests.ui.page_driver import PageDriver

Place = tuple[int, ...]
REFUSED = "Bel 06 12345678"
NAMED = "Bel Noor over haar kousen"


def places(tab: PageDriver) -> dict[str, Place]:
    """Return where each field to type in stands: its key → the way to it from the top."""
    return dict(_fields_in(tab.at.main, ()))


def _fields_in(node: Node, place: Place) -> Iterator[tuple[str, Place]]:
    if isinstance(node, Block):
        for number, child in node.children.items():
            yield from _fields_in(child, (*place, number))
    elif node.type in {"text_area", "text_input"}:
        field: Any = node
        yield str(field.key), place


@pytest.mark.parametrize("typed", [REFUSED, NAMED], ids=["refused", "looked at"])
@pytest.mark.parametrize("stap", [Stap.CASUS, Stap.INLEVEN, Stap.GESPREK, Stap.VERVOLG])
def test_what_is_said_of_one_text_moves_no_other_field(
    tab: PageDriver, make: Make, stap: Stap, typed: str
) -> None:
    fill = Fill.HALF if stap is Stap.VERVOLG else Fill.WHOLE  # else there is no field
    one = make(Werkvorm.ROLLENSPEL, 4, stap, fill)
    tab.open_step(stap, one.id)
    before = places(tab)
    assert before
    for number, field in enumerate(tab.fields):
        tab.fields[number].set_value(typed)
        tab.at.run()
        after = places(tab)
        others = before.keys() - {str(field.key)}
        assert {key: after[key] for key in others} == {key: before[key] for key in others}
        before = after


@pytest.mark.parametrize("stap", [Stap.CASUS, Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN])
def test_what_can_be_taken_back_and_where_the_group_is_move_no_field(
    tab: PageDriver, make: Make, elsewhere: Elsewhere, stap: Stap
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, stap, Fill.WHOLE)
    tab.open("stap_" + f"{stap.number}_{stap.value}", o=one.id, terug="1")
    before = places(tab)
    memory: Session = tab.at.session_state["sessie"]
    memory.undo = UndoOffer(one.id, lambda: None)
    tab.at.run()
    tab.sees(screen_text("algemeen.verwijderd"))
    assert places(tab) == before
    if stap is not Stap.TERUGKIJKEN:
        elsewhere(one, lambda now: now.changed(stap=Stap.TERUGKIJKEN, verst=Stap.TERUGKIJKEN))
        tab.at.run()
        assert places(tab) == before


def _opens(call: ast.AST) -> bool:
    is_call = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
    return is_call and call.func.attr in {"expander", "popover"}  # type: ignore[attr-defined]


def test_every_part_that_opens_has_a_name_of_its_own_so_that_it_stays_open_when_it_moves() -> None:
    sources = [*(ROOT / "gesprek" / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    calls = [one for path in sources for one in ast.walk(ast.parse(path.read_text("utf-8")))]
    opening = [one for one in calls if _opens(one)]
    assert opening
    assert [ast.unparse(one) for one in opening if not _has_key(one)] == []


def _has_key(call: ast.AST) -> bool:
    return "key" in {keyword.arg for keyword in call.keywords}  # type: ignore[attr-defined]


def test_cards_that_were_open_as_the_page_was_left_are_not_open_on_the_next_one(
    tab: PageDriver, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN, Fill.WHOLE)
    tab.open_step(Stap.INLEVEN, one.id)
    tab.tap(screen_text("naslag.titel"))
    tab.sees(screen_text("naslag.methodes"))
    tab.at.run()
    tab.sees(screen_text("naslag.methodes"))
    tab.open_step(Stap.CASUS, one.id)
    tab.sees_not(screen_text("naslag.methodes"))
    tab.open_step(Stap.INLEVEN, one.id)
    tab.sees_not(screen_text("naslag.methodes"))
