"""Own texts override piece by piece; what is wrong is named and the shipped text stays."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.content import SHIPPED, Inhoud, TextProblem, inhoud, load
from gesprek.content.text_files import MAX_BYTES
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Thema
from gesprek.domain.werkvormen import Werkvorm
from tests.support.extent import size

Eigen = Callable[..., Inhoud]

NEW_CASE = """
[vuilnis]
titel = "Het huis raakt vol"
themas = ["geld_en_daginvulling"]
onderwerp = "Samen opruimen"
client = "Een man van zestig woont alleen."
geboden_zorg = "Jullie komen elke week."
wijziging = "Je wilt samen opruimen."
knelpunten = "Hij wil niets weggooien."
leervraag = "Hoe begin ik erover?"

[vuilnis.brief]
gevoel = "Je schaamt je."
zegt = ["Dat is geen rommel."]
helpt = ["Als iemand vraagt wat de spullen betekenen."]
hindert = ["Als iemand iets oppakt."]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "eigen"
    folder.mkdir()
    return folder


@pytest.fixture
def with_own(own: Path) -> Eigen:
    """Load the shipped texts with these own files: ``with_own(scherm='…')``."""

    def read(**files: str) -> Inhoud:
        for name, text in files.items():
            (own / f"{name}.toml").write_text(text, "utf-8")
        return load(SHIPPED, own)

    return read


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    inhoud.cache_clear()
    yield
    inhoud.cache_clear()


def shipped() -> Inhoud:
    return load(SHIPPED)


def names(found: Inhoud) -> list[tuple[str, str]]:
    return [(one.bestand, one.key) for one in found.problemen]


def test_an_own_text_takes_the_place_of_the_shipped_one(with_own: Eigen) -> None:
    found = with_own(scherm='[algemeen]\nongedaan = "Ga door"')
    assert found.tekst("algemeen.ongedaan") == "Ga door"
    assert found.tekst("algemeen.terug") == shipped().tekst("algemeen.terug")
    assert found.problemen == ()


def test_an_own_label_is_what_label_returns(with_own: Eigen) -> None:
    found = with_own(themas='[naasten]\nlabel = "Mantelzorg"')
    assert found.label(Thema.NAASTEN) == "Mantelzorg"
    assert found.themas[Thema.NAASTEN].uitleg == shipped().themas[Thema.NAASTEN].uitleg


def test_an_own_list_replaces_the_whole_list(with_own: Eigen) -> None:
    found = with_own(stappen='[casus]\nwat_zeg_je = ["Vertel eens."]')
    assert found.stappen[Stap.CASUS].wat_zeg_je == ("Vertel eens.",)


def test_an_own_variant_may_be_added_where_the_shipped_step_has_none(with_own: Eigen) -> None:
    found = with_own(stappen='[casus.rollenspel]\ndoel = "Ons doel."')
    assert found.stappen[Stap.CASUS].voor(Werkvorm.ROLLENSPEL).doel == "Ons doel."
    assert found.stappen[Stap.CASUS].voor(Werkvorm.VOORBESPREKEN).doel != "Ons doel."


def test_an_own_link_replaces_the_default(with_own: Eigen) -> None:
    found = with_own(links='[meer]\nadres = "https://intranet.voorbeeld.nl/gesprek"')
    assert found.links["meer"].adres == "https://intranet.voorbeeld.nl/gesprek"
    assert found.links["meer"].label == shipped().links["meer"].label


def test_an_own_link_may_be_added(with_own: Eigen) -> None:
    found = with_own(
        links='[huis]\nlabel = "Ons huis"\nuitleg = "Van ons."\nadres = "https://voorbeeld.nl"'
    )
    assert [*found.links][-1] == "huis"


def test_an_own_example_case_comes_after_the_shipped_ones(with_own: Eigen) -> None:
    found = with_own(casussen=NEW_CASE)
    assert [*found.casussen] == [*shipped().casussen, "vuilnis"]
    assert found.problemen == ()


def test_one_field_of_a_shipped_case_can_be_changed(with_own: Eigen) -> None:
    found = with_own(casussen='[steunkousen]\ntitel = "Onze titel"')
    assert found.casussen["steunkousen"].titel == "Onze titel"
    assert found.casussen["steunkousen"].client == shipped().casussen["steunkousen"].client


def test_an_own_case_that_lacks_a_field_is_left_out_and_named(with_own: Eigen) -> None:
    found = with_own(casussen=NEW_CASE.replace('leervraag = "Hoe begin ik erover?"\n', ""))
    assert [*found.casussen] == [*shipped().casussen]
    assert found.problemen == (
        TextProblem("casussen.toml", "vuilnis.leervraag", "deze sleutel ontbreekt."),
    )


def test_an_own_case_with_an_unknown_theme_is_left_out_and_named(with_own: Eigen) -> None:
    found = with_own(casussen=NEW_CASE.replace("geld_en_daginvulling", "geld"))
    assert "vuilnis" not in found.casussen
    assert found.problemen == (
        TextProblem("casussen.toml", "vuilnis.themas.0", "deze waarde is onbekend."),
    )


def test_an_own_case_with_capitals_in_its_name_is_left_out_and_named(with_own: Eigen) -> None:
    found = with_own(casussen=NEW_CASE.replace("vuilnis", '"Het Huis"'))
    assert names(found) == [("casussen.toml", "Het Huis")]
    assert "kleine letters" in found.problemen[0].reden


def test_a_wrong_own_text_is_named_and_the_others_of_its_file_stay(with_own: Eigen) -> None:
    found = with_own(scherm='[algemeen]\nongedaan = ""\nterug = "Een stap terug"')
    assert found.tekst("algemeen.ongedaan") == shipped().tekst("algemeen.ongedaan")
    assert found.tekst("algemeen.terug") == "Een stap terug"
    assert found.problemen == (
        TextProblem("scherm.toml", "algemeen.ongedaan", "deze tekst is leeg."),
    )


def test_an_unknown_own_key_is_named(with_own: Eigen) -> None:
    found = with_own(
        scherm='[algemeen]\nverderop = "Verder"\n[pagina]\nx = "y"',
        themas='[hobby]\nlabel = "Hobby"\nuitleg = "Leuk."',
        werkvormen='[rollenspel]\nkleur = "rood"',
    )
    assert names(found) == [
        ("scherm.toml", "algemeen.verderop"),
        ("scherm.toml", "pagina"),
        ("themas.toml", "hobby"),
        ("werkvormen.toml", "rollenspel.kleur"),
    ]
    assert found.model_copy(update={"problemen": ()}) == shipped()


@pytest.mark.parametrize(
    "text",
    ["Opgeslagen", "Opgeslagen om {uur}", "Om {tijd} {naam}", "Om {tijd.__class__}", "{tijd!r}"],
)
def test_an_own_text_with_other_gaps_is_named(with_own: Eigen, text: str) -> None:
    found = with_own(scherm=f'[algemeen]\nopgeslagen = "{text}"')
    assert found.tekst("algemeen.opgeslagen", tijd="14:03") == "Opgeslagen om 14:03"
    assert found.problemen == (
        TextProblem("scherm.toml", "algemeen.opgeslagen", "in deze tekst hoort precies: {tijd}."),
    )


def test_an_own_text_with_a_gap_where_none_belongs_is_named(with_own: Eigen) -> None:
    found = with_own(stappen='[casus]\ndoel = "Hoi {naam}"')
    assert names(found) == [("stappen.toml", "casus.doel")]


def test_an_own_text_with_the_same_gaps_in_another_place_is_taken(with_own: Eigen) -> None:
    found = with_own(scherm='[algemeen]\nopgeslagen = "Om {tijd} bewaard"')
    assert found.tekst("algemeen.opgeslagen", tijd="14:03") == "Om 14:03 bewaard"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://x.nl", "voorbeeld.nl", 'https://x.nl/\\"><script>']
)
def test_an_own_address_that_is_no_web_address_is_named(with_own: Eigen, address: str) -> None:
    found = with_own(links=f'[meer]\nadres = "{address}"')
    assert names(found) == [("links.toml", "meer.adres")]
    assert found.links == shipped().links


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("W" * 301, "deze tekst is langer dan 300 tekens."),
        ("Ga\\nterug", "deze tekst hoort op één regel."),
        ("verwijderd.", "iets anders op dezelfde plek heet al zo. Kies andere woorden."),
    ],
)
def test_words_on_a_button_that_cannot_stand_there_are_named(
    with_own: Eigen, text: str, reason: str
) -> None:
    found = with_own(scherm=f'[algemeen]\nongedaan = "{text}"\nterug = "Ga terug"')
    assert found.problemen == (TextProblem("scherm.toml", "algemeen.ongedaan", reason),)
    assert found.tekst("algemeen.ongedaan") == inhoud().tekst("algemeen.ongedaan")
    assert found.tekst("algemeen.terug") == "Ga terug"


def test_two_choices_of_one_list_may_not_get_the_same_name(with_own: Eigen) -> None:
    names = {"naasten": "Samen", "zelf_doen": " SAMEN ", "leefstijl": "Eten"}
    same = "".join(f'[{one}]\nlabel = "{name}"\n' for one, name in names.items())
    found = with_own(themas=same)
    assert [one.key for one in found.problemen] == ["naasten.label", "zelf_doen.label"]
    labels = [found.label(one) for one in Thema]
    assert len({one.casefold() for one in labels}) == len(labels)
    assert "Eten" in labels


def test_a_brief_that_could_not_be_borrowed_is_left_out_and_named(with_own: Eigen) -> None:
    long = "W" * 6_000
    case = NEW_CASE.replace('"Je schaamt je."', f'"{long}"').replace(
        '"Dat is geen rommel."', f'"{long}"'
    )
    found = with_own(casussen=case)
    assert found.casussen == inhoud().casussen
    (problem,) = found.problemen
    assert problem.reden == "deze tekst is langer dan 10000 tekens."


def test_a_text_where_a_table_belongs_is_named(with_own: Eigen) -> None:
    found = with_own(stappen='casus = "De casus"', scherm='algemeen = "x"')
    assert names(found) == [("scherm.toml", "algemeen"), ("stappen.toml", "casus")]


def test_a_table_where_a_text_belongs_is_named(with_own: Eigen) -> None:
    assert names(with_own(waarom="[titel]\nx = 1")) == [("waarom.toml", "titel")]


def test_a_double_own_key_is_named_and_the_file_left_out(with_own: Eigen) -> None:
    found = with_own(scherm='[algemeen]\nongedaan = "A"\nongedaan = "B"')
    assert found.tekst("algemeen.ongedaan") == shipped().tekst("algemeen.ongedaan")
    assert found.problemen == (
        TextProblem("scherm.toml", "algemeen.ongedaan", "staat er twee keer (regel 3)."),
    )


def test_an_own_file_with_an_unknown_name_is_named_with_the_names_that_exist(
    with_own: Eigen, own: Path
) -> None:
    (own / "scherm.toml.txt").write_text("", "utf-8")
    found = with_own(schermen="")
    assert names(found) == [("scherm.toml.txt", ""), ("schermen.toml", "")]
    assert "scherm.toml" in found.problemen[0].reden


def test_a_note_for_people_beside_the_own_texts_is_no_problem(with_own: Eigen, own: Path) -> None:
    for name in ("LEESMIJ.txt", "README.md", ".gitkeep"):
        (own / name).write_text("Voor mensen.", "utf-8")
    assert with_own().problemen == ()


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    found = load(SHIPPED, tmp_path / "weg")
    assert names(found) == [(str(tmp_path / "weg"), "")]


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")
    assert len(load(SHIPPED, tmp_path / "bestand").problemen) == 1


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"#" * (MAX_BYTES + 1), "te groot"),
        (b'[algemeen]\nongedaan = "\xff"', "UTF-8"),
        (b'[algemeen]\nongedaan = "\x00"', "regel 2"),
        (b"ongedaan = " + b"[" * 100_000, "opmaak"),
        (b"ongedaan = " + b"9" * 100_000, "opmaak"),
        (b"a." * 100_000 + b"a = 1", "punten"),
        (b"\x00\x01\x02", "opmaak"),
        ("ongedaan = 1".encode("utf-16"), "UTF-8"),
    ],
    ids=["huge", "latin", "nul", "deep", "number", "dots", "binary", "utf16"],
)
def test_a_hostile_file_is_named_and_the_shipped_text_stays(
    own: Path, raw: bytes, reason: str
) -> None:
    (own / "scherm.toml").write_bytes(raw)
    found = load(SHIPPED, own)
    assert [one.bestand for one in found.problemen] == ["scherm.toml"]
    assert reason in found.problemen[0].reden
    assert found.scherm == shipped().scherm


def test_a_file_that_starts_with_a_byte_order_mark_is_read(own: Path) -> None:
    (own / "scherm.toml").write_bytes(b'\xef\xbb\xbf[algemeen]\r\nongedaan = "Ga door"\r\n')
    assert load(SHIPPED, own).tekst("algemeen.ongedaan") == "Ga door"


def test_a_folder_with_the_name_of_a_file_is_named(own: Path) -> None:
    (own / "scherm.toml").mkdir()
    found = load(SHIPPED, own)
    assert found.problemen == (
        TextProblem("scherm.toml", "", "dit is geen bestand. Zet hier een tekstbestand neer."),
    )


@pytest.mark.posix_only("een koppeling maken mag daar niet iedereen")
def test_a_link_to_a_file_outside_the_folder_is_named_and_not_read(
    own: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "buiten.toml"
    outside.write_text('[algemeen]\nongedaan = "Van buiten"', "utf-8")
    (own / "scherm.toml").symlink_to(outside)
    found = load(SHIPPED, own)
    assert "buiten de map" in found.problemen[0].reden
    assert found.tekst("algemeen.ongedaan") != "Van buiten"


@pytest.mark.posix_only("een koppeling maken mag daar niet iedereen")
def test_a_link_to_itself_is_named(own: Path) -> None:
    (own / "scherm.toml").symlink_to(own / "scherm.toml")
    assert names(load(SHIPPED, own)) == [("scherm.toml", "")]


@pytest.mark.posix_only("een pijp als bestand")
def test_a_pipe_is_named_and_does_not_wait(own: Path) -> None:
    os.mkfifo(own / "scherm.toml")
    assert names(load(SHIPPED, own)) == [("scherm.toml", "")]


@pytest.mark.posix_only("zo'n naam bestaat er niet")
@pytest.mark.skipif(sys.platform == "darwin", reason="zo'n naam bestaat ook op macOS niet")
def test_a_name_that_is_no_text_is_named_as_text(own: Path) -> None:
    Path(os.fsdecode(os.fsencode(own) + b"/\xff.toml")).write_text("", "utf-8")
    (problem,) = load(SHIPPED, own).problemen
    assert str(problem).encode("utf-8")


def test_a_whole_copy_of_the_shipped_texts_is_accepted(own: Path) -> None:
    shutil.copytree(SHIPPED, own, dirs_exist_ok=True)
    assert load(SHIPPED, own) == shipped()


@settings(max_examples=size(10, 30), deadline=None)  # each reads all texts anew
@given(st.text())
def test_any_text_as_an_own_file_gives_texts(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    own = tmp_path_factory.mktemp("eigen")
    (own / "scherm.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert load(SHIPPED, own).scherm == shipped().scherm


def test_the_environment_names_the_folder(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "scherm.toml").write_text('[algemeen]\nongedaan = "Ga door"', "utf-8")
    monkeypatch.setenv("GESPREK_TEKSTEN", str(own))
    assert inhoud().tekst("algemeen.ongedaan") == "Ga door"


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_environment_names_no_folder(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESPREK_TEKSTEN", value)
    assert inhoud().problemen == ()
