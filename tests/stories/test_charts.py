"""The overview in a real browser: light to fetch, with charts that fit a phone and a beamer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from benchmarks.pagina import MOST_KB, count, settle
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from tests.engines.expectations import expect
from tests.stories.accessibility import violations
from tests.stories.recording import SCHEMES, Oog, Scheme
from tests.support.server import Server
from tests.trends import fixed
from tests.trends.counted import calculate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LOOKS: Final[tuple[tuple[int, Scheme], ...]] = ((320, "dark"), (390, "light"), (1920, "dark"))
CHARTS: Final = ".grafiek svg"
LEAST_LETTER: Final = 11  # px
# Of each letter of a chart: how high it is, and whether it stands within its chart.
LETTERS: Final = """charts => charts.flatMap((chart) => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll("text")].map((one) => {
    const box = one.getBoundingClientRect();
    const inside = box.left >= frame.left - 1 && box.right <= frame.right + 1
      && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
    return { text: one.textContent, inside, size: parseFloat(getComputedStyle(one).fontSize) };
  });
})"""


@pytest.fixture(scope="module")
def adres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The overview of two years."""
    folder = tmp_path_factory.mktemp("overzicht")
    server = Server(folder / "opslag", folder / "server.log")
    store = open_store(str(server.store))
    for year in (2024, 2025):
        for number in range(1, 5):
            name = f"{year}-K{number}"
            cijfers = calculate(name, fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
            store.create(DocumentKey(Kind.CIJFERS, name.lower()), cijfers.to_document())
    server.start()
    yield f"{server.url}/overzicht"
    server.stop()


def test_a_first_visit_fetches_no_program_that_draws_and_stays_light(
    adres: str, visitor: Callable[..., Page]
) -> None:
    page = visitor(viewport={"width": 390, "height": 844})
    fetched = count(page)
    page.goto(adres)
    settle(page)
    expect(page.locator(CHARTS)).not_to_have_count(0)
    names = [address.rpartition("/")[2].lower() for address in fetched]
    assert [name for name in names if "vega" in name or "arrow" in name] == []
    assert 300 < sum(fetched.values()) / 1000 <= MOST_KB


@pytest.mark.not_in("firefox", "webkit", reason="their drivers can not choose colours")
def test_each_letter_of_a_chart_can_be_read_and_stands_within_it(
    adres: str, visitor: Callable[..., Page]
) -> None:
    page = visitor(color_scheme="dark")
    page.goto(adres)
    settle(page)
    seen = set()
    for width, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        letters = page.locator(CHARTS).evaluate_all(LETTERS)
        assert len(letters) > 50
        assert [one for one in letters if not one["inside"]] == []
        assert min(one["size"] for one in letters) >= LEAST_LETTER
        body = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        expect(page.locator(f"{CHARTS} text").first).to_have_css("fill", body)
        seen.add(body)
    assert len(seen) == len(SCHEMES)


def test_who_sees_little_or_hears_the_page_meets_nothing_wrong(
    adres: str, chromium: Browser
) -> None:
    url, _, path = adres.rpartition("/")
    oog = Oog(chromium, url)
    oog.open(f"/{path}")
    expect(oog.page.locator(CHARTS)).not_to_have_count(0)
    seen = oog.visit()
    assert {where: what for where, what in seen.sideways.items() if what} == {}
    assert (seen.low, seen.faint) == ([], {"dark": [], "light": []})
    for scheme in SCHEMES:
        oog.look(390 if scheme == "dark" else 1280, scheme)
        assert violations(oog.page) == []
    oog.close()


@pytest.mark.not_in("firefox", "webkit", reason="their drivers can not choose colours")
def test_charts_are_printed_in_black_letters_and_keep_their_bars(
    adres: str, visitor: Callable[..., Page]
) -> None:
    page = visitor(color_scheme="dark")
    page.goto(adres)
    settle(page)
    page.emulate_media(media="print", color_scheme="dark")
    chart = page.locator(f"{CHARTS}:has(text)").first
    expect(chart).to_be_visible()
    expect(chart.locator("text").first).to_have_css("fill", "rgb(0, 0, 0)")
    expect(chart.locator("rect").first).to_have_css("fill", "rgb(47, 132, 181)")
