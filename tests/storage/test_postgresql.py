"""What only a database has: tables that are made once, servers that hear each other, a death."""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from gesprek.access.signing import ServerSecrets
from gesprek.services.archive import Archive
from gesprek.services.backup import write_copy
from gesprek.services.copy_file import open_copy
from gesprek.services.restore import herstel
from gesprek.storage import is_there, open_store
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.postgresql import connection
from gesprek.storage.postgresql.postgresql_store import PostgreSQLStore
from gesprek.storage.postgresql.tables import HEAD
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import (
    Busy,
    NoDatabase,
    NotFound,
    OutcomeUnknown,
    SchemaTooNew,
    StoreFull,
    UnsafeDatabase,
)
from tests.storage.examples import OTHER, SLEUTEL, put, stored_oefening, with_casus
from tests.storage.place import Database
from tests.storage.test_concurrency import run_together
from tests.support.builders.marked import MARKER, store_marked
from tests.support.builders.oefeningen import NOW
from tests.support.postgres import Cluster

ROW = DocumentKey(Kind.GECODEERD, "o1", "t1")
PATIENCE = 60.0


@pytest.fixture
def store(database: Database) -> Store:
    return database.open(lambda: NOW)


# Choosing it


def test_nothing_of_sql_is_loaded_before_a_database_is_chosen(tmp_path: Path) -> None:
    code = (
        "import sys, gesprek.storage, gesprek.cli.command_line\n"
        f"gesprek.storage.open_store({str(tmp_path / 'opslag')!r})\n"
        "print([one for one in ('sqlalchemy', 'psycopg', 'alembic') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_alembic_is_loaded_for_new_tables_only(store: Store, database: Database) -> None:
    store.create(SLEUTEL, {})
    code = (
        "import sys, gesprek.storage\n"
        f"gesprek.storage.open_store({database.address!r})\n"
        "print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "True False\n"


def test_the_address_chooses_the_database(database: Database) -> None:
    assert not is_there(database.address)
    open_store(database.address).create(SLEUTEL, {"a": 1})
    assert is_there(database.address)
    assert database.stored(SLEUTEL)["document"] == {"a": 1}


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///gesprek?host=/bestaat/niet&password=Geheim9",
        "postgresql://een,twee:x/gesprek?password=Geheim9",
        "postgresql:///gesprek?onbekend=Geheim9",
    ],
)
def test_an_address_that_answers_nothing_is_one_sentence_without_the_password(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NoDatabase) as refused:
        open_store(address)
    assert refused.value.__cause__ is None
    assert "Geheim9" not in str(refused.value) + caplog.text


def test_of_several_hosts_the_one_that_answers_is_used(database: Database) -> None:
    dead = database.address.replace("host=/", "host=/bestaat/niet,/")
    store = open_store(dead)
    assert store.create(SLEUTEL, {}).version == 1


@pytest.mark.parametrize("setting", ["synchronous_commit", "fsync"])
def test_a_database_that_may_lose_what_it_acknowledged_is_refused(
    database: Database, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    if setting == "fsync":  # nobody can set it for one database only
        monkeypatch.setitem(connection._SAFE, "fsync", frozenset({"anders"}))
    else:
        database.ask(f"ALTER DATABASE {database.name} SET {setting} = off")
    with pytest.raises(UnsafeDatabase):
        database.open()


# Its tables


def test_servers_that_start_at_once_make_the_tables_once(database: Database) -> None:
    run_together(*[database.open] * 6)
    assert database.ask("SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_tables_of_an_older_program_are_brought_along_with_what_is_in_them(
    store: Store, database: Database
) -> None:
    store.create(SLEUTEL, {"a": 1})
    database.ask("DROP TABLE emmers")
    database.ask("UPDATE alembic_version SET version_num = '0001'")
    taken_along = database.open()
    taken_along.buckets().add("a", 1, 1)
    assert taken_along.get(SLEUTEL).document == {"a": 1}
    assert database.ask("SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_tables_of_a_newer_program_are_left_alone(store: Store, database: Database) -> None:
    store.create(SLEUTEL, {})
    database.ask("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNew):
        database.open()
    assert database.ask("SELECT version_num FROM alembic_version") == [("9999",)]


def test_jsonb_would_change_what_this_store_gives_back(store: Store, database: Database) -> None:
    document = {"bb": 1e16, "a": -0.0}
    store.create(SLEUTEL, document)
    assert repr(store.get(SLEUTEL).document) == repr(document)
    (kept,) = database.ask("SELECT (envelope -> 'document')::jsonb::text FROM documenten")
    assert repr(json.loads(str(kept[0]))) != repr(document)


# Moving


def test_moving_there_and_back_gives_identical_documents(store: Store, tmp_path: Path) -> None:
    files = TinyDBStore(tmp_path / "bestanden", lambda: NOW)
    seen = store_marked(Archive(files), files)
    Archive(files).save(seen, with_casus(seen, onderwerp="Steunkousen 🧦 é"))
    Archive(files).mend()  # as a restore does, so that nothing is left to be mended
    before = kept_in(files)
    move(files, store, tmp_path / "heen.jsonl")
    back = TinyDBStore(tmp_path / "terug", lambda: NOW)
    move(store, back, tmp_path / "terug.jsonl")
    assert len(before) == 4
    assert repr(kept_in(store)) == repr(kept_in(back)) == repr(before)
    assert store.check() == back.check() == ()


def move(source: Store, target: Store, path: Path) -> None:
    write_copy(source, path, lambda: NOW, lambda _count: None)
    with open_copy(path) as bron:
        herstel(target, bron, lambda: NOW, lambda _count: None)


def kept_in(store: Store) -> list[object]:
    """Return all but the log and the list of copies, which tell of the moving itself."""
    kept = [one for one in store.export() if one.key.kind is not Kind.LOGBOEK]
    return [one for one in kept if one.key.id != "reservekopieen"]


# Several servers


def test_another_server_is_told_of_a_save_with_ids_and_a_number_only(database: Database) -> None:
    here, there = database.open(), database.open()
    told: list[tuple[DocumentKey, int]] = []
    stop = threading.Event()
    hears = threading.Thread(
        target=there.hear, args=(lambda key, version: told.append((key, version)), stop)
    )
    hears.start()
    here.create(SLEUTEL, {"tekst": MARKER})
    here.create(ROW, {"n": 1})
    until, version = time.monotonic() + PATIENCE, 1
    while not told and time.monotonic() < until:  # it listens from some moment on
        version = here.apply(SLEUTEL, version, put("a", version)).version
        here.apply(ROW, 1, put("n", 1))
        time.sleep(0.05)
    stop.set()
    hears.join(PATIENCE)
    assert not hears.is_alive()
    assert {key for key, _ in told} == {SLEUTEL}
    assert max(number for _, number in told) <= version


def test_a_hint_that_is_not_ours_is_left_out(store: Store, database: Database) -> None:
    told: list[object] = []
    stop = threading.Event()
    hears = threading.Thread(target=store.hear, args=(lambda *one: told.append(one), stop))
    hears.start()
    until = time.monotonic() + PATIENCE
    while not told and time.monotonic() < until:
        for payload in ("", "a b", "../x y 1", "t1 o1 x", "t1 o1 7"):
            database.ask("SELECT pg_notify('gesprek_oefening', %s)", (payload,))
        time.sleep(0.05)
    stop.set()
    hears.join(PATIENCE)
    assert set(told) == {(SLEUTEL, 7)}


def test_two_servers_share_their_secrets_and_a_renewed_one_counts_at_once(
    database: Database,
) -> None:
    one, other = (
        ServerSecrets(database.open().secret_store()),
        ServerSecrets(database.open().secret_store()),
    )
    signed, print_of_one = one.sign("cookie", "abc"), one.fingerprint("sleutel", "abc")
    assert other.verified("cookie", signed) == "abc"
    assert other.fingerprint("sleutel", "abc") == print_of_one
    other.keep("organisatie", "van-hen")
    assert one.kept("organisatie") == "van-hen"
    other.renew()
    assert one.verified("cookie", signed) is None
    assert one.fingerprint("sleutel", "abc") == print_of_one


def test_servers_that_start_at_once_make_one_secret(database: Database) -> None:
    def slow(count: int) -> bytes:
        """All of them are busy making one at the same moment, unless they wait for each other."""
        time.sleep(0.1)
        return os.urandom(count)

    signed: list[str] = []
    stores = [database.open() for _ in range(4)]
    run_together(
        *[
            lambda s=s: signed.append(ServerSecrets(s.secret_store(), slow).sign("a", "b"))
            for s in stores
        ]
    )
    assert len(set(signed)) == 1


def test_no_copy_holds_the_secrets(store: Store, database: Database) -> None:
    ServerSecrets(store.secret_store()).keep("organisatie", MARKER)
    assert MARKER not in repr(list(store.export()))
    assert database.ask("SELECT count(*) FROM geheimen") == [(1,)]


# Coded rows


def test_a_row_that_was_committed_late_is_not_missed(store: Store, database: Database) -> None:
    store.create(ROW, {"n": 1})
    assert rows_of(store) == [{"n": 1}]
    (block,) = store.aggregate()
    assert store.aggregate()[0] is block
    other = database.open()
    other.apply(ROW, 1, put("n", 2))
    assert rows_of(store) == [{"n": 2}]
    other.create(DocumentKey(Kind.GECODEERD, "o2", "t1"), {"n": 3})
    assert rows_of(store) == [{"n": 2}, {"n": 3}]
    other.delete(ROW)
    assert rows_of(store) == [{"n": 3}]
    other.apply(DocumentKey(Kind.GECODEERD, "o2", "t1"), 1, put("n", None))
    assert rows_of(store) == [{}]


def rows_of(store: Store) -> list[object]:
    return [row for block in store.aggregate() for row in block.documents()]


def test_what_changes_in_one_team_leaves_the_block_of_another(store: Store) -> None:
    store.create(ROW, {"n": 1})
    store.create(DocumentKey(Kind.GECODEERD, "o1", "t2"), {"n": 1})
    first, second = store.aggregate()
    store.apply(ROW, 1, put("n", 2))
    changed, same = store.aggregate()
    assert same is second
    assert changed is not first


# What goes wrong


def test_who_waits_too_long_for_a_row_gets_busy_and_readers_go_on(database: Database) -> None:
    store = database.open(lock_timeout=0.2)
    store.create(SLEUTEL, {"a": 1})
    store.create(OTHER, {"a": 1})
    with psycopg.connect(database.address) as holder:
        holder.execute("SELECT 1 FROM documenten WHERE id = 'o1' FOR UPDATE")
        for action in (
            lambda: store.apply(SLEUTEL, 1, put("a", 2)),
            lambda: store.delete(SLEUTEL),
        ):
            with pytest.raises(Busy):
                action()
        assert store.get(SLEUTEL).document == {"a": 1}
        assert store.apply(OTHER, 1, put("a", 2)).version == 2
    assert store.apply(SLEUTEL, 1, put("a", 2)).version == 2


def test_a_line_that_was_cut_is_replaced_unseen(store: Store, database: Database) -> None:
    store.create(SLEUTEL, {"a": 1})
    cut(database)
    assert store.get(SLEUTEL).version == 1
    cut(database)
    assert store.apply(SLEUTEL, 1, put("a", 2)).version == 2


def cut(database: Database) -> None:
    """End all lines of the store, as a restart of the database does."""
    database.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def test_a_commit_that_gets_no_answer_has_an_unknown_outcome(
    store: Store, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.create(SLEUTEL, {"a": 1})
    real = sa.Connection.commit

    def cut_first(connection: sa.Connection) -> None:
        cut(database)
        real(connection)

    with monkeypatch.context() as patched:
        patched.setattr(sa.Connection, "commit", cut_first)
        with pytest.raises(OutcomeUnknown):
            store.apply(SLEUTEL, 1, put("a", 2))
    assert store.apply(SLEUTEL, 1, put("a", 2)).document == {"a": 2}


def test_no_text_of_a_team_stands_in_an_error_or_the_log(
    store: Store, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    store.create(SLEUTEL, {"a": MARKER})
    database.ask("ALTER TABLE documenten ADD CONSTRAINT nee CHECK (version < 2)")
    with pytest.raises(NoDatabase) as refused:
        store.apply(SLEUTEL, 1, put("a", f"{MARKER} 2"))
    assert refused.value.__cause__ is None
    assert MARKER not in str(refused.value) + caplog.text
    assert "23514" in caplog.text


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A cluster that a test may stop."""
    from tests.support.postgres import NO_POSTGRES, start_cluster

    one = start_cluster()
    if one is None:
        pytest.skip(NO_POSTGRES)
    yield one
    one.remove()


def test_what_was_acknowledged_is_there_after_the_database_was_killed(
    own_cluster: Cluster,
) -> None:
    store = PostgreSQLStore(own_cluster.new_database())
    archive = Archive(store)
    seen = stored_oefening(archive)
    acknowledged = archive.save(seen, with_casus(seen, onderwerp="Steunkousen"))
    own_cluster.stop("immediate")
    for action in (lambda: archive.oefening(seen.value.id), store.probe):
        with pytest.raises(NoDatabase):
            action()
    own_cluster.start()
    assert archive.oefening(seen.value.id) == acknowledged
    store.probe()
    store.close()


def test_a_kind_without_its_team_is_the_key_of_nothing(store: Store) -> None:
    with pytest.raises(NotFound):
        store.get(DocumentKey(Kind.OEFENING, "o1"))


def test_a_full_disk_is_store_full() -> None:
    full = connection._error_of(psycopg.errors.DiskFull())
    assert isinstance(full, StoreFull)
