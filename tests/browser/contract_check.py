"""What a real Streamlit in a real browser shows, and what of the contract is not in it."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import streamlit as st
from playwright.sync_api import Error
from streamlit import config

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, ViewportSize

    from tests.support.server import Server

Contract = dict[str, Any]
PATIENCE: Final = 20_000
"""Milliseconds: other work may run on the same two cores. What is not there by then is broken."""
SCRIPTS: Final = Path(st.__file__).parent / "static" / "static" / "js"
_PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_MONTHS: Final = """() => [...Array(12).keys()].map((month) =>
  new Intl.DateTimeFormat("en-US", { month: "long" }).format(new Date(2026, month, 1)))"""
_OWN_FILE: Final = "/app/static/bestand.txt"
# The first moment in which a page is drawn, which may be over before a test can look.
_KEEP_FIRST: Final = """new MutationObserver((_, watch) => {
  if (!document.querySelector("[class*=keleton], [data-testid*=keleton]")) return;
  window.whileDrawn = document.documentElement.outerHTML;
  watch.disconnect();
}).observe(document, { childList: true, subtree: true, attributes: true });"""
_REFUSED: Final = (
    ("GET", "/static/%2e%2e/x"),
    ("GET", "/app/static/weg"),
    ("POST", "/static/x"),
    ("GET", "/_stcore/agent/weg"),
)
# Which selectors are there, and the words: each text by its place, each name of a control.
_LOOK: Final = """({pages, selectors, places, attributes}) => {
  const there = new Set(), names = new Set(), texts = {}, states = {};
  for (const html of pages) {
    const page = new DOMParser().parseFromString(html, "text/html");
    for (const one of selectors) if (page.querySelector(one)) there.add(one);
    for (const one of attributes)
      (states[one] ??= []).push(page.querySelector(`[${one}]`)?.getAttribute(one) ?? "");
    for (const one of page.querySelectorAll("*"))
      for (const name of ["aria-label", "placeholder", "title", "aria-valuetext"])
        names.add(one.getAttribute(name) ?? "");
    const nodes = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode())
      for (const [place, where] of Object.entries(places))
        if (nodes.currentNode.parentElement.closest(where))
          (texts[place] ??= []).push(nodes.currentNode.data.trim());
  }
  return { there: [...there], texts: { ...texts, names: [...names] }, states };
}"""


@dataclass(repr=False)
class Seen:
    """What a Streamlit showed.

    Attributes:
        pages: the HTML of the page in each state it was brought in.
        paths: every path that the page asked for.
        answers: what it answered to requests that it refuses.
        index: its own empty page.
        scripts: all its scripts, in one text.
        errors: which state could not be brought about, and what the browser said of it.
    """

    pages: list[str] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)
    answers: set[str] = field(default_factory=set)
    index: str = ""
    scripts: str = ""
    errors: list[str] = field(default_factory=list)


def look_at(server: Server, open_page: Callable[[str], Page], patience: float = PATIENCE) -> Seen:
    """Bring a page in every state that the program relies on, and keep what is there.

    Args:
        server: runs ``contract_app``.
        open_page: opens an empty page in a browser of this language.
        patience: milliseconds in which a state must be there.
    """
    seen = Seen(index=server.request("/")[1].decode(), scripts=all_scripts())
    page = open_page("nl-NL")
    page.set_default_timeout(patience)
    page.on("request", lambda one: seen.paths.add(urlsplit(one.url).path))
    page.on("websocket", lambda one: seen.paths.add(urlsplit(one.url).path))
    page.add_init_script(_KEEP_FIRST)
    page.goto(server.url)
    for state in (_rest, _typing, _refused, _choosing, _calendar, _folded, _window, _phone):
        try:
            state(page, lambda: seen.pages.append(page.content()))
        except Error as error:
            seen.errors.append(f"{state.__name__}: {error.message}")
    seen.pages.append(page.evaluate("window.whileDrawn ?? ''"))
    for address in ("/bestaat-niet", "/?fout=ja"):
        page.goto(server.url + address)
        with suppress(Error):
            page.locator("[role=dialog], [class*=Exception]").first.wait_for()
        seen.pages.append(page.content())
    english = open_page("en-US")
    english.goto(server.url)
    with suppress(Error):
        english.get_by_role("group", name="Tijd", exact=True).wait_for(timeout=2 * patience)
    seen.pages.append(english.content())
    for method, path in _REFUSED:
        seen.answers.add(server.request(path, method=method)[1].decode())
    if server.request(_OWN_FILE)[0].status == HTTPStatus.OK:
        seen.paths.add(_OWN_FILE)
    return seen


def all_scripts() -> str:
    """Return the text of all scripts of the Streamlit that is installed."""
    return "\n".join(one.read_text("utf-8") for one in SCRIPTS.glob("*.js"))


def _rest(page: Page, keep: Callable[[], None]) -> None:
    page.get_by_role("button", name="Venster").wait_for()
    page.locator("textarea").first.wait_for()
    page.get_by_role("group", name="Tijd", exact=True).wait_for()
    page.get_by_role("button", name="Verstuur").wait_for()
    page.wait_for_timeout(300)
    keep()


def _typing(page: Page, keep: Callable[[], None]) -> None:
    for label in ("Naam", "Notitie", "In formulier", "Lang"):
        page.get_by_label(label, exact=True).fill("x")
        keep()
    page.get_by_label("Geheim", exact=True).fill("x")
    keep()


def _refused(page: Page, keep: Callable[[], None]) -> None:
    page.get_by_label("Aantal").fill("20")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="20").or_(page.locator("[id$=error]")).first.wait_for(
        state="attached"
    )
    keep()
    parts = page.get_by_role("group", name="Leeg", exact=True).get_by_role("spinbutton")
    for place, typed in enumerate(("01", "01", "2020")):
        parts.nth(place).press_sequentially(typed)
    page.get_by_label("Naam", exact=True).click()
    page.wait_for_timeout(200)
    keep()
    for one in (page.get_by_label("Aantal"), parts.first):
        sign = "*[contains(@class,'ErrorHover')]"
        one.locator(f"xpath=ancestor::*[.//{sign}][1]//{sign}").first.hover()
        page.wait_for_timeout(300)
        keep()
    page.mouse.move(0, 0)


def _choosing(page: Page, keep: Callable[[], None]) -> None:
    page.get_by_label("Team", exact=True).click()
    page.get_by_role("option").first.wait_for()
    page.wait_for_timeout(200)
    keep()
    page.keyboard.type("zzz")
    page.get_by_role("option").filter(has_not_text="Zuid").first.wait_for()
    page.wait_for_timeout(200)
    keep()
    page.keyboard.press("Escape")


def _calendar(page: Page, keep: Callable[[], None]) -> None:
    parts = page.get_by_role("group", name="Datum", exact=True)
    parts.locator("xpath=ancestor::*[.//button][1]").get_by_role("button").last.click()
    page.get_by_role("grid").wait_for()
    keep()
    page.keyboard.press("Escape")


def _folded(page: Page, keep: Callable[[], None]) -> None:
    page.get_by_text("Uitklappen").click()
    page.get_by_role("button", name="Openen", exact=True).click()
    page.get_by_text("In het deel dat opengaat").wait_for()
    keep()
    page.keyboard.press("Escape")


def _window(page: Page, keep: Callable[[], None]) -> None:
    page.get_by_role("button", name="Venster").click()
    page.get_by_text("In het venster").wait_for()
    keep()
    page.keyboard.press("Escape")


def _phone(page: Page, keep: Callable[[], None]) -> None:
    page.set_viewport_size(_PHONE)
    page.locator("header button").first.wait_for()
    keep()
    page.locator("header button").first.click()
    page.get_by_role("link", name="Leeg").first.wait_for()
    page.wait_for_timeout(300)
    keep()


@dataclass(frozen=True)
class Assumption:
    """One thing that the program takes Streamlit, or the browser, to have.

    Attributes:
        part: of the contract; for a text the place where it stands.
        value: what should be there.
        is_seldom: whether it is not shown in any state that ``look_at`` brings the page in; then it
            stands in the scripts.
    """

    part: str
    value: str
    is_seldom: bool = False

    def __repr__(self) -> str:
        """Return it in few words."""
        return f"{self.part}: {self.value}"


def assumptions(contract: Contract) -> list[Assumption]:
    """Return all that the contract says."""
    names = [*contract["names"], *contract["name_patterns"]]
    texts = [("names", one) for one in names] + [
        (place["where"], one) for place in contract["places"] for one in _texts(contract, place)
    ]
    simple = ("answers", "options", "python", "terms", "states")
    return [
        *(Assumption("selectors", one) for one in contract["selectors"].values()),
        *(Assumption("page", one) for one in contract["page"].values()),
        *(Assumption("marks", one) for one in contract["marks"].values()),
        *(Assumption("paths", one) for one in contract["paths"].values()),
        *(Assumption(part, one) for part in simple for one in contract[part]),
        *(Assumption("values", one) for known in contract["states"].values() for one in known),
        *(Assumption(part, one, one in contract["seldom"]) for part, one in texts),
    ]


def _texts(contract: Contract, place: Contract) -> list[str]:
    patterns = place.get("patterns", {})
    known = contract["refusals"] if patterns == "refusals" else patterns
    return [*place.get("words", {}), *known]


def broken(asked: list[Assumption], contract: Contract, seen: Seen, page: Page) -> list[Assumption]:
    """Return which of these do not hold.

    Args:
        asked: assumptions.
        contract: where the places are, and what a pattern may hold.
        seen: of the Streamlit that is asked about.
        page: any page of a browser, to read HTML in.
    """
    question = {
        "pages": seen.pages,
        "selectors": [one.value for one in asked if one.part == "selectors"],
        "attributes": [one.value for one in asked if one.part == "states"],
        "places": {one["where"]: contract["selectors"][one["where"]] for one in contract["places"]},
    }
    found = page.evaluate(_LOOK, question)
    months = page.evaluate(_MONTHS)
    return [one for one in asked if not _holds(one, contract, seen, {**found, "months": months})]


def _holds(one: Assumption, contract: Contract, seen: Seen, found: Contract) -> bool:
    known: Contract = contract["states"]
    checks: dict[str, Callable[[], bool]] = {
        "selectors": lambda: one.value in found["there"],
        "states": lambda: set(found["states"][one.value]) <= set(known.get(one.value, ())),
        "values": lambda: f"`{one.value}`" in seen.scripts,
        "marks": lambda: f'"{one.value}"' in seen.scripts,
        "page": lambda: _is_in_page(one.value, seen.index),
        "paths": lambda: any(re.match(one.value, path) for path in seen.paths),
        "answers": lambda: one.value in seen.answers,
        "options": lambda: one.value in config.get_config_options(),
        "python": lambda: exists(one.value),
        "terms": lambda: _is_term(one.value, found),
    }
    texts = found["texts"].get(one.part, [])
    check = checks.get(one.part, lambda: _is_there(one, contract, texts, seen.scripts))
    return check()


def _is_in_page(value: str, index: str) -> bool:
    return (SCRIPTS.parents[2] / value).is_file() or re.search(value, index) is not None


def _is_term(value: str, found: Contract) -> bool:
    texts = [text for place in found["texts"].values() for text in place]
    return value in found["months"] or any(re.match(rf"{value}\b", text) for text in texts)


def _is_there(one: Assumption, contract: Contract, texts: list[str], scripts: str) -> bool:
    if one.is_seldom:
        return longest_run(one.value) in scripts
    if one.value.startswith("^"):
        term = f"({'|'.join(contract['terms'])})"
        pattern = re.compile(one.value.replace("<term>", term), re.DOTALL)
        return any(map(pattern.search, texts))
    return one.value in texts


def longest_run(source: str) -> str:
    """Return the longest part of a pattern that stands in a script as it is."""
    if not source.startswith("^"):
        return source
    runs = re.split(r"<term>\??:? ?|\([^)]*\)|\.\*|\\[a-zA-Z]\+?|[$^]", source)
    return max((re.sub(r"\\(.)", r"\1", one) for one in runs), key=len)


def exists(name: str) -> bool:
    """Return whether Python finds ``module:name`` of something or of a part of it."""
    module, _, parts = name.partition(":")
    try:
        attrgetter(parts)(import_module(module))
    except (ImportError, AttributeError):
        return False
    return True
