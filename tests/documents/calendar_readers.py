"""Programs of others that read calendars: khal, and Radicale, a server that keeps them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

import httpx2

from tests.support.proxy import Proxy

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_KHAL: Final = """
[calendars]
[[team]]
path = {folder}/agenda
[default]
default_calendar = team
[locale]
local_timezone = Europe/Amsterdam
default_timezone = Europe/Amsterdam
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""
_FIELDS: Final = ("title", "start-long", "end-long", "status")
_ASKED: Final = """<C:calendar-query xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:D="DAV:">
<D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR">
<C:comp-filter name="VEVENT">
<C:time-range start="{begin:%Y%m%dT%H%M%SZ}" end="{end:%Y%m%dT%H%M%SZ}"/>
</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""
_DATA: Final = ".//{urn:ietf:params:xml:ns:caldav}calendar-data"


class Shown(NamedTuple):
    """An event as khal shows it: its times by the clock, or days."""

    title: str
    begin: str
    end: str
    status: str


class Khal:
    """A calendar in the terminal, with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "agenda").mkdir(parents=True)
        (folder / "config").write_text(_KHAL.format(folder=folder), "utf-8")

    def imports(self, *files: bytes | None) -> None:
        """Take these files into the calendar, without a question."""
        names = []
        for number, data in enumerate(files):
            assert data is not None
            place = self._folder / f"{number}.ics"
            place.write_bytes(data)
            names.append(str(place))
        self._run("import", "--batch", "-a", "team", *names)

    def shown(self) -> list[Shown]:
        """Return all that it shows of half a year."""
        wanted = [part for one in _FIELDS for part in ("--json", one)]
        told = self._run("list", *wanted, "2026-10-20", "165d")
        found = [one for line in told.splitlines() for one in json.loads(line)]
        return [Shown(*(str(one[name]).strip() for name in _FIELDS)) for one in found]

    def _run(self, *command: str) -> str:
        here = dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(self._folder))
        done = subprocess.run(
            [sys.executable, "-m", "khal", "-c", str(self._folder / "config"), *command],
            env={**os.environ, **here, "PYTHONUTF8": "1"},
            check=False,
            capture_output=True,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout


class Radicale(Proxy):
    """A CalDAV server, on a folder of its own."""

    name = "Radicale"
    tls = False

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        folder.mkdir(parents=True)
        options = {
            "config": "",
            "server-hosts": f"127.0.0.1:{self.port}",
            "storage-filesystem-folder": str(folder / "opslag"),
            "auth-type": "none",
            "logging-level": "warning",
        }
        given = [part for name, told in options.items() for part in (f"--{name}", told)]
        self.command = [sys.executable, "-m", "radicale", *given]
        self._line = httpx2.Client(
            base_url=f"http://127.0.0.1:{self.port}", auth=("team", "-"), trust_env=False
        )

    def makes(self, calendar: str) -> None:
        """Make an empty calendar."""
        assert self._line.request("MKCALENDAR", f"/team/{calendar}/").status_code == 201

    def takes(self, path: str, data: bytes | None) -> int:
        """Send an event, or a calendar where the path ends in a slash; return its status."""
        kind = {"Content-Type": "text/calendar; charset=utf-8"}
        return self._line.put(f"/team/{path}", content=data or b"", headers=kind).status_code

    def gives(self, path: str) -> str:
        """Return what it keeps there."""
        return self._line.get(f"/team/{path}").raise_for_status().text

    def finds(self, calendar: str, begin: datetime, end: datetime) -> list[str]:
        """Return each event that takes some of this time, by the server's own reckoning."""
        asked = _ASKED.format(begin=begin, end=end)
        answer = self._line.request(
            "REPORT", f"/team/{calendar}/", content=asked, headers={"Depth": "1"}
        )
        root = ET.fromstring(answer.raise_for_status().text)  # noqa: S314 - of our own process
        return [one.text or "" for one in root.iterfind(_DATA)]
