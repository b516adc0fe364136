"""The verbs that all drivers share: what a test does through a page, a browser, HTTP or a line.

``PageDriver`` runs a page in this process, ``BrowserDriver`` has a real browser, ``HttpDriver``
sends requests and keeps cookies, and ``SocketDriver`` is one phone on a WebSocket. A verb that two
of them have means the same in both. Not every driver can do everything:

- ``UsesPages`` is for the two that draw a page. What ``open`` takes differs: the name of a page
  and its parameters for the one, an address for the other; so it is no verb of this protocol.
- ``SignsIn`` is for the two that meet a server. A ``PageDriver`` meets none: it is told who it is.
- ``SocketDriver`` waits for nothing (its ``open``, ``tap`` and ``close`` are coroutines) and knows
  one button: it is for measuring, so it has a protocol of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from benchmarks.socket_driver import SocketDriver
    from gesprek.domain.stappen import Stap
    from tests.stories.browser_driver import BrowserDriver
    from tests.ui.page_driver import PageDriver
    from tests.web.http_driver import HttpDriver


class UsesPages(Protocol):
    """Goes through the pages as a user does, by the words that stand on them."""

    @property
    def oefening_id(self) -> str:
        """The oefening in the address."""

    def open_step(self, stap: Stap, oefening_id: str, /) -> object:
        """Open the page of a step."""

    def reload(self) -> None:
        """Load the page again."""

    def follow(self, words: str, /) -> None:
        """Tap a link."""

    def tap(self, words: str, /) -> None:
        """Tap a button."""

    def tap_main(self, words: str, /) -> None:
        """Tap the main action, which must have these words."""

    def write(self, label: str, text: str, /) -> None:
        """Write in a field and leave it."""

    def choose(self, question: str, answer: str, /) -> None:
        """Tap one of the answers beneath a question."""

    def tick(self, label: str, /) -> None:
        """Tap a tick box."""

    def set_day(self, label: str, day: date, /) -> None:
        """Fill in a day."""

    def holds(self, label: str, text: str, /) -> None:
        """Fail unless a field holds this text."""

    def is_at(self, stap: Stap, /) -> None:
        """Fail unless this is the page of a step."""

    def sees(self, *words: str) -> None:
        """Fail unless each of these can be read."""

    def sees_not(self, *words: str) -> None:
        """Fail if one of these can be read."""


class SignsIn(Protocol):
    """Comes to a server as a guest and signs in."""

    def sign_in(self, key: str, /) -> object:
        """Use the key of a team."""


class Listens(Protocol):
    """Has a page open on a line, beside others."""

    async def open(self) -> None:
        """Open the page; returns when it is drawn."""

    async def tap(self) -> None:
        """Tap its button."""

    async def close(self) -> None:
        """Leave."""


if TYPE_CHECKING:

    def _fits(
        page: PageDriver, browser: BrowserDriver, http: HttpDriver, line: SocketDriver
    ) -> tuple[list[UsesPages], list[SignsIn], Listens]:
        return [page, browser], [browser, http], line
