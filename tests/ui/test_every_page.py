"""Every page, for empty, half and complete data in both forms: no exception, the right words."""

from typing import NamedTuple

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, first_incomplete, is_reachable, missing
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored


class Vorm(NamedTuple):
    """A form, and how many take part."""

    werkvorm: Werkvorm
    people: int


EACH_FORM = pytest.mark.parametrize(
    "vorm",
    [
        pytest.param(Vorm(Werkvorm.VOORBESPREKEN, 2), marks=pytest.mark.alles),
        Vorm(Werkvorm.VOORBESPREKEN, 3),
        pytest.param(Vorm(Werkvorm.ROLLENSPEL, 2), marks=pytest.mark.alles),
        pytest.param(Vorm(Werkvorm.ROLLENSPEL, 3), marks=pytest.mark.alles),
        Vorm(Werkvorm.ROLLENSPEL, 4),
    ],
    ids=lambda vorm: f"{vorm.werkvorm}-{vorm.people}",
)
EACH_STEP = pytest.mark.parametrize("stap", list(Stap))
EACH_FILL = pytest.mark.parametrize("fill", list(Fill))

VOORBESPREKEN, ROLLENSPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL

# The words on the main button: per step, per fill, and per form where that differs.
_ON = {stap: words_to_go_on(stap) for stap in (Stap.MOMENT, Stap.CASUS)}
MAIN = {
    Stap.MOMENT: dict.fromkeys(Fill, _ON[Stap.MOMENT]),
    Stap.VOORBEREIDING: dict.fromkeys(Fill, screen_text("stap_2.verder")),
    Stap.CASUS: dict.fromkeys(Fill, _ON[Stap.CASUS]),
    Stap.INLEVEN: dict.fromkeys(Fill, screen_text("stap_4.iedereen_klaar")),
    Stap.GESPREK: {
        Fill.EMPTY: screen_text("stap_5.start_eerste_ronde"),
        Fill.HALF: screen_text("stap_5.stop_ronde"),
        Fill.WHOLE: screen_text("stap_5.naar_terugkijken"),
    },
    Stap.TERUGKIJKEN: {
        Fill.EMPTY: screen_text("stap_6.heeft_verteld"),
        Fill.HALF: screen_text("stap_6.heeft_verteld"),
        Fill.WHOLE: screen_text("stap_6.sluit_af"),
    },
    Stap.VERVOLG: {
        Fill.EMPTY: screen_text("stap_7.is_geweest"),
        Fill.HALF: screen_text("stap_7.rond_af"),
        Fill.WHOLE: screen_text("stap_7.nog_een_casus"),
    },
}
MAIN_TOGETHER = {
    Fill.EMPTY: screen_text("stap_5.begin_kaarten"),
    Fill.HALF: screen_text("stap_5.volgende_kaart"),
    Fill.WHOLE: screen_text("stap_5.naar_terugkijken"),
}


def main_words(werkvorm: Werkvorm, stap: Stap, fill: Fill) -> str:
    if stap is Stap.GESPREK and werkvorm is VOORBESPREKEN:
        return MAIN_TOGETHER[fill]
    return MAIN[stap][fill]


@EACH_FORM
@EACH_FILL
@EACH_STEP
def test_a_step_shows_its_title_its_main_action_what_it_needs_and_where_you_can_go(
    tab: PageDriver, make: Make, stap: Stap, fill: Fill, vorm: Vorm
) -> None:
    one = make(vorm.werkvorm, vorm.people, stap, fill)
    tab.open_step(stap, one.id)
    tab.is_at(stap)
    assert tab.main_action == main_words(vorm.werkvorm, stap, fill)
    _says_what_is_missing(tab, one, stap, fill)
    _step_bar_is_right(tab, one, stap, fill)
    tab.is_plain()


def _says_what_is_missing(tab: PageDriver, one: Oefening, stap: Stap, fill: Fill) -> None:
    lacking = missing(one, stap)
    assert bool(lacking) == (fill is not Fill.WHOLE) or stap is Stap.MOMENT
    if lacking:
        first = lacking[:1] if stap is Stap.TERUGKIJKEN else lacking  # one turn after another
        words = " ".join(label(what) for what in first)
        tab.sees(f"{screen_text('stapbalk.nodig')}: {words}")
        tab.sees_not(screen_text("stapbalk.alles_klaar"))
    else:
        tab.sees(screen_text("stapbalk.alles_klaar"))


def _step_bar_is_right(tab: PageDriver, one: Oefening, stap: Stap, fill: Fill) -> None:
    """What was reached is open, and the next step only when this one lacks nothing."""
    bar = {other: tab.link(inhoud().stappen[other].kort) for other in Stap}
    opened = {other for other in Stap if not bar[other].disabled}
    reached = stap.number if missing(one, stap) else stap.number + 1
    expected = {other for other in Stap if other.number <= reached}
    assert opened == (set(Stap) if fill is Fill.WHOLE else expected)
    for other in Stap:
        away = "" if other is one.stap else "&terug=1"
        assert bar[other].query_string == f"o={one.id}{away}"
    done = {other for other in Stap if "check" in bar[other].icon}
    assert done == {other for other in Stap if other != stap and not missing(one, other)}


@EACH_STEP
@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_a_step_that_cannot_be_opened_yet_says_which_step_comes_first_and_links_to_it(
    tab: PageDriver, make: Make, stap: Stap, werkvorm: Werkvorm
) -> None:
    one = make(werkvorm, 3, Stap.MOMENT, Fill.HALF)
    tab.open_step(stap, one.id)
    tab.is_at(stap)
    if is_reachable(one, stap):
        assert stap is Stap.MOMENT
        return
    blocking = first_incomplete(one, stap)
    assert blocking is Stap.MOMENT
    named = {"nummer": blocking.number, "stap": inhoud().stappen[blocking].kort}
    tab.sees(screen_text("stapbalk.eerst_nodig", **named))
    assert "hoofdactie" not in [button.key for button in tab.at.button]
    tab.follow(screen_text("stapbalk.ga_naar", **named))
    tab.is_at(blocking)


@EACH_STEP
def test_opening_any_step_changes_nothing_in_the_store(
    tab: PageDriver, make: Make, stap: Stap
) -> None:
    for fill in Fill:
        one = make(ROLLENSPEL, 4, stap, fill)
        tab.open_step(stap, one.id)
        assert stored(tab) == one


@pytest.mark.parametrize("stap", [stap for stap in Stap if stap.previous])
def test_going_back_loses_nothing(tab: PageDriver, make: Make, stap: Stap) -> None:
    one = make(ROLLENSPEL, 3, stap, Fill.HALF)
    tab.open_step(stap, one.id)
    tab.follow(screen_text("algemeen.terug"))
    assert stap.previous
    tab.is_at(stap.previous)
    assert stored(tab) == one
    tab.follow(inhoud().stappen[stap].kort)
    tab.is_at(stap)


@EACH_STEP
def test_every_step_offers_help_and_the_cards_without_leaving(
    tab: PageDriver, make: Make, stap: Stap
) -> None:
    one = make(VOORBESPREKEN, 2, stap, Fill.HALF)
    tab.open_step(stap, one.id)
    tab.sees(screen_text("stapbalk.hulp"), inhoud().stappen[stap].voor(VOORBESPREKEN).doel)
    tab.tap(screen_text("naslag.titel"))
    tab.is_at(stap)
    tab.sees(screen_text("naslag.methodes"), inhoud().afspraken.inleiding)


@pytest.mark.parametrize("stap", [Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN])
@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_the_leervraag_stays_in_sight_in_steps_4_to_6(
    tab: PageDriver, make: Make, stap: Stap, werkvorm: Werkvorm
) -> None:
    one = make(werkvorm, 2, stap)
    tab.open_step(stap, one.id)
    assert LEVEND in [text.value for text in tab.at.text]
    tab.sees(screen_text("stapbalk.leervraag"))


def test_start_before_the_set_up_offers_a_team_to_try_with_and_says_why_to_practise(
    tab: PageDriver,
) -> None:
    tab.open("start")
    assert tab.title == screen_text("start.titel")
    tab.sees(screen_text("start.nog_niet_ingericht"), inhoud().waarom.titel)
    assert tab.buttons == [screen_text("start.begin_proefteam")]
    tab.tap(screen_text("start.begin_proefteam"))
    assert tab.title == screen_text("start.proefteam")


def test_start_with_teams_offers_each_by_its_name(tab: PageDriver, team: Team) -> None:
    tab.open("start")
    tab.sees(screen_text("start.kies_team"))
    tab.sees_not(screen_text("start.begin_proefteam"))
    tab.tap(team.naam)
    assert tab.title == team.naam
    assert tab.at.query_params == {"t": team.id}


def test_the_team_page_without_a_team_says_to_choose_one(tab: PageDriver) -> None:
    tab.open("team")
    tab.sees(screen_text("team.geen_team_gekozen"))
    tab.follow(screen_text("algemeen.naar_start"))
    assert tab.title == screen_text("start.titel")


def test_a_new_team_page_offers_to_begin_and_shows_the_names(tab: PageDriver, team: Team) -> None:
    tab.open("team", t=team.id)
    assert tab.title == team.naam
    assert tab.buttons[:2] == [screen_text("team.nu_oefenen"), screen_text("team.plan")]
    tab.sees(screen_text("team.leeg"), *(one.naam for one in team.deelnemers.values()))


@EACH_FILL
@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_the_team_page_shows_an_oefening_in_its_group_with_its_text_as_plain_text(
    tab: PageDriver, make: Make, team: Team, fill: Fill, werkvorm: Werkvorm
) -> None:
    one = make(werkvorm, 3, Stap.INLEVEN, fill)
    tab.open("team", t=team.id)
    tab.sees(label(Stand.AFGEROND if fill is Fill.WHOLE else Stand.BEZIG), LEVEND)
    tab.is_plain()
    if fill is not Fill.WHOLE:
        lacking = missing(one, Stap.INLEVEN)
        tab.sees(screen_text("team.nog_nodig", wat=label(lacking[0])))
    shown = inhoud().stappen[Stap.INLEVEN]
    tab.follow(screen_text("stapbalk.ga_naar", nummer=Stap.INLEVEN.number, stap=shown.kort))
    tab.is_at(Stap.INLEVEN)
    assert tab.oefening_id == one.id


def test_the_overview_without_oefeningen_says_what_will_stand_there(
    tab: PageDriver, team: Team
) -> None:
    assert not team.id.isspace()
    tab.open("overzicht")
    assert tab.title == screen_text("overzicht.titel")
    tab.sees(screen_text("overzicht.leeg"))


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_half_an_oefening_gives_the_overview_nothing_to_show(
    tab: PageDriver, make: Make, werkvorm: Werkvorm
) -> None:
    make(werkvorm, 3, Stap.CASUS, Fill.HALF)
    tab.open("overzicht")
    tab.sees(screen_text("overzicht.leeg"))


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_an_oefening_of_a_quarter_that_is_not_closed_shows_nothing_in_the_overview(
    tab: PageDriver, make: Make, team: Team, werkvorm: Werkvorm
) -> None:
    make(werkvorm, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open("overzicht")
    tab.sees(screen_text("overzicht.leeg"))
    everything = str([getattr(node, "proto", "") for node in tab.at])
    assert not [word for word in (*_names(team), "KWAAD") if word in everything]


def _names(team: Team) -> list[str]:
    return [team.naam, *(one.naam for one in team.deelnemers.values())]
