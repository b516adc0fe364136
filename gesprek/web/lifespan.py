"""What lives as long as the server: threads beside the pages."""

import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import wraps

from gesprek.access.settings import Settings
from gesprek.content import ContentError, inhoud
from gesprek.domain.base import UserError
from gesprek.domain.text import printable
from gesprek.services.root import Services

_PATIENCE = 5.0  # seconds for the thread to see that the server ends


def background_threads(
    *works: Callable[[threading.Event], None],
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan for `st.App` in which these works run.

    Args:
        works: each runs in a thread of its own until the event is set; raises nothing.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        stop = threading.Event()
        # Daemons: what hangs on a dead disk must not keep the server from ending.
        threads = [
            threading.Thread(target=work, args=(stop,), name=work.__name__, daemon=True)
            for work in works
        ]
        for thread in threads:
            thread.start()
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
        sys.stderr.write(f"{printable(error.sentence)}\n")
        return Settings()
