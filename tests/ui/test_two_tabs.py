"""Two tabs on one oefening: what one changes, the other neither loses nor overwrites unseen."""

from pathlib import Path

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.vervolg import Verwachting
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.erasing import Erasing
from gesprek.storage import open_store
from gesprek.storage.store_errors import FieldConflict, NotFound
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

LEERVRAAG = inhoud().casusvelden.leervraag.label
ONDERWERP = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
BOTSING = screen_text("algemeen.botsing")
MIJN, ANDERE = screen_text("algemeen.houd_mijn_tekst"), screen_text("algemeen.houd_andere_tekst")
BEIDE = screen_text("algemeen.houd_beide")
CHOICES = {
    MIJN: "Van mij",
    ANDERE: "Van jou",
    BEIDE: "Van jou\n\nVan mij",
}


@pytest.fixture
def other(tab: PageDriver, make: Make) -> PageDriver:
    """A second tab beside ``tab``, both on step 3 of one oefening."""
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    tab.open_step(Stap.CASUS, one.id)
    return PageDriver().open_step(Stap.CASUS, one.id)


def clash(
    tab: PageDriver, other: PageDriver, theirs: str = "Van jou", mine: str = "Van mij"
) -> None:
    other.write(LEERVRAAG, theirs)
    tab.write(LEERVRAAG, mine)


def test_two_texts_in_one_field_show_both_and_store_nothing_until_somebody_chooses(
    tab: PageDriver, other: PageDriver
) -> None:
    clash(tab, other)
    assert stored(tab).casus.leervraag == "Van jou"
    tab.sees(BOTSING, "Van jou")
    tab.holds(LEERVRAAG, "Van mij")
    assert [button for button in tab.buttons if button in CHOICES] == list(CHOICES)


@pytest.mark.parametrize("choice", CHOICES)
def test_each_choice_stores_what_it_says_and_closes_the_box(
    tab: PageDriver, other: PageDriver, choice: str
) -> None:
    clash(tab, other)
    tab.tap(choice)
    assert stored(tab).casus.leervraag == CHOICES[choice]
    tab.holds(LEERVRAAG, CHOICES[choice])
    tab.sees_not(BOTSING)
    tab.write(LEERVRAAG, "Daarna gewoon verder")
    assert stored(tab).casus.leervraag == "Daarna gewoon verder"
    tab.sees_not(BOTSING)


def test_both_texts_of_a_clash_are_shown_as_plain_text(tab: PageDriver, other: PageDriver) -> None:
    clash(tab, other, f"Van jou {LEVEND}", f"Van mij {LEVEND}")
    tab.sees(f"Van jou {LEVEND}")
    tab.is_plain()


def test_a_field_that_the_other_one_emptied_shows_that_nothing_stands_there(
    tab: PageDriver, other: PageDriver
) -> None:
    other.write(LEERVRAAG, "Eerst")
    tab.reload()
    clash(tab, other, theirs="")
    tab.sees(BOTSING, screen_text("algemeen.niets_ingevuld"))
    tab.tap(MIJN)
    assert stored(tab).casus.leervraag == "Van mij"


def test_the_clash_waits_while_somebody_works_on_another_field_or_step(
    tab: PageDriver, other: PageDriver
) -> None:
    clash(tab, other)
    tab.write(ONDERWERP, "Steunkousen")
    assert stored(tab).casus.onderwerp == "Steunkousen"
    tab.sees(BOTSING)
    tab.follow(inhoud().stappen[Stap.INLEVEN].kort)
    tab.follow(inhoud().stappen[Stap.CASUS].kort)
    tab.sees(BOTSING, "Van jou")
    tab.holds(LEERVRAAG, "Van mij")


def test_what_was_written_since_the_clash_is_not_overwritten_unseen(
    tab: PageDriver, other: PageDriver
) -> None:
    clash(tab, other)
    other.write(LEERVRAAG, "Nog weer later")
    tab.tap(MIJN)
    assert stored(tab).casus.leervraag == "Nog weer later"
    tab.sees(BOTSING, "Nog weer later")
    tab.holds(LEERVRAAG, "Van mij")
    tab.tap(BEIDE)
    assert stored(tab).casus.leervraag == "Nog weer later\n\nVan mij"


def test_typing_on_after_a_clash_shows_the_newest_of_both_texts(
    tab: PageDriver, other: PageDriver
) -> None:
    clash(tab, other)
    tab.write(LEERVRAAG, "Van mij, verbeterd")
    assert "Van jou" in {stored(tab).casus.leervraag, *tab.lines()}
    tab.tap(MIJN)
    assert stored(tab).casus.leervraag == "Van mij, verbeterd"


def test_choosing_both_may_be_too_long_and_then_nothing_is_lost(
    tab: PageDriver, other: PageDriver
) -> None:
    long = "a" * 6_000
    clash(tab, other, theirs=f"b{long}", mine=f"c{long}")
    tab.tap(BEIDE)
    assert stored(tab).casus.leervraag == f"b{long}"
    tab.holds(LEERVRAAG, f"c{long}")
    (error,) = tab.at.error
    assert error.value.startswith("Deze tekst is te lang: 12.")
    tab.sees(BOTSING)


def test_the_same_text_in_both_tabs_is_no_clash(tab: PageDriver, other: PageDriver) -> None:
    clash(tab, other, theirs="Hetzelfde", mine="Hetzelfde")
    tab.sees_not(BOTSING)
    assert stored(tab).casus.leervraag == "Hetzelfde"


def test_different_fields_are_merged(tab: PageDriver, other: PageDriver) -> None:
    other.write(ONDERWERP, "Steunkousen")
    tab.write(LEERVRAAG, "Hoe begin ik?")
    tab.sees_not(BOTSING)
    casus = stored(tab).casus
    assert (casus.onderwerp, casus.leervraag) == ("Steunkousen", "Hoe begin ik?")
    tab.holds(ONDERWERP, "Steunkousen")


def test_an_untouched_field_follows_what_the_other_tab_stored(
    tab: PageDriver, other: PageDriver
) -> None:
    other.write(ONDERWERP, "Steunkousen")
    tab.tap(screen_text("naslag.titel"))
    tab.holds(ONDERWERP, "Steunkousen")


def test_a_leerling_who_typed_before_the_other_one_saved_keeps_the_own_text(
    tab: PageDriver, other: PageDriver
) -> None:
    """The text was typed but the field not left: the next run brings it along."""
    other.write(LEERVRAAG, "Van jou")
    tab.type(LEERVRAAG, "Van mij")
    tab.tap(screen_text("naslag.titel"))
    tab.holds(LEERVRAAG, "Van mij")
    tab.sees(BOTSING)


def test_two_different_taps_on_one_choice_give_a_sentence_and_show_what_is_stored(
    tab: PageDriver, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF)
    tab.open_step(Stap.VERVOLG, one.id)
    other = PageDriver().open_step(Stap.VERVOLG, one.id)
    words = screen_text("stap_7.hoe_ging_het")
    other.choose(words, Verwachting.GOED)
    tab.choose(words, Verwachting.MOEILIJK)
    assert [error.value for error in tab.at.error] == [FieldConflict.message]
    assert stored(tab).vervolg.hoe_ging_het is Verwachting.GOED
    assert tab.chosen(words) == [label(Verwachting.GOED)]


def test_swapping_roles_in_two_tabs_keeps_one_inbrenger(
    tab: PageDriver, make: Make, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT)
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, one.id)
    other = PageDriver().open_step(Stap.MOMENT, one.id)
    other.choose("Inbrenger", people[1])
    tab.choose("Inbrenger", people[2])
    assert stored(tab).inbrenger == people[1]
    assert [error.value for error in tab.at.error] == [FieldConflict.message]
    assert tab.chosen("Inbrenger") == ["Bastiaan"]


def test_names_added_in_two_tabs_both_stay(tab: PageDriver, archive: Archive, team: Team) -> None:
    tab.open("team", t=team.id)
    other = PageDriver().open("team", t=team.id)
    for one, naam in ((tab, "Fleur"), (other, "Gijs")):
        one.write(screen_text("team.nieuwe_naam"), naam)
    names = [one.naam for one in archive.team(team.id).value.deelnemers.values()]
    assert names[-2:] == ["Fleur", "Gijs"]


def test_an_oefening_that_was_deleted_elsewhere_gives_a_sentence(
    tab: PageDriver, other: PageDriver, root: Path
) -> None:
    Erasing(open_store(str(root))).oefening(tab.oefening_id)
    tab.write(LEERVRAAG, "Te laat")
    assert [error.value for error in tab.at.error] == [NotFound.message]
    other.tap(screen_text("naslag.titel"))
    assert [error.value for error in other.at.error] == [NotFound.message]
    tab.follow(screen_text("algemeen.naar_start"))


def test_undo_does_not_overwrite_what_another_tab_wrote_since(
    tab: PageDriver, other: PageDriver
) -> None:
    tab.tap(next(iter(inhoud().casussen.values())).titel)
    other.reload()
    other.write(LEERVRAAG, "Een eigen leervraag")
    tab.tap(screen_text("algemeen.ongedaan"))
    assert stored(tab).casus.leervraag == "Een eigen leervraag"
    assert [error.value for error in tab.at.error] == [FieldConflict.message]
