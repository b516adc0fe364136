"""What lives as long as the server: threads beside the pages, and the socket on which it listens.

Three things about the socket for which Streamlit and uvicorn have no setting:

- Each part of an answer leaves at once. Python sets TCP_NODELAY on a line only where its socket
  tells that it is TCP, and that on which Streamlit listens does not. On a connection that is kept,
  the second part of an answer then waits until the browser has told that it got the first: 42 ms
  for each file, measured on 127.0.0.1.
- A line on which no whole request comes is closed: uvicorn waits for ever for the rest.
- The server may have as many files and lines open as the system allows it: at first that is 1,024
  on many systems, and each open page takes four.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from gesprek.access.settings import Settings
from gesprek.content import ContentError, inhoud
from gesprek.domain.base import UserError
from gesprek.domain.text import printable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from types import FrameType

    from gesprek.services.root import Services


_PATIENCE = 5.0  # seconds for the thread to see that the server ends


def background_threads(
    *works: Callable[[threading.Event], None], ending: Callable[[], None] = lambda: None
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan for `st.App` in which these works run.

    Args:
        works: each runs in a thread of its own until the event is set; raises nothing.
        ending: is called as soon as the server is asked to end; must not block.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        prepare_listening_socket()
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


HEAD_SECONDS: Final = 10.0
"""For the first lines of a request; half of it again where a look just passed."""


def prepare_listening_socket() -> None:
    """Do so for the sockets that the server of this loop is about to listen on.

    To be called within the lifespan: then the socket is there, and nobody listens yet.
    """
    loop = asyncio.get_running_loop()
    create, open_lines = loop.create_server, HalfSent()

    async def create_server(make: Callable[[], Any], *settings: Any, **more: Any) -> asyncio.Server:  # noqa: ANN401 - as asked
        listening = more.get("sock")
        if listening is not None and listening.family in {socket.AF_INET, socket.AF_INET6}:
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await create(lambda: open_lines.noted(make()), *settings, **more)

    loop.create_server = create_server  # type: ignore[assignment,method-assign]
    open_lines.looking = loop.create_task(open_lines.look())
    _open_more_files()


class HalfSent:
    """Closes lines on which no whole request comes.

    Attributes:
        looking: the task that does it, kept as long as this.
    """

    looking: asyncio.Task[None]

    def __init__(self, seconds: float = HEAD_SECONDS) -> None:
        self._seconds = seconds
        self._lines: WeakSet[Any] = WeakSet()
        self._waiting: dict[int, tuple[object, int]] = {}

    def noted(self, line: Any) -> Any:  # noqa: ANN401 - uvicorn's own, of several kinds
        """Return a new line of uvicorn, which is looked at from now on."""
        self._lines.add(line)
        return line

    async def look(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.sleep(self._seconds / 2)
            self._close_those_that_wait()

    def _close_those_that_wait(self) -> None:
        """Close the lines that stand at the same point for the third look in a row."""
        before, self._waiting = self._waiting, {}
        for line in list(self._lines):
            transport, cycle = line.transport, line.cycle
            if transport is None or transport.is_closing() or transport.get_protocol() is not line:
                continue  # not begun, over, or a WebSocket by now
            if cycle is not None and not cycle.response_complete:
                continue  # a request is being answered
            since, looks = before.get(id(line), (cycle, 0))
            if since is not cycle:
                looks = 0
            if looks >= 2:  # noqa: PLR2004 - as told
                transport.close()
            else:
                self._waiting[id(line)] = cycle, looks + 1


def _open_more_files() -> None:
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def check_texts() -> None:
    """Tell what is wrong with the texts; without whole texts of our own nothing can start."""
    try:
        problems = inhoud().problemen
    except ContentError as error:
        sys.exit(str(error))
    for problem in problems:
        sys.stderr.write(f"{printable(str(problem))}\n")


def read_settings(services: Callable[[], Services]) -> Settings:
    """Return the settings of the network; where they cannot be read, nobody gets in."""
    try:
        return services().visits.settings()
    except UserError as error:
        sys.stderr.write(f"{printable(error.zin)}\n")
        return Settings()
