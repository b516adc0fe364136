"""What is changed by hand in the review stays, and nothing is stored that nobody saw there."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.draft_fields import FIELD
from gesprek.services.root import services
from gesprek.storage.protocol import Kind
from gesprek.storage.store_errors import NotFound
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver

VERDER = words_to_go_on(Stap.CASUS)
BEWAAR = screen_text("nakijken.verder")
PREVIEW = screen_text("nakijken.zo_wordt")
BOTSING = screen_text("algemeen.botsing")
LEERVRAAG = inhoud().casusvelden.leervraag.label
ONDERWERP = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
PATH = ("casus", "leervraag")
SENTENCE = "Mw. Jansen is 84 jaar en haar dochter Anneke belt elke dag."
EDITED = "Zij woont alleen. Mevrouw is in de tachtig en haar dochter belt ons elke dag."
THEIRS = "Hoe vertel ik Piet Jansen dat we minder komen?"


@pytest.fixture
def asked(tab: PageDriver, make: Make) -> PageDriver:
    """The review of a leervraag that names people."""
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab.open_step(Stap.CASUS, one.id)
    tab.write(ONDERWERP, "Steunkousen")
    tab.write(LEERVRAAG, SENTENCE)
    tab.tap_main(VERDER)
    return tab


def preview(tab: PageDriver) -> str:
    return str(tab.field(PREVIEW).value)


def choose(tab: PageDriver, fragment: str, words: str) -> None:
    """Tap what comes in the place of a fragment; '' lets it stand."""
    words_at = screen_text("nakijken.wat_komt_er", nummer=SENTENCE.index(fragment) + 1)
    tab.group(words_at).set_value(words)
    tab._run()


def test_another_word_for_a_fragment_keeps_what_was_changed_by_hand(
    asked: PageDriver, archive: Archive
) -> None:
    typed = f"{preview(asked)} Zij woont alleen."
    asked.write(PREVIEW, typed)
    choose(asked, "84 jaar", "")
    assert preview(asked) == typed.replace("in de tachtig", "84 jaar")
    asked.tap_main(BEWAAR)
    kept = archive.oefening(asked.oefening_id).value.casus.leervraag
    assert kept == typed.replace("in de tachtig", "84 jaar")


def test_another_word_for_a_fragment_that_was_typed_over_changes_nothing(asked: PageDriver) -> None:
    asked.write(PREVIEW, "Zij belt elke dag.")
    choose(asked, "84 jaar", "")
    asked.holds(PREVIEW, "Zij belt elke dag.")


@pytest.mark.parametrize("way", ["reload", "back"])
def test_what_was_changed_and_chosen_is_back_when_the_review_opens_again(
    asked: PageDriver, way: str
) -> None:
    choose(asked, "84 jaar", "")
    typed = f"{preview(asked)} Zij woont alleen."
    asked.write(PREVIEW, typed)
    if way == "reload":
        asked.reload()
    else:
        asked.tap(screen_text("nakijken.terug"))
    asked.tap_main(VERDER)
    asked.holds(PREVIEW, typed)
    choose(asked, "84 jaar", "in de tachtig")
    asked.holds(PREVIEW, typed.replace("84 jaar", "in de tachtig"))


def test_a_choice_alone_is_back_after_a_reload_too(asked: PageDriver) -> None:
    choose(asked, "84 jaar", "")
    asked.reload()
    asked.tap_main(VERDER)
    assert "84 jaar" in preview(asked)


def test_nothing_is_left_of_it_once_it_is_saved(asked: PageDriver) -> None:
    choose(asked, "84 jaar", "")
    asked.write(PREVIEW, EDITED)
    asked.tap_main(BEWAAR)
    asked.is_at(Stap.INLEVEN)
    kept = [one.document for one in services().store.list(Kind.CONCEPT)]
    assert EDITED not in str(kept)
    assert "nakijken" not in str(kept)


@pytest.mark.parametrize("redrawn", [False, True])
def test_a_text_that_a_colleague_saves_meanwhile_is_shown_before_anything_is_stored(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive, *, redrawn: bool
) -> None:
    one = archive.oefening(asked.oefening_id).value
    asked.write(PREVIEW, EDITED)
    elsewhere(one, lambda now: now.with_value(PATH, THEIRS))
    if redrawn:
        asked._run()
    asked.tap_main(BEWAAR)
    assert archive.oefening(one.id).value.casus.leervraag == THEIRS
    assert archive.oefening(one.id).value.stap is Stap.CASUS
    asked.sees(screen_text("nakijken.veranderd"), BOTSING, EDITED, THEIRS)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("algemeen.houd_mijn_tekst", EDITED),
        ("algemeen.houd_andere_tekst", ""),
        ("algemeen.houd_beide", f"{THEIRS}\n\n{EDITED}"),
    ],
)
def test_who_chooses_between_both_sees_it_and_then_stores_it(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive, words: str, left: str
) -> None:
    one = archive.oefening(asked.oefening_id).value
    asked.write(PREVIEW, EDITED)
    elsewhere(one, lambda now: now.with_value(PATH, THEIRS))
    asked.tap_main(BEWAAR)
    asked.tap(screen_text(words))
    asked.sees_not(BOTSING)
    shown = preview(asked)
    assert shown == left or (not left and "Jansen" not in shown)
    asked.tap_main(BEWAAR)
    asked.is_at(Stap.INLEVEN)
    assert archive.oefening(one.id).value.casus.leervraag == shown


def test_an_untouched_proposal_on_an_older_text_is_not_stored_either(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = archive.oefening(asked.oefening_id).value
    elsewhere(one, lambda now: now.with_value(PATH, THEIRS))
    asked.tap_main(BEWAAR)
    assert archive.oefening(one.id).value.casus.leervraag == THEIRS
    asked.sees(BOTSING, THEIRS)


def test_a_text_that_joins_the_review_is_seen_before_it_is_stored(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = archive.oefening(asked.oefening_id).value
    elsewhere(one, lambda now: now.with_value(("casus", "client"), THEIRS))
    asked.tap_main(BEWAAR)
    assert archive.oefening(one.id).value.casus.client == THEIRS
    asked.sees(screen_text("nakijken.veranderd"))
    asked.tap_main(BEWAAR)
    assert "Jansen" not in archive.oefening(one.id).value.casus.client


def test_a_text_that_a_colleague_emptied_meanwhile_stays_on_the_screen(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = archive.oefening(asked.oefening_id).value
    asked.write(PREVIEW, EDITED)
    elsewhere(one, lambda now: now.with_value(PATH, None))
    asked.tap_main(BEWAAR)
    assert archive.oefening(one.id).value.casus.leervraag == ""
    asked.sees(BOTSING, EDITED)


def test_a_change_that_comes_back_after_a_colleague_saved_shows_both(
    asked: PageDriver, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = archive.oefening(asked.oefening_id).value
    asked.write(PREVIEW, EDITED)
    elsewhere(one, lambda now: now.with_value(PATH, THEIRS))
    asked.reload()
    asked.tap_main(VERDER)
    asked.sees(BOTSING, EDITED, THEIRS)


def test_who_writes_the_text_itself_anew_gets_a_proposal_on_that(asked: PageDriver) -> None:
    asked.write(PREVIEW, EDITED)
    asked.tap(screen_text("nakijken.terug"))
    asked.write(LEERVRAAG, THEIRS)
    asked.tap_main(VERDER)
    asked.sees_not(BOTSING)
    assert preview(asked) != EDITED
    assert "Jansen" not in preview(asked)


def test_a_private_text_is_changed_in_the_review_by_its_readers_only(
    make: Make, own_device: OwnDevice, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)
    first, second, *_ = one.rollen
    notes = one.inleven.changed(eigen={first: SENTENCE})
    archive.save(archive.oefening(one.id), one.changed(inleven=notes))
    field = f"{FIELD}-{one.id}-nakijken-inleven-eigen-{first}"
    for person in (first, second):
        own_device(one, person)
        log_in = services().visits.log_ins.of_person(one.team, person)[0]
        visit = services().visits.by_id(log_in.id)
        assert visit
        if person == second:
            with pytest.raises(NotFound):
                services().drafts.keep(visit, field, EDITED)
        else:
            services().drafts.keep(visit, field, EDITED)
            assert services().drafts.typed(visit, one.id, field) == EDITED
