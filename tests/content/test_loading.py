"""The shipped texts are checked as a whole, and every problem is said in Dutch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from gesprek.content import SHIPPED, ContentError, TextProblem, inhoud, load
from gesprek.domain.stappen import Stap
from tests.content.texts import ROOT, raw


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped texts, to spoil."""
    copy = shutil.copytree(SHIPPED, tmp_path / "inhoud", copy_function=shutil.copyfile)
    Path(copy).chmod(0o755)  # ours may be read-only
    return Path(copy)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(folder: Path) -> tuple[TextProblem, ...]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return caught.value.problemen


def test_the_shipped_texts_are_whole() -> None:
    assert load(SHIPPED).problemen == ()


def test_a_missing_key_is_named_with_its_file(folder: Path) -> None:
    replace(folder / "werkvormen.toml", 'aantal = "2 of 3 mensen"\n', "")
    assert problems(folder) == (
        TextProblem("werkvormen.toml", "voorbespreken.aantal", "deze sleutel ontbreekt."),
    )


def test_an_unknown_key_is_named_with_its_file(folder: Path) -> None:
    replace(folder / "werkvormen.toml", "aantal =", "aantalen =")
    assert set(problems(folder)) == {
        TextProblem("werkvormen.toml", "voorbespreken.aantal", "deze sleutel ontbreekt."),
        TextProblem("werkvormen.toml", "voorbespreken.aantalen", "deze sleutel is onbekend."),
    }


def test_a_missing_enum_member_is_named(folder: Path) -> None:
    replace(folder / "woorden.toml", 'begeleider = "Begeleider"\n', "")
    assert problems(folder) == (
        TextProblem("woorden.toml", "rol.begeleider", "deze sleutel ontbreekt."),
    )


def test_an_unknown_enum_member_is_named(folder: Path) -> None:
    replace(folder / "woorden.toml", "begeleider =", 'kok = "Kok"\nbegeleider =')
    assert problems(folder) == (
        TextProblem("woorden.toml", "rol.kok", "deze sleutel is onbekend."),
    )


def test_a_role_that_the_form_does_not_have_is_named(folder: Path) -> None:
    replace(folder / "rollen.toml", "[rollenspel.begeleider]", "[voorbespreken.begeleider]")
    found = problems(folder)
    assert (
        TextProblem("rollen.toml", "voorbespreken.begeleider", "deze sleutel is onbekend.") in found
    )


def test_an_unknown_step_of_a_role_is_named(folder: Path) -> None:
    replace(folder / "rollen.toml", "inleven = [", "uitleven = [")
    assert problems(folder) == (
        TextProblem(
            "rollen.toml", "voorbespreken.inbrenger.stappen.uitleven", "deze sleutel is onbekend."
        ),
    )


@pytest.mark.parametrize("empty", ['""', '"  "', '"\\u0000"'])
def test_an_empty_text_is_named(folder: Path, empty: str) -> None:
    replace(folder / "werkvormen.toml", '"2 of 3 mensen"', empty)
    assert problems(folder) == (
        TextProblem("werkvormen.toml", "voorbespreken.aantal", "deze tekst is leeg."),
    )


@pytest.mark.parametrize("value", ["3", "true", "['2']", "2026-01-01", "{a = 1}"])
def test_a_value_that_is_no_text_is_named(folder: Path, value: str) -> None:
    replace(folder / "werkvormen.toml", '"2 of 3 mensen"', value)
    assert problems(folder) == (
        TextProblem(
            "werkvormen.toml", "voorbespreken.aantal", "hier hoort tekst tussen aanhalingstekens."
        ),
    )


def test_a_list_that_is_a_text_is_named(folder: Path) -> None:
    replace(folder / "terugkijken.toml", "vragen = [", 'vragen = "Hoe?"\nanders = [')
    assert TextProblem(
        "terugkijken.toml",
        "rollenspel.inbrenger_vertelt.vragen",
        "hier hoort een lijst tussen rechte haken.",
    ) in problems(folder)


def test_a_list_without_enough_in_it_is_named(folder: Path) -> None:
    replace(folder / "terugkijken.toml", "vragen = [", "vragen = []\nanders = [")
    assert TextProblem(
        "terugkijken.toml",
        "rollenspel.inbrenger_vertelt.vragen",
        "in deze lijst horen er minstens 1.",
    ) in problems(folder)


def test_a_table_that_is_a_text_is_named(folder: Path) -> None:
    (folder / "scherm.toml").write_text('algemeen = "Verder"', "utf-8")
    assert problems(folder) == (
        TextProblem("scherm.toml", "algemeen", "hier hoort een tabel met eigen sleutels."),
    )


def test_a_text_that_is_too_long_is_named(folder: Path) -> None:
    replace(folder / "werkvormen.toml", "2 of 3 mensen", "m" * 301)
    assert problems(folder) == (
        TextProblem(
            "werkvormen.toml", "voorbespreken.aantal", "deze tekst is langer dan 300 tekens."
        ),
    )


def test_an_address_that_is_no_web_address_is_named(folder: Path) -> None:
    replace(
        folder / "links.toml",
        "https://www.zorgvoorbeter.nl/tools/feedback-kaarten",
        "javascript:alert(1)",
    )
    assert problems(folder) == (
        TextProblem("links.toml", "feedback.adres", "deze schrijfwijze klopt niet."),
    )


def test_a_double_key_is_named_with_its_table(folder: Path) -> None:
    replace(folder / "werkvormen.toml", "aantal =", 'aantal = "2"\naantal =')
    found = problems(folder)
    assert found == (
        TextProblem("werkvormen.toml", "voorbespreken.aantal", "staat er twee keer (regel 7)."),
    )


def test_a_double_example_case_is_named(folder: Path) -> None:
    path = folder / "casussen.toml"
    path.write_text(path.read_text("utf-8") + "\n[steunkousen]\n", "utf-8")
    found = problems(folder)
    assert [(one.bestand, one.key) for one in found] == [("casussen.toml", "steunkousen")]
    assert "twee keer" in found[0].reden


def test_a_typing_error_is_named_with_its_line_and_key(folder: Path) -> None:
    replace(folder / "werkvormen.toml", 'aantal = "2 of 3 mensen"', 'aantal = "2 of 3 mensen')
    found = problems(folder)
    assert [(one.bestand, one.key) for one in found] == [
        ("werkvormen.toml", "voorbespreken.aantal")
    ]
    assert "regel 6" in found[0].reden


def test_a_missing_file_is_named_once(folder: Path) -> None:
    (folder / "themas.toml").unlink()
    assert problems(folder) == (TextProblem("themas.toml", "", "dit bestand ontbreekt."),)


def test_an_unknown_file_is_named(folder: Path) -> None:
    (folder / "extra.toml").write_text("", "utf-8")
    assert problems(folder) == (TextProblem("extra.toml", "", "dit bestand is onbekend."),)


def test_all_problems_are_named_at_once(folder: Path) -> None:
    (folder / "themas.toml").unlink()
    replace(folder / "werkvormen.toml", "aantal =", "aantalen =")
    replace(folder / "woorden.toml", 'top = "Top: dit ging goed"', 'top = ""')
    replace(folder / "begrippen.toml", "[oefening]", "[oefening")
    assert {one.bestand for one in problems(folder)} == {
        "themas.toml",
        "werkvormen.toml",
        "woorden.toml",
        "begrippen.toml",
    }


def test_the_message_has_a_line_for_each_problem(folder: Path) -> None:
    replace(folder / "werkvormen.toml", "aantal =", "aantalen =")
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert str(caught.value).splitlines() == [
        "De teksten van de app kloppen niet. Herstel dit:",
        "- werkvormen.toml, voorbespreken.aantal: deze sleutel ontbreekt.",
        "- werkvormen.toml, voorbespreken.aantalen: deze sleutel is onbekend.",
    ]


def test_enum_tables_stand_in_the_order_of_the_domain_whatever_the_file_says(folder: Path) -> None:
    path = folder / "stappen.toml"
    first, rest = path.read_text("utf-8").split("[voorbereiding]", 1)
    path.write_text(f"[voorbereiding]{rest}\n{first}", "utf-8")
    assert tuple(load(folder).stappen) == tuple(Stap)


def test_texts_cannot_be_changed_by_a_page() -> None:
    with pytest.raises(ValidationError):
        inhoud().stappen[Stap.CASUS].doel = "iets anders"  # type: ignore[misc]


def test_the_texts_are_read_once_per_process() -> None:
    assert inhoud() is inhoud()


def test_every_shipped_file_is_a_field_of_the_texts() -> None:
    assert {*raw()} == {*type(inhoud()).model_fields} - {"problemen"}


def test_the_layer_runs_without_streamlit() -> None:
    code = "import sys; import gesprek.content as i; i.inhoud(); print('streamlit' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
