import json
from contextlib import suppress

import pytest
from _pytest.outcomes import Failed
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.base import Value
from gesprek.domain.oefening import Oefening
from gesprek.storage.merge import Envelope, apply_operations, difference, merge, value_at
from gesprek.storage.protocol import Document, FieldPath, Operation
from gesprek.storage.store_errors import FieldConflict, InvalidDocument
from gesprek.storage.values import groups_of, value_of
from tests.domain.strategies import oefeningen
from tests.storage.examples import CALM
from tests.storage.mutants import MUTANTEN
from tests.support.builders.oefeningen import NOW
from tests.support.extent import size

# Few keys, so that paths often meet; one with a dot, which must not be taken for two.
KEYS = st.sampled_from(["a", "b", "a.b", ""])
SCALARS = st.sampled_from([0, 1, 1.0, True, False, "", "x", "y"])
VALUES = st.recursive(
    SCALARS | st.lists(SCALARS | st.none(), max_size=2),
    lambda inner: st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, max_size=3)
PATHS = st.lists(KEYS, min_size=1, max_size=3).map(tuple)
OPERATIONS = st.lists(st.builds(Operation, PATHS, VALUES | st.none()), min_size=1, max_size=3)


def as_json(value: object) -> str:
    """Return text that tells 1, 1.0 and True apart."""
    return json.dumps(value, sort_keys=True)


def fresh(document: Document) -> Envelope:
    return Envelope(version=1, saved=NOW, created=NOW, document=document)


def change(envelope: Envelope, base: int, path: str, value: object) -> Envelope:
    return merge(envelope, base, [Operation(tuple(path.split("/")), value)], NOW)


@pytest.mark.parametrize("groups", [True, False])
@given(old=DOCUMENTS, new=DOCUMENTS)
@settings(CALM, max_examples=size(100, 3000))
def test_the_difference_of_two_documents_makes_the_second_of_the_first(
    old: Document,
    new: Document,
    groups: bool,  # noqa: FBT001 - pytest names it
) -> None:
    operations = difference(old, new, is_group=lambda _path: groups)
    assert as_json(apply_operations(old, operations)) == as_json(new)


@given(DOCUMENTS)
@settings(CALM, max_examples=size(100, 3000))
def test_a_document_does_not_differ_from_itself(document: Document) -> None:
    assert difference(document, json.loads(json.dumps(document))) == ()


def test_a_difference_goes_as_deep_as_the_groups() -> None:
    old = {"casus": {"onderwerp": "a", "client": "b"}}
    new = {"casus": {"onderwerp": "a", "client": "c", "leervraag": "d"}}
    assert difference(old, new) == (
        Operation(("casus", "client"), "c"),
        Operation(("casus", "leervraag"), "d"),
    )


def test_a_new_group_is_told_field_by_field() -> None:
    assert difference({}, {"a": {"b": {"c": 1}}}) == (Operation(("a", "b", "c"), 1),)


def test_an_entry_that_goes_is_removed_whole_and_a_group_field_by_field() -> None:
    old = {"groep": {"post": {"x": 1, "y": 2}}}
    assert difference(old, {}, is_group=lambda path: path == ("groep",)) == (
        Operation(("groep", "post"), None),
    )


@given(DOCUMENTS, st.lists(st.tuples(OPERATIONS, st.integers(0, 3)), max_size=6))
@settings(CALM, max_examples=size(200, 3000))
def test_a_change_conflicts_exactly_when_a_related_path_was_changed_since(
    document: Document, changes: list[tuple[list[Operation], int]]
) -> None:
    envelope = fresh(document)
    log: list[tuple[int, FieldPath]] = []
    for operations, age in changes:
        base = max(envelope.version - age, 1)
        expected = {
            one.path
            for one in operations
            if as_json(value_at(envelope.document, one.path)) != as_json(one.value)
            and any(at > base and related(path, one.path) for at, path in log)
        }
        before = as_json(envelope.document)
        try:
            merged, refused = merge(envelope, base, operations, NOW), set()
        except FieldConflict as conflict:
            merged, refused = envelope, set(conflict.conflicts)
        except InvalidDocument:
            continue
        assert refused == expected
        assert as_json(envelope.document) == before
        if merged is envelope:
            continue
        log += [
            (merged.version, one.path)
            for one in operations
            if as_json(value_at(envelope.document, one.path)) != as_json(one.value)
        ]
        envelope = merged


def related(one: FieldPath, other: FieldPath) -> bool:
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


@given(DOCUMENTS, PATHS, PATHS, SCALARS, SCALARS)
@settings(CALM, max_examples=size(100, 3000))
def test_two_fields_that_do_not_touch_both_win_in_either_order(
    document: Document, one: FieldPath, other: FieldPath, mine: object, theirs: object
) -> None:
    if related(one, other):
        return
    first, second = [Operation(one, mine)], [Operation(other, theirs)]
    try:
        apply_operations(apply_operations(document, first), second)
    except InvalidDocument:
        return
    start = fresh(document)
    forth = merge(merge(start, 1, first, NOW), 1, second, NOW)
    back = merge(merge(start, 1, second, NOW), 1, first, NOW)
    assert as_json(forth.document) == as_json(back.document)
    assert as_json(value_at(forth.document, one)) == as_json(mine)
    assert as_json(value_at(forth.document, other)) == as_json(theirs)


@given(DOCUMENTS, OPERATIONS)
@settings(CALM, max_examples=size(100, 3000))
def test_a_merge_leaves_what_it_was_given_alone(
    document: Document, operations: list[Operation]
) -> None:
    before = as_json(document)
    with suppress(InvalidDocument):
        merge(fresh(document), 1, operations, NOW)
    assert as_json(document) == before


@given(oefeningen(), oefeningen(), oefeningen(), st.data())
@settings(CALM, max_examples=size(30, 300))
def test_two_valid_changes_never_merge_into_an_invalid_oefening(
    base: Oefening, one: Oefening, other: Oefening, data: st.DataObject
) -> None:
    groups = ("casus", "inleven", "gesprek", "terugblik", "vervolg", "rollen")
    names = st.sets(st.sampled_from(groups), min_size=1, max_size=2)
    mine = parts_of(one, data.draw(names), base)
    theirs = parts_of(other, data.draw(names), base)
    is_group, old = groups_of(Oefening), base.to_document()
    envelope = fresh(old)
    for changed in (mine, theirs):
        operations = difference(old, changed.to_document(), is_group)
        try:
            envelope = merge(envelope, 1, operations, NOW)
        except FieldConflict:
            continue
        value_of(Oefening, envelope.document)


def parts_of(source: Oefening, names: set[str], base: Oefening) -> Oefening:
    return base.changed(**{name: getattr(source, name) for name in names})


def test_the_same_field_gives_a_conflict_with_both_values() -> None:
    envelope = change(fresh({"a": 1}), 1, "a", 2)
    with pytest.raises(FieldConflict) as caught:
        change(envelope, 1, "a", 3)
    assert caught.value.conflicts == {("a",): (3, 2)}


@pytest.mark.parametrize(("first", "second"), [("a", "a/b"), ("a/b", "a"), ("a/b", "a/b/c")])
def test_a_parent_or_a_child_of_a_changed_path_conflicts(first: str, second: str) -> None:
    envelope = change(fresh({"a": {"b": {"c": 0}}}), 1, first, {"b": {"c": 1}})
    with pytest.raises(FieldConflict):
        change(envelope, 1, second, "anders")


def seen(envelope: Envelope, base: int, path: str, value: object, was: object) -> Envelope:
    """Change a value of which is told what stood there."""
    operation = Operation(tuple(path.split("/")), value, seen=was)
    return merge(envelope, base, [operation], NOW)


def test_what_was_seen_and_is_stored_still_can_be_changed_on_any_version() -> None:
    """Such as by who saved it themselves, of which only the answer was lost."""
    envelope = change(fresh({"a": 1, "b": 1}), 1, "a", 2)
    assert seen(envelope, 1, "a", 3, was=2).document == {"a": 3, "b": 1}
    with pytest.raises(FieldConflict):
        seen(envelope, 1, "a", 3, was=1)
    with pytest.raises(FieldConflict):
        seen(envelope, 9, "a", 3, was=2)  # from before a back-up was put back


@pytest.mark.parametrize("around", ["a", "a/b"])
def test_a_value_in_a_group_that_was_replaced_is_another_one(around: str) -> None:
    envelope = change(fresh({"a": {"b": {"c": 1}}}), 1, around, {"b": {"c": 1}, "c": 1})
    with pytest.raises(FieldConflict):
        seen(envelope, 1, "a/b/c", 2, was=1)


def test_a_difference_tells_what_was_seen() -> None:
    told = difference({"a": 1, "b": {"c": 2}}, {"a": 5, "b": {"c": 2, "d": 3}})
    assert [(one.path, one.value, one.seen) for one in told] == [
        (("a",), 5, 1),
        (("b", "d"), 3, None),
    ]


def test_the_same_value_from_both_is_no_conflict() -> None:
    envelope = change(fresh({"a": 1}), 1, "a", 2)
    assert change(envelope, 1, "a", 2) is envelope


def test_true_and_one_are_two_values() -> None:
    envelope = change(fresh({"a": 0}), 1, "a", 1)
    as_a_tick = [Operation(("a",), value=True)]
    with pytest.raises(FieldConflict):
        merge(envelope, 1, as_a_tick, NOW)


def test_one_conflict_stops_all_operations_of_a_change() -> None:
    envelope = change(fresh({"a": 1, "b": 1}), 1, "a", 2)
    with pytest.raises(FieldConflict):
        merge(envelope, 1, [Operation(("b",), 9), Operation(("a",), 9)], NOW)
    assert envelope.document == {"a": 2, "b": 1}


def test_a_removed_field_conflicts_with_who_changes_it() -> None:
    envelope = change(fresh({"a": {"b": 1}}), 1, "a", None)
    with pytest.raises(FieldConflict) as caught:
        change(envelope, 1, "a/b", 2)
    assert caught.value.conflicts == {("a", "b"): (2, None)}


def test_removing_the_last_field_removes_the_group_and_not_what_was_empty_before() -> None:
    envelope = change(fresh({"a": {"b": {"c": 1}}, "leeg": {}}), 1, "a/b/c", None)
    assert envelope.document == {"leeg": {}}
    assert change(envelope, 2, "leeg/x", None) is envelope


def test_a_version_from_before_a_restore_counts_as_changed() -> None:
    with pytest.raises(FieldConflict):
        change(fresh({"a": 1}), 7, "a", 2)


def test_a_key_with_a_dot_is_not_a_path() -> None:
    envelope = change(fresh({}), 1, "a.b", 1)
    envelope = change(envelope, 1, "a/b", 2)
    assert envelope.document == {"a.b": 1, "a": {"b": 2}}


def test_covered_paths_are_forgotten_so_that_the_envelope_stays_small() -> None:
    envelope = fresh({})
    for number in range(50):
        envelope = change(envelope, envelope.version, f"groep/{number}", number)
    envelope = change(envelope, envelope.version, "groep", None)
    assert envelope.field_versions == {("groep",): 52}


@pytest.mark.parametrize("path", [(), ("a", "b")])
def test_an_empty_path_or_one_through_a_text_is_refused(path: FieldPath) -> None:
    with pytest.raises(InvalidDocument):
        merge(fresh({"a": "tekst"}), 1, [Operation(path, 1)], NOW)


class _Post(Value):
    naam: str
    kaart: dict[str, bool] = {}


class _Formulier(Value):
    groep: _Post = _Post(naam="x")
    misschien: _Post | None = None
    lijst: dict[str, _Post] = {}


@pytest.mark.parametrize(
    "path", [("groep",), ("lijst",), ("groep", "kaart"), ("lijst", "a", "kaart")]
)
def test_a_fixed_part_of_the_form_is_a_group(path: FieldPath) -> None:
    assert groups_of(_Formulier)(path)


@pytest.mark.parametrize(
    "path", [("lijst", "a"), ("misschien",), ("groep", "naam"), ("onbekend", "veld")]
)
def test_an_entry_an_optional_part_and_a_value_are_no_groups(path: FieldPath) -> None:
    assert not groups_of(_Formulier)(path)


@pytest.mark.alles
def test_without_the_conflict_check_the_examples_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for target, attribute, replacement in MUTANTEN["zonder conflict"]:
        monkeypatch.setattr(target, attribute, replacement)
    with pytest.raises((AssertionError, Failed)):
        test_a_change_conflicts_exactly_when_a_related_path_was_changed_since()
