"""A form that was half filled in is back whole: over another tap, a reload and a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.domain.oefening import Casus
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedbacksoort
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import label, screen_text
from tests.engines.expectations import expect
from tests.stories.story import Verhaal
from tests.stories.test_half_typed import drafts
from tests.stories.test_own_input import advisor_of
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

HALF = "Je liet een stilte val"
NAMED = "Hoe vertel ik mevrouw Wybenga van 84 jaar dat we minder komen?"
FEEDBACK = screen_text("stap_6.nieuwe_feedback")
SOORT, HOORT_BIJ = screen_text("stap_6.soort"), screen_text("stap_6.hoort_bij")
LEERVRAAG = screen_text("stap_6.hoort_bij_leervraag")
PREVIEW = screen_text("nakijken.zo_wordt")
STAYS = screen_text("nakijken.mag_blijven")


def begin(running: Server, new_driver: Callable[..., BrowserDriver], stap: Stap) -> Verhaal:
    """Open a step of which the case names somebody, while the observers speak."""
    organisation = Organisatie(running.store)
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, stap, Fill.EMPTY, team)
    told = made.terugblik.changed(besproken_beurt=Beurt.OBSERVANTEN_VERTELLEN)
    casus = Casus(onderwerp="Minder vaak komen", leervraag=NAMED)
    organisation.archive.create_oefening(made.changed(terugblik=told, casus=casus))
    story = Verhaal(new_driver(running), organisation.archive, team.id)
    story.gast.open_step(stap, made.id)
    return story


def proposal(gast: BrowserDriver) -> str:
    """Wait for the proposal of the review and return it."""
    gast.until(lambda: "tachtig" in gast.field(PREVIEW).input_value(), "it is filled in")
    return gast.field(PREVIEW).input_value()


def restart(running: Server, gast: BrowserDriver) -> None:
    """Let the power fail, and open the same page again."""
    with gast.while_the_server_is_down():
        running.kill()
        running.start_again()
        gast.reload()


def test_a_tip_stays_a_tip_with_what_it_belongs_to_over_a_reload_and_a_restart(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    story = begin(running, new_driver, Stap.TERUGKIJKEN)
    gast, tip = story.gast, label(Feedbacksoort.TIP)
    belongs_to = gast.page.get_by_role("combobox", name=HOORT_BIJ)
    gast.choose(SOORT, tip)
    belongs_to.click()
    gast.page.get_by_role("option", name=LEERVRAAG).click()
    gast.is_ready()
    gast.field(FEEDBACK).press_sequentially(HALF)
    gast.until(lambda: HALF in drafts(running), "the draft is kept")
    for again in (gast.reload, lambda: restart(running, gast)):
        again()
        gast.holds(FEEDBACK, HALF)
        gast.has_chosen(SOORT, tip)
        expect(belongs_to).to_have_value(LEERVRAAG)
    gast.tap(screen_text("stap_6.voeg_feedback_toe"))
    story.has(lambda one: one.terugblik.feedback, "the tip is added")
    (given,) = story.stored.terugblik.feedback.values()
    assert (given.soort, given.tekst, given.bij_leervraag) == (Feedbacksoort.TIP, HALF, True)
    gast.until(lambda: "soort" not in drafts(running), "the draft is gone")
    gast.reload()
    gast.holds(FEEDBACK, "")


def test_a_change_in_the_review_stays_over_another_word_a_reload_and_a_restart(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    story = begin(running, new_driver, Stap.CASUS)
    gast, added = story.gast, "Zij is erg aan ons gehecht."
    verder = words_to_go_on(Stap.CASUS)
    gast.tap_main(verder)
    gast.sees(screen_text("nakijken.titel"))
    proposed = proposal(gast)
    gast.field(PREVIEW).press("ControlOrMeta+End")
    gast.field(PREVIEW).press_sequentially(f" {added}")
    words = gast.page.locator(selector("group")).get_by_role("radio", name=STAYS)
    gast.page.locator(selector("group-button")).filter(has_text=STAYS).nth(1).click()
    expect(words.nth(1)).to_be_checked()
    changed = f"{proposed.replace('in de tachtig', '84 jaar')} {added}"
    assert changed != f"{proposed} {added}"
    gast.holds(PREVIEW, changed)
    gast.until(lambda: changed in drafts(running), "the draft is kept")
    for again in (gast.reload, lambda: restart(running, gast)):
        again()
        gast.tap_main(verder)
        gast.sees(screen_text("nakijken.titel"))
        gast.holds(PREVIEW, changed)
        expect(words.nth(1)).to_be_checked()
    gast.tap_main(screen_text("nakijken.verder"))
    gast.is_at(Stap.INLEVEN)
    assert story.stored.casus.leervraag == changed
    gast.until(lambda: "nakijken" not in drafts(running), "the draft is gone")


def test_a_colleague_who_saves_during_the_review_is_not_overwritten_unseen(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running, theirs = server(), "Hoe vertel ik Piet Wybenga dat we minder komen?"
    story = begin(running, new_driver, Stap.CASUS)
    gast, archive = story.gast, story.archive
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.sees(screen_text("nakijken.titel"))
    mine = proposal(gast)
    seen = archive.oefening(gast.oefening_id)
    archive.save(seen, seen.value.with_value(("casus", "leervraag"), theirs))
    gast.tap_main(screen_text("nakijken.verder"))
    gast.sees(screen_text("algemeen.botsing"), mine, theirs)
    assert story.stored.casus.leervraag == theirs
    gast.tap(screen_text("algemeen.houd_mijn_tekst"))
    gast.holds(PREVIEW, mine)
    gast.tap_main(screen_text("nakijken.verder"))
    gast.is_at(Stap.INLEVEN)
    assert story.stored.casus.leervraag == mine


def test_what_an_advisor_typed_half_in_beheer_stays_over_a_reload_and_a_restart(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    Organisatie(running.store).set_up()
    advisor = advisor_of(running, new_driver)
    title = inhoud().casusvelden.leervraag.label

    def open_texts() -> None:
        tab = advisor.page.get_by_role("tab", name=screen_text("beheer.teksten"), exact=True)
        tab.click()
        advisor.unfold(screen_text("teksten.nieuwe_casus"))

    open_texts()
    advisor.field(title).press_sequentially(HALF)
    advisor.until(lambda: HALF in drafts(running), "the draft is kept")
    for again in (advisor.reload, lambda: restart(running, advisor)):
        again()
        open_texts()
        advisor.holds(title, HALF)
