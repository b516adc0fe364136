"""Step 6: looking back in the leaflet's order, with tops, tips and leerpunten."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from gesprek.content import inhoud
from gesprek.domain.progress import Missing
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, Leerpunt, beurten, tellings
from gesprek.domain.themas import AndereStap, Leerthema, Observatiepunt
from gesprek.domain.vervolg import Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.words import day, label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

VOORBESPREKEN, ROLLENSPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
VERTELD, VOLGENDE = screen_text("stap_6.heeft_verteld"), screen_text("stap_6.volgende_beurt")
SLUIT = screen_text("stap_6.sluit_af")
WAT = screen_text("stap_6.nieuwe_feedback")
VOEG_TOE = screen_text("stap_6.voeg_feedback_toe")
JA, NEE = screen_text("stap_6.ja_genoeg"), screen_text("stap_6.nee_nog_niet")
LEERTHEMA = screen_text("stap_6.leerthema")


@pytest.fixture
def open_at(tab: PageDriver, archive: Archive, make: Make) -> Callable[..., PageDriver]:
    """A function that opens step 6 in a given turn."""

    def open_turn(beurt: Beurt, werkvorm: Werkvorm = ROLLENSPEL, people: int = 3) -> PageDriver:
        versie = archive.oefening(make(werkvorm, people, Stap.TERUGKIJKEN).id)
        terugblik = versie.value.terugblik.changed(besproken_beurt=beurt)
        archive.save(versie, versie.value.changed(terugblik=terugblik))
        return tab.open_step(Stap.TERUGKIJKEN, versie.value.id)

    return open_turn


def feedback_of(tab: PageDriver) -> list[Feedback]:
    return list(stored(tab).terugblik.feedback.values())


def add_feedback(
    tab: PageDriver, text: str, soort: Feedbacksoort, about: str | None = None
) -> None:
    """Fill in the form for a top or a tip and send it."""
    group = tab.group(screen_text("stap_6.soort"))
    group.set_value(soort)
    tab.type(WAT, text)
    (belongs,) = tab.at.selectbox
    belongs.set_value(about)
    tab.tap(VOEG_TOE)


# --- the order -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("werkvorm", "people"),
    [(VOORBESPREKEN, 2), (VOORBESPREKEN, 3), (ROLLENSPEL, 2), (ROLLENSPEL, 3), (ROLLENSPEL, 5)],
)
def test_the_turns_come_in_the_order_of_the_leaflet(
    tab: PageDriver, make: Make, werkvorm: Werkvorm, people: int
) -> None:
    one = make(werkvorm, people, Stap.TERUGKIJKEN)
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    order = beurten(one.rollen)
    third = Beurt.OBSERVANTEN_VERTELLEN if people > 2 else Beurt.CLIENTROL_GEEFT_FEEDBACK
    assert order[2] is third
    for number, beurt in enumerate(order, start=1):
        shown = inhoud().terugkijken[werkvorm][beurt]
        tab.sees(screen_text("stap_6.beurt_nummer", nummer=number, totaal=len(order)))
        assert shown.label in [heading.value for heading in tab.at.header]
        tab.sees(shown.uitleg, *shown.vragen)
        if beurt is not order[-1]:
            tab.tap_main(VERTELD if beurt in tellings(one.rollen) else VOLGENDE)
    assert tab.main_action == SLUIT
    assert stored(tab).terugblik.verteld == dict.fromkeys(tellings(one.rollen), True)


def test_going_back_a_turn_keeps_what_was_told(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.TERUGKIJKEN, make(ROLLENSPEL, 3, Stap.TERUGKIJKEN).id)
    assert screen_text("stap_6.vorige_beurt") not in tab.buttons
    tab.tap_main(VERTELD)
    tab.tap_main(VERTELD)
    tab.tap(screen_text("stap_6.vorige_beurt"))
    assert stored(tab).terugblik.besproken_beurt is Beurt.CLIENTROL_VERTELT
    assert len(stored(tab).terugblik.verteld) == 2


def test_the_turn_is_the_same_after_loading_the_page_again(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.TERUGKIJKEN, make(ROLLENSPEL, 3, Stap.TERUGKIJKEN).id)
    tab.tap_main(VERTELD)
    tab.reload()
    tab.sees(screen_text("stap_6.beurt_nummer", nummer=2, totaal=6))


def test_when_the_observant_leaves_the_clientrol_gives_tops_and_tips(
    tab: PageDriver, open_at: Callable[..., PageDriver]
) -> None:
    open_at(Beurt.OBSERVANTEN_VERTELLEN)
    people = sorted(stored(tab).rollen)
    oefening_id = tab.oefening_id
    tab.open_step(Stap.MOMENT, oefening_id)
    tab.choose(screen_text("stap_1.wie"), *people[:2])
    tab.open_step(Stap.TERUGKIJKEN, oefening_id)
    for _ in range(2):
        tab.tap_main(VERTELD)
    shown = inhoud().terugkijken[ROLLENSPEL][Beurt.CLIENTROL_GEEFT_FEEDBACK]
    tab.sees(shown.label)


@pytest.mark.parametrize("beurt", [Beurt.INBRENGER_VERTELT, Beurt.CLIENTROL_VERTELT])
def test_what_is_told_can_be_written_down(open_at: Callable[..., PageDriver], beurt: Beurt) -> None:
    tab = open_at(beurt)
    tab.write(label(beurt), "Ik werd rustig van je stilte")
    assert stored(tab).terugblik.ervaringen == {beurt: "Ik werd rustig van je stilte"}


def test_what_was_seen_and_noted_in_step_5_is_shown_to_the_observer(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    versie = archive.oefening(make(ROLLENSPEL, 3, Stap.TERUGKIJKEN).id)
    terugblik = versie.value.terugblik.changed(besproken_beurt=Beurt.OBSERVANTEN_VERTELLEN)
    archive.save(versie, versie.value.changed(terugblik=terugblik))
    tab.open_step(Stap.TERUGKIJKEN, versie.value.id)
    tab.sees(f"**{label(Observatiepunt.STILTE)}**: Gezien", f"‘{LEVEND}’")
    tab.sees(screen_text("stap_6.ronde_notities"))
    tab.is_plain()


# --- tops and tips ---------------------------------------------------------------------------


@pytest.mark.parametrize("people", [2, 3])
@pytest.mark.parametrize("soort", list(Feedbacksoort))
@pytest.mark.parametrize("about", [None, "leervraag", Observatiepunt.STILTE])
def test_a_top_or_tip_is_added_tied_to_the_leervraag_a_behaviour_or_nothing(
    open_at: Callable[..., PageDriver], people: int, soort: Feedbacksoort, about: str | None
) -> None:
    turn = Beurt.OBSERVANTEN_VERTELLEN if people > 2 else Beurt.CLIENTROL_GEEFT_FEEDBACK
    tab = open_at(turn, people=people)
    add_feedback(tab, "Je bleef stil", soort, about)
    assert feedback_of(tab) == [
        Feedback(
            soort=soort,
            tekst="Je bleef stil",
            gedrag=Observatiepunt.STILTE if about == Observatiepunt.STILTE else None,
            bij_leervraag=about == "leervraag",
        )
    ]
    tab.sees("Je bleef stil", f"**{label(soort)}**")
    tab.holds(WAT, "")
    assert tab.saved


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_an_empty_top_is_refused_in_dutch(open_at: Callable[..., PageDriver], text: str) -> None:
    tab = open_at(Beurt.OBSERVANTEN_VERTELLEN)
    add_feedback(tab, text, Feedbacksoort.TOP)
    assert [error.value for error in tab.at.error] == [
        "Schrijf eerst op wat je zag. Daarna kun je het toevoegen."
    ]
    assert feedback_of(tab) == []


def test_a_top_that_is_too_long_is_refused_in_dutch_and_stays_in_its_field(
    open_at: Callable[..., PageDriver],
) -> None:
    tab = open_at(Beurt.OBSERVANTEN_VERTELLEN)
    add_feedback(tab, "a" * 100_000, Feedbacksoort.TIP)
    (error,) = tab.at.error
    assert error.value.startswith("Deze tekst is te lang: 100.000 tekens.")
    tab.holds(WAT, "a" * 100_000)
    assert feedback_of(tab) == []


def test_a_removed_top_can_be_brought_back(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.OBSERVANTEN_VERTELLEN)
    alive = f"Dan {LEVEND}"
    for text in ("Eerst", alive):
        add_feedback(tab, text, Feedbacksoort.TOP)
    before = feedback_of(tab)
    tab.tap(screen_text("stap_6.verwijder_feedback"), nth=1)
    assert [one.tekst for one in feedback_of(tab)] == ["Eerst"]
    tab.sees_not(alive)
    tab.tap(screen_text("algemeen.ongedaan"))
    assert feedback_of(tab) == before
    tab.sees("Eerst", alive)
    tab.is_plain()


def test_tops_of_two_devices_are_both_kept(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.OBSERVANTEN_VERTELLEN)
    other = PageDriver().open_step(Stap.TERUGKIJKEN, tab.oefening_id)
    add_feedback(tab, "Van de een", Feedbacksoort.TOP)
    add_feedback(other, "Van de ander", Feedbacksoort.TIP)
    assert {one.tekst for one in feedback_of(tab)} == {"Van de een", "Van de ander"}


# --- what the inbrenger takes along ----------------------------------------------------------


def test_the_plan_and_the_agreements_are_stored(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.MEENEMER)
    tab.write(screen_text("stap_6.meenemer_als"), "ze boos wordt")
    tab.write(screen_text("stap_6.meenemer_dan"), "blijf ik stil")
    tab.write(screen_text("stap_6.afspraken"), "Dinsdag nog eens")
    terugblik = stored(tab).terugblik
    assert (terugblik.meenemer.als, terugblik.meenemer.dan) == ("ze boos wordt", "blijf ik stil")
    assert terugblik.afspraken == "Dinsdag nog eens"


def test_no_offers_other_next_steps_and_yes_does_not(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.MEENEMER)
    words = screen_text("stap_6.andere_stap")
    tab.tap(JA)
    assert stored(tab).terugblik.voldoende_geholpen is True
    assert words not in [group.label for group in tab.at.button_group]
    tab.tap(NEE)
    assert stored(tab).terugblik.voldoende_geholpen is False
    tab.choose(words, AndereStap.ADVISEUR, AndereStap.NOG_EENS_OEFENEN)
    assert set(stored(tab).terugblik.andere_stappen) == {
        AndereStap.ADVISEUR,
        AndereStap.NOG_EENS_OEFENEN,
    }
    tab.tap(JA)
    assert words not in [group.label for group in tab.at.button_group]


# --- leerpunten ------------------------------------------------------------------------------


def test_one_tap_on_a_leerthema_is_a_leerpunt_without_text(
    open_at: Callable[..., PageDriver],
) -> None:
    tab = open_at(Beurt.LEERPUNTEN)
    tab.choose(LEERTHEMA, Leerthema.DOORVRAGEN)
    (made,) = stored(tab).terugblik.leerpunten.values()
    assert made == Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.DOORVRAGEN)
    assert tab.chosen(LEERTHEMA) == []
    tab.choose(LEERTHEMA, Leerthema.DOORVRAGEN)
    assert len(stored(tab).terugblik.leerpunten) == 2


def test_a_leerpunt_keeps_the_role_and_the_own_words(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.LEERPUNTEN)
    tab.choose(screen_text("stap_6.leerpunt_rol"), Rol.OBSERVANT)
    tab.write(screen_text("stap_6.leerpunt_tekst"), LEVEND)
    tab.choose(LEERTHEMA, Leerthema.OPENEN)
    (made,) = stored(tab).terugblik.leerpunten.values()
    assert made == Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN, tekst=LEVEND)
    tab.sees(f"**{label(Leerthema.OPENEN)}**: {label(Rol.OBSERVANT)}", LEVEND)
    tab.holds(screen_text("stap_6.leerpunt_tekst"), "")
    tab.is_plain()


@pytest.mark.parametrize(("werkvorm", "people"), [(VOORBESPREKEN, 2), (ROLLENSPEL, 4)])
def test_every_role_that_took_part_can_have_learned(
    open_at: Callable[..., PageDriver], werkvorm: Werkvorm, people: int
) -> None:
    tab = open_at(Beurt.LEERPUNTEN, werkvorm, people)
    offered = tab.group(screen_text("stap_6.leerpunt_rol")).options
    assert len(offered) == people
    assert offered[1] == f"{label(Rol.CLIENTROL)} (Bastiaan)"


def test_a_removed_leerpunt_can_be_brought_back(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.LEERPUNTEN)
    for thema in (Leerthema.OPENEN, Leerthema.LUISTEREN):
        tab.choose(LEERTHEMA, thema)
    before = stored(tab).terugblik.leerpunten
    tab.tap(screen_text("stap_6.verwijder_leerpunt"))
    assert [one.leerthema for one in stored(tab).terugblik.leerpunten.values()] == [
        Leerthema.LUISTEREN
    ]
    tab.tap(screen_text("algemeen.ongedaan"))
    assert stored(tab).terugblik.leerpunten == before


def test_a_leerpunt_that_is_too_long_is_refused_in_dutch_and_stays_in_its_field(
    open_at: Callable[..., PageDriver],
) -> None:
    tab = open_at(Beurt.LEERPUNTEN)
    tab.write(screen_text("stap_6.leerpunt_tekst"), "a" * 100_000)
    tab.choose(LEERTHEMA, Leerthema.OPENEN)
    (error,) = tab.at.error
    assert error.value.startswith("Deze tekst is te lang: 100.000 tekens.")
    tab.holds(screen_text("stap_6.leerpunt_tekst"), "a" * 100_000)
    assert stored(tab).terugblik.leerpunten == {}


# --- the end ---------------------------------------------------------------------------------


def test_closing_says_everything_that_is_still_missing(open_at: Callable[..., PageDriver]) -> None:
    tab = open_at(Beurt.AFSPRAAK)
    tab.tap_main(SLUIT)
    tab.is_at(Stap.TERUGKIJKEN)
    wanted = (Missing.TELLINGS, Missing.VOLDOENDE_GEHOLPEN, Missing.LEERPUNT)
    assert [error.value for error in tab.at.error] == [" ".join(label(one) for one in wanted)]
    assert stored(tab).vervolg.staat is None


def test_closing_with_a_date_and_an_expectation_waits_for_the_real_conversation(
    tab: PageDriver, make: Make
) -> None:
    finish_looking_back(tab, make)
    on = today() + timedelta(days=3)
    tab.set_day(screen_text("stap_6.wanneer_gesprek"), on)
    tab.choose(screen_text("stap_6.verwachting"), Verwachting.MOEILIJK)
    tab.tap_main(SLUIT)
    tab.is_at(Stap.VERVOLG)
    vervolg = stored(tab).vervolg
    assert (vervolg.staat, vervolg.gesprek_op) == (Vervolgstaat.GEPLAND, on)
    assert vervolg.verwachting is Verwachting.MOEILIJK
    tab.sees(screen_text("stap_7.wacht", dag=day(on)))


def test_closing_without_a_date_says_when_the_reminder_comes(tab: PageDriver, make: Make) -> None:
    finish_looking_back(tab, make)
    tab.tap_main(SLUIT)
    tab.is_at(Stap.VERVOLG)
    assert stored(tab).vervolg.staat is Vervolgstaat.GEPLAND
    tab.sees(screen_text("stap_7.wacht_zonder_dag"))
    tab.sees(screen_text("stap_7.herinnering", dag=day(today() + timedelta(days=14))))


def finish_looking_back(tab: PageDriver, make: Make) -> None:
    """Walk step 6 with the fewest taps, up to the date."""
    tab.open_step(Stap.TERUGKIJKEN, make(ROLLENSPEL, 3, Stap.TERUGKIJKEN).id)
    for _ in range(3):
        tab.tap_main(VERTELD)
    tab.tap(JA)
    tab.tap_main(VOLGENDE)
    tab.choose(LEERTHEMA, Leerthema.OPENEN)
    tab.tap_main(VOLGENDE)


@pytest.mark.parametrize("on", [date.min, date(2, 1, 1), date(9998, 12, 31), date.max])
def test_an_impossible_day_for_the_conversation_changes_nothing(
    open_at: Callable[..., PageDriver], on: date
) -> None:
    tab = open_at(Beurt.AFSPRAAK)
    before = stored(tab)
    tab.set_day(screen_text("stap_6.wanneer_gesprek"), on)
    assert stored(tab) == before
    assert tab.at.date_input[0].value is None


@pytest.mark.parametrize("fill", list(Fill))
def test_closing_the_look_back_once_more_leaves_the_follow_up_as_it_was(
    tab: PageDriver, make: Make, fill: Fill
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG, fill)
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    tab.tap_main(SLUIT)
    tab.is_at(Stap.VERVOLG)
    assert stored(tab).vervolg == one.vervolg


def test_a_tap_that_comes_twice_skips_no_turn(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.TERUGKIJKEN, make(ROLLENSPEL, 3, Stap.TERUGKIJKEN).id)
    other = PageDriver().open_step(Stap.TERUGKIJKEN, tab.oefening_id)
    tab.tap_main(VERTELD)
    other.tap_main(VERTELD)
    assert stored(tab).terugblik.besproken_beurt is Beurt.CLIENTROL_VERTELT
    other.tap_main(VERTELD)
    assert stored(tab).terugblik.besproken_beurt is Beurt.OBSERVANTEN_VERTELLEN
