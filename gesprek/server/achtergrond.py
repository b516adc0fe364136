"""Beside the pages: threads that live as long as the server, and lines that are quick and end."""

from __future__ import annotations

import signal
import threading
from contextlib import asynccontextmanager, contextmanager
from functools import wraps
from typing import TYPE_CHECKING

from gesprek.server.poort import prepare_the_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from types import FrameType

_PATIENCE = 5.0  # seconds for the thread to see that the server ends


def beside_the_pages(
    *works: Callable[[threading.Event], None], ending: Callable[[], None] = lambda: None
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan for `st.App` in which these works run.

    Args:
        works: each runs in a thread of its own until the event is set; raises nothing.
        ending: is called as soon as the server is asked to end; must not block.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        prepare_the_port()
        stop = threading.Event()
        # Daemons: what hangs on a dead disk must not keep the server from ending.
        threads = [
            threading.Thread(target=work, args=(stop,), name=work.__name__, daemon=True)
            for work in works
        ]
        for thread in threads:
            thread.start()
        with _told_first(ending):
            yield
        stop.set()
        for thread in threads:
            thread.join(_PATIENCE)

    return lifespan


def later(
    seconds: float, work: Callable[[threading.Event], None]
) -> Callable[[threading.Event], None]:
    """Return a work that begins so much after the server, or when that is asked to end sooner."""

    @wraps(work)
    def waits(stop: threading.Event) -> None:
        stop.wait(seconds)
        work(stop)

    return waits


@contextmanager
def _told_first(ending: Callable[[], None]) -> Iterator[None]:
    """Call ``ending`` when the server is asked to end, before the server does what it does then.

    The server waits for open answers before it ends the lifespan, and a line that stays open would
    let it wait.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def told(number: int, frame: FrameType | None) -> None:
        ending()
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)
        else:
            signal.signal(number, handler)
            signal.raise_signal(number)

    for one in before:
        signal.signal(one, told)
    try:
        yield
    finally:
        ending()
        for one, handler in before.items():
            signal.signal(one, handler)
