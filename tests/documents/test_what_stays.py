"""No case text, note, brief or code leaves where it may not."""

from datetime import UTC, datetime
from functools import partial

import pytest

from gesprek.content import inhoud
from gesprek.documents.blocks import html
from gesprek.documents.calendar import feed, gesprek_file, moment_file, vervolg_file
from gesprek.documents.own_papers import InvitationAccess, invitation, take_away_paper
from gesprek.documents.pdf_paper import pdf
from gesprek.domain.base import Versioned
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import texts_of
from tests.documents.reading import on_one_line, text_of
from tests.support.builders.marked import MARKED_AT as NOW
from tests.support.builders.marked import NAMES, PLACE, TAKEN_ALONG, marked, marked_team

SHOWN = inhoud()
OVERDUE = datetime(2026, 12, 20, 12, tzinfo=UTC)
CODE = "K7WPQ3"


def marks() -> set[str]:
    """Return the mark of each text of the oefening."""
    return {plek.tekst for stap in Stap for plek in texts_of(marked(), stap)}


def strings(value: object) -> set[str]:
    if isinstance(value, dict):
        return {one for part in value.values() for one in strings(part)}
    if isinstance(value, list | tuple):
        return {one for part in value for one in strings(part)}
    return {value} if isinstance(value, str) else set()


def test_every_text_of_the_oefening_is_a_mark_so_that_these_tests_can_fail() -> None:
    assert marks() | {PLACE} == {one for one in strings(marked().to_document()) if "MERK" in one}
    assert len(marks()) == 24


def found_in(text: str) -> set[str]:
    every = marks() | {PLACE, CODE, "MERK-TEAM", *NAMES.values()}
    return {one for one in every if on_one_line(one) in on_one_line(text)}


def test_the_take_away_holds_what_was_learned_and_nothing_of_the_case() -> None:
    stuk = take_away_paper(SHOWN, marked(), NOW.date())
    assert found_in(text_of(pdf(stuk, SHOWN))) == TAKEN_ALONG
    assert found_in(html(stuk, SHOWN)) == TAKEN_ALONG


@pytest.mark.parametrize("now", [NOW, OVERDUE])
def test_the_calendar_holds_nothing_that_anybody_typed(now: datetime) -> None:
    one = Versioned(4, marked())
    makers = (moment_file, partial(gesprek_file, card=str), vervolg_file)
    files = [feed([one], SHOWN, now, str), *(make(one, SHOWN, now) for make in makers)]
    assert [found_in((data or b"").decode().replace("\r\n ", "")) for data in files] == [set()] * 4


def test_the_hand_out_holds_place_names_and_code_and_nothing_of_the_case() -> None:
    join = InvitationAccess(CODE, "https://gesprek.example", f"https://gesprek.example#{CODE}")
    stuk = invitation(SHOWN, marked(), marked_team(), join)
    assert found_in(text_of(pdf(stuk, SHOWN))) == {PLACE, CODE, *NAMES.values()}


def test_no_name_of_a_file_and_no_title_is_made_of_what_was_typed() -> None:
    join = InvitationAccess(CODE, "https://gesprek.example", f"https://gesprek.example#{CODE}")
    for stuk in (
        take_away_paper(SHOWN, marked()),
        invitation(SHOWN, marked(), marked_team(), join),
    ):
        assert found_in(stuk.naam + stuk.titel) == set()
        assert stuk.naam.isascii()
        assert stuk.naam.isalpha()
