"""The card for the day: written in step 6 and 7, read on a page of its own, by the inbrenger."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.vervolg import Dagkaart, Verwachting, mark_geweest
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.root import services
from gesprek.storage.values import new_oefening_id
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored

ROLLENSPEL = Werkvorm.ROLLENSPEL
OPEN, CARD = screen_text("dagkaart.bekijk"), screen_text("dagkaart.titel")
NOTHING, OF_INBRENGER = screen_text("dagkaart.nog_niets"), screen_text("dagkaart.van_inbrenger")
ZIN = "Ik wil eerst horen hoe u het ziet."


@pytest.fixture
def waiting(make: Make) -> Oefening:
    """Step 7 of three people, with the conversation planned for today."""
    return make(ROLLENSPEL, 3, Stap.VERVOLG)


def at_meenemer(tab: PageDriver, make: Make, elsewhere: Elsewhere) -> None:
    one = make(ROLLENSPEL, 3, Stap.TERUGKIJKEN)
    turn = one.terugblik.changed(besproken_beurt=Beurt.MEENEMER)
    elsewhere(one, lambda it: it.changed(terugblik=turn))
    tab.open_step(Stap.TERUGKIJKEN, one.id)


def test_what_is_written_at_the_meenemer_stands_on_the_card_one_tap_away(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    at_meenemer(tab, make, elsewhere)
    tab.write(screen_text("dagkaart.zin_1"), ZIN)
    tab.write(screen_text("dagkaart.bij_lastig"), "Ik tel tot drie.")
    assert stored(tab).vervolg.dagkaart == Dagkaart(zin_1=ZIN, bij_lastig="Ik tel tot drie.")
    tab.follow(OPEN)
    assert tab.title == CARD
    tab.sees(ZIN, "Ik tel tot drie.", screen_text("dagkaart.lastig"))
    tab.sees_not(NOTHING)


def test_beside_the_fields_is_an_example_of_the_borrowed_case_and_else_a_usual_one(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    def hints() -> list[str]:
        parts = ("zin_1", "zin_2", "zin_3", "bij_lastig")
        return [tab.field(screen_text(f"dagkaart.{part}")).placeholder for part in parts]

    at_meenemer(tab, make, elsewhere)
    assert hints()[0] == screen_text("dagkaart.zin_1_voorbeeld")
    borrowed = inhoud().casussen["blowen"]
    casus = Casus(onderwerp=borrowed.onderwerp, leervraag=borrowed.leervraag)
    elsewhere(stored(tab), lambda it: it.changed(casus=casus))
    tab.reload()
    card = borrowed.dagkaart
    assert card
    assert hints() == [card.zin_1, card.zin_2, card.zin_3, card.bij_lastig]
    assert tab.field(screen_text("stap_6.meenemer_als")).placeholder == card.als


def test_it_can_be_written_while_waiting_in_step_7_too(tab: PageDriver, waiting: Oefening) -> None:
    tab.open_step(Stap.VERVOLG, waiting.id)
    tab.write(screen_text("dagkaart.zin_3"), ZIN)
    assert stored(tab).vervolg.dagkaart.zin_3 == ZIN
    tab.follow(OPEN)
    tab.sees(ZIN)


def test_the_plan_and_the_leervraag_are_on_it_as_they_were_written(
    tab: PageDriver, waiting: Oefening
) -> None:
    tab.open("dagkaart", o=waiting.id)
    assert LEVEND in " ".join(tab.lines())
    tab.sees(screen_text("dagkaart.leervraag"), screen_text("dagkaart.plan"))
    tab.is_plain()


def test_without_plan_and_own_words_it_says_where_they_come_from(
    tab: PageDriver, make: Make
) -> None:
    tab.open("dagkaart", o=make(ROLLENSPEL, 2, Stap.GESPREK).id)
    tab.sees(NOTHING)


def test_of_a_text_that_is_gone_it_says_so(tab: PageDriver, waiting: Oefening) -> None:
    tab.open("dagkaart", o=new_oefening_id(waiting.team))
    tab.sees(screen_text("dagkaart.weg"))


def test_the_card_has_its_papers_and_the_way_back(tab: PageDriver, waiting: Oefening) -> None:
    tab.open("dagkaart", o=waiting.id)
    found = [one.proto.url for one in tab.at.get("link_button")]
    assert found == [f"/uitvoer/dagkaart.{kind}?o={waiting.id}" for kind in ("pdf", "html")]
    kort = inhoud().stappen[Stap.VERVOLG].kort
    tab.follow(screen_text("stapbalk.ga_naar", nummer=Stap.VERVOLG.number, stap=kort))
    tab.is_at(Stap.VERVOLG)


def test_on_own_devices_only_the_inbrenger_reads_it(
    waiting: Oefening, own_device: OwnDevice
) -> None:
    for person, rol in (*waiting.rollen.items(), ("", Rol.INBRENGER)):
        tab = own_device(waiting, person).open("dagkaart", o=waiting.id)
        if rol is Rol.INBRENGER:
            tab.sees(screen_text("dagkaart.leervraag"))
            tab.sees_not(OF_INBRENGER)
        else:
            tab.sees(OF_INBRENGER)
            tab.sees_not(LEVEND, screen_text("dagkaart.leervraag"))


def test_who_only_looks_on_finds_no_field_and_no_way_to_the_card(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG)
    inbrenger = one.inbrenger or ""
    elsewhere(one, lambda it: it.changed(leider=inbrenger))
    for person in one.rollen:
        tab = own_device(one, person).open_step(Stap.VERVOLG, one.id)
        fields = [field.label for field in tab.fields]
        assert (screen_text("dagkaart.zin_1") in fields) is (person == inbrenger)
        assert (OPEN in tab.lines()) is (person == inbrenger)


def test_the_team_page_has_the_way_to_the_card_until_the_conversation_was_had(
    tab: PageDriver, waiting: Oefening, elsewhere: Elsewhere
) -> None:
    tab.open("team", t=waiting.team)
    assert OPEN in tab.lines()
    elsewhere(waiting, lambda it: it.changed(vervolg=mark_geweest(it.vervolg, today(), today())))
    tab.reload()
    assert OPEN not in tab.lines()


def test_step_7_offers_the_day_of_the_conversation_for_a_calendar_until_it_was_had(
    tab: PageDriver, waiting: Oefening, make: Make
) -> None:
    tab.open_step(Stap.VERVOLG, waiting.id)
    found = [one.proto.url for one in tab.at.get("link_button")]
    assert f"/uitvoer/gesprek.ics?o={waiting.id}" in found
    tab.open_step(Stap.VERVOLG, make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF).id)
    assert [one for one in tab.at.get("link_button") if "gesprek.ics" in one.proto.url] == []


def test_what_the_guard_finds_on_the_card_is_looked_at_in_its_place_by_the_inbrenger(
    make: Make, elsewhere: Elsewhere, own_device: OwnDevice
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF)
    card = Dagkaart(zin_1="Ik zeg het eerst tegen mevrouw Jansen.")
    told = one.vervolg.changed(dagkaart=card, hoe_ging_het=Verwachting.GOED)
    elsewhere(one, lambda it: it.changed(vervolg=told))
    for person in ("", *one.with_rol(Rol.OBSERVANT)):
        tab = own_device(one, person).open_step(Stap.VERVOLG, one.id)
        tab.tap_main(screen_text("stap_7.rond_af"))
        tab.sees(screen_text("nakijken.titel"), screen_text("dagkaart.zin_1"))
        tab.sees_not("Jansen")
        naam = screen_text("algemeen.alleen_voor", naam=tab_name(one))
        assert (naam in tab.buttons) is (person == "")


def tab_name(one: Oefening) -> str:
    return services().archive.team(one.team).value.name_of(one.inbrenger or "")
