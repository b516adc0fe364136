"""The privacy guard on the pages: soft marks, refused kinds, and one look before going on."""

import re

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer
from gesprek.domain.terugblik import Beurt
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.privacy import Label
from gesprek.services.archive import Archive
from gesprek.services.organisation_info import read_privacy_words
from gesprek.storage import open_store
from gesprek.storage.values import new_id
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import LEVEND, NAMES, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

LEERVRAAG = inhoud().casusvelden.leervraag.label
ONDERWERP = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
VERDER = words_to_go_on(Stap.CASUS)
BEWAAR = screen_text("nakijken.verder")
PREVIEW = screen_text("nakijken.zo_wordt")
ALLOWED_TAGS = {'<p class="nakijken">', "<mark>", "</mark>", "<br>", "</p>"}
SENTENCE = "Mw. Jansen is 84 jaar en haar dochter Anneke belt elke dag."


@pytest.fixture
def casus(tab: PageDriver, make: Make) -> PageDriver:
    """Step 3 of a new oefening, with its subject typed."""
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab.open_step(Stap.CASUS, one.id)
    tab.write(ONDERWERP, "Steunkousen")
    return tab


@pytest.fixture
def asked(casus: PageDriver) -> PageDriver:
    """The look at a leervraag that names people."""
    casus.write(LEERVRAAG, SENTENCE)
    casus.tap_main(VERDER)
    casus.sees(screen_text("nakijken.titel"))
    return casus


def bodies(tab: PageDriver) -> list[str]:
    """Return what the page shows as HTML."""
    return [str(one.proto.body) for one in tab.at.get("html")]


def step_of(archive: Archive, tab: PageDriver) -> Stap:
    return archive.oefening(tab.oefening_id).value.stap


# --- what is never stored --------------------------------------------------------------------


@pytest.mark.parametrize(
    "secret",
    ["BSN 111222333", "anneke@voorbeeld.nl", "06-12345678", "NL91 ABNA 0417 1643 00"],
)
def test_a_refused_kind_stays_in_its_field_with_a_sentence_and_out_of_the_store(
    casus: PageDriver, secret: str
) -> None:
    casus.write(LEERVRAAG, f"Hoe bel ik {secret} op?")
    assert stored(casus).casus.leervraag == ""
    casus.holds(LEERVRAAG, f"Hoe bel ik {secret} op?")
    (error,) = casus.at.error
    assert "bewaren we nooit" in error.value
    assert secret not in error.value
    casus.write(LEERVRAAG, "Hoe bel ik op?")
    assert stored(casus).casus.leervraag == "Hoe bel ik op?"
    assert not casus.at.error


def test_a_colleague_whose_name_is_a_word_is_not_named_in_a_case(
    casus: PageDriver, archive: Archive, team: Team
) -> None:
    seen = archive.team(team.id)
    archive.save_team(seen, add_deelnemer(seen.value, new_id(), "Wil (stagiair)"))
    casus.write(LEERVRAAG, "Hoe helpt Wil, als iemand niet wil?")
    casus.tap_main(VERDER)
    casus.sees(screen_text("nakijken.titel"))
    casus.tap_main(BEWAAR)
    assert stored(casus).casus.leervraag == "Hoe helpt een collega, als iemand niet wil?"


# --- soft while working ----------------------------------------------------------------------


def test_a_text_that_names_somebody_is_saved_and_marked_below_its_field(casus: PageDriver) -> None:
    casus.write(LEERVRAAG, SENTENCE)
    assert stored(casus).casus.leervraag == SENTENCE
    casus.sees(screen_text("nakijken.let_op"), "Mw. Jansen \u00b7 84 jaar \u00b7 dochter Anneke")
    casus.write(LEERVRAAG, "Hoe begin ik?")
    casus.sees_not(screen_text("nakijken.let_op"))


def test_without_findings_a_team_goes_straight_on(casus: PageDriver) -> None:
    casus.write(LEERVRAAG, "Hoe begin ik hierover?")
    casus.tap_main(VERDER)
    casus.is_at(Stap.INLEVEN)


# --- one look at 'Verder' --------------------------------------------------------------------


@pytest.mark.parametrize(("text", "times"), [("Zij heet Anneke.", 1), (SENTENCE, 0)])
def test_the_page_says_where_it_has_no_good_word(casus: PageDriver, text: str, times: int) -> None:
    casus.write(LEERVRAAG, text)
    casus.tap_main(VERDER)
    casus.sees(screen_text("nakijken.titel"))
    words = screen_text("nakijken.tussen_haken")
    assert [one.value for one in casus.at.caption].count(words) == times


def test_the_look_shows_each_fragment_and_the_text_as_it_will_be(
    asked: PageDriver, archive: Archive
) -> None:
    assert step_of(archive, asked) is Stap.CASUS
    asked.sees(screen_text("nakijken.ziet_niet_alles"), "Mw. Jansen \u2192", "84 jaar \u2192")
    assert not any("anoniem" in line.casefold() for line in asked.lines())
    (preview,) = [one for one in asked.fields if one.label == PREVIEW]
    shown = str(preview.value)
    assert "in de tachtig" in shown
    assert not re.search("Jansen|84|Anneke", shown)


def test_one_tap_puts_neutral_words_everywhere_and_goes_on(
    asked: PageDriver, archive: Archive
) -> None:
    asked.tap_main(BEWAAR)
    asked.is_at(Stap.INLEVEN)
    one = archive.oefening(asked.oefening_id).value
    assert not re.search("Jansen|84|Anneke", one.casus.leervraag)
    assert "dochter belt" in one.casus.leervraag
    assert one.nagekeken[Stap.CASUS] == {}


def test_what_may_stay_stays_in_one_tap_and_only_its_label_and_count_are_kept(
    asked: PageDriver, archive: Archive
) -> None:
    _let_stand(asked, "Mw. Jansen")
    asked.tap_main(BEWAAR)
    one = archive.oefening(asked.oefening_id).value
    assert one.casus.leervraag.startswith("Mw. Jansen is in de tachtig")
    assert one.nagekeken[Stap.CASUS] == {Label.NAME: 1}
    asked.open_step(Stap.CASUS, one.id)
    asked.tap_main(VERDER)
    asked.is_at(Stap.INLEVEN)


def _let_stand(tab: PageDriver, fragment: str) -> None:
    start = SENTENCE.index(fragment)
    label = screen_text("nakijken.wat_komt_er", nummer=start + 1)
    group = next(one for one in tab.at.button_group if one.label == label)
    group.set_value("")
    tab._run()


def test_the_text_as_it_will_be_can_be_changed_by_hand(asked: PageDriver, archive: Archive) -> None:
    asked.type(PREVIEW, "Zij belt elke dag.")
    asked.tap_main(BEWAAR)
    assert archive.oefening(asked.oefening_id).value.casus.leervraag == "Zij belt elke dag."


def test_a_refused_kind_typed_there_changes_nothing_and_stays(
    asked: PageDriver, archive: Archive
) -> None:
    asked.type(PREVIEW, "Bel 06-12345678")
    asked.tap_main(BEWAAR)
    assert any("bewaren we nooit" in one.value for one in asked.at.error)
    assert archive.oefening(asked.oefening_id).value.casus.leervraag == SENTENCE
    assert step_of(archive, asked) is Stap.CASUS


def test_back_to_the_text_leaves_it_as_it_was(asked: PageDriver, archive: Archive) -> None:
    asked.tap(screen_text("nakijken.terug"))
    assert asked.main_action == VERDER
    assert archive.oefening(asked.oefening_id).value.casus.leervraag == SENTENCE


def test_another_step_lets_the_look_go(asked: PageDriver) -> None:
    one = asked.oefening_id
    asked.open_step(Stap.VOORBEREIDING, one)
    asked.open_step(Stap.CASUS, one)
    assert asked.main_action == VERDER


def test_text_that_would_come_alive_is_shown_as_it_stands(casus: PageDriver) -> None:
    casus.write(LEERVRAAG, f"Mw. Jansen {LEVEND}")
    casus.tap_main(VERDER)
    (html,) = [body for body in bodies(casus) if body.startswith("<p")]
    assert "<mark>Mw. Jansen</mark>" in html
    assert "<script>" not in html
    assert "&lt;b&gt;KWAAD&lt;/b&gt;" in html
    assert set(re.findall("<[^>]*>", html)) <= ALLOWED_TAGS


# --- which names, and who reads --------------------------------------------------------------


def test_names_of_the_team_may_stand_in_notes_but_not_in_the_case(
    tab: PageDriver, make: Make, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN, Fill.WHOLE)
    naam = NAMES[0]
    notes = f"{naam} gaat dinsdag mee met Mw. Jansen."
    looked = one.terugblik.changed(
        afspraken=notes, besproken_beurt=Beurt.MEENEMER, voldoende_geholpen=False
    )
    archive.save(archive.oefening(one.id), one.changed(terugblik=looked, nagekeken={}))
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    tab.sees("Mw. Jansen")  # what was found in it, and that only
    tab.sees_not(f"{naam} \u00b7 Mw. Jansen")
    casus = one.casus.changed(leervraag=f"Hoe help ik {naam} met Mw. Jansen?")
    archive.save(archive.oefening(one.id), one.changed(casus=casus))
    tab.open_step(Stap.CASUS, one.id)
    tab.sees(f"{naam} \u00b7 Mw. Jansen")


def test_a_private_text_is_looked_at_without_showing_a_word_of_it(
    tab: PageDriver, make: Make, archive: Archive, team: Team
) -> None:
    one = _with_brief(make, archive, "Je bent Mw. Jansen en je bent boos.")
    tab.open_step(Stap.INLEVEN, one.id)
    tab.tap_main(screen_text("stap_4.iedereen_klaar"))
    tab.sees(screen_text("nakijken.prive", aantal=1))
    assert not any("Jansen" in line for line in tab.lines())
    readers = {
        team.name_of(key) for rol in (Rol.INBRENGER, Rol.CLIENTROL) for key in one.with_rol(rol)
    }
    assert any(all(naam in words for naam in readers) for words in tab.buttons)
    tab.tap_main(BEWAAR)
    tab.is_at(Stap.GESPREK)
    assert "Jansen" not in archive.oefening(one.id).value.inleven.brief
    assert "je bent boos" in archive.oefening(one.id).value.inleven.brief


def _with_brief(make: Make, archive: Archive, brief: str) -> Oefening:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)
    seen = archive.oefening(one.id)
    return archive.save(seen, one.changed(inleven=one.inleven.changed(brief=brief))).value


def test_closing_the_oefening_asks_for_the_look_too(
    tab: PageDriver, make: Make, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.HALF)
    talked = one.vervolg.changed(notitie=SENTENCE, hoe_ging_het="goed")
    archive.save(archive.oefening(one.id), one.changed(vervolg=talked))
    tab.open_step(Stap.VERVOLG, one.id)
    tab.tap_main(screen_text("stap_7.rond_af"))
    tab.tap_main(BEWAAR)
    closed = archive.oefening(one.id).value.vervolg
    assert closed.is_closed
    assert "Jansen" not in closed.notitie


# --- the organisation's own words ------------------------------------------------------------


def test_the_advisors_words_are_kept_and_count_at_once(casus: PageDriver, archive: Archive) -> None:
    one = archive.oefening(casus.oefening_id).value
    casus.open("beheer")
    casus.write(screen_text("beheer.eigen"), "Brinkzicht\n\n  Brinkzicht ")
    casus.write(screen_text("beheer.blijven"), "Jansenmethode")
    words = read_privacy_words(open_store(None))
    assert (words.eigen, words.blijven) == (("Brinkzicht",), ("Jansenmethode",))
    casus.open_step(Stap.CASUS, one.id)
    casus.write(LEERVRAAG, "Hoe gaat dat op Brinkzicht?")
    casus.sees(screen_text("nakijken.let_op"), "Brinkzicht")


def test_a_list_that_is_too_long_stays_in_its_field_with_a_sentence(
    tab: PageDriver, team: Team
) -> None:
    tab.open("beheer")
    tab.write(screen_text("beheer.eigen"), "a" * 100)
    tab.holds(screen_text("beheer.eigen"), "a" * 100)
    assert len(tab.at.error) == 1
    assert team.naam not in tab.at.error[0].value
