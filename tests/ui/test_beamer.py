"""The view for the beamer: the step, the rules and the way in; nothing of anybody unasked."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening, Schermdeel
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.visits import Visits
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import KWAAD, NAMES, Fill
from tests.ui.conftest import Elders, Maak, Toestel
from tests.ui.tab import Tab, stored

TIP = "Vat eerder samen."
FORMS = pytest.mark.parametrize("werkvorm", list(Werkvorm))
KIES = screen_text("beamer.kies")


def shows(tab: Tab, *words: str) -> list[str]:
    """Return which of these words stand anywhere on the page."""
    return [word for word in words if any(word in line for line in tab.lines())]


def open_beamer(toestel: Toestel, one: Oefening) -> Tab:
    tab: Tab = toestel(one)
    return tab.open("scherm", o=one.id)


@FORMS
@pytest.mark.parametrize("stap", list(Stap))
@pytest.mark.parametrize("fill", [Fill.EMPTY, Fill.HALF])
def test_it_shows_the_step_and_no_name_note_or_text_of_the_case(
    maak: Maak, toestel: Toestel, werkvorm: Werkvorm, stap: Stap, fill: Fill
) -> None:
    one = maak(werkvorm, 3, stap, fill)
    tab = open_beamer(toestel, one)
    tab.is_at(stap)
    assert shows(tab, KWAAD, *NAMES, "Zonnebloem") == []
    assert not tab.fields


def test_it_shows_the_rules_and_the_way_in(
    maak: Maak, toestel: Toestel, visits: Visits, elders: Elders
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK, Fill.HALF)
    tab = open_beamer(toestel, one)
    code = visits.join_codes.code_of(one.id)
    assert code in [each.value for each in tab.at.code]
    tab.sees(inhoud().afspraken.time_out.titel, screen_text("beamer.doe_mee"))
    elders(one, lambda it: it.changed(stap=Stap.TERUGKIJKEN, verst=Stap.TERUGKIJKEN))
    tab.reload()
    tab.sees(inhoud().feedback.geven.titel)


def test_each_part_shows_once_the_team_switches_it_on_and_goes_again(
    maak: Maak, toestel: Toestel
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN, Fill.HALF)
    tab = open_beamer(toestel, one)
    tab.choose(KIES, Schermdeel.NAMEN)
    assert shows(tab, *NAMES) == list(NAMES[:4])
    assert shows(tab, KWAAD) == []
    tab.choose(KIES, Schermdeel.CASUS)
    assert shows(tab, *NAMES) == []
    assert shows(tab, KWAAD)
    tab.is_plain()
    tab.choose(KIES, Schermdeel.NOTITIES)
    assert shows(tab, KWAAD)
    tab.is_plain()
    tab.choose(KIES)
    assert shows(tab, KWAAD, *NAMES) == []
    assert stored(tab).scherm == ()


@pytest.mark.parametrize("beurt", list(Beurt))
def test_tops_and_tips_wait_for_their_turn_also_when_notes_are_on(
    maak: Maak, toestel: Toestel, elders: Elders, beurt: Beurt
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    if beurt is Beurt.CLIENTROL_GEEFT_FEEDBACK:
        one = maak(Werkvorm.ROLLENSPEL, 2, Stap.TERUGKIJKEN)
    tip = Feedback(soort=Feedbacksoort.TIP, tekst=TIP, van=one.with_rol(Rol.CLIENTROL)[0])
    elders(
        one,
        lambda it: it.changed(
            scherm=tuple(Schermdeel),
            terugblik=it.terugblik.changed(feedback={"f": tip}, besproken_beurt=beurt),
        ),
    )
    tab = open_beamer(toestel, one)
    opens = beurt not in (Beurt.INBRENGER_VERTELT, Beurt.CLIENTROL_VERTELT)
    assert bool(shows(tab, TIP)) is opens


def test_the_private_brief_own_notes_and_own_lists_are_never_on_it(
    maak: Maak, toestel: Toestel, elders: Elders
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    quote = {"stilte": {"gezien": "gezien", "citaat": "GEHEIM citaat"}}
    private = {
        ("inleven", "brief"): "GEHEIM briefje",
        ("inleven", "eigen"): dict.fromkeys(one.rollen, "GEHEIM eigen"),
        ("gesprek", "kijklijsten"): {one.with_rol(Rol.OBSERVANT)[0]: quote},
        ("scherm",): list(Schermdeel),
    }

    def fill(it: Oefening) -> Oefening:
        for path, value in private.items():
            it = it.with_value(path, value)
        return it

    elders(one, fill)
    for stap in (Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN):
        elders(one, lambda it, stap=stap: it.changed(stap=stap, verst=Stap.TERUGKIJKEN))
        assert shows(open_beamer(toestel, one), "GEHEIM") == []


def test_who_is_not_in_the_team_sees_no_beamer(maak: Maak, visits: Visits) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    assert visits.inrichting.is_done
    tab = Tab({"soort": "gast"}).open("scherm", o=one.id)
    assert shows(tab, label(Stap.GESPREK), screen_text("beamer.doe_mee")) == []
    assert not tab.at.title


@pytest.mark.parametrize("asked", ["", "geen", "../../beheer", "x" * 5000, "👩🏽‍⚕️", "<b>"])
def test_an_address_of_no_oefening_gives_a_sentence(
    maak: Maak, toestel: Toestel, asked: str
) -> None:
    tab = toestel(maak(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK))
    tab.open("scherm", o=asked)
    assert len([*tab.at.error, *tab.at.warning]) == 1
