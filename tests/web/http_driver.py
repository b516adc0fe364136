"""A visitor with real HTTP connections and cookies, and one with a real WebSocket."""

from __future__ import annotations

import re
import socket
import ssl
from dataclasses import dataclass, field
from http.cookies import Morsel, SimpleCookie
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode

from google.protobuf.text_format import MessageToString  # type: ignore[import-untyped]
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.support.server import line_to, trusting

if TYPE_CHECKING:
    import http.client


LOG_IN = re.compile(r"(__Host-)?gesprek-[0-9a-f]{8}")
"""The name of the cookie of a log-in: it has a mark of the store."""


class Serves(Protocol):
    """What a browser goes to: a server, or what stands in front of it."""

    @property
    def port(self) -> int: ...

    @property
    def tls(self) -> bool: ...


@dataclass
class Answer:
    """An answer as it came."""

    status: int
    headers: http.client.HTTPMessage
    data: bytes

    @property
    def text(self) -> str:
        """What came, as text; a file that is none gets U+FFFD where it cannot be read."""
        return self.data.decode(errors="replace")

    @property
    def cookies(self) -> SimpleCookie:
        """The cookies that the answer sets."""
        found = SimpleCookie()
        for one in self.headers.get_all("Set-Cookie") or []:
            found.load(one)
        return found

    @property
    def log_in(self) -> Morsel[str]:
        """The cookie of the log-in that the answer sets or takes away."""
        (name,) = filter(LOG_IN.fullmatch, self.cookies)
        return self.cookies[name]


@dataclass
class HttpDriver:
    """One browser: keeps its cookies.

    Attributes:
        server: Where it goes.
        cookies: Name → value.
        host: What it thinks the server is called; empty for the true name.
    """

    server: Serves
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = ""

    @property
    def name(self) -> str:
        return self.host or f"127.0.0.1:{self.server.port}"

    @property
    def origin(self) -> str:
        return f"{'https' if self.server.tls else 'http'}://{self.name}"

    @property
    def log_in(self) -> str:
        """The value of the cookie of its log-in, empty where it has none."""
        return next((told for name, told in self.cookies.items() if LOG_IN.fullmatch(name)), "")

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def head(self, path: str, **headers: str) -> Answer:
        return self.send("HEAD", path, None, headers)

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Answer:
        """Post a form as a page of the server itself would."""
        usual = {"Origin": self.origin}
        return self.send("POST", path, urlencode(fields or {}).encode(), {**usual, **headers})

    def sign_in(self, key: str) -> Answer:
        """Send the key of a team, as the page to sign in does."""
        return self.post("/aanmelden/team", {"sleutel": key})

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        """Send one request; headers with an empty value are left out."""
        usual = {"Host": self.name}
        if body is not None:
            usual["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            usual["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {name: value for name, value in {**usual, **named}.items() if value}
        line = line_to(self.server.port, tls=self.server.tls, seconds=60)
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            data = answer.read()
        finally:
            line.close()
        found = Answer(answer.status, answer.headers, data)
        self.cookies |= {name: one.value for name, one in found.cookies.items() if one.value}
        return found

    def page(self, **headers: str) -> str:
        """Open the page over a WebSocket and return the text on it.

        Raises:
            InvalidStatus: the server refuses the WebSocket.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        origin = Origin(named.pop("Origin", self.origin))
        if self.cookies:
            named["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        with connect(
            f"{'wss' if self.server.tls else 'ws'}://{self.name}/_stcore/stream",
            sock=socket.create_connection(("127.0.0.1", self.server.port)),
            ssl=_tls_1_2() if self.server.tls else None,
            subprotocols=[Subprotocol("streamlit")],
            origin=origin,
            ping_interval=None,
            additional_headers=named,
        ) as line:
            line.send(_ask("", ""))
            while True:
                message = ForwardMsg()
                message.ParseFromString(bytes(line.recv(60)))  # type: ignore[arg-type]
                if message.delta.new_element.text.body:
                    return str(message.delta.new_element.text.body)

    def heard_again(self, page: str, query: str, fragment: str) -> bool:
        """Open a page, tap in a part of it, and return whether it is drawn anew.

        Args:
            page: its name in the address.
            query: what stands behind the question mark.
            fragment: the id of the part, as the browser knows it.
        """
        with connect(
            f"ws://{self.name}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://{self.name}"),
            max_size=None,
            ping_interval=None,
        ) as line:
            line.send(_ask(page, query))
            drawn = _until_drawn(line)
            line.send(_ask(page, query, fragment, drawn))
            return _until_drawn(line) == drawn

    def all_of(self, page: str, query: str = "", session: str = "", **headers: str) -> str:
        """Open a page over a WebSocket, as a browser does, and return all that is sent for it.

        Args:
            page: its name in the address.
            query: what stands behind the question mark.
            session: the id of a session of Streamlit to go on with.
            headers: more of them.
        """
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            named["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        asked = ("streamlit", "", session) if session else ("streamlit",)
        with connect(
            f"ws://{self.name}/_stcore/stream",
            subprotocols=[Subprotocol(one or "-") for one in asked],
            origin=Origin(f"http://{self.name}"),
            additional_headers=named,
            max_size=None,
            ping_interval=None,
        ) as line:
            line.send(_ask(page, query))
            sent = []
            while True:
                message = ForwardMsg()
                message.ParseFromString(bytes(line.recv(60)))  # type: ignore[arg-type]
                sent.append(MessageToString(message, as_utf8=True))
                if message.HasField("script_finished"):
                    return "\n".join(sent)


def _tls_1_2() -> ssl.SSLContext:
    """Return what a line over TLS trusts; an older TLS, which sends nothing unasked.

    In 1.3 a server sends tickets after the handshake, and the client of websockets, which reads
    and writes in two threads, may then wait for ever.
    """
    context = trusting()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


def _until_drawn(line: ClientConnection) -> str:
    """Read until a page was drawn, and return what Streamlit calls that page."""
    name = ""
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(line.recv(60)))  # type: ignore[arg-type]
        name = message.navigation.page_script_hash or name
        if message.HasField("script_finished"):
            return name


def _ask(page: str, query: str, fragment: str = "", page_script_hash: str = "") -> bytes:
    ask = BackMsg()
    ask.rerun_script.query_string = query
    ask.rerun_script.page_name = page
    ask.rerun_script.fragment_id = fragment
    ask.rerun_script.page_script_hash = page_script_hash
    return bytes(ask.SerializeToString())
