"""The letters in a field are 16 px or larger wherever a finger is used, or an iPhone zooms in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from gesprek import browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.kort]

# As small as Streamlit makes them.
FIELDS: Final = """<style>input, textarea, select { font-size: 14px } .x { }</style>
<input type="text"><input type="password"><textarea></textarea><select></select>"""
SIZES: Final = """() => [...document.querySelectorAll("input, textarea, select")]
  .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
PHONES: Final = {"upright": (390, 844), "on its side": (844, 390), "tablet": (1024, 768)}


def sizes(page: Page, sheet: str, fields: str = FIELDS) -> list[float]:
    page.set_content(f"<style>{browser.style(sheet)}</style>{fields}")
    found: list[float] = page.evaluate(SIZES)
    return found


def touched(visitor: Callable[..., Page], phone: str) -> Page:
    width, height = PHONES[phone]
    options: dict[str, Any] = {"has_touch": True, "is_mobile": True}
    return visitor(viewport={"width": width, "height": height}, **options)


@pytest.mark.parametrize("phone", PHONES)
def test_a_field_of_a_page_has_large_letters_on_a_phone(
    visitor: Callable[..., Page], phone: str
) -> None:
    assert min(sizes(touched(visitor, phone), "style.css")) >= 16


def test_with_a_mouse_a_field_stays_as_it_is(visitor: Callable[..., Page]) -> None:
    assert set(sizes(visitor(), "style.css")) == {14.0}


@pytest.mark.parametrize("phone", PHONES)
def test_a_field_to_sign_in_has_large_letters(visitor: Callable[..., Page], phone: str) -> None:
    field = '<input type="text"><input type="password">'
    assert min(sizes(touched(visitor, phone), "sign_in.css", field)) >= 16
