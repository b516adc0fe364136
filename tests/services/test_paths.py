"""Every address stands in one place: no other module spells one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gesprek.services import paths

ROOT = Path(__file__).resolve().parents[2]
ADDRESSES = sorted(
    {value for value in vars(paths).values() if isinstance(value, str) and value.startswith("/")}
)
SPELLED = re.compile(rf"(?<![\w./<-])({'|'.join(map(re.escape, ADDRESSES))})(?![\w-])")


def files() -> list[Path]:
    own = Path(paths.__file__)
    found = [ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("gesprek/**/*.py")]
    return [*(one for one in found if one != own), *ROOT.glob("gesprek/**/templates/*.html")]


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield each string, also within an f-string, but no docstring and nothing like one."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def spelled(name: str, text: str) -> list[str]:
    found = literals(ast.parse(text)) if name.endswith(".py") else [(1, text)]
    return [f"{name}:{line}: {hit[1]}" for line, one in found for hit in SPELLED.finditer(one)]


def test_no_other_module_spells_an_address() -> None:
    assert len(ADDRESSES) > 10
    assert [
        hit
        for one in files()
        for hit in spelled(one.relative_to(ROOT).as_posix(), one.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        'A = "/aanmelden"',
        'A = f"/m/{code}"',
        "A = '<a href=\"/aanmelden/wachtwoord\">'",
        'Route("/gesprek/{name}")',
        'A = f"{place}/uitvoer/{name}.pdf"',
    ],
)
def test_an_address_in_a_string_is_found(text: str) -> None:
    assert spelled("x.py", text)


@pytest.mark.parametrize(
    "text", ['"""Goes to /live."""', 'A = "https://aanmelden.nl"', 'A = "gesprek/live/hub.py"']
)
def test_anything_else_is_none(text: str) -> None:
    assert spelled("x.py", text) == []


@pytest.mark.parametrize(
    ("made", "address"),
    [
        (paths.join_path("ABC123"), "/m/ABC123"),
        (paths.sign_in_path("team"), "/aanmelden/team"),
        (paths.ORGANISATION_BACK, "/aanmelden/organisatie/terug"),
        (paths.set_up_path("x"), "/inrichten/x"),
        (paths.live_path("x"), "/live/x"),
        (paths.paper_path("alles", "pdf"), "/uitvoer/alles.pdf"),
        (paths.calendar_path("x"), "/agenda/x.ics"),
        (paths.figures_path("csv"), "/cijfers/overzicht.csv"),
        (paths.file_path("watch.js"), "/gesprek/watch.js"),
    ],
)
def test_an_address_that_stands_on_paper_elsewhere_stays(made: str, address: str) -> None:
    assert made == address


@pytest.mark.parametrize("path", ["/uitvoer", "/uitvoer/alles.pdf", "//uitvoer//x", "uitvoer"])
def test_the_place_of_a_path_is_its_first_part(path: str) -> None:
    assert paths.place_of(path) == paths.PAPER
