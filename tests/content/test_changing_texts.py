"""Changing own texts as tables: pure functions, and the texts stay whole whatever is in them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.content import SHIPPED, inhoud, load, shipped, with_tables
from gesprek.content.own_texts import UnsuitableText, at, fit, texts_in, with_text, without_text

keys = st.text("abcd", min_size=1, max_size=2)
places = st.lists(keys, min_size=1, max_size=3).map(tuple)
tables = st.recursive(
    st.dictionaries(keys, st.text(max_size=5), max_size=3),
    lambda inner: st.dictionaries(keys, inner | st.text(max_size=5), max_size=3),
    max_leaves=6,
)


@given(tables, places, st.text(max_size=5))
def test_what_is_put_somewhere_stands_there_and_the_rest_stays(
    table: dict[str, Any], place: tuple[str, ...], text: str
) -> None:
    changed = with_text(table, place, text)
    assert at(changed, place) == text
    before = {where: one for where, one in texts_in(table) if where[: len(place)] != place}
    kept = dict(texts_in(changed))
    shadowed = {where for where in before if place[: len(where)] == where}
    assert {where: kept.get(where) for where in before.keys() - shadowed} == {
        where: before[where] for where in before.keys() - shadowed
    }


@given(tables, places)
def test_what_is_taken_out_is_gone_and_leaves_no_empty_table_behind(
    table: dict[str, Any], place: tuple[str, ...]
) -> None:
    put = with_text(table, place, "x")
    assert at(without_text(put, place), place) is None
    assert without_text(with_text({}, place, "x"), place) == {}


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(shipped())) | keys, tables | st.text(max_size=5)))
def test_whatever_the_tables_hold_the_texts_are_whole(own: dict[str, Any]) -> None:
    found = with_tables(own)
    assert set(found.stappen) == set(inhoud().stappen)
    assert found.tekst("algemeen.ongedaan")


def test_own_tables_win_over_the_folder_and_that_over_the_shipped_texts(
    tmp_path: Path,
) -> None:
    (tmp_path / "scherm.toml").write_text('[algemeen]\nongedaan = "A"\nterug = "B"\n', "utf-8")
    found = load(SHIPPED, tmp_path, {"scherm": {"algemeen": {"ongedaan": "C"}}})
    assert (found.tekst("algemeen.ongedaan"), found.tekst("algemeen.terug")) == ("C", "B")


@pytest.mark.parametrize(
    "text",
    ["", "  ", "![x](https://kwaad.example/a.png)", "<b>vet</b>", "<script>", "<!-- x -->"],
)
def test_an_empty_text_an_image_and_html_are_refused_in_dutch(text: str) -> None:
    with pytest.raises(UnsuitableText) as refused:
        fit(text)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("text", ["Gewoon", "5 < 7 en 7 > 5", "**vet** en [link](https://a.nl)"])
def test_plain_words_and_markdown_fit(text: str) -> None:
    assert fit(text) == text
