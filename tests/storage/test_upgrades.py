"""What is removed is nowhere in the folder, and what an older program stored is read."""

from pathlib import Path

import pytest

from gesprek.storage.files.layout import FILES
from gesprek.storage.protocol import Copy, DocumentKey, Kind, Store
from gesprek.storage.stored_form import SCHEMA, STEPS
from tests.storage.examples import SLEUTEL, path_of, put
from tests.storage.place import Place
from tests.support.builders.oefeningen import NOW

OP_BESTANDEN = pytest.mark.op_bestanden("plants files beside the document, or reads its file")

MARKER = "GEHEIMEMERKTEKST"
ROW = DocumentKey(Kind.GECODEERD, "o1", "t1")


def holds_marker(root: Path) -> list[Path]:
    """Return the files below the folder that hold the marker, in content or name."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return [path for path in files if MARKER.encode() in path.read_bytes() or MARKER in path.name]


def filled(store: Store) -> None:
    """Store a document with the marker in many places, written in several changes."""
    store.create(SLEUTEL, {"casus": {"tekst": MARKER, "thema": "zorg"}, "tips": {}})
    store.apply(SLEUTEL, 1, put("casus/tekst", f"{MARKER} 2"))
    for name in ("f1", "f2"):
        store.apply(SLEUTEL, 2, put(f"tips/{name}", {"soort": "tip", "tekst": MARKER}))
    store.apply(SLEUTEL, 4, put(f"kaart/{MARKER}/{MARKER}", 1))


@OP_BESTANDEN
def test_a_deleted_document_leaves_nothing_in_folder_or_index(store: Store, root: Path) -> None:
    filled(store)
    store.create(ROW, {"rij": MARKER})
    store.aggregate()
    assert holds_marker(root / "index")
    path = path_of(root, SLEUTEL)
    path.with_name(f".{path.name}.tmp").write_text(MARKER)
    for key in (SLEUTEL, ROW):
        store.delete(key)
    assert holds_marker(root) == []
    assert store.aggregate() == ()


def test_drafts_drawings_and_reminders_are_in_no_back_up_and_every_other_kind_is(
    store: Store,
) -> None:
    keys = {
        DocumentKey(soort, "x1", "t1" if "{team}" in template else None)
        for soort, template in FILES.items()
    }
    for key in keys:
        store.create(key, {"a": 1})
    exported = {kopie.key for kopie in store.export()}
    left_out = (Kind.CONCEPT, Kind.GRAFIEKEN, Kind.HERINNERING, Kind.BERICHT)
    assert keys - exported == {DocumentKey(one, "x1") for one in left_out}
    assert store.check() == ()


def test_an_older_schema_is_upgraded_when_read_and_stored_at_the_next_save(
    place: Place,
) -> None:
    store = place.open(clock=lambda: NOW)
    store.create(SLEUTEL, {"a": 1})
    place.change(SLEUTEL, schema=1, saved="2025-01-02T03:04:05+00:00", created=None)
    old, before = place.stored(SLEUTEL), place.snapshot()
    assert store.get(SLEUTEL).created.isoformat() == "2025-01-02T03:04:05+00:00"
    assert place.snapshot() == before
    changed = store.apply(SLEUTEL, 1, put("a", 2))
    assert (changed.saved, changed.created.year) == (NOW, 2025)
    assert place.stored(SLEUTEL)["schema"] == SCHEMA
    store.delete(SLEUTEL)
    store.load([Copy(SLEUTEL, old)])
    assert store.get(SLEUTEL).document == {"a": 1}


def test_the_ids_of_operations_that_an_older_program_kept_are_not_read_and_go_with_the_next_save(
    store: Store, place: Place
) -> None:
    store.create(SLEUTEL, {"a": 1})
    assert "operations" not in place.stored(SLEUTEL)
    place.change(SLEUTEL, schema=3, operations=["poging"])
    before = place.snapshot()
    assert (store.get(SLEUTEL).version, store.get(SLEUTEL).document) == (1, {"a": 1})
    assert place.snapshot() == before
    assert store.apply(SLEUTEL, 1, put("a", 2)).document == {"a": 2}
    assert "operations" not in place.stored(SLEUTEL)


def test_every_older_schema_has_a_step() -> None:
    assert sorted(STEPS) == list(range(1, SCHEMA))


def test_a_change_keeps_the_moment_a_document_was_made(place: Place) -> None:
    moments = iter([NOW, NOW.replace(year=2027), NOW.replace(year=2028)])
    store = place.open(clock=lambda: next(moments))
    store.create(SLEUTEL, {"a": 1})
    assert store.apply(SLEUTEL, 1, put("a", 2)).created == NOW
    assert store.apply(SLEUTEL, 2, put("a", 3)).created == NOW
