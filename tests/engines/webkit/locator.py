"""Elements of a page in WebKitGTK, found as Playwright finds them and touched through WebDriver."""

from __future__ import annotations

import json
from re import Pattern
from typing import TYPE_CHECKING, Any, Final, Self

from playwright._impl import _locator as selectors
from playwright._impl._str_utils import escape_for_text_selector
from selenium.webdriver import ActionChains

if TYPE_CHECKING:
    from tests.engines.webkit.page import WebKitPage

Words = str | Pattern[str]
_TOO_LONG_TO_TYPE: Final = 400  # letters: a second
_FIND: Final = """const all = helper.querySelectorAll(helper.parseSelector(a), document);
if (all.length > 1) throw new Error(`too many: ${all.length} of ${a}`);
"""
_FIND_ONE: Final = (
    _FIND
    + """if (!all.length) return null;
for (const state of b ?? []) if (!helper.elementState(all[0], state, true).matches) return null;
return all[0];"""
)
# In one go: what was found may be drawn anew in between.
_ON_ONE: Final = _FIND + "if (!all.length) return [false]; const one = all[0]; return [true, {}];"
_AT_REST: Final = """const place = () => JSON.stringify(a.getBoundingClientRect());
if (b) a.scrollIntoView({ block: b, behavior: "instant" });
for (let was = "", left = 40; left && was !== place(); left--) {
  was = place();
  await new Promise(requestAnimationFrame);
}"""
_VISIBLE: Final = """const all = helper.querySelectorAll(helper.parseSelector(a), document);
return all.length === 1 && helper.elementState(all[0], "visible", true).matches;"""
_PLACES: Final = (None, "center", "end", "start")


class Finder:
    """What finds elements, in a page or in one of its elements."""

    def _at(self, selector: str) -> WebKitLocator:
        page: WebKitPage = self  # type: ignore[assignment]
        return WebKitLocator(page, selector)

    def locator(self, selector: str | WebKitLocator, **more: Any) -> WebKitLocator:  # noqa: ANN401
        """Return the elements of a selector."""
        if isinstance(selector, WebKitLocator):
            chained = json.dumps(selector.selector, ensure_ascii=False)
            return self._at(f"internal:chain={chained}").filter(**more)
        return self._at(selector).filter(**more)

    def get_by_role(self, role: str, **more: Any) -> WebKitLocator:  # noqa: ANN401
        """Return the elements with a role, and a name."""
        if "include_hidden" in more:
            more["includeHidden"] = more.pop("include_hidden")
        return self._at(selectors.get_by_role_selector(role, **more))  # type: ignore[arg-type]

    def get_by_text(self, text: Words, *, exact: bool = False) -> WebKitLocator:
        """Return the elements with this text."""
        return self._at(selectors.get_by_text_selector(text, exact=exact))

    def get_by_label(self, text: Words, *, exact: bool = False) -> WebKitLocator:
        """Return the elements with this label."""
        return self._at(selectors.get_by_label_selector(text, exact=exact))


class WebKitLocator(Finder):
    """Elements that are looked for each time anew."""

    def __init__(self, page: WebKitPage, selector: str) -> None:
        self.page = page
        self.selector = selector

    def __repr__(self) -> str:
        return f"<{self.selector}>"

    def _at(self, selector: str) -> WebKitLocator:
        return WebKitLocator(self.page, f"{self.selector} >> {selector}")

    def filter(
        self,
        has_text: Words | None = None,
        has: Self | None = None,
        has_not_text: Words | None = None,
        *,
        visible: bool | None = None,
    ) -> WebKitLocator:
        """Return those of them of which this is so."""
        parts = [self.selector]
        if has_text:
            parts.append(f"internal:has-text={escape_for_text_selector(has_text, exact=False)}")
        if has_not_text:
            words = escape_for_text_selector(has_not_text, exact=False)
            parts.append(f"internal:has-not-text={words}")
        if has:
            parts.append(f"internal:has={json.dumps(has.selector, ensure_ascii=False)}")
        if visible is not None:
            parts.append(f"visible={'true' if visible else 'false'}")
        return WebKitLocator(self.page, " >> ".join(parts))

    def nth(self, place: int) -> WebKitLocator:
        """Return one of them."""
        return self._at(f"nth={place}")

    @property
    def first(self) -> WebKitLocator:
        """The first of them."""
        return self.nth(0)

    @property
    def last(self) -> WebKitLocator:
        """The last of them."""
        return self.nth(-1)

    # --- looking -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many there are now."""
        body = "return helper.querySelectorAll(helper.parseSelector(a), document).length"
        return int(self.page.ask(body, self.selector))

    def all_inner_texts(self) -> list[str]:
        """Return the text of each."""
        return list(self.evaluate_all("(all) => all.map((one) => one.innerText)"))

    def element(self, *states: str, timeout: float | None = None) -> Any:  # noqa: ANN401
        """Return the only one, once it is in these states."""
        return self.page.wait_until(
            lambda: self.page.ask(_FIND_ONE, self.selector, list(states)),
            f"{self} {' '.join(states)}",
            timeout,
        )

    element_handle = element

    def _on_one(self, body: str, *given: object) -> Any:  # noqa: ANN401
        found = self.page.wait_until(
            lambda: next(
                (
                    [answer[1]]
                    for answer in [
                        self.page.ask(_ON_ONE.replace("{}", body), self.selector, *given)
                    ]
                    if answer[0]
                ),
                None,
            ),
            str(self),
        )
        return found[0]

    def inner_text(self) -> str:
        """Return its text as it is seen."""
        return str(self._on_one("one.innerText"))

    def text_content(self) -> str:
        """Return all of its text."""
        return str(self._on_one("one.textContent"))

    def input_value(self) -> str:
        """Return what a field holds."""
        return str(self._on_one("one.value"))

    def get_attribute(self, name: str) -> str | None:
        """Return the value of an attribute."""
        value: str | None = self._on_one("one.getAttribute(b)", name)
        return value

    def bounding_box(self) -> dict[str, float]:
        """Return where it is."""
        body = (
            "(({ x, y, width, height }) => ({ x, y, width, height }))(one.getBoundingClientRect())"
        )
        return dict(self._on_one(body))

    def is_visible(self) -> bool:
        """Return whether it is in sight now."""
        return bool(self.page.ask(_VISIBLE, self.selector))

    def evaluate(self, expression: str, arg: object = None) -> Any:  # noqa: ANN401
        """Return what a function of the element returns."""
        return self._on_one(f"await ({expression})(one, b)", arg)

    def evaluate_all(self, expression: str, arg: object = None) -> Any:  # noqa: ANN401
        """Return what a function of all of them returns."""
        body = (
            f"return ({expression})(helper.querySelectorAll(helper.parseSelector(a), document), b)"
        )
        return self.page.ask(body, self.selector, arg)

    def wait_for(self, state: str = "visible", timeout: float | None = None) -> None:
        """Wait until it is there, in sight, or neither."""
        if state in {"visible", "attached"}:
            self.element(*["visible"] * (state == "visible"), timeout=timeout)
            return
        gone = (
            (lambda: not self.count()) if state == "detached" else (lambda: not self.is_visible())
        )
        self.page.wait_until(gone, f"{self} {state}", timeout)

    # --- touching ----------------------------------------------------------------------------

    def click(self, timeout: float | None = None) -> None:
        """Click it, once nothing moves."""
        places = iter(_PLACES * 1000)

        def click() -> bool:
            one = self.element("visible", "enabled", timeout=timeout)
            self.page.ask(_AT_REST, one, next(places))
            one.click()
            return True

        self.page.wait_until(click, f"click {self}", timeout)

    def check(self) -> None:
        """Tick it."""
        if not self._on_one("helper.elementState(one, 'checked').matches"):
            self.click()

    def hover(self) -> None:
        """Bring the mouse there."""
        one = self.element("visible")
        ActionChains(self.page.shown, duration=50).move_to_element(one).perform()

    def focus(self) -> None:
        """Give it the focus."""
        self._on_one("one.focus()")

    def blur(self) -> None:
        """Take the focus away."""
        self._on_one("one.blur()")

    def fill(self, text: str) -> None:
        """Put a text in the place of what a field holds, with keys where it is short."""
        one = self.element("visible", "enabled", "editable")
        self.page.ask("helper.fill(a, b)", one, text)  # chooses all of it
        if not text:
            self.page.keyboard.press("Delete")
        elif len(text) < _TOO_LONG_TO_TYPE:
            self.page.keyboard.type(text)
        else:
            self.page.run("document.execCommand('insertText', false, given[0])", text)

    def press(self, key: str) -> None:
        """Press a key in it."""
        self.focus()
        self.page.keyboard.press(key)

    def press_sequentially(self, text: str, delay: float = 0) -> None:
        """Type at the end of what it holds."""
        self.element("visible")
        self._on_one("document.activeElement === one || helper.focusNode(one, true)")
        for letter in text:
            self.page.keyboard.type(letter)
            self.page.wait_for_timeout(delay)
