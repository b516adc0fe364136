"""What to watch for: agreed on in step 4, first in step 5, and compared after a replay."""

import pytest

from gesprek.domain.gesprek import Gezien, Observatie, Ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.text import MAX_REGEL
from gesprek.domain.themas import Observatiepunt, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.together.live_part import draws_anew
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored
from tests.ui.test_input import ENDLESS, ODD

P = Observatiepunt
AGREED = (P.STILTE, P.SAMENVATTEN)
AGREE, TITLE = screen_text("kijkpunten.spreek_af"), screen_text("kijkpunten.titel")
ROLLENSPEL, VOORBESPREKEN = Werkvorm.ROLLENSPEL, Werkvorm.VOORBESPREKEN
CITAAT = screen_text("stap_5.citaat")


def asking(one: Oefening, leervraag: str, *themas: Thema) -> Oefening:
    return one.changed(casus=one.casus.changed(leervraag=leervraag, themas=themas))


def with_points(one: Oefening) -> Oefening:
    return one.changed(inleven=one.inleven.changed(kijkpunten=AGREED))


def with_rounds(one: Oefening, *rounds: Ronde) -> Oefening:
    rondes = {f"r{number:03}": ronde for number, ronde in enumerate(rounds, start=1)}
    return one.changed(gesprek=one.gesprek.changed(rondes=rondes))


def done(**marks: object) -> Ronde:
    return Ronde(started=now(), stopped=now()).changed(**marks)


def choices(tab: PageDriver) -> list[str]:
    return [group.label for group in tab.at.button_group]


# --- step 4 ----------------------------------------------------------------------------------


@pytest.fixture
def inleven(tab: PageDriver, make: Make, elsewhere: Elsewhere) -> PageDriver:
    one = make(ROLLENSPEL, 3, Stap.INLEVEN)
    elsewhere(one, lambda it: asking(it, "Hoe verdraag ik de *stilte*?"))
    return tab.open_step(Stap.INLEVEN, one.id)


def test_one_tap_agrees_on_what_is_proposed_with_its_reason(inleven: PageDriver) -> None:
    inleven.sees(TITLE, screen_text("kijkpunten.om_woorden", woorden="‘stilte’"))
    inleven.tap(AGREE)
    assert stored(inleven).inleven.kijkpunten == (P.STILTE, P.SAMENVATTEN, P.NIET_ONDERBREKEN)
    assert AGREE not in inleven.buttons
    inleven.sees(screen_text("kijkpunten.wie_let_op", rol="observant"))


def test_what_was_agreed_can_be_changed_taken_away_and_taken_back(inleven: PageDriver) -> None:
    inleven.tap(AGREE)
    inleven.choose(screen_text("kijkpunten.hooguit"), P.STILTE, P.AFSPRAAK)
    assert stored(inleven).inleven.kijkpunten == (P.STILTE, P.AFSPRAAK)
    inleven.tap(screen_text("kijkpunten.haal_weg"))
    assert stored(inleven).inleven.kijkpunten == ()
    assert AGREE in inleven.buttons
    inleven.tap(screen_text("algemeen.ongedaan"))
    assert stored(inleven).inleven.kijkpunten == (P.STILTE, P.AFSPRAAK)


def test_a_fourth_point_is_refused_with_a_sentence_and_the_three_stay(inleven: PageDriver) -> None:
    inleven.tap(AGREE)
    before = stored(inleven)
    inleven.choose(screen_text("kijkpunten.hooguit"), *list(P)[:4])
    inleven.sees("Kies hooguit 3 punten.")
    assert stored(inleven) == before


def test_without_words_the_reason_is_a_theme_and_without_that_it_always_fits(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(VOORBESPREKEN, 2, Stap.INLEVEN)
    elsewhere(one, lambda it: asking(it, "Hoe doe ik dat?", Thema.NAASTEN))
    tab.open_step(Stap.INLEVEN, one.id)
    tab.sees(screen_text("kijkpunten.om_themas", themas=f"‘{label(Thema.NAASTEN)}’"))
    elsewhere(one, lambda it: asking(it, "Hoe doe ik dat?"))
    tab.reload()
    tab.sees(screen_text("kijkpunten.past_altijd"))
    tab.tap(AGREE)
    tab.sees(screen_text("kijkpunten.wie_let_op", rol=label(Rol.CLIENTROL).lower()))


def test_on_own_devices_inbrenger_and_observant_agree_and_the_others_see_it(
    make: Make, own_device: OwnDevice
) -> None:
    one = make(ROLLENSPEL, 4, Stap.INLEVEN)
    tabs = {rol: own_device(one, one.with_rol(rol)[0]) for rol in Rol}
    for rol, tab in tabs.items():
        tab.open_step(Stap.INLEVEN, one.id)
        assert (AGREE in tab.buttons) is (rol is not Rol.CLIENTROL)  # the begeleider leads
    tabs[Rol.OBSERVANT].tap(AGREE)
    for rol, tab in tabs.items():
        tab.reload()
        tab.sees(TITLE)
        may = screen_text("kijkpunten.hooguit") in choices(tab)
        assert may is (rol is not Rol.CLIENTROL)


def test_who_agrees_a_moment_later_changes_nothing(inleven: PageDriver) -> None:
    other = PageDriver().open_step(Stap.INLEVEN, inleven.oefening_id)
    inleven.tap(AGREE)
    inleven.choose(screen_text("kijkpunten.hooguit"), P.AFSPRAAK)
    other.tap(AGREE)
    assert stored(inleven).inleven.kijkpunten == (P.AFSPRAAK,)


# --- step 5 ----------------------------------------------------------------------------------


@pytest.fixture
def spel(tab: PageDriver, make: Make, elsewhere: Elsewhere) -> PageDriver:
    one = make(ROLLENSPEL, 3, Stap.GESPREK)
    elsewhere(one, with_points)
    return tab.open_step(Stap.GESPREK, one.id)


def test_agreed_points_stand_first_and_the_others_below(spel: PageDriver) -> None:
    points = [one for one in choices(spel) if one in set(map(label, P))]
    others = [one for one in P if one not in AGREED]
    assert points == list(map(label, (*AGREED, *others)))
    spel.sees(screen_text("kijkpunten.andere"))


def test_without_agreed_points_the_list_is_as_it_was(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.GESPREK, make(ROLLENSPEL, 3, Stap.GESPREK).id)
    assert [one for one in choices(tab) if one in set(map(label, P))] == list(map(label, P))
    tab.sees_not(TITLE, screen_text("kijkpunten.andere"))


def test_in_voorbespreken_a_device_of_all_has_a_list_once_points_were_agreed(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(VOORBESPREKEN, 2, Stap.GESPREK)
    tab.open_step(Stap.GESPREK, one.id)
    assert label(P.STILTE) not in choices(tab)
    elsewhere(one, with_points)
    tab.reload()
    assert label(P.STILTE) in choices(tab)


def test_a_replay_is_marked_anew_and_the_rounds_stand_beside_each_other_when_it_stops(
    spel: PageDriver,
) -> None:
    spel.tap_main(screen_text("stap_5.start_eerste_ronde"))
    spel.sees(screen_text("kijkpunten.deze_ronde", nummer=1))
    spel.choose(label(P.STILTE), Gezien.NIET_GEZIEN)
    spel.tap_main(screen_text("stap_5.stop_ronde"))
    spel.sees_not(screen_text("kijkpunten.naast_elkaar"))
    spel.tap(screen_text("stap_5.start_herkansing"))
    spel.sees(screen_text("kijkpunten.deze_ronde", nummer=2))
    spel.choose(label(P.STILTE), Gezien.GEZIEN)
    spel.write(CITAAT, "Hoe is dat?")
    spel.choose(label(P.AFSPRAAK), Gezien.NVT)
    spel.sees_not(screen_text("kijkpunten.naast_elkaar"))
    spel.tap_main(screen_text("stap_5.stop_ronde"))
    gesprek = stored(spel).gesprek
    again = gesprek.rondes["r002"].observaties
    assert again == {P.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="Hoe is dat?")}
    assert gesprek.observaties == {
        P.STILTE: Observatie(gezien=Gezien.NIET_GEZIEN),
        P.AFSPRAAK: Observatie(gezien=Gezien.NVT),
    }
    spel.sees(
        "Eerste ronde: niet gezien\nTweede ronde: gezien, ‘Hoe is dat?’",
        screen_text("kijkpunten.anders"),
    )


def test_a_quote_of_a_replay_takes_any_text_stays_plain_and_refuses_what_is_too_long(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 3, Stap.GESPREK)
    seen = {P.STILTE: Observatie(gezien=Gezien.GEZIEN)}
    elsewhere(one, lambda it: with_points(with_rounds(it, done(), done(observaties=seen))))
    tab.open_step(Stap.GESPREK, one.id)

    def quote() -> str:
        return stored(tab).gesprek.rondes["r002"].observaties[P.STILTE].citaat

    for text in ODD:
        tab.write(CITAAT, text)
        assert not tab.at.error
        tab.holds(CITAAT, quote())
        tab.is_plain()
    tab.write(CITAAT, ENDLESS)
    assert len(tab.at.error) == 1
    tab.write(CITAAT, "a" * MAX_REGEL)
    assert quote() == "a" * MAX_REGEL


def test_an_observant_sees_the_own_rounds_and_nobody_elses_before_step_6(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = make(ROLLENSPEL, 5, Stap.GESPREK)
    first, second = one.with_rol(Rol.OBSERVANT)
    theirs = {second: {P.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="van de ander")}}
    elsewhere(one, lambda it: with_points(with_rounds(it, done(), done(kijklijsten=theirs))))
    tab = own_device(one, first).open_step(Stap.GESPREK, one.id)
    tab.choose(label(P.STILTE), Gezien.NIET_GEZIEN)
    lists = archive.oefening(one.id).value.gesprek.rondes["r002"].kijklijsten
    assert lists == {**theirs, first: {P.STILTE: Observatie(gezien=Gezien.NIET_GEZIEN)}}
    tab.reload()
    tab.sees("Eerste ronde: niets aangevinkt\nTweede ronde: niet gezien")
    tab.sees_not("van de ander")
    assert "van de ander" not in [field.value for field in tab.fields]


def test_a_mark_in_a_replay_on_an_own_device_draws_no_page_anew(make: Make) -> None:
    one = with_points(with_rounds(make(ROLLENSPEL, 4, Stap.GESPREK), done(), Ronde(started=now())))
    person = one.with_rol(Rol.OBSERVANT)[0]
    path = ("gesprek", "rondes", "r002", "kijklijsten", person, "stilte", "gezien")
    assert not draws_anew(one, one.with_value(path, "gezien"), Stap.GESPREK)
    assert draws_anew(one, one.with_value(path, "gezien"), Stap.TERUGKIJKEN)
    of_all = ("gesprek", "rondes", "r002", "observaties", "stilte", "gezien")
    assert draws_anew(one, one.with_value(of_all, "gezien"), Stap.GESPREK)
    assert draws_anew(one, with_rounds(one, done(), done()), Stap.GESPREK)


# --- step 6 ----------------------------------------------------------------------------------


def looking_back(one: Oefening, beurt: Beurt) -> Oefening:
    return one.changed(
        stap=Stap.TERUGKIJKEN,
        verst=Stap.TERUGKIJKEN,
        terugblik=one.terugblik.changed(besproken_beurt=beurt),
    )


def test_in_the_turn_of_the_observers_all_rounds_stand_beside_each_other(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 3, Stap.TERUGKIJKEN)
    person = one.with_rol(Rol.OBSERVANT)[0]
    seen = {P.STILTE: Observatie(gezien=Gezien.GEZIEN)}
    rounds = [done(), *(done(kijklijsten={person: seen}) for _ in range(3))]
    other = {
        P.AFSPRAAK: Observatie(gezien=Gezien.NIET_GEZIEN),
        P.STILTE: Observatie(gezien=Gezien.NIET_GEZIEN),
    }

    def change(it: Oefening) -> Oefening:
        back = looking_back(with_points(with_rounds(it, *rounds)), Beurt.OBSERVANTEN_VERTELLEN)
        own = back.gesprek.changed(observaties={}, kijklijsten={person: other})
        return back.changed(gesprek=own)

    elsewhere(one, change)
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    lines = (
        "Eerste ronde: niet gezien",
        *("Tweede ronde: gezien", "Derde ronde: gezien", "Ronde 4: gezien"),
    )
    tab.sees("\n".join(lines), f"**{label(P.AFSPRAAK)}**: {label(Gezien.NIET_GEZIEN)}")
    tab.sees_not(f"**{label(P.STILTE)}**: ")


def test_who_listens_has_the_own_marks_of_a_replay_at_hand(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    person = one.with_rol(Rol.OBSERVANT)[0]
    seen = {person: {P.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="Hoe is dat?")}}
    rounds = (done(), done(kijklijsten=seen))
    elsewhere(one, lambda it: looking_back(with_rounds(it, *rounds), Beurt.INBRENGER_VERTELT))
    tab = own_device(one, person).open_step(Stap.TERUGKIJKEN, one.id)
    tab.sees(screen_text("stap_6.mijn_kijklijst"), "Tweede ronde: gezien, ‘Hoe is dat?’")
    other = own_device(one, one.with_rol(Rol.CLIENTROL)[0]).open_step(Stap.TERUGKIJKEN, one.id)
    assert not any("Hoe is dat?" in line for line in other.lines())
