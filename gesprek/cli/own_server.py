"""The process of the server: uvicorn on our app, the socket it listens on, and how it ends."""

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any, Final

import h11
import uvicorn
import websockets.http11
from uvicorn.protocols.http.h11_impl import H11Protocol

from gesprek.cli.console import WrongUsage
from gesprek.services.background import end_lines

MOST_OF_A_MESSAGE: Final = 2_000_000
"""Bytes of a message of a page: ``maxMessageSize`` in .streamlit/config.toml."""
PING_SECONDS: Final = 20
"""Between two pings of a page, and the wait for its answer."""
MOST_OF_A_HEAD: Final = 65_536
"""Bytes of the first lines of a request: other programs at the same name may leave many cookies."""
END_SECONDS: Final = 8
"""For answers that are on their way; then the server ends without them."""
HEAD_SECONDS: Final = 10.0
"""For the first lines of a request; half of it again where a look just passed."""
_TICKS_A_SECOND: Final = 10
_LAST_PORT: Final = 65_535
_UNREADABLE: Final = """<!DOCTYPE html><html lang="nl"><meta charset="utf-8">
<title>Gesprekstool</title>
<p>Gesprekstool kan dit verzoek niet lezen. Meestal komt dat door te veel cookies. Wis in je browser
de cookies van dit adres, of open dit adres in een privévenster. Meld je daarna opnieuw aan.</p>"""


class OwnServer(uvicorn.Server):
    """Runs our app until a signal ends it.

    Args:
        app: the app, or ``module:name``.
        certificate: the file of the certificate; empty: without TLS.
        key: the file of its key.
        started: is called as soon as the server answers.
        head_seconds: see ``HEAD_SECONDS``.
    """

    def __init__(
        self,
        app: Any,  # noqa: ANN401 - any ASGI app
        certificate: str = "",
        key: str = "",
        *,
        started: Callable[[], None] = lambda: None,
        head_seconds: float = HEAD_SECONDS,
    ) -> None:
        # A WebSocket is asked for with the same cookies as its page; its reader stops at 8,192.
        websockets.http11.MAX_LINE_LENGTH = MOST_OF_A_HEAD
        super().__init__(
            uvicorn.Config(
                app,
                http=OwnProtocol,
                h11_max_incomplete_event_size=MOST_OF_A_HEAD,
                ws="websockets-sansio",
                ws_max_size=MOST_OF_A_MESSAGE,
                ws_per_message_deflate=False,
                ws_ping_interval=PING_SECONDS,
                ws_ping_timeout=PING_SECONDS,
                ssl_certfile=certificate or None,
                ssl_keyfile=key or None,
                # Our own middleware decides whose word on an address counts.
                proxy_headers=False,
                server_header=False,
                access_log=False,
                use_colors=False,
                log_level="warning",
                timeout_graceful_shutdown=END_SECONDS,
            )
        )
        self._tell_started = started
        self._half_sent = HalfSent()
        self._ticks = max(1, round(head_seconds / 2 * _TICKS_A_SECOND))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and tell so."""
        await super().startup(sockets)
        if self.started and not self.should_exit:  # nobody asked it to end meanwhile
            self._tell_started()

    async def on_tick(self, counter: int) -> bool:
        """Look after the lines now and then; uvicorn calls this ten times a second."""
        if counter % self._ticks == 0:
            self._half_sent.look(self.server_state.connections)
        return await super().on_tick(counter)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end; the lines of open pages go first, else the server would wait for them."""
        end_lines()
        super().handle_exit(sig, frame)


class OwnProtocol(H11Protocol):
    """Says in Dutch what uvicorn says of a request that it cannot read."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own name
        """Answer, and end the line."""
        body = _UNREADABLE.encode()
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Connection", "close")]
        headers += [("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        answer = h11.Response(status_code=400, headers=headers, reason="Bad Request")
        for event in (answer, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


class HalfSent:
    """Closes lines on which no whole request comes: uvicorn waits for ever for the rest."""

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[object, int]] = {}

    def look(self, lines: set[Any]) -> None:
        """Close the lines that are at the same point for the third look in a row."""
        before, self._waiting = self._waiting, {}
        for line in [one for one in lines if isinstance(one, H11Protocol)]:
            cycle = line.cycle
            if line.transport.is_closing() or (cycle and not cycle.response_complete):
                continue  # it is over, or a request is being answered
            since, looks = before.get(id(line), (cycle, 0))
            if since is not cycle:
                looks = 0
            if looks >= 2:  # noqa: PLR2004 - as told
                line.transport.close()
            else:
                self._waiting[id(line)] = cycle, looks + 1


def listening_socket(address: str, port: int) -> socket.socket:
    """Return a socket that is bound to an address and a port.

    It is told to be TCP: only then does Python send each part of an answer at once
    (``TCP_NODELAY``). Without, the second part waits until the browser has told that it got the
    first: 42 ms for each file, measured on 127.0.0.1.

    Raises:
        WrongUsage: another program uses the port.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    # On Windows Python forgets that for the lines that come in; there they do as this socket does.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform != "win32":  # there it would allow a port that is in use
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
    except OSError:
        listening.close()
        other = port + 1 if port < _LAST_PORT else port - 1
        raise WrongUsage(
            f"Poort {port} is al in gebruik (misschien staat Gesprekstool al open op "
            f"http://127.0.0.1:{port}): kies een andere, bijvoorbeeld met `--poort {other}`."
        ) from None
    return listening


def open_more_files() -> None:
    """Let this process have as many files and lines open as the system allows it.

    At first that is 1,024 on many systems, and each open page takes four.
    """
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft != hard:
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
