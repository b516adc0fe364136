"""A form is one draft: what is chosen in it comes back with what is typed in it."""

from datetime import date
from pathlib import Path

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.terugblik import Beurt, Feedbacksoort
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.organisation_info import Sharing
from gesprek.services.root import services
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind, Store
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored
from tests.ui.test_overview import document, keep

HALF = "Je liet stiltes val"
SOORT, HOORT_BIJ = screen_text("stap_6.soort"), screen_text("stap_6.hoort_bij")
FEEDBACK = screen_text("stap_6.nieuwe_feedback")
VOEG_TOE = screen_text("stap_6.voeg_feedback_toe")
ROL, LEERPUNT = screen_text("stap_6.leerpunt_rol"), screen_text("stap_6.leerpunt_tekst")
POINT = next(iter(Observatiepunt))


def drafts() -> str:
    return str([one.document for one in services().store.list(Kind.CONCEPT)])


def belongs_to(tab: PageDriver) -> object:
    (field,) = [one for one in tab.at.selectbox if one.label == HOORT_BIJ]
    return field.value


def say_it_belongs_to(tab: PageDriver, what: object) -> None:
    (field,) = [one for one in tab.at.selectbox if one.label == HOORT_BIJ]
    field.set_value(what)
    tab._run()


@pytest.fixture
def feedback(tab: PageDriver, make: Make, archive: Archive) -> PageDriver:
    """Step 6 while the observers speak."""
    return _at(tab, make, archive, Beurt.OBSERVANTEN_VERTELLEN)


def _at(tab: PageDriver, make: Make, archive: Archive, beurt: Beurt) -> PageDriver:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN, Fill.EMPTY)
    looked = one.terugblik.changed(besproken_beurt=beurt)
    archive.save(archive.oefening(one.id), one.changed(terugblik=looked))
    return tab.open_step(Stap.TERUGKIJKEN, one.id)


@pytest.mark.parametrize("what", ["leervraag", POINT])
def test_a_tip_that_was_half_typed_is_a_tip_after_a_reload(
    feedback: PageDriver, what: object
) -> None:
    feedback.choose(SOORT, Feedbacksoort.TIP)
    say_it_belongs_to(feedback, what)
    feedback.write(FEEDBACK, HALF)
    feedback.reload()
    feedback.holds(FEEDBACK, HALF)
    assert feedback.chosen(SOORT) == [label(Feedbacksoort.TIP)]
    assert belongs_to(feedback) == what
    feedback.tap(VOEG_TOE)
    (given,) = stored(feedback).terugblik.feedback.values()
    assert (given.soort, given.tekst) == (Feedbacksoort.TIP, HALF)
    assert given.bij_leervraag is (what == "leervraag")
    assert given.gedrag == (None if what == "leervraag" else what)


def test_a_choice_without_a_text_is_back_too_and_gone_once_it_is_taken_back(
    feedback: PageDriver,
) -> None:
    feedback.choose(SOORT, Feedbacksoort.TIP)
    say_it_belongs_to(feedback, "leervraag")
    feedback.reload()
    assert feedback.chosen(SOORT) == [label(Feedbacksoort.TIP)]
    say_it_belongs_to(feedback, None)
    feedback.reload()
    assert belongs_to(feedback) is None


def test_nothing_is_left_of_the_form_once_it_is_saved(feedback: PageDriver) -> None:
    feedback.choose(SOORT, Feedbacksoort.TIP)
    say_it_belongs_to(feedback, "leervraag")
    feedback.write(FEEDBACK, HALF)
    feedback.tap(VOEG_TOE)
    assert "soort" not in drafts()
    assert HALF not in drafts()
    feedback.reload()
    feedback.holds(FEEDBACK, "")
    assert feedback.chosen(SOORT) == [label(Feedbacksoort.TOP)]
    assert belongs_to(feedback) is None


def test_a_turn_back_and_forth_keeps_the_form(feedback: PageDriver) -> None:
    feedback.choose(SOORT, Feedbacksoort.TIP)
    feedback.write(FEEDBACK, HALF)
    feedback.tap(screen_text("stap_6.vorige_beurt"))
    feedback.tap_main(screen_text("stap_6.heeft_verteld"))
    feedback.holds(FEEDBACK, HALF)
    assert feedback.chosen(SOORT) == [label(Feedbacksoort.TIP)]


def test_a_leerpunt_of_the_observant_is_one_after_a_reload(
    tab: PageDriver, make: Make, archive: Archive
) -> None:
    _at(tab, make, archive, Beurt.LEERPUNTEN)
    tab.choose(ROL, Rol.OBSERVANT)
    tab.write(LEERPUNT, HALF)
    tab.reload()
    tab.holds(LEERPUNT, HALF)
    tab.choose(screen_text("stap_6.leerthema"), next(iter(Leerthema)))
    (learned,) = stored(tab).terugblik.leerpunten.values()
    assert (learned.rol, learned.tekst) == (Rol.OBSERVANT, HALF)
    assert "leerpunt" not in drafts()


def test_what_was_half_filled_in_during_the_conversation_is_there_in_step_6_for_its_owner(
    make: Make, own_device: OwnDevice, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    (observer,), (client,) = (one.with_rol(rol) for rol in (Rol.OBSERVANT, Rol.CLIENTROL))
    tab, other = (own_device(one, person) for person in (observer, client))
    tab.open_step(Stap.GESPREK, one.id)
    tab.choose(SOORT, Feedbacksoort.TIP)
    tab.write(FEEDBACK, HALF)
    now = archive.oefening(one.id)
    looked = one.terugblik.changed(besproken_beurt=Beurt.OBSERVANTEN_VERTELLEN)
    further = {"stap": Stap.TERUGKIJKEN, "verst": Stap.TERUGKIJKEN, "terugblik": looked}
    archive.save(now, now.value.changed(**further))
    for device, text, soort in ((tab, HALF, Feedbacksoort.TIP), (other, "", Feedbacksoort.TOP)):
        device.open_step(Stap.TERUGKIJKEN, one.id)
        device.holds(FEEDBACK, text)
        assert device.chosen(SOORT) == [label(soort)]


def test_a_fragment_that_was_half_typed_is_there_after_the_round_goes_on(
    tab: PageDriver, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK, Fill.HALF)
    tab.open_step(Stap.GESPREK, one.id)
    fragment = screen_text("stap_5.fragment")
    if tab.main_action != screen_text("stap_5.naar_terugkijken"):
        tab.tap_main(tab.main_action)
    if tab.main_action == screen_text("stap_5.stop_ronde"):
        tab.tap_main(screen_text("stap_5.stop_ronde"))
    tab.write(fragment, HALF)
    tab.tap(screen_text("stap_5.verder_spelen"))
    tab.tap_main(screen_text("stap_5.stop_ronde"))
    tab.holds(fragment, HALF)


# --- a leerpunt to share with other teams ----------------------------------------------------

SHARED, MINE = screen_text("teamcijfers.deel_tekst"), "Eerst vragen wat iemand zelf wil."


@pytest.fixture
def kept_leerpunt(make: Make, team: Team, store: Store) -> str:
    """The oefening of a leerpunt that outlived it."""
    make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    return keep(store, team.id, "Eerst vragen wat iemand al weet.")


@pytest.fixture
def store(root: Path) -> Store:
    return open_store(str(root))


def test_a_text_to_share_that_was_changed_is_back_after_a_reload_and_gone_once_shared(
    tab: PageDriver, team: Team, store: Store, kept_leerpunt: str
) -> None:
    tab.open("team", t=team.id)
    tab.write(SHARED, MINE)
    tab.reload()
    tab.holds(SHARED, MINE)
    tab.tap(screen_text("teamcijfers.deel_nu"))
    assert MINE in document(store, team, kept_leerpunt)
    assert MINE not in drafts()


@pytest.mark.parametrize("mine", [True, False])
def test_a_leerpunt_that_a_colleague_shared_meanwhile_is_not_replaced_unseen(
    tab: PageDriver, team: Team, store: Store, kept_leerpunt: str, *, mine: bool
) -> None:
    theirs = "Vraag eerst."
    tab.open("team", t=team.id)
    tab.write(SHARED, MINE)
    Sharing(store).share(kept_leerpunt, "a", theirs, date(2026, 6, 2))
    tab.tap(screen_text("teamcijfers.deel_nu"))
    assert MINE not in document(store, team, kept_leerpunt)
    tab.sees(screen_text("formulier.botsing"), MINE, theirs)
    tab.tap(screen_text("formulier.mijn" if mine else "formulier.andere"))
    assert (MINE if mine else theirs) in document(store, team, kept_leerpunt)
    assert MINE not in drafts()
    tab.sees_not(screen_text("formulier.botsing"))


def test_with_a_leerpunt_goes_what_was_typed_to_share_of_it(
    tab: PageDriver, team: Team, kept_leerpunt: str
) -> None:
    tab.open("team", t=team.id)
    tab.write(SHARED, MINE)
    assert MINE in drafts()
    tab.tap(screen_text("stap_6.verwijder_leerpunt"))
    assert kept_leerpunt
    assert MINE not in drafts()
