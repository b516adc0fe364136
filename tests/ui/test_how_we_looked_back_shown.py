"""The three questions of step 6, what the team page makes of them, and that nobody else sees it."""

from datetime import timedelta
from pathlib import Path

import pytest

from gesprek.access.rights import Right, Subject, may
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.content import inhoud
from gesprek.documents.blocks import html
from gesprek.documents.calendar import feed
from gesprek.domain.base import Versioned
from gesprek.domain.how_we_looked_back import Terugkijkadvies
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Gedeeld
from gesprek.domain.terugblik import Beurt, Terugkijkvraag
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_up
from gesprek.services.paper_making import make_paper
from gesprek.services.paper_request import OwnPaper, PaperRequest
from gesprek.services.root import services
from gesprek.services.visits import Visit
from gesprek.storage import open_store
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

SPRAK, GEDRAG, LEERVRAAG = Terugkijkvraag
WHOLE = (Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
VERLOOP = screen_text("hoe_keken_we.verloop")
Answers = dict[Terugkijkvraag, bool]


def answer(archive: Archive, one: Oefening, answers: Answers) -> Oefening:
    seen = archive.oefening(one.id)
    terugblik = seen.value.terugblik.changed(hoe_keken_we=answers)
    return archive.save(seen, seen.value.changed(terugblik=terugblik)).value


def at_the_end(tab: PageDriver, archive: Archive, one: Oefening) -> None:
    """Open step 6 in its last turn."""
    seen = archive.oefening(one.id)
    terugblik = seen.value.terugblik.changed(besproken_beurt=Beurt.AFSPRAAK)
    archive.save(seen, seen.value.changed(terugblik=terugblik))
    tab.open_step(Stap.TERUGKIJKEN, one.id)


# Step 6


@pytest.mark.parametrize("werkvorm", Werkvorm)
def test_each_question_is_answered_changed_and_left_open_with_one_tap(
    tab: PageDriver, archive: Archive, make: Make, werkvorm: Werkvorm
) -> None:
    at_the_end(tab, archive, make(werkvorm, 3, Stap.TERUGKIJKEN))
    asked = inhoud().terugkijkvragen[werkvorm]
    tab.choose(asked[SPRAK], "ja")
    tab.choose(asked[GEDRAG], "nee")
    assert stored(tab).terugblik.hoe_keken_we == {SPRAK: True, GEDRAG: False}
    tab.reload()
    assert tab.chosen(asked[GEDRAG]) == [screen_text("algemeen.nee")]
    tab.choose(asked[SPRAK], "nee")
    tab.choose(asked[GEDRAG])
    assert stored(tab).terugblik.hoe_keken_we == {SPRAK: False}
    assert tab.chosen(asked[LEERVRAAG]) == []


@pytest.mark.parametrize("beurt", [one for one in Beurt if one is not Beurt.AFSPRAAK])
def test_before_the_last_turn_nothing_is_asked(
    tab: PageDriver, archive: Archive, make: Make, beurt: Beurt
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.TERUGKIJKEN)
    seen = archive.oefening(one.id)
    terugblik = seen.value.terugblik.changed(besproken_beurt=beurt)
    archive.save(seen, seen.value.changed(terugblik=terugblik))
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    tab.sees_not(screen_text("hoe_keken_we.titel"))


def test_step_6_closes_without_an_answer(tab: PageDriver, archive: Archive, make: Make) -> None:
    at_the_end(tab, archive, make(Werkvorm.ROLLENSPEL, 3, Stap.TERUGKIJKEN, Fill.WHOLE))
    tab.tap_main(screen_text("stap_6.sluit_af"))
    tab.is_at(Stap.VERVOLG)
    assert stored(tab).terugblik.hoe_keken_we == {}


def test_each_form_asks_in_its_own_words_and_all_of_them() -> None:
    play, talk = (
        inhoud().terugkijkvragen[one] for one in (Werkvorm.ROLLENSPEL, Werkvorm.VOORBESPREKEN)
    )
    assert play[GEDRAG] != talk[GEDRAG]


# The team's memory


def table(tab: PageDriver) -> str:
    (found,) = [one.proto.body for one in tab.at.get("html") if "<table>" in one.proto.body]
    return str(found)


def test_a_team_that_never_answered_has_a_memory_without_it(
    tab: PageDriver, make: Make, team: Team
) -> None:
    make(*WHOLE)
    tab.open("team", t=team.id)
    tab.sees(screen_text("geheugen.titel"))
    tab.sees_not(VERLOOP)


def test_the_course_is_told_in_words_and_from_three_oefeningen_on_with_one_advice(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    for answers in ({SPRAK: True}, {SPRAK: False, GEDRAG: True}):
        answer(archive, make(*WHOLE), answers)
    tab.open("team", t=team.id)
    tab.sees(VERLOOP)
    advised = [label(one) for one in Terugkijkadvies]
    tab.sees_not(*advised)
    answer(archive, make(*WHOLE), {LEERVRAAG: True})
    tab.open("team", t=team.id)
    tab.sees(label(Terugkijkadvies.IEDEREEN_SPRAK))
    tab.sees_not(*(one for one in advised if one != label(Terugkijkadvies.IEDEREEN_SPRAK)))
    shown = table(tab)
    told = {"was_ja": 3, "was_nee": 1, "niet_gevraagd": 5}
    assert {word: shown.count(f"<td>{screen_text(f'hoe_keken_we.{word}')}") for word in told} == (
        told
    )
    tab.is_plain()


def test_the_course_stays_where_the_texts_are_gone_and_no_empty_list_of_leerpunten_does(
    tab: PageDriver, root: Path, archive: Archive, make: Make, team: Team
) -> None:
    one = answer(archive, make(*WHOLE), {SPRAK: True})
    seen = archive.oefening(one.id)
    bare = seen.value.terugblik.changed(leerpunten={})
    archive.save(seen, seen.value.changed(terugblik=bare))
    clean_up(open_store(str(root)), lambda: now() + timedelta(days=60))
    assert archive.oefeningen(team.id) == []
    tab.open("team", t=team.id)
    tab.sees(VERLOOP)
    tab.sees_not(screen_text("team.geleerd"), screen_text("teamcijfers.delen"))


# Nobody else


@pytest.mark.parametrize("kind", [VisitorKind.MANAGER, VisitorKind.ADVISEUR, VisitorKind.GAST])
def test_manager_and_advisor_may_not_ask_how_a_team_looked_back(
    team: Team, kind: VisitorKind
) -> None:
    assert not may(Visitor(kind), Right.TEAM_ZIEN, Subject(team.id))
    assert not may(Visitor(kind), Right.OEFENING, Subject(team.id, f"{team.id}-x"))


def test_what_a_team_shares_has_no_room_for_how_it_looked_back() -> None:
    assert set(Gedeeld.model_fields) == {"tekst", "leerthema", "op"}


def test_every_paper_calendar_and_figure_is_the_same_whatever_was_answered(
    archive: Archive, make: Make
) -> None:
    one = make(*WHOLE)
    visit = Visit(Visitor(VisitorKind.LOKAAL))

    def ways_out(answers: Answers) -> dict[str, object]:
        changed = answer(archive, one, answers)
        asked = PaperRequest(visit, {"o": one.id}, "http://127.0.0.1:8501")
        papers: dict[str, object] = {
            naam.value: html(make_paper(services(), naam, asked), inhoud()) for naam in OwnPaper
        }
        rows = [row.changed(last_activity=one.practised) for row in archive.rijen()]
        calendar = feed([Versioned(1, changed)], inhoud(), one.created, str)
        return papers | {"cijfers": rows, "agenda": calendar}

    without = ways_out({})
    assert len(without) > len(OwnPaper)
    assert ways_out({SPRAK: True, GEDRAG: False, LEERVRAAG: False}) == without


def test_on_the_beamer_is_no_answer(tab: PageDriver, archive: Archive, make: Make) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN, Fill.WHOLE)
    before = tab.open("scherm", o=one.id).lines()
    answer(archive, one, {SPRAK: False})
    assert tab.open("scherm", o=one.id).lines() == before
