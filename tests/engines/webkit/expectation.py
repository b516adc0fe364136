"""What a test expects of a page in WebKitGTK, asked as Playwright asks it."""

from __future__ import annotations

from re import IGNORECASE, Pattern
from typing import TYPE_CHECKING, Any, Final

from tests.engines.webkit.page import WebKitPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.engines.webkit.locator import WebKitLocator

_ASK: Final = """const NONE = {
  "to.be.attached": false, "to.be.hidden": true, "to.be.in.viewport": false, "to.be.visible": false,
};
const many = b.expression === "to.have.count";
const all = a ? helper.querySelectorAll(helper.parseSelector(a), document) : [];
if (all.length > 1 && !many) throw new Error(`too many: ${all.length} of ${a}`);
if (a && !many && !all.length)  // as Playwright has it for what is not there
  return { matches: NONE[b.expression] ?? b.isNot };
const found = many
  ? helper.expectArray(all, b)
  : await helper.expectSingleElement(all[0] ?? document.body, b, true);
return { matches: !!found.matches, received: String(found.received).slice(0, 300) };"""
_SIMPLE: Final = {
    "to_be_attached": "to.be.attached",
    "to_be_checked": "to.be.checked",
    "to_be_disabled": "to.be.disabled",
    "to_be_enabled": "to.be.enabled",
    "to_be_hidden": "to.be.hidden",
    "to_be_in_viewport": "to.be.in.viewport",
    "to_be_visible": "to.be.visible",
}
_OF_TEXT: Final = {
    "to_contain_text": ("to.have.text", {"matchSubstring": True, "normalizeWhiteSpace": True}),
    "to_have_text": ("to.have.text", {"normalizeWhiteSpace": True}),
    "to_have_url": ("to.have.url", {}),
    "to_have_value": ("to.have.value", {}),
}
_OF_NAME: Final = {"to_have_attribute": "to.have.attribute.value", "to_have_css": "to.have.css"}


class WebKitExpectation:
    """Waits until something is so; ``not_to_…`` until it is not."""

    def __init__(self, what: WebKitLocator | WebKitPage) -> None:
        self._what = what
        self._page = what if isinstance(what, WebKitPage) else what.page
        self._selector = None if isinstance(what, WebKitPage) else what.selector

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Return one of Playwright's assertions."""
        is_not = name.startswith("not_")
        asked = name.removeprefix("not_")
        if asked in _SIMPLE:
            more: dict[str, object] = {"expectedValue": {}} if asked == "to_be_checked" else {}
            return lambda timeout=None: self._wait(_SIMPLE[asked], more, timeout, is_not=is_not)
        if asked in _OF_TEXT:
            expression, how = _OF_TEXT[asked]
            return lambda words, timeout=None: self._wait(
                expression, {"expectedText": [_matcher(words, how)]}, timeout, is_not=is_not
            )
        if asked in _OF_NAME:
            return lambda key, words, timeout=None: self._wait(
                _OF_NAME[asked],
                {"expressionArg": key, "expectedText": [_matcher(words, {})]},
                timeout,
                is_not=is_not,
            )
        return super().__getattribute__(name)  # type: ignore[no-any-return]

    def to_have_count(self, count: int, timeout: float | None = None) -> None:
        """Wait until there are so many."""
        self._wait("to.have.count", {"expectedNumber": count}, timeout)

    def not_to_have_count(self, count: int, timeout: float | None = None) -> None:
        """Wait until there are not so many."""
        self._wait("to.have.count", {"expectedNumber": count}, timeout, is_not=True)

    def to_have_js_property(self, name: str, value: Any, timeout: float | None = None) -> None:  # noqa: ANN401
        """Wait until a property of the element has this value."""
        assert not isinstance(self._what, WebKitPage)
        what = self._what
        self._page.wait_until(
            lambda: what.evaluate("(one, name) => [one[name]]", name) == [value],
            f"{what} {name}",
            timeout,
        )

    def to_be_focused(self, timeout: float | None = None) -> None:
        """Wait until it has the focus in its window: without a manager no window of X has it."""
        assert not isinstance(self._what, WebKitPage)
        what = self._what
        self._page.wait_until(
            lambda: what.evaluate("(one) => document.activeElement === one"), f"{what}", timeout
        )

    def _wait(
        self, expression: str, more: object, timeout: float | None = None, *, is_not: bool = False
    ) -> None:
        assert isinstance(more, dict)
        options = {"expression": expression, "isNot": is_not, "timeout": 0, **more}
        last: dict[str, object] = {"received": ""}

        def holds() -> bool:
            last.update(self._page.ask(_ASK, self._selector, options))
            return last["matches"] != is_not

        try:
            self._page.wait_until(holds, "", timeout)
        except AssertionError as error:
            said = f"{self._what} {'not ' * is_not}{expression} {more}: {last['received']} {error}"
            raise AssertionError(said) from None


def _matcher(words: str | Pattern[str], how: dict[str, bool]) -> dict[str, object]:
    if isinstance(words, Pattern):
        flags = "i" if words.flags & IGNORECASE else ""
        return {"regexSource": words.pattern, "regexFlags": flags, **how}
    return {"string": words, **how}
