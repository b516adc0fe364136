"""One phone: the WebSocket of a page of Streamlit and the line of events beside it.

It does what the browser does with a page of ours: it holds what the fields hold, sends that with
each question, taps a button, and draws its live part anew when it hears of a change, after the
same pauses as ``gesprek/ui/live_part.js``.
"""

import asyncio
import html
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

BUTTON: Final = "ik-ben-klaar"
"""The key of the button that tells 'I am ready' or takes it back, here and in the yardstick."""
READY: Final = "klaar"
"""The word in the list for who is."""
LISTENER: Final = "luister"
"""The component of a page that hears of changes."""
_SETTLE: Final = 0.06
_AFTER_TAP: Final = 0.5
_RETRY: Final = 1.0
_PERSON: Final = re.compile(r"<b>(.*?)</b>(.*?)</li>")
_EARLY: Final = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class PageAddress:
    """A page as one phone asks for it.

    Attributes:
        port: of the server on this machine.
        name: in the address.
        query: what stands behind the question mark.
        cookie: the header that tells the log-in.
    """

    port: int
    name: str = ""
    query: str = ""
    cookie: str = ""

    @property
    def host(self) -> str:
        """What a browser asks for."""
        return f"127.0.0.1:{self.port}"

    async def events(self, path: str) -> AsyncIterator[str]:
        """Yield the data of each event on a line of server-sent events until it ends."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            head = [f"GET {path} HTTP/1.1", f"Host: {self.host}", f"Cookie: {self.cookie}"]
            head += ["Accept: text/event-stream", "Connection: close", "", ""]
            writer.write("\r\n".join(head).encode())
            answer = await reader.readline()
            if answer.split()[1:2] != [b"200"]:
                raise ConnectionError(answer.decode())
            async for line in reader:
                if line.startswith(b"data: "):
                    yield line.removeprefix(b"data: ").decode()
        finally:
            writer.close()


@dataclass
class _Deel:
    """What can be asked of a part of the page: a widget, and the fragment that it stands in."""

    id: str
    fragment: str


@dataclass
class SocketDriver:
    """One phone, with what its page shows.

    Attributes:
        pagina: what it opens.
        naam: whose it is, as the list on the page names them.
        drawn: is called when the list was drawn, with who is ready.
        finished: is called when the server is done with what was asked last.
        ready: who is ready, as the page shows it now.
    """

    pagina: PageAddress
    naam: str
    drawn: Callable[["SocketDriver"], None] = lambda _one: None
    finished: Callable[["SocketDriver"], None] = lambda _one: None
    ready: Mapping[str, bool] = field(default_factory=dict)
    _line: ClientConnection | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _timers: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _whole: asyncio.Event = field(default_factory=asyncio.Event)
    _hash: str = ""
    _fields: dict[str, str] = field(default_factory=dict)
    _known: dict[str, ForwardMsg] = field(default_factory=dict)
    _button: _Deel | None = None
    _listener: _Deel | None = None
    _shows: str = ""
    _hears: str = ""
    _settles: asyncio.TimerHandle | None = None
    _runs: bool = False
    _tapped: float = 0.0

    @property
    def can_tap(self) -> bool:
        """Whether the page has the button."""
        return self._button is not None

    async def open(self) -> None:
        """Open the page, and the line of events where it has one; returns when it is drawn.

        Raises:
            ConnectionError: the server ended the line first.
            Exception: what the page shows cannot be read.
        """
        self._line = await connect(
            f"ws://{self.pagina.host}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://{self.pagina.host}"),
            additional_headers={"Cookie": self.pagina.cookie} if self.pagina.cookie else None,
            max_size=None,
            ping_interval=None,
            proxy=None,
        )
        reading = self._start(self._read(self._line))
        await self._ask()
        whole = asyncio.create_task(self._whole.wait())
        await asyncio.wait({reading, whole}, return_when=asyncio.FIRST_COMPLETED)
        if reading.done():
            raise reading.exception() or ConnectionError(self.pagina.host)

    async def close(self) -> None:
        """Put the phone away.

        Raises:
            Exception: what went wrong on one of its lines meanwhile.
        """
        broken = [one.exception() for one in self._tasks if one.done()]
        for one in self._tasks:
            one.cancel()
        if self._settles:
            self._settles.cancel()
        if self._line:
            await self._line.close()
        for error in filter(None, broken):
            raise error

    async def tap(self) -> None:
        """Tap the button."""
        if self._button is None:
            raise LookupError(BUTTON)
        self._tapped = time.monotonic()
        await self._ask(self._button.fragment, WidgetState(id=self._button.id, trigger_value=True))

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do something beside the rest; what fails is kept for ``close``."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(
            lambda one: (
                None if not one.cancelled() and one.exception() else self._tasks.discard(one)
            )
        )
        return task

    # What the server sends

    async def _read(self, line: ClientConnection) -> None:
        with suppress(ConnectionClosed):
            async for data in line:
                message = ForwardMsg.FromString(bytes(data))  # type: ignore[arg-type]
                if message.HasField("ref_hash"):
                    message = self._known[message.ref_hash]
                elif message.metadata.cacheable:
                    self._known[message.hash] = message
                self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._hash = message.navigation.page_script_hash
        elif kind == "delta":
            self._draw(message.delta)
        elif kind == "auto_rerun":
            fragment, every = message.auto_rerun.fragment_id, message.auto_rerun.interval
            if before := self._timers.pop(fragment, None):
                before.cancel()
            self._timers[fragment] = self._start(self._poll(fragment, every))
        elif kind == "script_finished" and message.script_finished != _EARLY:
            self._runs = False
            self._whole.set()
            self.finished(self)

    def _draw(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "text_area":
            self._fields[element.text_area.id] = element.text_area.default
        elif kind == "text_input":
            self._fields[element.text_input.id] = element.text_input.default
        elif kind == "button" and element.button.id.endswith(f"-{BUTTON}"):
            self._button = _Deel(element.button.id, delta.fragment_id)
        elif kind == "html" and 'class="samen"' in element.html.body:
            found = _PERSON.findall(element.html.body)
            self.ready = {html.unescape(who): READY in words.split() for who, words in found}
            self.drawn(self)
        elif kind == "bidi_component" and element.bidi_component.component_name == LISTENER:
            component = element.bidi_component
            told = json.loads(component.json or component.mixed.json)
            if self._listener is None:
                self._start(self._listen(told["address"]))
            self._listener, self._shows = _Deel(component.id, delta.fragment_id), told["stand"]

    # What the page asks

    async def _listen(self, path: str) -> None:
        """Hear of changes, as EventSource does."""
        while True:
            async for data in self.pagina.events(path):
                self._hears = json.loads(data).get("stand", self._hears)
                self._settle()
            await asyncio.sleep(_RETRY)

    def _settle(self) -> None:
        if self._settles:
            self._settles.cancel()
        self._settles = asyncio.get_running_loop().call_later(_SETTLE, self._tell)

    def _tell(self) -> None:
        """Ask to draw the live part anew, once nothing else is under way."""
        if self._hears == self._shows or self._listener is None:
            return
        if self._runs or time.monotonic() < self._tapped + _AFTER_TAP:
            self._settle()
            return
        event = json.dumps([{"event": "stand", "value": self._hears}])
        trigger = f"$$STREAMLIT_INTERNAL_KEY_{self._listener.id}__events"
        told = WidgetState(id=trigger, json_trigger_value=event)
        self._start(self._ask(self._listener.fragment, told))

    async def _poll(self, fragment: str, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            await self._ask(fragment, is_auto=True)

    async def _ask(
        self, fragment: str = "", trigger: WidgetState | None = None, *, is_auto: bool = False
    ) -> None:
        if self._line is None:
            raise ConnectionError
        self._runs = True
        message = BackMsg()
        ask = message.rerun_script
        ask.page_name, ask.query_string = self.pagina.name, self.pagina.query
        ask.page_script_hash, ask.fragment_id, ask.is_auto_rerun = self._hash, fragment, is_auto
        ask.context_info.url = f"http://{self.pagina.host}/{self.pagina.name}"
        ask.context_info.timezone, ask.context_info.locale = "Europe/Amsterdam", "nl-NL"
        ask.cached_message_hashes.extend(self._known)
        for name, text in self._fields.items():
            ask.widget_states.widgets.add(id=name, string_value=text)
        if trigger:
            ask.widget_states.widgets.append(trigger)
        await self._line.send(message.SerializeToString())
