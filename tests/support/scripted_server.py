"""A mail server with TLS that says exactly what a test tells it to, also what no server would."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

from gesprek.access.reminder_settings import MailSecurity, MailServer
from tests.support.mail_server import HERE, PATIENCE, SENDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.certificate import Certificaat

SAYS_NOTHING: Final = "<niets>"
ENDS: Final = "<einde>"
_USUAL: Final = {"": "220 hier", "EHLO": "250 hier", "DATA": "354 ga door", "QUIT": "221 dag"}


class ScriptedMailServer:
    """The server, for one line.

    Args:
        certificate: what it shows.
        answers: command → answer, empty for the greeting and a dot for the end of a mail.
        slow: whether it sends a long answer letter by letter, in twenty seconds.
    """

    def __init__(
        self, certificate: Certificaat, answers: Mapping[str, str], *, slow: bool = False
    ) -> None:
        self._answers = {**_USUAL, **answers}
        self._slow = slow
        self._over = threading.Event()
        self._tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._tls.load_cert_chain(certificate.path, certificate.key)
        self._listening = socket.create_server((HERE, 0))
        self.settings = MailServer(
            server=HERE,
            poort=self._listening.getsockname()[1],
            beveiliging=MailSecurity.TLS,
            afzender=SENDER,
        )
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(PATIENCE)
        self._listening.close()

    def _serve(self) -> None:
        with suppress(OSError):
            accepted, _ = self._listening.accept()
            with self._tls.wrap_socket(accepted, server_side=True) as line:
                self._talk(line)

    def _talk(self, line: ssl.SSLSocket) -> None:
        if not self._say(line, ""):
            return
        is_mail = False
        for told in line.makefile("rb"):
            verb = told.split()[0].decode().upper() if told.strip() else ""
            if is_mail and told != b".\r\n":
                continue
            is_mail = verb == "DATA" and self._answers["DATA"].startswith("354")
            if not self._say(line, "." if told == b".\r\n" else verb):
                return

    def _say(self, line: ssl.SSLSocket, command: str) -> bool:
        """Answer; return whether the line goes on."""
        answer = self._answers.get(command, "250 goed")
        if answer == SAYS_NOTHING:
            self._over.wait(PATIENCE)
        if answer in (SAYS_NOTHING, ENDS):
            return False
        if self._slow and len(answer) > 100:
            for letter in answer[:-1]:
                line.sendall(letter.encode())
                if self._over.wait(0.05):
                    return False
            answer = answer[-1]
        line.sendall(f"{answer}\r\n".encode())
        return command != "QUIT"
