"""Work beside the pages: one thread that lives as long as the server."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

_PATIENCE = 5.0  # seconds for the thread to see that the server ends


def beside_the_pages(
    work: Callable[[threading.Event], None],
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return the lifespan for `st.App` in which this work runs.

    Args:
        work: runs in a thread of its own until the event is set; raises nothing.
    """

    @asynccontextmanager
    async def lifespan(_app: object) -> AsyncIterator[None]:
        stop = threading.Event()
        # A daemon: what hangs on a dead disk must not keep the server from ending.
        thread = threading.Thread(target=work, args=(stop,), name="opschonen", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(_PATIENCE)

    return lifespan
