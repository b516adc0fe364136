import math
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.storage.protocol import Document, DocumentKey, Kind, Operation, Store
from gesprek.storage.store_errors import InvalidDocument
from gesprek.storage.validation import MAX_BYTES, MAX_KEY, check_document, check_operations
from gesprek.storage.values import new_id
from tests.storage.examples import CALM, OTHER, SLEUTEL
from tests.storage.place import Place


def nested(depth: int) -> Document:
    document: Document = {}
    for _ in range(depth):
        document = {"a": document}
    return document


REFUSED: tuple[Any, ...] = (
    "nul \x00 teken",
    "half \ud800 teken",
    math.nan,
    math.inf,
    -math.inf,
    2**63,
    -(2**63),
    {"sleutel \x00": 1},
    {"sleutel \udfff": 1},
    {1: "een"},
    {"leeg": None},
    [["\x00"]],
    (1, 2),
    {1, 2},
    b"bytes",
    date(2026, 5, 11),
    1j,
    nested(60),
    "x" * (MAX_BYTES + 1),
)


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: repr(value)[:30])
def test_a_value_that_would_not_come_back_exactly_is_refused(
    store: Store, place: Place, value: object
) -> None:
    store.create(SLEUTEL, {"a": 1})
    before = place.snapshot()
    with pytest.raises(InvalidDocument):
        store.create(OTHER, {"a": value})
    with pytest.raises(InvalidDocument):
        store.apply(SLEUTEL, 1, [Operation(("a",), value)])
    assert place.snapshot() == before


@pytest.mark.parametrize("value", REFUSED[:-1], ids=lambda value: repr(value)[:30])
def test_the_border_itself_refuses_it_whatever_store_lies_behind(value: object) -> None:
    with pytest.raises(InvalidDocument):
        check_document({"a": value})


@pytest.mark.parametrize("key", ["nul \x00", "half \ud800"])
def test_a_path_with_a_key_that_cannot_be_kept_is_refused(store: Store, key: str) -> None:
    store.create(SLEUTEL, {})
    with pytest.raises(InvalidDocument):
        store.apply(SLEUTEL, 1, [Operation((key,), 1)])


def test_a_path_that_goes_too_deep_is_refused(store: Store) -> None:
    store.create(SLEUTEL, {})
    with pytest.raises(InvalidDocument):
        store.apply(SLEUTEL, 1, [Operation(("a",) * 60, 1)])


def test_a_refusal_does_not_repeat_the_text(store: Store) -> None:
    with pytest.raises(InvalidDocument) as caught:
        store.create(SLEUTEL, {"a": "mevrouw Jansen \ud800"})
    assert "Jansen" not in repr(caught.value) + str(caught.value.__cause__)


JSON = st.recursive(
    st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20),
    lambda inner: (
        st.lists(inner | st.none(), max_size=3)
        | st.dictionaries(st.text("abc. é/\\", max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(document=st.dictionaries(st.text("abc. é/\\", max_size=5), JSON, max_size=4))
@CALM
def test_what_is_accepted_comes_back_exactly(store: Store, document: Document) -> None:
    check_document(document)
    sleutel = DocumentKey(Kind.BEHEER, new_id())
    store.create(sleutel, document)
    assert repr(store.get(sleutel).document) == repr(document)


def test_a_name_in_a_document_may_have_300_characters_and_no_more() -> None:
    check_document({"a" * MAX_KEY: {"b" * MAX_KEY: 1}})
    check_operations([Operation(("a" * MAX_KEY,), 1)])
    for long in ({"a" * (MAX_KEY + 1): 1}, {"x": [{"a" * 60_000: 1}]}):
        with pytest.raises(InvalidDocument):
            check_document(long)
    with pytest.raises(InvalidDocument):
        check_operations([Operation(("x", "a" * (MAX_KEY + 1)), 1)])
