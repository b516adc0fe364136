"""A private PostgreSQL for the tests: its own folder, no port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import psycopg
from psycopg import sql

from scripts.find_programs import find_postgres

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_POSTGRES: Final = (
    "geen PostgreSQL gevonden: installeer het pakket postgresql, of zet GESPREK_POSTGRES"
)
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - the folder in it is private
_ACCOUNT: Final = "postgres"
_FOLLOWED: Final = "SELECT 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
_PAUSE: Final = 0.05
_SETTINGS: Final = {
    "listen_addresses": "",
    "max_connections": "600",
    "shared_buffers": "16MB",
    "max_wal_size": "64MB",
    "min_wal_size": "32MB",
    "logging_collector": "off",
}


class Cluster:
    """One server of PostgreSQL that only this account can reach, through a file.

    Args:
        programs: the folder with ``initdb`` and ``pg_ctl``.
        settings: more settings of the server.
        on_disk: whether it must lie on a disk, and not in memory.

    Attributes:
        folder: where its socket, data and log are.
    """

    def __init__(
        self, programs: Path, settings: dict[str, str] | None = None, *, on_disk: bool = False
    ) -> None:
        memory = _MEMORY if os.access(_MEMORY, os.W_OK) and not on_disk else None
        self.folder = Path(tempfile.mkdtemp(prefix="gesprek-pg-", dir=memory))
        self.log = self.folder / "log"
        self._programs = programs
        self._data = self.folder / "data"
        self._settings = {
            **_SETTINGS,
            "unix_socket_directories": str(self.folder),
            **(settings or {}),
        }
        self._count = 0
        if _is_root():  # which PostgreSQL refuses to run as
            shutil.chown(self.folder, _ACCOUNT, _ACCOUNT)

    def start(self) -> Self:
        """Make the data where they are missing, and start."""
        if not self._data.exists():
            options = ["--auth=trust", "--encoding=UTF8", "--locale=C", f"--username={_ACCOUNT}"]
            self._run("initdb", "--no-sync", *options, f"--pgdata={self._data}")
        given = " ".join(f"-c {name}='{value}'" for name, value in self._settings.items())
        self._control("start", "-w", "-l", str(self.log), "-o", given)
        return self

    def stop(self, mode: str = "fast") -> None:
        """Stop; ``immediate`` is as a power cut."""
        self._control("stop", "-w", "-m", mode)

    def kill(self) -> None:
        """Kill the first process, as a power cut does; the others follow by themselves."""
        (number, *_) = (self._data / "postmaster.pid").read_text("utf-8").splitlines()
        os.kill(int(number), signal.SIGKILL)

    def remove(self) -> None:
        """Stop, where it still runs, and remove everything."""
        with suppress(AssertionError):
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str = _ACCOUNT) -> str:
        """Return the address of a database."""
        return f"postgresql:///{database}?host={self.folder}&user={_ACCOUNT}"

    def new_database(self, like: str | None = None) -> str:
        """Make a database; return its address.

        Args:
            like: the address of one that nobody uses, to copy; an empty one without.
        """
        self._count += 1
        name, of = f"proef{self._count}", name_of(like) if like else "template1"
        with self.connect() as line:
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            line.execute(make.format(sql.Identifier(name), sql.Identifier(of)))
        return self.address(name)

    def standby(self) -> Cluster:
        """Start a second server that follows this one; from then on a commit waits for it."""
        other = Cluster(self._programs)
        follow = ("--write-recovery-conf", "--checkpoint=fast", "--no-sync")
        place = (f"--pgdata={other._data}", f"--host={self.folder}", f"--username={_ACCOUNT}")
        other._run("pg_basebackup", *follow, *place)
        other.start()
        with self.connect() as line:
            line.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            line.execute("SELECT pg_reload_conf()")
            while not line.execute(_FOLLOWED).fetchone():
                time.sleep(_PAUSE)
        return other

    def promote(self) -> None:
        """Let this server, which followed another one, take its place."""
        self._control("promote", "-w")

    def drop(self, address: str) -> None:
        """Remove a database, whoever still uses it."""
        name = sql.Identifier(name_of(address))
        with self.connect() as line:
            line.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def connect(self, address: str | None = None) -> psycopg.Connection[tuple[object, ...]]:
        """Return a line, on which each statement stands at once."""
        return psycopg.connect(address or self.address(), autocommit=True)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self._data), *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._programs / program), *arguments]
        account = {"user": _ACCOUNT, "group": _ACCOUNT, "extra_groups": []} if _is_root() else {}
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=_environment(),
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            **account,  # type: ignore[call-overload]
        )
        assert done.returncode == 0, done.stderr


def name_of(address: str) -> str:
    """Return the name of the database at an address."""
    return str(psycopg.conninfo.conninfo_to_dict(address)["dbname"])


def start_cluster() -> Cluster | None:
    """Start one, None where PostgreSQL is not installed."""
    programs = find_postgres()
    return Cluster(Path(programs)).start() if programs else None


def _environment() -> dict[str, str]:
    """Return ours without another clock: a database that has one never ends a wait for a lock."""
    return {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
