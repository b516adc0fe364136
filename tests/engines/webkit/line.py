"""The line of one browser, that can be lost: a small SOCKS proxy to this machine."""

from __future__ import annotations

import socket
import socketserver
import threading
from contextlib import suppress
from typing import Final

_GRANTED: Final = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00"
_CHUNK: Final = 65_536


class Line:
    """Takes each connection of a browser further (RFC 1928, without a password).

    Attributes:
        port: where it listens, on 127.0.0.1.
        carries: whether anything comes through now.
    """

    def __init__(self) -> None:
        self.carries = threading.Event()
        self.carries.set()
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.line = self
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Let nothing through, as a phone that is out of reach: what is open stays open."""
        self.carries.clear()

    def go_on(self) -> None:
        """Let through what waits, and all after it."""
        self.carries.set()

    def close(self) -> None:
        """End it."""
        self.go_on()
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    line: Line


class _Connection(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        carries = self.server.line.carries
        with suppress(OSError):
            address = self._asked()
            carries.wait()
            with socket.create_connection(address, timeout=60) as there:
                there.settimeout(None)
                self.request.sendall(_GRANTED)
                ends = (there, self.request, carries)
                back = threading.Thread(target=_carry, args=ends, daemon=True)
                back.start()
                _carry(self.request, there, carries)
                back.join()

    def _asked(self) -> tuple[str, int]:
        """Read where the browser wants to go."""
        ways = self._read(2)[1]
        self._read(ways)
        self.request.sendall(b"\x05\x00")
        kind = self._read(4)[3]
        if kind == 1:
            host = socket.inet_ntoa(self._read(4))
        else:
            host = self._read(self._read(1)[0]).decode()
        return host, int.from_bytes(self._read(2), "big")

    def _read(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            more = self.request.recv(count - len(found))
            if not more:
                raise ConnectionError
            found += more
        return found


def _carry(source: socket.socket, target: socket.socket, carries: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            carries.wait()
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
