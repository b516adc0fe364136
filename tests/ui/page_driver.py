"""One browser tab without a browser: finds things by their words, and no page may raise."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from streamlit.proto.PageLink_pb2 import PageLink as Link
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import (
    Block,
    Button,
    ButtonGroup,
    Element,
    NumberInput,
    TextArea,
    TextInput,
)

from gesprek.access.visitors import GAST
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.services.draft_fields import FIELD, may_write
from gesprek.services.root import services
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import KWAAD

_MENU = Path(__file__).resolve().parents[2] / "gesprek" / "ui" / "frame" / "menu.py"
_PAGES = "../../../pages"
_MAIN = "hoofdactie"
_LITERAL = {"text", "text_area", "text_input"}
LOCAL = {"soort": "lokaal"}
_PATIENCE = 120  # seconds: other work may run on the same two cores


class PageDriver:
    """A tab on the store that ``GESPREK_OPSLAG`` names.

    Args:
        who: what the middleware tells of the visitor; this machine unless told otherwise.

    Attributes:
        at: Streamlit's own view of the page, for what has no words here.
    """

    def __init__(self, who: dict[str, str] = LOCAL) -> None:
        self._who = who
        self.at = _new_app(self._who)

    # --- going somewhere ---------------------------------------------------------------------

    def open(self, page: str, **parameters: str) -> "PageDriver":
        """Type the address of a page: ``open("team", t=...)``."""
        self.at.switch_page(f"{_PAGES}/{page}.py")
        self.at.query_params = dict(parameters)
        return self._go()

    def open_step(self, stap: Stap, oefening_id: str) -> "PageDriver":
        return self.open(f"stap_{stap.number}_{stap.value}", o=oefening_id)

    def follow(self, words: str) -> None:
        """Tap a link."""
        link = self.link(words)
        assert not link.disabled, f"the link {words!r} is off"
        self.at._page_hash = link.page_script_hash
        found = parse_qs(link.query_string, keep_blank_values=True)
        self.at.query_params = {key: values[0] for key, values in found.items()}
        self._go()

    def reload(self) -> None:
        """Load the page again: the server keeps nothing of this tab but what is in the store."""
        parameters, page = self.at.query_params, self.at._finished_page_script_hash
        self.at = _new_app(self._who)
        self.at._page_hash, self.at.query_params = page, parameters
        self._go()

    # --- doing something ---------------------------------------------------------------------

    def tap(self, words: str, nth: int = 0) -> None:
        """Tap a button; ``nth`` tells apart those with the same words."""
        self._button(words, nth).click()
        self._run()

    def tap_main(self, words: str) -> None:
        """Tap the main action, which must have these words."""
        assert self.main_action == words
        self.at.button(key=_MAIN).click()
        self._run()

    def write(self, label: str, text: str, nth: int = 0) -> None:
        """Write in a field and leave it."""
        self.type(label, text, nth)
        self._run()

    def type(self, label: str, text: str, nth: int = 0) -> None:
        """Write in a field without leaving it; of one that is emptied the browser says so."""
        field = self.field(label, nth).set_value(text)
        key = str(field.key)
        if not text and key.startswith(FIELD):
            who = services().visits.again(
                self._who.get("soort", ""), self._who.get("aanmelding", "")
            )
            services().drafts.keep(who, key, text)

    def choose(self, label: str, *values: object) -> None:
        """Tap options so that exactly these are chosen (none: no choice)."""
        group = self.group(label)
        group.set_value((values[0] if values else None) if _is_single(group) else list(values))
        offered = set(group.formatted_values) <= set(group.options)
        assert offered, f"{group.formatted_values} is not offered among {group.options}"
        self._run()

    def tick(self, label: str) -> None:
        """Tap a tick box."""
        (box,) = [one for one in self.at.checkbox if one.label == label]
        box.set_value(not box.value)
        self._run()

    def set_day(self, label: str, day: date | None) -> None:
        """Choose a day in the calendar of a field."""
        (field,) = [one for one in self.at.date_input if one.label == label]
        field.set_value(day)
        self._run()

    def set_number(self, label: str, value: int) -> None:
        self.number(label).set_value(value)
        self._run()

    # --- looking -----------------------------------------------------------------------------

    @property
    def title(self) -> str:
        (title,) = self.at.title
        return str(title.value)

    @property
    def main_action(self) -> str:
        """The words on the main button of a step."""
        return str(self.at.button(key=_MAIN).label)

    @property
    def buttons(self) -> list[str]:
        return [str(button.label) for button in self.at.button]

    @property
    def saved(self) -> bool:
        """Whether the page says that something was stored."""
        begin, _ = screen_text("algemeen.opgeslagen", tijd="|").split("|")
        return any(line.startswith(begin) for line in self.lines())

    @property
    def oefening_id(self) -> str:
        return str(self.at.query_params["o"])

    @property
    def fields(self) -> list[TextArea | TextInput]:
        """Every field to type in."""
        return [*self.at.text_input, *self.at.text_area]

    def field(self, label: str, nth: int = 0) -> TextArea | TextInput:
        found = [one for one in self.fields if one.label == label]
        assert found, f"no field {label!r} among {[one.label for one in self.fields]}"
        return found[nth]

    def number(self, label: str) -> NumberInput:
        (field,) = [one for one in self.at.number_input if one.label == label]
        return field

    def holds(self, label: str, text: str, nth: int = 0) -> None:
        shown = self.field(label, nth).value
        assert shown == text, f"{label!r} holds {str(shown)[:60]!r}"

    def group(self, label: str) -> ButtonGroup[Any]:
        found = [one for one in self.at.button_group if one.label == label]
        assert len(found) == 1, f"{label!r}: {[one.label for one in self.at.button_group]}"
        return found[0]

    def chosen(self, label: str) -> list[str]:
        """Return the words of what is chosen."""
        return list(self.group(label).formatted_values)

    def link(self, words: str) -> Link:
        found = [one.proto for one in self.at.page_link if one.proto.label == words]
        assert found, f"no link {words!r} among {[one.label for one in self.at.page_link]}"
        return found[0]

    def lines(self) -> list[str]:
        """Return all that can be read, except what stands in fields."""
        seen = [node for node in _nodes(self.at) if node.type != "html"]  # the style sheet
        return [line for node in seen for line in _words(node) if line]

    def sees(self, *texts: str) -> None:
        lines = self.lines()
        for text in texts:
            assert any(text in line for line in lines), f"{text!r} is not on screen: {lines}"

    def sees_not(self, *texts: str) -> None:
        lines = self.lines()
        for text in texts:
            assert not any(text in line for line in lines), f"{text!r} is on screen"

    def is_at(self, stap: Stap) -> None:
        shown = inhoud().stappen[stap]
        values = {"nummer": stap.number, "totaal": len(Stap), "stap": shown.titel}
        assert self.title == screen_text("stapbalk.titel", **values)

    def is_plain(self) -> None:
        """Fail where text of a user stands in anything that reads Markdown or HTML."""
        for node in _nodes(self.at):
            if node.type not in _LITERAL:
                assert KWAAD not in str(node.proto), f"alive in {node.type}: {node.proto}"

    # --- how it works ------------------------------------------------------------------------

    def _button(self, words: str, nth: int) -> Button:
        found = [one for one in self.at.button if one.label == words]
        assert found, f"no button {words!r} among {self.buttons}"
        return found[nth]

    def _go(self) -> "PageDriver":
        """Run the page as the browser asks for it: without what other pages held."""
        self.at._run()
        return self._checked()

    def _run(self) -> None:
        self.at.run()
        self._checked()

    def _checked(self) -> "PageDriver":
        # A page that sends the user on stays where it sent them.
        self.at._page_hash = ""
        assert not self.at.exception, [(one.message, one.value) for one in self.at.exception]
        # What is told under a key only, a browser that missed one drawing never gets to know.
        fields = [*self.at.text_area, *self.at.text_input, *self.at.checkbox]
        told = [one.proto for one in fields if one.proto.set_value]
        assert not [one.label for one in told if one.default != one.value]
        keys = [one.key for one in self.fields if one.key and one.key.startswith(f"{FIELD}-")]
        assert not [key for key in keys if not self._keeps_drafts(key)]
        return self

    def _keeps_drafts(self, key: str) -> bool:
        """Return whether what is typed in a field of an oefening is kept as a draft here."""
        if key.split("-")[1] in ("beheer", "team"):
            return True
        _, team, own, *path = key.split("-")
        oefening = services().archive.oefening(f"{team}-{own}").value
        soort, log_in = (self._who.get(one, "") for one in ("soort", "aanmelding"))
        who = services().visits.again(soort, log_in).visitor
        return may_write(who, oefening, tuple(path)) or who.soort == GAST.soort


def stored(tab: PageDriver) -> Oefening:
    """Return what the store holds of the oefening in the address of this tab."""
    return services().archive.oefening(tab.oefening_id).value


def _new_app(who: dict[str, str]) -> AppTest:
    app = AppTest.from_file(_MENU, default_timeout=_PATIENCE)
    app.user = dict(who)
    app._registered_pages = _registered_pages()
    return app


@cache
def _registered_pages() -> dict[Any, Any]:
    """Return the pages that the menu registers, which an app knows after its first run only."""
    app = AppTest.from_file(_MENU, default_timeout=_PATIENCE).run()
    assert not app.exception
    return app._registered_pages


def _nodes(at: AppTest) -> Iterator[Element | Block]:
    """Return every part of the page; the outermost blocks are Streamlit's own and say nothing."""
    for node in at:
        if isinstance(node, Element) or (isinstance(node, Block) and _proto(node)):
            yield node


def _proto(block: Block) -> Any:  # noqa: ANN401 - each kind of block has its own
    return getattr(block, "proto", None)


def _words(node: Element | Block) -> list[str]:
    """Return the words on one part of the page."""
    if isinstance(node, Block):
        return [_label(node)]
    names = ("label", "text") if isinstance(node, TextArea | TextInput) else _READ
    found = [getattr(node, name, None) for name in names]
    options = list(getattr(node, "options", []))
    return [one for one in [*found, *options] if isinstance(one, str) and one]


_READ = ("label", "value", "text")


def _label(block: Block) -> str:
    """Return the words on an expander, a tab, a popover or a dialog."""
    proto = _proto(block)
    for part in (proto, *(getattr(proto, kind, None) for kind in ("popover", "dialog"))):
        words = getattr(part, "label", "") or getattr(part, "title", "")
        if words:
            return str(words)
    return ""


def _is_single(group: ButtonGroup[Any]) -> bool:
    return group._is_single_select
