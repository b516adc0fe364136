"""What somebody typed half on an own device follows them, and is there for nobody else."""

from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import Mock

import pytest
from streamlit.runtime.scriptrunner import StopException

from gesprek.access.visitors import LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.draft_fields import FIELD
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.storage.store_errors import RefusedText
from gesprek.ui.fields import unsaved_text
from gesprek.ui.frame.words import screen_text
from tests.ui.conftest import Elsewhere, Make
from tests.ui.page_driver import PageDriver

HALF = "Ik wil vooral niet"
VRAAG, FEEDBACK = screen_text("stap_4.nieuwe_vraag"), screen_text("stap_6.nieuwe_feedback")


class Device(NamedTuple):
    """A device with what it does beside the page."""

    log_in: LogIn
    visits: Visits
    tab: PageDriver
    oefening: Oefening

    def be(self, person: str) -> None:
        self.visits.log_ins.be(self.log_in.id, person)

    def types(self, *path: str, text: str = HALF) -> None:
        """Do what the script in the page does while somebody types."""
        who = self.visits.by_id(self.log_in.id)
        assert who
        field = "-".join((FIELD, self.oefening.id, *path))
        services().drafts.keep(who, field, text)


@pytest.fixture
def apparaat(
    make: Make, visits: Visits, as_visitor: Callable[..., PageDriver]
) -> Callable[[], Device]:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)

    def come() -> Device:
        log_in = visits.sign_in.by_code(visits.join_codes.code_of(one.id), "10.0.0.1")
        return Device(log_in, visits, as_visitor(log_in), one)

    return come


def test_a_draft_of_which_the_saving_was_broken_off_right_after_it_is_gone_too(
    apparaat: Callable[[], Device],
) -> None:
    """Else a later text of the same person is taken for a change of that old one."""
    device, earlier = apparaat(), "Wat is er gebeurd?"
    (person,) = device.oefening.with_rol(Rol.INBRENGER)
    device.be(person)
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types("inleven", "brief", text=earlier)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unsaved_text, "forget", Mock(side_effect=StopException))
        tab.write(screen_text("stap_4.brief"), earlier)
    tab.open("start")  # a run that is broken off knows no pages
    tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types("inleven", "brief")
    tab.write(screen_text("stap_4.brief"), HALF)
    tab.sees_not(screen_text("algemeen.botsing"))
    assert services().archive.oefening(device.oefening.id).value.inleven.brief == HALF


def test_what_was_just_saved_is_not_taken_for_a_colleagues_where_the_next_tap_broke_it_off(
    of_inbrenger: Device, archive: Archive
) -> None:
    device, earlier = of_inbrenger, "Wat is er gebeurd?"
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types(*BRIEF, text=earlier)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unsaved_text, "forget", Mock(side_effect=StopException))
        tab.write(screen_text("stap_4.brief"), earlier)
    tab.open("start")  # a run that is broken off knows no pages
    tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types(*BRIEF)
    tab.tap(screen_text("samen.ik_ben_klaar"))  # draws the page anew
    tab.sees_not(screen_text("algemeen.botsing"))
    tab.write(screen_text("stap_4.brief"), HALF)
    assert archive.oefening(device.oefening.id).value.inleven.brief == HALF


def test_a_field_that_was_emptied_is_told_apart_from_one_that_nobody_touched(
    of_inbrenger: Device, elsewhere: Elsewhere
) -> None:
    device = of_inbrenger
    field = "-".join((FIELD, device.oefening.id, *BRIEF))
    who = device.visits.by_id(device.log_in.id)
    assert who
    typed = services().drafts.typed
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    assert typed(who, device.oefening.id, field) is None
    with pytest.raises(RefusedText):
        device.types(*BRIEF, text="Bel 111222333")
    assert typed(who, device.oefening.id, field) is None
    device.types(*BRIEF)
    assert typed(who, device.oefening.id, field) == HALF
    device.types(*BRIEF, text="")
    assert typed(who, device.oefening.id, field) == ""


def test_an_emptied_field_is_no_draft_to_put_back(
    of_inbrenger: Device, elsewhere: Elsewhere, archive: Archive
) -> None:
    device = of_inbrenger
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    device.types(*BRIEF)
    device.types(*BRIEF, text="")
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    tab.holds(screen_text("stap_4.brief"), THEIRS)
    tab.sees_not(screen_text("concept.teruggezet"), screen_text("algemeen.botsing"))
    assert archive.oefening(device.oefening.id).value.inleven.brief == THEIRS


def test_who_gives_up_a_refused_text_by_emptying_the_field_is_heard(
    of_inbrenger: Device, archive: Archive, elsewhere: Elsewhere
) -> None:
    device = of_inbrenger
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    tab.write(screen_text("stap_4.brief"), "Bel 111222333")
    assert archive.oefening(device.oefening.id).value.inleven.brief == THEIRS
    tab.field(screen_text("stap_4.brief")).set_value("")
    tab._run()  # before the word of the browser comes
    assert archive.oefening(device.oefening.id).value.inleven.brief == ""


def test_another_person_on_the_same_device_does_not_find_it_and_the_writer_does_again(
    apparaat: Callable[[], Device],
) -> None:
    device = apparaat()
    first, second, *_ = device.oefening.rollen
    device.be(first)
    device.types("nieuwe_vraag")
    for person, typed in ((first, HALF), (second, ""), ("", ""), (first, HALF)):
        device.be(person)
        device.tab.open_step(Stap.INLEVEN, device.oefening.id)
        device.tab.reload()
        device.tab.holds(VRAAG, typed)


def test_it_follows_the_writer_to_the_device_that_takes_over(
    apparaat: Callable[[], Device],
) -> None:
    old, new = apparaat(), apparaat()
    person = next(iter(old.oefening.rollen))
    old.be(person)
    old.types("inleven", "eigen", person)
    new.be(person)
    new.tab.open_step(Stap.INLEVEN, new.oefening.id)
    new.tab.sees(screen_text("concept.teruggezet"))
    assert HALF in [field.value for field in new.tab.fields]


def test_a_tab_that_goes_on_as_another_person_forgets_what_the_first_one_typed(
    apparaat: Callable[[], Device], team: Team
) -> None:
    device = apparaat()
    first, second = device.oefening.with_rol(Rol.INBRENGER) + device.oefening.with_rol(
        Rol.CLIENTROL
    )
    device.be(first)
    device.types("inleven", "brief")
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    tab.holds(screen_text("stap_4.brief"), HALF)
    tab.tap(screen_text("wie.jij_bent", naam=team.name_of(first)))
    tab.tap(team.name_of(second))
    tab.holds(screen_text("stap_4.brief"), "")
    tab.sees_not(screen_text("concept.teruggezet"))
    tab.tap(screen_text("wie.jij_bent", naam=team.name_of(second)))
    tab.tap(team.name_of(first))
    tab.holds(screen_text("stap_4.brief"), HALF)


def test_who_goes_along_in_mid_sentence_finds_it_when_they_look_back(
    apparaat: Callable[[], Device], elsewhere: Elsewhere
) -> None:
    device = apparaat()
    (person,) = device.oefening.with_rol(Rol.OBSERVANT)
    device.be(person)
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types("nieuwe_vraag")
    elsewhere(device.oefening, lambda one: one.changed(stap=Stap.GESPREK, verst=Stap.GESPREK))
    tab.tap(screen_text("samen.ik_ben_klaar"))
    tab.follow(screen_text("groep.naar_de_groep", nummer=5, stap="gesprek"))
    tab.is_at(Stap.GESPREK)
    device.types("feedback")
    tab.follow(screen_text("algemeen.terug"))
    tab.is_at(Stap.INLEVEN)
    tab.holds(VRAAG, HALF)
    tab.follow(screen_text("groep.naar_de_groep", nummer=5, stap="gesprek"))
    tab.holds(FEEDBACK, HALF)


def test_what_was_typed_on_after_it_was_put_back_is_the_one_that_comes_back(
    apparaat: Callable[[], Device],
) -> None:
    device = apparaat()
    (person,) = device.oefening.with_rol(Rol.INBRENGER)
    device.be(person)
    device.types("inleven", "brief")
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    device.types("inleven", "brief", text=f"{HALF} dat zij")
    tab.follow(screen_text("algemeen.terug"))
    tab.follow(screen_text("groep.naar_de_groep", nummer=4, stap="inleven"))
    tab.holds(screen_text("stap_4.brief"), f"{HALF} dat zij")


@pytest.mark.parametrize("types", [True, False])
def test_a_field_that_a_colleague_saves_while_somebody_types_in_it_shows_both_texts(
    apparaat: Callable[[], Device], elsewhere: Elsewhere, archive: Archive, *, types: bool
) -> None:
    device = apparaat()
    (person,) = device.oefening.with_rol(Rol.INBRENGER)
    device.be(person)
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    if types:
        device.types("inleven", "brief")
    theirs = "Zij is vandaag moe."
    elsewhere(device.oefening, lambda one: one.with_value(("inleven", "brief"), theirs))
    tab.tap(screen_text("samen.ik_ben_klaar"))  # draws the page anew
    if not types:
        tab.holds(screen_text("stap_4.brief"), theirs)
        tab.sees_not(screen_text("algemeen.botsing"))
        return
    tab.sees(screen_text("algemeen.botsing"), screen_text("algemeen.jouw_tekst"), HALF, theirs)
    tab.write(screen_text("stap_4.brief"), f"{HALF} dat zij")
    assert archive.oefening(device.oefening.id).value.inleven.brief == theirs
    tab.tap(screen_text("algemeen.houd_beide"))
    brief = archive.oefening(device.oefening.id).value.inleven.brief
    assert brief == f"{theirs}\n\n{HALF} dat zij"
    tab.sees_not(screen_text("algemeen.botsing"))


THEIRS = "Zij is vandaag moe."
BRIEF = ("inleven", "brief")


@pytest.fixture
def of_inbrenger(apparaat: Callable[[], Device]) -> Device:
    """The own device of who brings in the case."""
    device = apparaat()
    (person,) = device.oefening.with_rol(Rol.INBRENGER)
    device.be(person)
    return device


def _both_show(device: Device, archive: Archive) -> None:
    """Both texts are on the screen, and that of the colleague is still the one that is stored."""
    assert archive.oefening(device.oefening.id).value.inleven.brief == THEIRS
    device.tab.sees(screen_text("algemeen.botsing"), HALF, THEIRS)


def test_a_draft_that_comes_back_after_a_colleague_saved_shows_both_texts(
    of_inbrenger: Device, elsewhere: Elsewhere, archive: Archive
) -> None:
    device = of_inbrenger
    device.types(*BRIEF)
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    tab.sees(screen_text("algemeen.botsing"), HALF, THEIRS)
    tab.sees_not(screen_text("concept.teruggezet"))
    tab.tap(screen_text("algemeen.houd_andere_tekst"))
    assert archive.oefening(device.oefening.id).value.inleven.brief == THEIRS
    tab.sees_not(screen_text("algemeen.botsing"), HALF)


def test_a_draft_that_was_put_back_before_a_colleague_saved_overwrites_nothing(
    of_inbrenger: Device, elsewhere: Elsewhere, archive: Archive
) -> None:
    device = of_inbrenger
    device.types(*BRIEF)
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    tab.sees(screen_text("concept.teruggezet"))
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    tab.tap(screen_text("samen.ik_ben_klaar"))  # draws the page anew
    tab.tap(screen_text("concept.bewaar"))
    _both_show(device, archive)


def test_a_refused_text_overwrites_nothing_that_a_colleague_saved_meanwhile(
    of_inbrenger: Device, elsewhere: Elsewhere, archive: Archive
) -> None:
    device = of_inbrenger
    tab = device.tab.open_step(Stap.INLEVEN, device.oefening.id)
    refused = "Bel 111222333"
    with pytest.raises(RefusedText):
        device.types(*BRIEF, text=refused)
    tab.write(screen_text("stap_4.brief"), refused)
    elsewhere(device.oefening, lambda one: one.with_value(BRIEF, THEIRS))
    tab.tap(screen_text("samen.ik_ben_klaar"))
    device.types(*BRIEF)
    tab.write(screen_text("stap_4.brief"), HALF)
    _both_show(device, archive)
