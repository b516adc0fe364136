from itertools import product
from pathlib import Path

import pytest

from gesprek.services.archive import Archive
from gesprek.storage.files.layout import FILES, file_of
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import check_team_id, new_id, new_oefening_id, team_of
from tests.support.builders.oefeningen import team_of_two

OP_BESTANDEN = pytest.mark.op_bestanden("about names of files and folders")

HOSTILE = (
    "",
    ".",
    "..",
    "../../etc/passwd",
    "..\\..\\windows",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "a b",
    "A",
    "é",
    "a.json",
    "a\x00",
    "a\n",
    "\ud800",
    "*",
    "[a-z]",
    "{id}",
    "%2e%2e",
    "c:",
    "con",
    "nul",
    "com1",
    "lpt9",
    "team",
    "x" * 81,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_id_is_the_key_of_nothing(name: str) -> None:
    with pytest.raises(NotFound):
        DocumentKey(Kind.BEHEER, name)
    with pytest.raises(NotFound):
        DocumentKey(Kind.OEFENING, "goed", name)


@OP_BESTANDEN
def test_a_hostile_address_opens_nothing_and_makes_nothing(archive: Archive, root: Path) -> None:
    before = sorted(root.rglob("*"))
    actions = (
        archive.oefening,
        archive.team,
        archive.oefeningen,
        team_of,
        check_team_id,
    )
    names = [*HOSTILE, "goed", "01m851gbf80t9h9d14yspndp6j-", "0" * 53]
    for action, name in product(actions, names):
        with pytest.raises(NotFound):
            action(name)
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("team", ["..", "*", "a/b"])
def test_a_list_of_a_hostile_team_is_refused(store: Store, team: str) -> None:
    with pytest.raises(NotFound):
        list(store.list(Kind.OEFENING, team))


def test_each_kind_lies_where_the_architecture_says() -> None:
    assert file_of(DocumentKey(Kind.OEFENING, "o", "t")) == "teams/t/o.json"
    assert file_of(DocumentKey(Kind.TEAM, "t")) == "teams/t/team.json"
    assert file_of(DocumentKey(Kind.GECODEERD, "o", "t")) == "gecodeerd/t/o.json"
    assert file_of(DocumentKey(Kind.BEHEER, "b")) == "beheer/b.json"


@pytest.mark.parametrize("soort", Kind)
def test_every_kind_has_a_file_and_is_found_again(store: Store, soort: Kind) -> None:
    sleutel = DocumentKey(soort, "x-1", "t" if "{team}" in FILES[soort] else None)
    store.create(sleutel, {"a": 1})
    assert [record.key for record in store.list(soort)] == [sleutel]


@pytest.mark.parametrize(
    "sleutel", [DocumentKey(Kind.OEFENING, "o"), DocumentKey(Kind.BEHEER, "b", "t")]
)
def test_a_key_with_a_team_too_many_or_too_few_is_the_key_of_nothing(
    store: Store, sleutel: DocumentKey
) -> None:
    with pytest.raises(NotFound):
        store.create(sleutel, {})


@OP_BESTANDEN
def test_files_of_others_in_the_folder_are_not_listed(archive: Archive, root: Path) -> None:
    team = archive.create_team(team_of_two()).value
    folder = root / "teams" / team.id
    for name in ("Thumbs.db", "desktop.ini", "Kopie van x.json", ".x.json.tmp", "team.json.bak"):
        (folder / name).write_text("{}")
    (root / "teams" / "los bestand.txt").write_text("")
    assert archive.oefeningen(team.id) == []
    assert archive.teams() == [team]
    assert archive.problems() == ()


def test_ids_sort_by_when_they_were_made() -> None:
    ids = [new_id() for _ in range(500)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 500


def test_an_oefening_id_tells_its_team() -> None:
    team = new_id()
    assert team_of(new_oefening_id(team)) == team
    DocumentKey(Kind.OEFENING, new_oefening_id(team), team)
