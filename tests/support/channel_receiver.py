"""A real HTTPS server on this machine that takes messages for a channel, or does not."""

from __future__ import annotations

import json
import ssl
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final, Self

from tests.support.mail_server import HERE, PATIENCE, Hold

if TYPE_CHECKING:
    from tests.support.certificate import Certificaat

NO_ANSWER: Final = 0
SECRET_PATH: Final = "/services/T0/B0/geheim?code=a%2Fb"  # noqa: S105 - of this receiver only


@dataclass
class Posted:
    """A message that came as a whole."""

    path: str
    content_type: str
    message: dict[str, Any]


class ChannelReceiver:
    """The server; ``status`` is what it answers, ``NO_ANSWER`` to end the line instead."""

    def __init__(self, certificate: Certificaat) -> None:
        self.posted: list[Posted] = []
        self.status = 200
        self.hold: Hold | None = None
        receiver = self

        class _Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.take(self)

            def log_message(self, *_arguments: object) -> None:
                """Tell nothing."""

        self._server = ThreadingHTTPServer((HERE, 0), _Handler)
        self._server.daemon_threads = True
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate.path, certificate.key)
        listening = self._server.socket
        self._server.socket = tls.wrap_socket(
            listening, server_side=True, do_handshake_on_connect=False
        )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )

    @property
    def host(self) -> str:
        """The host with its port, as the advisor would allow it."""
        return f"{HERE}:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        """The secret address of the channel."""
        return f"https://{self.host}{SECRET_PATH}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.hold:
            self.hold.goes_on.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE)

    def take(self, request: BaseHTTPRequestHandler) -> None:
        """Take one request."""
        body = request.rfile.read(int(request.headers["Content-Length"]))
        if len(body) < int(request.headers["Content-Length"]):
            return
        if self.hold:
            self.hold.reached.set()
            self.hold.goes_on.wait(PATIENCE)
        kind = request.headers["Content-Type"]
        self.posted.append(Posted(request.path, kind, json.loads(body)))
        if self.status == NO_ANSWER:
            request.close_connection = True
            return
        request.send_response(self.status)
        request.send_header("Location", f"https://{self.host}/elders")
        request.send_header("Content-Length", "0")
        request.end_headers()
