"""Streamlit is what ``contract.js`` says: one look at a real one, with all that we draw.

``docs/update-streamlit.md`` tells what to do when this fails.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.testclient import TestClient

from gesprek import browser
from tests.browser.contract_check import (
    SCRIPTS,
    Assumption,
    Seen,
    assumptions,
    broken,
    longest_run,
    look_at,
)
from tests.support.server import ROOT, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

APP: Final = ROOT / "tests" / "browser" / "contract_app" / "app.py"
OF_STARLETTE: Final = "Invalid host header"
PARTS: Final = sorted({one.part for one in assumptions(browser.contract())})
PATIENCE_WITH_OTHERS: Final = 3_000  # ms: most of what is waited for does not come
OF_SCRIPTS: Final = re.compile(r"(?<=data-testid=')\w+")


@pytest.fixture(scope="module")
def streamlit_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("contract")
    one = Server(folder, folder / "server.log", app=APP).start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def open_page(chromium: Browser) -> Iterator[Callable[[str], Page]]:
    """A function that opens an empty page in a browser of this language."""
    contexts = []

    def come(language: str) -> Page:
        contexts.append(chromium.new_context(locale=language, timezone_id="Europe/Amsterdam"))
        return contexts[-1].new_page()

    yield come
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def seen(streamlit_alone: Server, open_page: Callable[[str], Page]) -> Seen:
    return look_at(streamlit_alone, open_page)


@pytest.fixture(scope="module")
def reader(open_page: Callable[[str], Page]) -> Page:
    """A page to read HTML in."""
    return open_page("nl-NL")


def of_streamlit(part: str = "") -> list[Assumption]:
    """Return what the contract says of Streamlit, or one part of that."""
    everything = assumptions(browser.contract())
    return [one for one in everything if one.value != OF_STARLETTE and part in {"", one.part}]


@pytest.mark.kort
def test_streamlit_is_what_the_contract_says(seen: Seen, reader: Page) -> None:
    assert (broken(of_streamlit(), browser.contract(), seen, reader), seen.errors) == ([], [])


@pytest.mark.kort
@pytest.mark.parametrize("part", PARTS)
def test_each_assumption_that_is_wrong_is_named(seen: Seen, reader: Page, part: str) -> None:
    wrong = [replace(one, value=altered(one)) for one in of_streamlit(part)]
    assert wrong
    assert broken(wrong, browser.contract(), seen, reader) == wrong


def altered(one: Assumption) -> str:
    """Return the value with one letter too many, or that no element has."""
    if one.part == "selectors":
        return f"{one.value}[data-gone]"
    if one.value.startswith("^"):
        return one.value.replace(" ", " gone ").replace("$", "gone$")
    return f"{one.value}gone"


def test_starlette_refuses_a_foreign_name_in_the_words_that_we_know() -> None:
    app = Starlette(middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["a.example"])])
    assert TestClient(app).get("/").text == OF_STARLETTE


@pytest.mark.alles
def test_a_streamlit_with_other_names_is_found_out(
    streamlit_alone: Server, open_page: Callable[[str], Page], reader: Page
) -> None:
    """The names and words in the scripts of a real Streamlit are changed on their way."""
    renamed = [one for one in of_streamlit() if in_scripts(one)]
    any_of_them = re.compile("|".join(pattern for one in renamed for pattern in in_scripts(one)))

    @cache
    def other_script(name: str) -> str:
        text = (SCRIPTS / name).read_text("utf-8")
        return any_of_them.sub(lambda found: f"{found[0][:-1]}q{found[0][-1]}", text)

    def rename(route: Route) -> None:
        script = other_script(route.request.url.rpartition("/")[2])
        route.fulfill(body=script, content_type="text/javascript")

    def open_renamed(language: str) -> Page:
        page = open_page(language)
        page.route("**/static/js/*.js", rename)
        return page

    seen = look_at(streamlit_alone, open_renamed, PATIENCE_WITH_OTHERS)
    missed = set(renamed) - set(broken(renamed, browser.contract(), seen, reader))
    assert missed == set()
    by_test_id = {one for one in of_streamlit("selectors") if "data-testid='" in one.value}
    assert by_test_id <= set(renamed)


def in_scripts(one: Assumption) -> list[str]:
    """Return patterns of what stands in Streamlit's scripts of what a page shows."""
    if one.is_seldom:
        return []
    if one.part == "selectors":
        return [rf"(?<=`){name}(?=`)" for name in OF_SCRIPTS.findall(one.value)]
    if one.part in {"names", *browser.contract()["selectors"]}:
        run = re.escape(longest_run(one.value))
        return [rf"(?<=[`}}]){run}(?=`|\$\{{)"]
    return []
