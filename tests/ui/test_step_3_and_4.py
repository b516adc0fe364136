"""Steps 3 and 4: the case and the leervraag; entering into a role, with private texts."""

from datetime import timedelta

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casus, Casusveld
from gesprek.domain.progress import Missing
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.themas import Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.private_text import OPEN_FOR
from gesprek.ui.frame.words import clock, label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

VOORBESPREKEN, ROLLENSPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
FIELDS = inhoud().casusvelden.velden
ONDERWERP = FIELDS[Casusveld.ONDERWERP].label
LEERVRAAG = inhoud().casusvelden.leervraag.label
PROMPTS: list[Casusveld] = [veld for veld in Casusveld if veld is not Casusveld.ONDERWERP]
NAAR_INLEVEN = screen_text("algemeen.verder_naar", stap="inleven")
BRIEF = screen_text("stap_4.brief")


@pytest.fixture
def casus(tab: PageDriver, make: Make) -> PageDriver:
    """Step 3 of a rollenspel with three people, in which nothing is written yet."""
    return tab.open_step(Stap.CASUS, make(ROLLENSPEL, 3, Stap.CASUS).id)


# --- step 3 ----------------------------------------------------------------------------------


def test_a_field_is_stored_when_it_is_left_and_the_page_says_when(casus: PageDriver) -> None:
    casus.sees(screen_text("algemeen.bewaart_zelf"))
    assert not casus.saved
    casus.write(ONDERWERP, "Steunkousen")
    assert stored(casus).casus.onderwerp == "Steunkousen"
    moments = {clock(now()), clock(now() - timedelta(minutes=1))}
    assert moments & {line.removeprefix("Opgeslagen om ") for line in casus.lines()}
    casus.write(LEERVRAAG, "Hoe begin ik?\nEn hoe eindig ik?")
    assert stored(casus).casus.leervraag == "Hoe begin ik?\nEn hoe eindig ik?"
    casus.reload()
    casus.holds(ONDERWERP, "Steunkousen")
    casus.holds(LEERVRAAG, "Hoe begin ik?\nEn hoe eindig ik?")


def test_step_3_goes_on_only_with_a_subject_and_a_leervraag(casus: PageDriver) -> None:
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.CASUS)
    (error,) = casus.at.error
    assert error.value == f"{label(Missing.ONDERWERP)} {label(Missing.LEERVRAAG)}"
    casus.write(ONDERWERP, "Steunkousen")
    casus.tap_main(NAAR_INLEVEN)
    assert [error.value for error in casus.at.error] == [label(Missing.LEERVRAAG)]
    casus.write(LEERVRAAG, "Hoe begin ik?")
    assert not casus.at.error
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.INLEVEN)


def test_what_was_just_typed_counts_when_the_main_action_is_tapped_at_once(
    casus: PageDriver,
) -> None:
    casus.write(ONDERWERP, "Steunkousen")
    casus.type(LEERVRAAG, "Hoe begin ik?")
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.INLEVEN)
    assert stored(casus).casus.leervraag == "Hoe begin ik?"
    casus.sees("Hoe begin ik?")


def test_two_fields_that_leave_in_one_go_are_both_stored(casus: PageDriver) -> None:
    casus.type(ONDERWERP, "Steunkousen")
    casus.type(LEERVRAAG, "Hoe begin ik?")
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.INLEVEN)
    assert (stored(casus).casus.onderwerp, stored(casus).casus.leervraag) == (
        "Steunkousen",
        "Hoe begin ik?",
    )


def test_an_emptied_field_is_empty_in_the_store(casus: PageDriver) -> None:
    casus.write(ONDERWERP, "Steunkousen")
    casus.write(ONDERWERP, "")
    assert stored(casus).casus.onderwerp == ""
    casus.sees(label(Missing.ONDERWERP))


@pytest.mark.parametrize("veld", PROMPTS)
def test_what_is_told_needs_one_tick_and_opens_a_field_for_who_wants_to_write(
    casus: PageDriver, veld: Casusveld
) -> None:
    shown = FIELDS[veld]
    assert shown.label not in [field.label for field in casus.fields]
    casus.tick(shown.label)
    assert stored(casus).casus.verteld == {veld: True}
    casus.tap(screen_text("stap_3.schrijf_op"), nth=PROMPTS.index(veld))
    casus.write(shown.label, "Een vrouw van rond de tachtig")
    assert stored(casus).casus.value_at((veld,)) == "Een vrouw van rond de tachtig"
    casus.tick(shown.label)
    assert stored(casus).casus.verteld == {}
    casus.reload()
    casus.holds(shown.label, "Een vrouw van rond de tachtig")


def test_a_prompt_whose_text_is_taken_out_stays_open_to_write_another(casus: PageDriver) -> None:
    casus.tap(next(iter(inhoud().casussen.values())).titel)
    shown = FIELDS[Casusveld.CLIENT].label
    casus.write(shown, "")
    assert stored(casus).casus.client == ""
    casus.write(shown, "Een man van rond de tachtig")
    assert stored(casus).casus.client == "Een man van rond de tachtig"


def test_themes_are_stored_and_explained_as_they_are_tapped(casus: PageDriver) -> None:
    words = screen_text("stap_3.themas_uitleg")
    casus.choose(words, Thema.NAASTEN, Thema.ZELF_DOEN)
    assert set(stored(casus).casus.themas) == {Thema.NAASTEN, Thema.ZELF_DOEN}
    casus.sees(inhoud().themas[Thema.NAASTEN].uitleg)
    casus.choose(words)
    assert stored(casus).casus.themas == ()


@pytest.mark.parametrize("slug", list(inhoud().casussen))
def test_every_example_case_can_be_borrowed_and_completes_the_step(
    casus: PageDriver, slug: str
) -> None:
    example = inhoud().casussen[slug]
    casus.tap(example.titel)
    one = stored(casus)
    for veld in Casusveld:
        assert one.casus.value_at((veld,)) == getattr(example, veld).strip()
    assert one.casus.themas == example.themas
    assert example.brief.gevoel in one.inleven.brief
    casus.holds(LEERVRAAG, example.leervraag)
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.INLEVEN)


def test_borrowing_can_be_undone_and_brings_back_what_stood_there(casus: PageDriver) -> None:
    casus.write(ONDERWERP, "Mijn onderwerp")
    casus.tick(FIELDS[Casusveld.CLIENT].label)
    before = stored(casus)
    example = next(iter(inhoud().casussen.values()))
    casus.tap(example.titel)
    casus.holds(ONDERWERP, example.onderwerp)
    casus.tap(screen_text("algemeen.ongedaan"))
    assert stored(casus).casus == before.casus
    casus.holds(ONDERWERP, "Mijn onderwerp")
    casus.holds(LEERVRAAG, "")
    assert screen_text("algemeen.ongedaan") not in casus.buttons


def test_borrowing_into_an_empty_case_can_be_undone(casus: PageDriver) -> None:
    casus.tap(next(iter(inhoud().casussen.values())).titel)
    casus.tap(screen_text("algemeen.ongedaan"))
    assert stored(casus).casus == Casus()


def test_undoing_a_borrowed_case_takes_its_brief_along(casus: PageDriver) -> None:
    casus.tap(next(iter(inhoud().casussen.values())).titel)
    casus.tap(screen_text("algemeen.ongedaan"))
    assert stored(casus).inleven.brief == ""


def test_borrowing_another_example_takes_the_brief_of_that_one(casus: PageDriver) -> None:
    for example in inhoud().casussen.values():
        casus.tap(example.titel)
        assert stored(casus).inleven.brief.startswith(example.brief.gevoel)


def test_borrowing_keeps_a_brief_that_the_inbrenger_wrote(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    versie = archive.oefening(make(ROLLENSPEL, 3, Stap.CASUS).id)
    inleven = versie.value.inleven.changed(brief="Zelf geschreven")
    archive.save(versie, versie.value.changed(inleven=inleven))
    tab.open_step(Stap.CASUS, versie.value.id)
    tab.tap(next(iter(inhoud().casussen.values())).titel)
    assert stored(tab).inleven.brief == "Zelf geschreven"


def test_the_check_question_stays_in_sight_while_people_type(casus: PageDriver) -> None:
    casus.sees(inhoud().casusvelden.buurvrouw)


# --- step 4 ----------------------------------------------------------------------------------


@pytest.fixture
def inleven(tab: PageDriver, make: Make) -> PageDriver:
    """Step 4 of a rollenspel with three people, with text in all private places."""
    return tab.open_step(Stap.INLEVEN, make(ROLLENSPEL, 3, Stap.INLEVEN, Fill.HALF).id)


def only_for(naam: str) -> str:
    return screen_text("algemeen.alleen_voor", naam=naam)


def times_shown(tab: PageDriver, text: str) -> int:
    """Return how often this text stands on the page, in a field or out of it."""
    return sum(text in str(part.value) for part in [*tab.at.text, *tab.fields])


def test_the_brief_is_hidden_until_the_clientrol_asks_for_it_and_hides_again(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    versie = archive.oefening(make(ROLLENSPEL, 3, Stap.INLEVEN).id)
    inleven = versie.value.inleven.changed(brief="Je bent bang")
    archive.save(versie, versie.value.changed(inleven=inleven))
    tab.open_step(Stap.INLEVEN, versie.value.id)
    assert "Je bent bang" not in str([getattr(node, "proto", "") for node in tab.at])
    tab.tap(only_for("Bastiaan"))
    tab.sees("Je bent bang")
    tab.tap(screen_text("algemeen.alleen_voor_verberg"))
    assert "Je bent bang" not in str([getattr(node, "proto", "") for node in tab.at])
    tab.tap(only_for("Bastiaan"))
    tab.reload()
    assert "Je bent bang" not in str([getattr(node, "proto", "") for node in tab.at])


def test_a_brief_that_was_shown_closes_after_twenty_seconds(inleven: PageDriver) -> None:
    hidden = times_shown(inleven, LEVEND)
    inleven.tap(only_for("Bastiaan"))
    assert times_shown(inleven, LEVEND) == hidden + 1
    opened = inleven.at.session_state["sessie"].opened
    (key,) = opened
    opened[key] -= OPEN_FOR + timedelta(seconds=1)
    inleven.tap(screen_text("naslag.titel"))
    assert times_shown(inleven, LEVEND) == hidden


def test_the_brief_is_written_in_private_and_stored(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.INLEVEN, make(ROLLENSPEL, 3, Stap.INLEVEN).id)
    assert only_for("Bastiaan") not in tab.buttons
    tab.tap(screen_text("algemeen.prive_schrijf", naam="Bastiaan"))
    tab.write(BRIEF, "Je bent bang")
    assert stored(tab).inleven.brief == "Je bent bang"
    assert tab.saved
    tab.tap(screen_text("algemeen.prive_klaar"))
    assert "Je bent bang" not in str([getattr(node, "proto", "") for node in tab.at])


def test_a_private_text_that_stands_open_is_closed_after_visiting_another_step(
    inleven: PageDriver,
) -> None:
    hidden = times_shown(inleven, LEVEND)
    inleven.tap(screen_text("algemeen.prive_schrijf", naam="Bastiaan"))
    assert times_shown(inleven, LEVEND) == hidden + 1
    inleven.follow(inhoud().stappen[Stap.CASUS].kort)
    inleven.follow(inhoud().stappen[Stap.INLEVEN].kort)
    assert times_shown(inleven, LEVEND) == hidden


def test_opening_a_private_text_closes_the_one_that_stood_open(inleven: PageDriver) -> None:
    hidden = times_shown(inleven, LEVEND)
    inleven.tap(screen_text("algemeen.prive_schrijf", naam="Bastiaan"))
    inleven.tap(only_for("Anouk"))
    assert times_shown(inleven, LEVEND) == hidden + 1
    assert BRIEF not in [field.label for field in inleven.fields]


def test_everybody_has_an_own_note_that_only_they_open(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.INLEVEN, make(ROLLENSPEL, 3, Stap.INLEVEN).id)
    for person, naam in zip(people[:3], ("Anouk", "Bastiaan", "Chantal"), strict=True):
        # The first button with Bastiaan's name is for the brief.
        nth = 1 if naam == "Bastiaan" else 0
        tab.tap(screen_text("algemeen.prive_schrijf", naam=naam), nth)
        tab.write(screen_text("stap_4.eigen_van", naam=naam), f"Notitie van {naam}")
        tab.tap(screen_text("algemeen.prive_klaar"))
        assert stored(tab).inleven.eigen[person] == f"Notitie van {naam}"
    assert "Notitie van" not in str([getattr(node, "proto", "") for node in tab.at])
    tab.tap(only_for("Chantal"))
    tab.sees("Notitie van Chantal")
    tab.sees_not("Notitie van Anouk", "Notitie van Bastiaan")


def test_a_note_that_was_emptied_elsewhere_while_it_is_shown_does_not_break_the_page(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    one = make(ROLLENSPEL, 3, Stap.INLEVEN, Fill.HALF)
    tab.open_step(Stap.INLEVEN, one.id)
    tab.tap(only_for("Anouk"))
    versie = archive.oefening(one.id)
    archive.save(versie, one.changed(inleven=one.inleven.changed(eigen={}, brief="")))
    tab.open_step(Stap.INLEVEN, one.id)
    assert "None" not in [text.value for text in tab.at.text]


def test_a_question_is_added_answered_removed_and_brought_back(inleven: PageDriver) -> None:
    before = stored(inleven).inleven.vragen
    inleven.write(screen_text("stap_4.nieuwe_vraag"), "Wie helpt nog meer?")
    inleven.holds(screen_text("stap_4.nieuwe_vraag"), "")
    key = max(stored(inleven).inleven.vragen)
    assert stored(inleven).inleven.vragen[key].vraag == "Wie helpt nog meer?"
    inleven.write(screen_text("stap_4.antwoord"), "Een buurman", nth=1)
    asked = stored(inleven).inleven.vragen
    assert asked[key].antwoord == "Een buurman"
    inleven.tap(screen_text("stap_4.verwijder_vraag"), nth=1)
    assert stored(inleven).inleven.vragen == before
    inleven.sees_not("Wie helpt nog meer?")
    inleven.tap(screen_text("algemeen.ongedaan"))
    assert stored(inleven).inleven.vragen == asked
    inleven.sees("Wie helpt nog meer?")


def test_the_whole_case_can_be_read_back_as_it_was_written(inleven: PageDriver) -> None:
    inleven.sees(screen_text("algemeen.de_casus"), *(FIELDS[veld].label for veld in Casusveld))
    # The subject, four fields, the leervraag in sight and one question.
    assert [text.value for text in inleven.at.text].count(LEVEND) == 7
    inleven.is_plain()


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
@pytest.mark.parametrize("people", [2, 3])
def test_each_role_that_somebody_has_gets_a_card_with_the_name(
    tab: PageDriver, make: Make, werkvorm: Werkvorm, people: int
) -> None:
    one = make(werkvorm, people, Stap.INLEVEN)
    tab.open_step(Stap.INLEVEN, one.id)
    cards = [line for line in tab.lines() if line.startswith("## ")]
    titles = inhoud().rollen[werkvorm]
    held = [rol for rol in Rol if one.with_rol(rol) and Stap.INLEVEN in titles[rol].stappen]
    assert [card.split(maxsplit=2)[2] for card in cards] == [titles[rol].titel for rol in held]
    tab.sees("Anouk", "Bastiaan")


def test_one_tap_makes_everybody_ready_and_goes_on(inleven: PageDriver) -> None:
    inleven.tap_main(screen_text("stap_4.iedereen_klaar"))
    inleven.is_at(Stap.GESPREK)
    one = stored(inleven)
    assert one.inleven.klaar == dict.fromkeys(one.rollen, True)
    assert one.stap is one.verst is Stap.GESPREK
