"""What the server answers leaves at once, also the second part of it."""

import asyncio
import socket

from gesprek.cli.own_server import listening_socket
from tests.support.in_thread import aside


async def holds_back(listening: socket.socket) -> bool:
    """Return whether a line to a server on this socket waits before it sends what is left."""
    seen: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def hear(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = writer.get_extra_info("socket")
        seen.set_result(line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    server = await asyncio.start_server(hear, sock=listening)
    _, writer = await asyncio.open_connection(*listening.getsockname()[:2])
    found = await seen
    writer.close()
    server.close()
    return found == 0


def test_a_line_to_the_server_holds_nothing_back_and_on_a_plain_socket_it_would() -> None:
    plain = socket.socket()
    plain.bind(("127.0.0.1", 0))
    assert aside(holds_back(plain))
    assert not aside(holds_back(listening_socket("127.0.0.1", 0)))
