"""The line of events of the real server: who gets one, when it ends, and that it stops nobody."""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage.values import new_oefening_id
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gesprek.access.visitors import LogIn
    from gesprek.domain.oefening import Oefening
    from gesprek.domain.team import Team

PATIENCE = 60.0
NAMES = ("Anouk", "Bastiaan", "Chantal", "Driss")
LINES = 100


class House(NamedTuple):
    """A server with two teams, and the advisor's view of its store."""

    server: Server
    organisation: Organisatie
    team: Team
    ander: Team
    oefening: Oefening

    def log_in(self, team: Team, persoon: str = "") -> LogIn:
        """Return the log-in of a new device of a team."""
        made = self.organisation.visits.log_ins.begin_team(team.id, generatie=None)
        self.organisation.visits.log_ins.be(made.id, persoon)
        return made

    def visit(self, log_in: LogIn | None) -> HttpDriver:
        """Return the browser of this log-in; None: of a guest."""
        cookie = {"gesprek": self.organisation.visits.cookie_of(log_in)} if log_in else {}
        return HttpDriver(self.server, cookie)

    def line(self, log_in: LogIn) -> Stroom:
        """Open a line on the oefening."""
        cookie = f"gesprek={self.organisation.visits.cookie_of(log_in)}"
        return Stroom(self.server.port, f"/live/{self.oefening.id}", cookie)


class Stroom:
    """One line, with what it heard so far."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        head = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", f"Cookie: {cookie}"]
        head += ["Accept: text/event-stream", "Connection: close", "", ""]
        self._line.sendall("\r\n".join(head).encode())
        self.heard = ""
        self._until = time.monotonic() + PATIENCE

    def until(self, is_there: Callable[[str], bool]) -> str:
        """Return all that was heard, once this holds for it."""
        while not is_there(self.heard):
            assert self._read(), f"the line ended:\n{self.heard}"
        return self.heard

    def until_closed(self) -> str:
        """Return all that was heard, once the server closed the line."""
        while self._read():
            pass
        return self.heard

    def _read(self) -> bool:
        """Hear what comes next; False: the line ended."""
        assert time.monotonic() < self._until, f"nothing of the kind:\n{self.heard}"
        data = self._line.recv(4096)
        self.heard += data.decode()
        return bool(data)

    def close(self) -> None:
        self._line.close()


def open_house(folder: Path) -> House:
    """Return a server that was set up, not started yet."""
    organisation = Organisatie(folder / "opslag").set_up()
    team, ander = (organisation.make_team(naam, *NAMES) for naam in ("Team Zuid", "Team Noord"))
    one = oefening_in(Werkvorm.ROLLENSPEL, len(NAMES), Stap.INLEVEN, Fill.EMPTY, team)
    organisation.archive.create_oefening(one)
    server = Server(folder / "opslag", folder / "server.log")
    return House(server, organisation, team, ander, one)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    one = open_house(tmp_path_factory.mktemp("live"))
    one.server.start()
    yield one
    one.server.stop()


@pytest.mark.parametrize("ask", ["", "?nu"])
def test_only_who_may_read_an_oefening_gets_a_line(house: House, ask: str) -> None:
    path = f"/live/{house.oefening.id}{ask}"
    assert house.visit(None).get(path).status == 403
    assert house.visit(house.log_in(house.ander)).get(path).status == 403
    by_code = house.organisation.visits.log_ins.begin_team(
        house.team.id, generatie=None, alleen="een-andere"
    )
    assert house.visit(by_code).get(path).status == 403
    refused = house.visit(house.log_in(house.ander)).get(path)
    assert (refused.text, refused.headers["Cache-Control"]) == ("", "no-store")


@pytest.mark.parametrize("ask", ["", "?nu"])
def test_an_unknown_oefening_has_no_line(house: House, ask: str) -> None:
    visit = house.visit(house.log_in(house.team))
    assert visit.get(f"/live/{new_oefening_id(house.team.id)}{ask}").status == 404


def test_who_asks_without_a_line_is_told_the_same(house: House) -> None:
    answer = house.visit(house.log_in(house.team)).get(f"/live/{house.oefening.id}?nu")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = json.loads(answer.text)
    assert told["stand"].split(".")[0] == str(version(house))
    assert told["nu"] > 0


def test_a_line_passes_proxies_and_is_kept_nowhere(house: House) -> None:
    line = house.line(house.log_in(house.team))
    heard = line.until(lambda text: "data: " in text).lower()
    line.close()
    assert " 200 " in heard.splitlines()[0]
    assert "content-type: text/event-stream" in heard
    assert "cache-control: no-store" in heard
    assert "x-accel-buffering: no" in heard
    assert "content-encoding" not in heard


def test_a_line_tells_the_stand_and_hears_of_a_save_by_another_process(house: House) -> None:
    line = house.line(house.log_in(house.team))
    before = version(house)
    line.until(lambda text: f'"stand": "{before}.' in text)
    seen = house.organisation.archive.oefening(house.oefening.id)
    house.organisation.archive.save(seen, seen.value.changed(plaats="de huiskamer"))
    heard = line.until(lambda text: f'"stand": "{before + 1}.' in text)
    line.close()
    assert "huiskamer" not in heard


def test_who_comes_is_told_to_who_is_there(house: House) -> None:
    line = house.line(house.log_in(house.team))
    line.until(lambda text: "data: " in text)
    first = line.heard.rpartition('"stand": "')[2].partition('"')[0]
    other = house.line(house.log_in(house.team, min(house.oefening.rollen)))
    line.until(lambda text: text.rpartition('"stand": "')[2].partition('"')[0] not in ("", first))
    line.close()
    other.close()


def test_the_line_of_a_log_in_that_ended_says_so_and_closes(house: House) -> None:
    ends, stays = house.log_in(house.team), house.log_in(house.team)
    line, other = house.line(ends), house.line(stays)
    line.until(lambda text: "data: " in text)
    other.until(lambda text: "data: " in text)
    house.organisation.visits.sign_out(ends)
    assert "event: weg\ndata: {}" in line.until_closed()
    lately = len(other.heard)
    other.until(lambda text: "data: " in text[lately:])
    other.close()
    assert "weg" not in other.heard


def test_the_line_of_who_became_somebody_else_says_so_and_closes(house: House) -> None:
    one, other = sorted(house.oefening.rollen)[:2]
    log_in = house.log_in(house.team, one)
    line = house.line(log_in)
    line.until(lambda text: "data: " in text)
    house.organisation.visits.log_ins.be(log_in.id, other)
    assert "event: weg" in line.until_closed()


@pytest.mark.posix_only("een server vragen om te stoppen")
def test_a_server_with_a_hundred_lines_open_ends_without_waiting_for_them(tmp_path: Path) -> None:
    house = open_house(tmp_path)
    house.server.start()
    lines = [house.line(house.log_in(house.team)) for _ in range(LINES)]
    for line in lines:
        line.until(lambda text: "data: " in text)
    process = house.server.process
    assert process is not None
    os.kill(process.pid, signal.SIGTERM)
    process.wait(PATIENCE)  # the lines themselves stay open on our side
    ends = [line.until_closed() for line in lines]
    house.server.stop()
    assert not [heard for heard in ends if "event: weg" in heard]  # they may come back
    assert "Traceback" not in house.server.log.read_text("utf-8")


def version(house: House) -> int:
    return house.organisation.archive.oefening(house.oefening.id).version
