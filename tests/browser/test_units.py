"""The unit tests of our scripts, each in an empty page of a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from gesprek import browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.kort]

UNITS: Final = Path(__file__).parent / "units"
PLACE: Final = "http://units.test/"
RUN: Final = """async ([file, name]) => {
  await import(`/units/${file}`);
  const { checks } = await import("/units/check.js");
  try { await checks.get(name)(); } catch (error) { return String(error); }
}"""
CHECKS: Final = [
    (file.name, name)
    for file in sorted(UNITS.glob("*.js"))
    for name in re.findall(r'^check\("(.+?)",', file.read_text("utf-8"), re.MULTILINE)
]


class EmptySite:
    """A site of our scripts and their tests, that keeps the drafts it gets, and counts who asks."""

    def __init__(self) -> None:
        self.kept: list[object] = []
        self.asked = 0
        self.questions = 0
        self.refuses = False

    def answer(self, route: Route) -> None:
        """Answer one request of the page."""
        path = route.request.url.removeprefix(PLACE)
        folder, _, name = path.partition("/")
        files = {"gesprek": browser.FOLDER, "units": UNITS}
        if folder in files:
            route.fulfill(path=files[folder] / name, content_type="text/javascript")
        elif path == "concept" and self.refuses:
            self.refuses = False
            route.abort()
        elif path == "concept":
            self.kept.append(route.request.post_data_json)
            route.fulfill(status=204)
        elif path.endswith("?nu"):
            self.questions += 1
            told = json.dumps({"stand": "2", "nu": 0})
            route.fulfill(body=told, content_type="application/json")
        elif path.startswith("live/"):
            told = json.dumps({"stand": "2", "nu": 0})
            route.fulfill(body=f"data: {told}\n\n", content_type="text/event-stream")
        elif path in {"kept", "asked", "questions"}:
            told = json.dumps(getattr(self, path))
            route.fulfill(body=told, content_type="application/json")
        elif path == "binnen":
            self.asked += 1
            route.fulfill(body="iemand", content_type="text/plain")
        else:
            self.refuses = path == "refuse"
            route.fulfill(body="<!DOCTYPE html><body></body>", content_type="text/html")


@pytest.mark.parametrize(("file", "name"), CHECKS, ids=[name for _, name in CHECKS])
def test_a_script_does_what_it_says(visitor: Callable[..., Page], file: str, name: str) -> None:
    page = visitor()
    page.route(f"{PLACE}**", EmptySite().answer)
    page.goto(PLACE)
    assert page.evaluate(RUN, [file, name]) is None


def test_a_check_that_fails_is_told(visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.route(f"{PLACE}**", EmptySite().answer)
    page.goto(PLACE)
    page.evaluate(
        """async () => {
          const { check, equal } = await import("/units/check.js");
          check("one is two", () => equal(1, 2));
        }"""
    )
    assert page.evaluate(RUN, ["check.js", "one is two"]) == "Error: 1 is not 2"
