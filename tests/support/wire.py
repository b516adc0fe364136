"""A line to a server that does with its WebSockets what a bad network does."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import suppress
from enum import StrEnum, auto
from typing import Self

_UPGRADE = re.compile(rb"(?i)\r\n(?:upgrade|connection):[^\r]*")
_END = b"\r\n\r\n"


class Fault(StrEnum):
    """What becomes of a WebSocket."""

    NONE = auto()
    CLOSED = auto()
    """It is closed at once."""
    HELD = auto()
    """It is never answered."""
    NO_UPGRADE = auto()
    """It comes to the server as a plain request, as through a proxy that does not know it."""
    SILENT = auto()
    """It opens, and nothing comes."""


class Wire:
    """Passes on what a browser asks of a server on this machine, until it is left.

    Args:
        to: The port of the server.
        fault: What becomes of the WebSockets that begin from now on; may be changed.

    Attributes:
        port: Where it listens.
    """

    def __init__(self, to: int, fault: Fault = Fault.NONE) -> None:
        self._to = to
        self.fault = fault
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        self._sockets: list[socket.socket] = []

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._listening.close()
        self.cut()

    def cut(self) -> None:
        """End all lines that are open."""
        for one in self._sockets:
            _end(one)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                came, _ = self._listening.accept()
                self._sockets.append(came)
                threading.Thread(target=self._serve, args=(came,), daemon=True).start()

    def _serve(self, came: socket.socket) -> None:
        head = b""
        with suppress(OSError):
            while _END not in head:
                part = came.recv(65_536)
                if not part:
                    return
                head += part
            is_socket = b"upgrade: websocket" in head.lower()
            self._pass_on(came, head, self.fault if is_socket else Fault.NONE)

    def _pass_on(self, came: socket.socket, head: bytes, fault: Fault) -> None:
        if fault is Fault.CLOSED:
            _end(came)
        if fault in (Fault.CLOSED, Fault.HELD):
            return
        if fault is Fault.NO_UPGRADE:
            head = _UPGRADE.sub(b"", head)
        server = socket.create_connection(("127.0.0.1", self._to))
        self._sockets.append(server)
        # One request per line, so that each WebSocket is seen as one.
        server.sendall(head.replace(b"Connection: keep-alive", b"Connection: close"))
        threading.Thread(target=_pump, args=(came, server), daemon=True).start()
        _pump(server, came, only_head=fault is Fault.SILENT)


def _pump(come_from: socket.socket, go_to: socket.socket, *, only_head: bool = False) -> None:
    with suppress(OSError):
        sent = False
        while part := come_from.recv(65_536):
            if not only_head:
                go_to.sendall(part)
            elif not sent:
                go_to.sendall(part.partition(_END)[0] + _END)
                sent = True
    _end(come_from)
    _end(go_to)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
