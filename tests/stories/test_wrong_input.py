"""Whatever people type, paste or address: a Dutch sentence, nothing lost, nothing comes alive."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.progress import go_to
from gesprek.domain.stappen import Stap
from gesprek.domain.text import MAX_REGEL, MAX_TEKST, clean, clean_limited
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import done_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = pytest.mark.browser

FIELDS = inhoud().casusvelden.velden
ONDERWERP = FIELDS[Casusveld.ONDERWERP].label
CLIENT = FIELDS[Casusveld.CLIENT].label
LEERVRAAG = inhoud().casusvelden.leervraag.label

EMOJI = "Fijn 👩🏽‍⚕️ gesprek 🇳🇱 é"
RIGHT_TO_LEFT = "שלום עולם مرحبا"
ALIVE = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1> "
    "![plaatje](https://kwaad.example/a.png) [klik](https://kwaad.example) https://kwaad.example "
    ":material/home: :red[rood] **vet** $x^2$ `code`"
)
ODD = "voor\x00na\x07\u202eom\ud800!"
ENDLESS = "lang verhaal " * 7_693  # 100,009 characters

# As a program in the browser would: no key types these.
PUT = """(field, text) => {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""


@pytest.fixture
def story(
    house: House, new_driver: Callable[..., BrowserDriver], make_team: Callable[..., Team]
) -> Verhaal:
    """A team of two at step 3 of a rollenspel, in which nothing is written yet."""
    team = make_team(f"Team {new_id()[-6:]}", "Anna", "Bo")
    story = Verhaal(new_driver(house.server), house.archive, team.id)
    house.archive.create_oefening(_at_step_3(team))
    story.gast.open_step(Stap.CASUS, story.stored.id)
    return story


def _at_step_3(team: Team) -> Oefening:
    anna, bo = team.deelnemers
    made = done_until(Stap.CASUS)
    rollen = dict(zip((anna, bo), made.rollen.values(), strict=False))
    placed = made.changed(id=new_oefening_id(team.id), team=team.id, rollen=rollen)
    return go_to(placed, Stap.CASUS)


def too_long(text: str, limit: int) -> str:
    """Return the sentence with which the domain refuses a text."""
    with pytest.raises(Exception, match="te lang") as refused:
        clean_limited(text, limit)
    return str(refused.value)


def test_a_text_that_is_too_long_stays_in_its_field_with_a_sentence_and_is_not_stored(
    story: Verhaal,
) -> None:
    gast = story.gast
    gast.write(LEERVRAAG, "Hoe begin ik?")
    story.has(lambda one: one.casus.leervraag, "the leervraag is stored")
    gast.write(ONDERWERP, ENDLESS)
    gast.sees(too_long(" ".join(ENDLESS.split()), MAX_REGEL))
    gast.holds(ONDERWERP, ENDLESS)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.sees(too_long(" ".join(ENDLESS.split()), MAX_REGEL))
    gast.is_at(Stap.CASUS)
    gast.follow(screen_text("algemeen.terug"))
    gast.is_at(Stap.VOORBEREIDING)
    gast.tap_main(screen_text("stap_2.verder"))
    gast.is_at(Stap.CASUS)
    gast.holds(ONDERWERP, ENDLESS)
    gast.sees(too_long(" ".join(ENDLESS.split()), MAX_REGEL))
    gast.write(LEERVRAAG, ENDLESS)
    gast.sees(too_long(ENDLESS, MAX_TEKST))
    assert (story.stored.casus.onderwerp, story.stored.casus.leervraag) == ("", "Hoe begin ik?")

    gast.write(ONDERWERP, "Steunkousen")
    gast.sees_not(too_long(" ".join(ENDLESS.split()), MAX_REGEL))
    story.has(lambda one: one.casus.onderwerp == "Steunkousen", "the shorter text is stored")
    gast.reload()
    gast.is_at(Stap.CASUS)
    gast.holds(ONDERWERP, "Steunkousen")
    gast.holds(LEERVRAAG, "Hoe begin ik?")


def test_signs_of_every_kind_come_back_as_they_were_and_odd_ones_are_left_out(
    story: Verhaal,
) -> None:
    gast = story.gast
    gast.write(ONDERWERP, EMOJI)
    story.has(lambda one: one.casus.onderwerp == clean(EMOJI), "emoji are stored")
    gast.field(LEERVRAAG).evaluate(PUT, ODD)
    gast.field(LEERVRAAG).press("Tab")
    story.has(lambda one: one.casus.leervraag == "voornaom\ufffd!", "odd signs are left out")
    gast.reload()
    gast.holds(ONDERWERP, clean(EMOJI))


@pytest.mark.not_in("webkit", reason="its driver may put nothing on the clipboard")
def test_what_is_pasted_is_stored_and_comes_back(story: Verhaal) -> None:
    gast = story.gast
    _paste(gast, CLIENT, f"{RIGHT_TO_LEFT}\r\n{ALIVE}")
    story.has(
        lambda one: one.casus.client == f"{RIGHT_TO_LEFT}\n{ALIVE}", "what was pasted is stored"
    )
    gast.reload()
    gast.holds(CLIENT, f"{RIGHT_TO_LEFT}\n{ALIVE}")


def _paste(gast: BrowserDriver, label: str, text: str) -> None:
    gast.page.get_by_role("button", name=screen_text("stap_3.schrijf_op")).first.click()
    with suppress(Error):  # Firefox asks nobody
        gast.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    gast.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    gast.field(label).click()
    gast.page.keyboard.press("ControlOrMeta+V")
    gast.page.keyboard.press("Tab")


def test_markup_in_what_people_type_stays_plain_text_on_every_page(story: Verhaal) -> None:
    gast = story.gast
    for label in (ONDERWERP, LEERVRAAG):
        gast.write(label, ALIVE)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.sees(screen_text("nakijken.titel"))
    _is_plain(gast, 0)
    gast.lets_everything_stand()
    gast.tap_main(screen_text("nakijken.verder"))
    gast.is_at(Stap.INLEVEN)
    _is_plain(gast, 1)
    gast.unfold(screen_text("stap_4.vragen"))
    gast.write(screen_text("stap_4.nieuwe_vraag"), ALIVE, then="Enter")
    _is_plain(gast, 2)
    assert [one.vraag for one in story.stored.inleven.vragen.values()] == [ALIVE]
    gast.unfold(screen_text("algemeen.de_casus"))
    _is_plain(gast, 3)
    gast.open(f"/team?t={story.team_id}")
    _is_plain(gast, 1)


def _is_plain(gast: BrowserDriver, times: int) -> None:
    """Find the text this many times as it was typed, and nothing made of it."""
    typed = gast.page.locator(selector("text")).get_by_text(ALIVE).filter(visible=True)
    expect(typed).to_have_count(times)
    brought_alive = gast.page.locator(
        ':is(a, img, script, iframe)[href*="kwaad"], :is(img, script, iframe)[src*="kwaad"], '
        'img[src="x"], [onerror], .katex'
    )
    expect(brought_alive).to_have_count(0)
    assert gast.page.evaluate("window.owned") is None


def test_a_name_that_could_come_alive_is_refused_in_dutch_and_stays_in_its_field(
    story: Verhaal,
) -> None:
    gast = story.gast
    gast.open_step(Stap.MOMENT, story.stored.id)
    for wrong in ("[klik](https://kwaad.example)", "a" * 100_000):
        gast.write(screen_text("team.nieuwe_naam"), wrong, then="Enter")
        expect(gast.page.get_by_role("alert")).to_contain_text("naam" if "[" in wrong else "lang")
        gast.holds(screen_text("team.nieuwe_naam"), wrong)
    assert {one.naam for one in story.team.deelnemers.values()} == {"Anna", "Bo"}


def test_a_day_that_cannot_be_is_refused_in_dutch_and_not_stored(story: Verhaal) -> None:
    gast = story.gast
    made = done_until(Stap.VERVOLG, story.stored)
    story.archive.save(story.archive.oefening(made.id), go_to(made, Stap.VERVOLG))
    gast.open_step(Stap.VERVOLG, made.id)
    for typed, why in (("31-12-9998", "binnen een jaar"), ("31e februari", "bestaat niet")):
        gast.write(screen_text("stap_7.verander_dag"), typed)
        expect(gast.page.locator(selector("error"))).to_contain_text(why)
        gast.holds(screen_text("stap_7.verander_dag"), typed)
    assert story.stored.vervolg.gesprek_op is None


def test_a_field_in_another_tab_follows_what_is_stored_here(story: Verhaal) -> None:
    """So nobody is late by an old text; two who type at once: test_op_eigen_telefoon.py."""
    one, other = story.gast, story.gast.another_tab()
    other.open_step(Stap.CASUS, story.stored.id)
    one.page.bring_to_front()
    one.write(LEERVRAAG, "eerste")
    story.has(lambda now: now.casus.leervraag == "eerste", "the first text is stored")
    other.holds(LEERVRAAG, "eerste")
    other.page.bring_to_front()
    other.write(LEERVRAAG, "tweede")
    story.has(lambda now: now.casus.leervraag == "tweede", "the second text is stored")
    other.sees_not(screen_text("algemeen.botsing"))
    one.holds(LEERVRAAG, "tweede")


def test_an_unknown_address_or_id_gives_a_sentence_that_says_where_to_go(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    gast = new_driver(house.server)
    gast.guard.allow("The page that you have requested does not seem to exist")
    gast.open("/bestaatniet")
    gast.sees(screen_text("fouten.adres_onbekend"))
    nobody = new_id()
    for address in (
        "/stap-3?o=xx",
        f"/stap-5?o={nobody}-{new_id()}",
        "/team?t=../..",
        f"/team?t={nobody}",
    ):
        gast.open(address)
        gast.sees(NotFound.message, screen_text("algemeen.naar_start"))
    gast.follow(screen_text("algemeen.naar_start"))
    gast.sees_title(screen_text("start.titel"))
