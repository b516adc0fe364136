"""A store of an older program opens with everything in it, in kinds of their own."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from gesprek.access.access_errors import Refused
from gesprek.access.passwords import Passwords
from gesprek.access.request_origin import RequestOrigin
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import VisitorKind
from gesprek.services.archive import Archive
from gesprek.services.backup import write_copy
from gesprek.services.copy_file import open_copy
from gesprek.services.erasure_ledger import ErasureLedger
from gesprek.services.restore import herstel
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
from gesprek.storage.postgresql.tables import HEAD
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.stored_form import APART, present_key

if TYPE_CHECKING:
    from tests.storage.place import Database

STORE = Path(__file__).with_name("data") / "opslag-2026-11.zip"
"""Made by the program of 29 November 2026; all in it is made up."""
NOW = datetime(2026, 11, 29, 11, tzinfo=UTC)
HERE = RequestOrigin("192.0.2.1", {"host": "gesprek.nl"})


@dataclass
class Ouder:
    """The folder of that store, and what its people had in hands."""

    root: Path
    told: dict[str, Any]

    def visits(self, store: Store) -> Visits:
        cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        return Visits(store, ServerSecrets(self.root), lambda: NOW, passwords=cheap)


@pytest.fixture
def ouder(tmp_path: Path) -> Ouder:
    with zipfile.ZipFile(STORE) as found:
        found.extractall(tmp_path / "opslag")
    told = tmp_path / "opslag" / "verteld.json"
    read = json.loads(told.read_text("utf-8"))
    told.unlink()
    return Ouder(tmp_path / "opslag", read)


def everything_is_there(ouder: Ouder, store: Store) -> None:
    told, visits = ouder.told, ouder.visits(store)
    for cookie, soort, alone in (
        ("koek", VisitorKind.TEAM, None),
        ("koek_code", VisitorKind.TEAM, told["oefening"]),
        ("koek_adviseur", VisitorKind.ADVISEUR, None),
    ):
        if cookie != "koek_adviseur":  # an advisor's ends after half an hour
            who = visits.visit_of(told[cookie], HERE).visitor
            assert (who.soort, who.alleen) == (soort, alone)
    assert visits.sign_in.by_key(told["sleutel"], "192.0.2.1", onthoud=False).team == told["team"]
    assert visits.sign_in.by_code(told["code"], "192.0.2.1").alleen == told["oefening"]
    assert visits.calendar_keys.team_of(told["agenda"], "192.0.2.1") == told["team"]
    visits.sign_in.by_password(None, "een paarse fiets in de sloot", "192.0.2.1")
    visits.sign_in.by_password("Anne", "twee groene fietsen op zolder", "192.0.2.1")
    with pytest.raises(Refused, match="gestopt"):
        visits.accounts.admit("ab12", "Bo")
    assert ErasureLedger(store).of(told["team"]).keys(told["team"])
    oefening = Archive(store).oefening(told["oefening"]).value
    assert oefening.casus.leervraag == "Hoe begin ik erover?"
    assert store.check() == ()


def kinds(store: Store) -> dict[Kind, int]:
    return {soort: len(list(store.list(soort))) for soort in Kind}


AS_IT_WAS = {
    Kind.AANMELDING: 4,
    Kind.DEELCODE: 1,
    Kind.TEAMSLEUTEL: 2,
    Kind.ACCOUNT: 3,
    Kind.GROOTBOEK: 1,
    Kind.BEHEER: 3,
}


@pytest.mark.op_bestanden("a store of files of an older program")
def test_a_store_of_files_of_an_older_program_opens_with_everything_in_it(ouder: Ouder) -> None:
    store = TinyDBStore(ouder.root, lambda: NOW)
    assert {kind: kinds(store)[kind] for kind in AS_IT_WAS} == AS_IT_WAS
    left = {path.name for path in (ouder.root / "beheer").iterdir()}
    assert not [name for name in left if name.startswith(tuple(APART))]
    everything_is_there(ouder, store)
    everything_is_there(ouder, TinyDBStore(ouder.root, lambda: NOW))


@pytest.mark.op_bestanden("a move of files that was broken off")
@pytest.mark.parametrize("after", ["before anything", "the copy", "all"])
def test_a_move_that_is_broken_off_is_finished_at_the_next_start(
    ouder: Ouder, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    class Killed(BaseException):
        pass

    move = TinyDBStore._move
    moves = []

    def killed(self: TinyDBStore, old: DocumentKey, new: DocumentKey) -> None:
        moves.append(old)
        if len(moves) == 3:
            if after == "the copy":
                monkeypatch.setattr("gesprek.storage.files.operating_system.remove", _kill)
            if after == "before anything":
                raise Killed
        move(self, old, new)
        if after == "all" and len(moves) == 3:
            raise Killed

    def _kill(_path: Path) -> None:
        raise Killed

    with monkeypatch.context() as one:
        one.setattr(TinyDBStore, "_move", killed)
        with pytest.raises(Killed):
            TinyDBStore(ouder.root, lambda: NOW)
    monkeypatch.undo()
    store = TinyDBStore(ouder.root, lambda: NOW)
    assert {kind: kinds(store)[kind] for kind in AS_IT_WAS} == AS_IT_WAS
    everything_is_there(ouder, store)


@pytest.mark.op_bestanden("one damaged file among those that are moved")
@pytest.mark.parametrize("kind", [Kind.AANMELDING, Kind.ACCOUNT, Kind.GROOTBOEK])
def test_one_that_cannot_be_read_is_a_problem_of_its_kind_and_the_others_move(
    ouder: Ouder, kind: Kind
) -> None:
    begin = next(begin for begin, soort in APART.items() if soort is kind)
    (one, *_) = (ouder.root / "beheer").glob(f"{begin}*.json")
    one.write_bytes(b"{")
    store = TinyDBStore(ouder.root, lambda: NOW)
    assert kinds(store)[kind] == AS_IT_WAS[kind] - 1
    assert [problem.key.kind for problem in store.check()] == [kind]
    assert not one.exists()
    assert ouder.visits(store).sign_in.by_code(ouder.told["code"], "192.0.2.1")


@pytest.mark.op_bestanden("a copy that an older program made")
def test_a_copy_of_an_older_program_is_put_back_with_everything_in_it(
    ouder: Ouder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "oud.zip"
    with monkeypatch.context() as older:
        older.setattr(TinyDBStore, "_set_apart", lambda _self: None)
        write_copy(TinyDBStore(ouder.root, lambda: NOW), copy, lambda: NOW, lambda _count: None)
    with zipfile.ZipFile(copy) as found:
        assert [name for name in found.namelist() if name.startswith("beheer/aanmelding-")]
    store = TinyDBStore(tmp_path / "nieuw", lambda: NOW)
    with open_copy(copy) as bron:
        herstel(store, bron, lambda: NOW, lambda _count: None)
    assert kinds(store)[Kind.DEELCODE] == 1
    assert kinds(store)[Kind.GROOTBOEK] == 1
    key = ouder.visits(store).sign_in.by_key(ouder.told["sleutel"], "192.0.2.1", onthoud=False)
    assert key.team == ouder.told["team"]


def test_a_database_of_an_older_program_opens_with_everything_in_it(
    ouder: Ouder, database: Database
) -> None:
    store = PostgreSQLStore(database.address)
    files = TinyDBStore(ouder.root, lambda: NOW)
    store.load(files.export())
    engine = sa.create_engine(database.address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as line:  # as the program before this one kept it
        for begin, soort in APART.items():
            line.execute(
                sa.text(
                    "UPDATE documenten SET soort = 'beheer' "
                    "WHERE soort = :soort AND starts_with(id, :begin)"
                ),
                {"soort": soort.value, "begin": begin},
            )
        line.execute(sa.text("UPDATE alembic_version SET version_num = '0002'"))
    engine.dispose()
    store.close()
    newer = PostgreSQLStore(database.address)
    assert HEAD == "0003"
    assert {kind: kinds(newer)[kind] for kind in AS_IT_WAS} == AS_IT_WAS
    everything_is_there(ouder, newer)


@pytest.mark.parametrize("begin", APART)
def test_a_key_of_an_older_program_is_that_of_a_kind_now(begin: str) -> None:
    key = DocumentKey(Kind.BEHEER, f"{begin}abc")
    assert present_key(key) == DocumentKey(APART[begin], f"{begin}abc")
    assert present_key(present_key(key)) == present_key(key)


@pytest.mark.parametrize(
    "name", ["instellingen", "gedeeld", "agenda-abc", "code", "privacywoorden"]
)
def test_a_setting_keeps_its_place(name: str) -> None:
    key = DocumentKey(Kind.BEHEER, name)
    assert present_key(key) == key
    with pytest.raises(NotFound):
        DocumentKey(Kind.BEHEER, "../x")
