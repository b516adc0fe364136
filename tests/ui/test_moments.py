"""Moments of the play: marked in one tap, the writer's alone till step 6, then told in order."""

from collections.abc import Mapping

import pytest

from gesprek.content import inhoud
from gesprek.domain.gesprek import Markering, Ronde, start_ronde, stop_ronde
from gesprek.domain.markeringen import feedback_of, moments
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedbacksoort
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.together.live_part import draws_anew
from tests.support.builders.oefeningen import KWAAD, LEVEND
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored

ONTHOUD, WOORD = screen_text("moment.onthoud"), screen_text("moment.woord")
TOP, TIP = screen_text("moment.maak_top"), screen_text("moment.maak_tip")
ZAG = "Ze slikte even."
MANY = 300


def playing(one: Oefening) -> Oefening:
    return one.changed(gesprek=start_ronde(one.gesprek, "r001", now()))


def looking_back(one: Oefening, marked: Mapping[str, Markering], beurt: Beurt) -> Oefening:
    done = {
        "r001": Ronde(started=now(), stopped=now()),
        "r002": Ronde(started=now(), stopped=now()),
    }
    return one.changed(
        stap=Stap.TERUGKIJKEN,
        verst=Stap.TERUGKIJKEN,
        gesprek=one.gesprek.changed(rondes=done, markeringen=dict(marked)),
        terugblik=one.terugblik.changed(besproken_beurt=beurt),
    )


def person(one: Oefening, rol: Rol) -> str:
    return one.with_rol(rol)[0]


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ((Werkvorm.ROLLENSPEL, 4), {Rol.OBSERVANT, Rol.BEGELEIDER, None}),
        ((Werkvorm.ROLLENSPEL, 2), {Rol.INBRENGER, Rol.CLIENTROL, None}),
        ((Werkvorm.VOORBESPREKEN, 3), {Rol.OBSERVANT, None}),
    ],
)
def test_who_watches_has_the_button_while_a_round_runs_and_on_a_device_of_all_everybody(
    make: Make,
    own_device: OwnDevice,
    elsewhere: Elsewhere,
    form: tuple[Werkvorm, int],
    marks: set[Rol | None],
) -> None:
    one = make(*form, Stap.GESPREK)
    devices: dict[Rol | None, PageDriver] = {
        rol: own_device(one, who) for who, rol in one.rollen.items()
    }
    devices[None] = own_device(one)
    for device in devices.values():
        device.open_step(Stap.GESPREK, one.id)
        assert ONTHOUD not in device.buttons
    elsewhere(one, playing)
    for device in devices.values():
        device.reload()
    assert {rol for rol, device in devices.items() if ONTHOUD in device.buttons} == marks
    devices[None].tap(ONTHOUD)
    elsewhere(one, lambda it: it.changed(gesprek=stop_ronde(it.gesprek, now())))
    devices[None].reload()
    assert ONTHOUD not in devices[None].buttons
    assert WOORD in [field.label for field in devices[None].fields]


def mark_one(tab: PageDriver, make: Make, elsewhere: Elsewhere) -> Oefening:
    """Mark a moment of a round that runs, on a device of all."""
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.GESPREK)
    elsewhere(one, playing)
    tab.open_step(Stap.GESPREK, one.id)
    tab.tap(ONTHOUD)
    return one


def test_a_tap_says_the_time_and_takes_a_word_and_can_be_taken_back(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    mark_one(tab, make, elsewhere)
    tab.tap(ONTHOUD)
    (moment,) = moments(stored(tab).gesprek)
    tab.sees(screen_text("moment.onthouden", tijd=moment.tijd))
    tab.write(WOORD, LEVEND[:200])
    assert stored(tab).gesprek.markeringen[moment.id].tekst == LEVEND[:200]
    tab.is_plain()
    tab.tap(screen_text("moment.toch_niet"))
    assert stored(tab).gesprek.markeringen == {}
    assert WOORD not in [field.label for field in tab.fields]


def test_a_name_in_the_word_beside_a_moment_is_asked_about_before_looking_back(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = mark_one(tab, make, elsewhere)
    tab.write(WOORD, "Mevrouw Jansen zuchtte.")
    elsewhere(one, lambda it: it.changed(nagekeken={}))
    tab.reload()
    tab.tap_main(screen_text("stap_5.stop_ronde"))
    tab.tap_main(screen_text("stap_5.naar_terugkijken"))
    tab.sees(screen_text("moment.bij_nakijken"))


def test_a_tap_after_the_round_stopped_says_so_in_dutch(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.GESPREK)
    elsewhere(one, playing)
    tab.open_step(Stap.GESPREK, one.id)
    elsewhere(one, lambda it: it.changed(gesprek=stop_ronde(it.gesprek, now())))
    tab.tap(ONTHOUD)
    assert [error.value for error in tab.at.error] == [
        "Er loopt geen ronde. Start eerst een ronde."
    ]
    assert stored(tab).gesprek.markeringen == {}


def test_a_moment_is_its_writers_alone_till_the_turn_of_the_observers(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    elsewhere(one, playing)
    writer = own_device(one, person(one, Rol.OBSERVANT)).open_step(Stap.GESPREK, one.id)
    writer.tap(ONTHOUD)
    writer.write(WOORD, ZAG)
    writer.reload()
    writer.holds(WOORD, ZAG)
    others = [own_device(one, who) for who, rol in one.rollen.items() if rol is not Rol.OBSERVANT]
    others.append(own_device(one))
    (moment,) = moments(archive.oefening(one.id).value.gesprek)

    def seen_by(stap: Stap) -> list[bool]:
        pages = [device.open_step(stap, one.id) for device in others]
        read = [[*page.lines(), *(str(field.value) for field in page.fields)] for page in pages]
        return [any(ZAG in line for line in lines) for lines in read]

    assert not any(seen_by(Stap.GESPREK))
    for beurt in (Beurt.CLIENTROL_VERTELT, Beurt.OBSERVANTEN_VERTELLEN):
        marked = archive.oefening(one.id).value.gesprek.markeringen
        elsewhere(one, lambda it, m=marked, b=beurt: looking_back(it, m, b))
        tells = beurt is Beurt.OBSERVANTEN_VERTELLEN
        assert seen_by(Stap.TERUGKIJKEN) == [tells] * len(others)
    for device in others:
        device.sees(screen_text("moment.wanneer", nummer=1, tijd=moment.tijd))
        assert not {TOP, TIP} & set(device.buttons)


@pytest.mark.parametrize("people", [2, 4])
def test_moments_stand_in_order_per_round_in_the_turn_of_who_watched(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, people: int
) -> None:
    one = make(Werkvorm.ROLLENSPEL, people, Stap.TERUGKIJKEN)
    beurt = Beurt.OBSERVANTEN_VERTELLEN if people > 2 else Beurt.CLIENTROL_GEEFT_FEEDBACK
    writer = person(one, Rol.OBSERVANT if people > 2 else Rol.CLIENTROL)
    marked = {
        "c": Markering(ronde="r002", seconde=3, van=writer),
        "a": Markering(ronde="r001", seconde=102, van=writer),
        "b": Markering(ronde="r001", seconde=9, van=writer),
    }
    elsewhere(one, lambda it: looking_back(it, marked, beurt))
    tab = own_device(one, writer).open_step(Stap.TERUGKIJKEN, one.id)
    shown = [field.label for field in tab.fields if "·" in str(field.label)]
    assert shown == ["Ronde 1 · 0:09", "Ronde 1 · 1:42", "Ronde 2 · 0:03"]


@pytest.mark.parametrize(("soort", "words"), [(Feedbacksoort.TOP, TOP), (Feedbacksoort.TIP, TIP)])
def test_one_tap_makes_a_top_or_a_tip_and_without_it_the_buttons_are_back(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, soort: Feedbacksoort, words: str
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    writer = person(one, Rol.BEGELEIDER)
    marked = {"a": Markering(ronde="r001", seconde=102, van=writer)}
    elsewhere(one, lambda it: looking_back(it, marked, Beurt.OBSERVANTEN_VERTELLEN))
    tab = own_device(one, writer).open_step(Stap.TERUGKIJKEN, one.id)
    assert words not in tab.buttons
    tab.write(screen_text("moment.wanneer", nummer=1, tijd="1:42"), ZAG)
    tab.tap(words)
    made = feedback_of(stored(tab).terugblik, "a")
    assert made
    assert (made.soort, made.tekst, made.van) == (soort, ZAG, writer)
    assert not {TOP, TIP} & set(tab.buttons)
    tab.sees(label(soort))
    tab.tap(screen_text("stap_6.verwijder_feedback"))
    assert {TOP, TIP} <= set(tab.buttons)


def test_ten_times_as_many_moments_still_draw_and_stay_plain(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    writers = [person(one, Rol.OBSERVANT), person(one, Rol.BEGELEIDER)]
    marked = {
        f"m{number:03}": Markering(
            ronde="r001", seconde=number * 3, tekst=LEVEND[:200], van=writers[number % 10 == 0]
        )
        for number in range(MANY)
    }
    elsewhere(one, lambda it: looking_back(it, marked, Beurt.OBSERVANTEN_VERTELLEN))
    tab = own_device(one, writers[0]).open_step(Stap.TERUGKIJKEN, one.id)
    assert len([field for field in tab.fields if "·" in str(field.label)]) == MANY * 9 // 10
    assert sum(line.count(KWAAD[:3]) > 0 for line in tab.lines()) > 0
    tab.is_plain()


def test_a_moment_of_a_colleague_draws_no_page_anew_while_the_others_play(make: Make) -> None:
    one = playing(make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK))
    marked = one.gesprek.changed(markeringen={"a": Markering(ronde="r001", seconde=1)})
    assert not draws_anew(one, one.changed(gesprek=marked), Stap.GESPREK)


def test_an_oefening_without_moments_looks_back_as_before(tab: PageDriver, make: Make) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    tab.sees_not(screen_text("moment.van_jullie"), inhoud().tekst("moment.uitleg"))
