"""The server that is attacked: with a team, an oefening and a private text."""

from __future__ import annotations

import re
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from gesprek.domain.werkvormen import Werkvorm
from tests.support.builders.oefeningen import begun
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gesprek.domain.team import Team

BRIEF: Final = "MERK je bent bang dat je weg moet"
REDRAW: Final = BackMsg(rerun_script=ClientState()).SerializeToString()
PATIENCE: Final = 60.0


@dataclass(frozen=True)
class Target:
    """A running server, what an organisation on it has, and a colleague who is signed in.

    Attributes:
        server: The server.
        organisation: The same store from beside the server, as a command of the advisor.
        team: The id of a team.
        oefening: The id of its oefening, of which the private text is ``BRIEF``.
        elsewhere: The id of an oefening of another team.
        key: The key of the team.
        colleague: Who practises while all this goes on, at an address of their own.
    """

    server: Server
    organisation: Organisatie
    team: str
    oefening: str
    elsewhere: str
    key: str
    colleague: HttpDriver

    @property
    def process(self) -> int:
        """The process of the server."""
        assert self.server.process
        return self.server.process.pid

    @property
    def handles(self) -> int:
        """How many files and lines the server has open."""
        return len(list(Path(f"/proc/{self.process}/fd").iterdir()))

    @property
    def memory(self) -> int:
        """What the server takes, in MB."""
        (found,) = re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{self.process}/status").read_text())
        return int(found) // 1_024

    def line(self, source: str = "127.0.0.2", who: HttpDriver | None = None) -> ClientConnection:
        """Open a WebSocket from this address: as a guest, or as somebody who is signed in."""
        named = who.cookies.items() if who else ()
        cookies = "; ".join(f"{name}={value}" for name, value in named)
        return connect(
            f"ws://127.0.0.1:{self.server.port}/_stcore/stream",
            sock=self.raw(source),
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(self.server.url),
            additional_headers={"Cookie": cookies} if cookies else {},
            max_size=None,
            ping_interval=None,
            open_timeout=PATIENCE,
            close_timeout=0.5,
        )

    def raw(self, source: str = "127.0.0.2") -> socket.socket:
        """Open a line from this address."""
        return socket.create_connection(("127.0.0.1", self.server.port), PATIENCE, (source, 0))

    def page(self) -> str:
        """Return what the colleague gets to see."""
        return self.colleague.all_of("stap-1", f"o={self.oefening}&terug=1")


@contextmanager
def open_target(folder: Path) -> Iterator[Target]:
    """Run a server with its store in this folder."""
    organisation = Organisatie(folder / "opslag").set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    here, elsewhere = (
        _with_oefening(organisation, one)
        for one in (team, organisation.make_team("Team Oost", "Bo", "Cas"))
    )
    server = Server(folder / "opslag", folder / "server.log").start()
    try:
        key = organisation.visits.renew_key(team.id)
        colleague = HttpDriver(server)
        colleague.sign_in(key)
        yield Target(server, organisation, team.id, here, elsewhere, key, colleague)
    finally:
        server.stop()


def _with_oefening(organisation: Organisatie, team: Team) -> str:
    """Store an oefening of a team with a private text, and return its id."""
    moment = organisation.visits.now()
    one = begun(team, Werkvorm.ROLLENSPEL, list(team.deelnemers), moment)
    organisation.archive.create_oefening(one.with_value(("inleven", "brief"), BRIEF))
    return one.id


@contextmanager
def beside(work: Callable[[threading.Event], None], times: int) -> Iterator[None]:
    """Do this so many times at once within this, until its event is set."""
    stop = threading.Event()
    threads = [threading.Thread(target=work, args=(stop,), daemon=True) for _ in range(times)]
    for one in threads:
        one.start()
    try:
        yield
    finally:
        stop.set()
        for one in threads:
            one.join(PATIENCE)
