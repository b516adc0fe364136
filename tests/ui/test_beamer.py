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
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored

TIP = "Vat eerder samen."
FORMS = pytest.mark.parametrize("werkvorm", list(Werkvorm))
KIES = screen_text("beamer.kies")


def shows(tab: PageDriver, *words: str) -> list[str]:
    """Return which of these words stand anywhere on the page."""
    return [word for word in words if any(word in line for line in tab.lines())]


def open_beamer(own_device: OwnDevice, one: Oefening) -> PageDriver:
    tab: PageDriver = own_device(one)
    return tab.open("scherm", o=one.id)


@FORMS
@pytest.mark.parametrize("stap", list(Stap))
@pytest.mark.parametrize("fill", [Fill.EMPTY, Fill.HALF])
def test_it_shows_the_step_and_no_name_note_or_text_of_the_case(
    make: Make, own_device: OwnDevice, werkvorm: Werkvorm, stap: Stap, fill: Fill
) -> None:
    one = make(werkvorm, 3, stap, fill)
    tab = open_beamer(own_device, one)
    tab.is_at(stap)
    assert shows(tab, KWAAD, *NAMES, "Zonnebloem") == []
    assert not tab.fields


def test_it_shows_the_rules_and_the_way_in(
    make: Make, own_device: OwnDevice, visits: Visits, elsewhere: Elsewhere
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK, Fill.HALF)
    tab = open_beamer(own_device, one)
    code = visits.join_codes.code_of(one.id)
    assert code in [each.value for each in tab.at.code]
    tab.sees(inhoud().afspraken.time_out.titel, screen_text("beamer.doe_mee"))
    elsewhere(one, lambda it: it.changed(stap=Stap.TERUGKIJKEN, verst=Stap.TERUGKIJKEN))
    tab.reload()
    tab.sees(inhoud().feedback.geven.titel)


def test_the_beamer_tells_too_that_the_time_is_over_and_stays_awake(
    make: Make, own_device: OwnDevice
) -> None:
    running = {}
    for werkvorm in Werkvorm:
        tab = open_beamer(own_device, make(werkvorm, 3, Stap.GESPREK, Fill.HALF))
        protos = [getattr(one, "proto", None) for one in tab.at.get("bidi_component")]
        running[werkvorm] = {one.component_name: str(one) for one in protos if one}
    assert "wakker" in running[Werkvorm.VOORBESPREKEN]
    clock = running[Werkvorm.ROLLENSPEL]["klok"]
    assert screen_text("stap_5.tijd_om") in clock
    assert screen_text("stap_5.tijd_voorbij", minuten=5) in clock


def test_each_part_shows_once_the_team_switches_it_on_and_goes_again(
    make: Make, own_device: OwnDevice
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN, Fill.HALF)
    tab = open_beamer(own_device, one)
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
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, beurt: Beurt
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    if beurt is Beurt.CLIENTROL_GEEFT_FEEDBACK:
        one = make(Werkvorm.ROLLENSPEL, 2, Stap.TERUGKIJKEN)
    tip = Feedback(soort=Feedbacksoort.TIP, tekst=TIP, van=one.with_rol(Rol.CLIENTROL)[0])
    elsewhere(
        one,
        lambda it: it.changed(
            scherm=tuple(Schermdeel),
            terugblik=it.terugblik.changed(feedback={"f": tip}, besproken_beurt=beurt),
        ),
    )
    tab = open_beamer(own_device, one)
    opens = beurt not in (Beurt.INBRENGER_VERTELT, Beurt.CLIENTROL_VERTELT)
    assert bool(shows(tab, TIP)) is opens


def test_the_private_brief_own_notes_and_own_lists_are_never_on_it(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
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

    elsewhere(one, fill)
    for stap in (Stap.INLEVEN, Stap.GESPREK, Stap.TERUGKIJKEN):
        elsewhere(one, lambda it, stap=stap: it.changed(stap=stap, verst=Stap.TERUGKIJKEN))
        assert shows(open_beamer(own_device, one), "GEHEIM") == []


def test_who_is_not_in_the_team_sees_no_beamer(make: Make, visits: Visits) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    assert visits.setting_up.is_done
    tab = PageDriver({"soort": "gast"}).open("scherm", o=one.id)
    assert shows(tab, label(Stap.GESPREK), screen_text("beamer.doe_mee")) == []
    assert not tab.at.title


@pytest.mark.parametrize("asked", ["", "geen", "../../beheer", "x" * 5000, "👩🏽‍⚕️", "<b>"])
def test_an_address_of_no_oefening_gives_a_sentence(
    make: Make, own_device: OwnDevice, asked: str
) -> None:
    tab = own_device(make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK))
    tab.open("scherm", o=asked)
    assert len([*tab.at.error, *tab.at.warning]) == 1
