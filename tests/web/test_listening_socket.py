"""What the server answers leaves at once, also the second part of it."""

import asyncio
import socket

import pytest

from gesprek.web.server_process import background_threads
from tests.support.in_thread import aside


async def line_of(family: socket.AddressFamily, *, in_lifespan: bool) -> int:
    """Return whether TCP_NODELAY is set on a line to a server that listens as Streamlit lets it."""
    seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def hear(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = writer.get_extra_info("socket")
        seen.set_result(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listening = socket.socket(family)
    listening.bind(("::1" if family is socket.AF_INET6 else "127.0.0.1", 0))
    if in_lifespan:
        async with background_threads()(None):
            server = await asyncio.start_server(hear, sock=listening)
    else:
        server = await asyncio.start_server(hear, sock=listening)
    _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
    found = await seen
    writer.close()
    server.close()
    return found


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_a_line_to_the_server_holds_nothing_back_and_without_us_it_would(
    family: socket.AddressFamily,
) -> None:
    assert aside(line_of(family, in_lifespan=False)) == 0
    assert aside(line_of(family, in_lifespan=True)) != 0
