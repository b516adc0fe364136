"""No way into the store for a BSN, e-mail address, phone number or account number."""

import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.team import add_deelnemer, new_team
from gesprek.services.archive import Archive
from gesprek.services.backup import write_copy
from gesprek.services.copy_file import open_copy
from gesprek.services.restore import herstel
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Store
from gesprek.storage.store_errors import RefusedText
from gesprek.storage.validation import refuse_identifiers, without_identifiers
from gesprek.storage.values import new_id, new_oefening_id
from tests.storage.examples import stored_oefening, with_casus
from tests.storage.place import Place
from tests.support.builders.oefeningen import NOW, oefening_of

SECRETS = {
    "BSN": "haar BSN is 111222333",
    "EMAIL": "mail anneke@voorbeeld.nl",
    "PHONE": "bel 06-12345678",
    "IBAN": "NL91 ABNA 0417 1643 00",
}
MARKS = ("111222333", "anneke@", "12345678", "ABNA")
EACH = pytest.mark.parametrize("label", SECRETS)


@EACH
def test_a_saved_field_is_refused_with_its_kind_and_nothing_is_stored(
    archive: Archive, place: Place, label: str
) -> None:
    seen = stored_oefening(archive)
    with pytest.raises(RefusedText) as refused:
        archive.save(seen, with_casus(seen, client=SECRETS[label]))
    assert archive.oefening(seen.value.id) == seen
    assert not any(place.traces(mark) for mark in MARKS)
    assert not any(mark in refused.value.sentence for mark in MARKS)
    assert "bewaren we nooit" in refused.value.sentence


@EACH
def test_a_new_oefening_team_name_or_draft_is_refused(
    archive: Archive, store: Store, place: Place, label: str
) -> None:
    team = archive.create_team(new_team(new_id(), "Team Zuid")).value
    fresh = oefening_of(team.id)
    draft = {"oefening": fresh.id, "tekst": SECRETS[label]}
    attempts = (
        lambda: archive.create_oefening(fresh.changed(plaats=SECRETS[label])),
        lambda: store.create(DocumentKey(Kind.CONCEPT, new_id()), draft),
        lambda: store.create(
            DocumentKey(Kind.LEERPUNTEN, fresh.id, team.id),
            {"leerpunten": {"a": {"tekst": SECRETS[label]}}},
        ),
    )
    for attempt in attempts:
        with pytest.raises(RefusedText):
            attempt()
    assert not any(place.traces(mark) for mark in MARKS)


def test_a_name_on_the_list_and_a_title_are_refused(archive: Archive) -> None:
    seen = archive.create_team(new_team(new_id(), "Team Zuid"))
    with pytest.raises(RefusedText):
        archive.create_team(new_team(new_id(), "Team 06-12345678"))
    with pytest.raises(RefusedText):
        archive.save_team(seen, add_deelnemer(seen.value, new_id(), "Sam 0612345678"))


def test_a_value_deep_in_a_change_is_refused_too(archive: Archive, store: Store) -> None:
    seen = stored_oefening(archive)
    key = DocumentKey(Kind.OEFENING, seen.value.id, seen.value.team)
    deep = Operation(("terugblik", "feedback", "f"), {"soort": "tip", "tekst": SECRETS["PHONE"]})
    with pytest.raises(RefusedText):
        store.apply(key, seen.version, [deep])


@pytest.mark.parametrize("name", ["111222333", "x-111222333-y", "bel 06-12345678"])
def test_a_name_in_a_change_or_a_document_is_refused_too(
    archive: Archive, store: Store, place: Place, name: str
) -> None:
    seen = stored_oefening(archive)
    key = DocumentKey(Kind.OEFENING, seen.value.id, seen.value.team)
    for path in (("gesprek", name, "x"), ("gesprek", "x", name)):
        with pytest.raises(RefusedText):
            store.apply(key, seen.version, [Operation(path, "gewoon")])
    with pytest.raises(RefusedText):
        store.create(DocumentKey(Kind.CONCEPT, new_id()), {"teksten": {name: "gewoon"}})
    assert not any(place.traces(mark) for mark in MARKS)


def test_restoring_a_copy_masks_names_as_well() -> None:
    document = {"teksten": {f"veld-{new_oefening_id(new_id())}-111222333": "gewoon", "b": "c"}}
    masked, count = without_identifiers(Kind.CONCEPT, document)
    assert count == 1
    assert "111222333" not in json.dumps(masked)
    assert masked["teksten"]["b"] == "c"


def test_the_name_of_a_field_of_ours_is_never_taken_for_a_number() -> None:
    """An id may hold the digits of a BSN: ours are random."""
    one = "bezkxtqwrvhjmnpsd111222333"
    assert len(one) == len(new_id())
    name = f"veld-{one}-{one}-inleven-vragen-{one}-antwoord"
    refuse_identifiers(Kind.CONCEPT, [{"teksten": {name: "gewoon"}}])
    with pytest.raises(RefusedText):
        refuse_identifiers(Kind.CONCEPT, [{"teksten": {f"{name}-111222333": "gewoon"}}])


def test_restoring_a_copy_puts_neutral_words_in_their_place_and_counts_them(
    archive: Archive, store: Store, place: Place, tmp_path: Path
) -> None:
    seen = stored_oefening(archive)
    archive.save(seen, with_casus(seen, client="Haar nummer weten we"))
    path = tmp_path / "kopie.zip"
    write_copy(store, path, lambda: NOW, lambda _count: None)
    _replace_in_copy(path, "Haar nummer weten we", f"{SECRETS['PHONE']} en {SECRETS['BSN']}")
    with open_copy(path) as bron:
        done = herstel(store, bron, lambda: NOW, lambda _count: None, vervang=True)
    assert done.gemaskeerd == 2
    assert not any(place.traces(mark) for mark in MARKS)
    assert archive.oefening(seen.value.id).value.casus.client.startswith("bel [")


def _replace_in_copy(path: Path, old: str, new: str) -> None:
    """Write another text into a copy, as somebody with an editor could."""
    with zipfile.ZipFile(path) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    with zipfile.ZipFile(path, "w") as changed:
        for name, content in parts.items():
            changed.writestr(name, content.replace(old.encode(), new.encode()))


def test_settings_and_logs_are_not_looked_at() -> None:
    for soort in (Kind.BEHEER, Kind.LOGBOEK, Kind.GECODEERD, Kind.CIJFERS):
        refuse_identifiers(soort, [SECRETS])


@settings(max_examples=300, deadline=None)
@given(st.datetimes())
def test_our_own_ids_and_moments_are_never_taken_for_a_number(moment: datetime) -> None:
    team = new_id()
    values = [team, new_oefening_id(team), moment.date().isoformat(), moment.isoformat() + "Z"]
    refuse_identifiers(Kind.OEFENING, values)


@given(st.recursive(st.text(), lambda inner: st.dictionaries(st.text(), inner), max_leaves=5))
@settings(deadline=None)
def test_what_was_replaced_is_accepted_and_stays_json(value: object) -> None:
    document, _ = without_identifiers(Kind.OEFENING, {"a": value, "b": [SECRETS["EMAIL"]]})
    refuse_identifiers(Kind.OEFENING, [document])
    json.dumps(document)
