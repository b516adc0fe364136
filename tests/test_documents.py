"""What the documents for developers name is there: paths, links, and decisions."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DECISIONS = ROOT / "docs" / "decisions"

DOCUMENTS = (
    ROOT / "README.md",
    CONTRIBUTING,
    ROOT / "docs" / "add-a-chart.md",
    ROOT / "docs" / "privacy.md",
    ROOT / "docs" / "releasing.md",
    *sorted(DECISIONS.glob("*.md")),
)
"""What names modules and files of the project."""
LINKED = (
    *DOCUMENTS,
    ROOT / "CHANGELOG.md",
    ROOT / "SECURITY.md",
    ROOT / "deploy" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
)
MADE_LATER = ("data/opslag",)
"""What the program itself makes."""

SUFFIXES = "cfg|css|js|json|lock|md|png|py|toml|txt|yaml"
TOP = "benchmarks|data|deploy|docs|gesprek|pages|scripts|tests"
PATH = re.compile(rf"(?:(?:{TOP})(?:/[\w.*-]+)*/?)|(?:[\w.*-]+\.(?:{SUFFIXES}))")
"""A folder of the project and what is below it, or a file beside ``README.md``."""


def _code(text: str) -> Iterator[str]:
    """Yield each word in backticks; the drawing of the house counts as well."""
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    yield from re.findall(r"`([^`\n]+)`", outside)
    for block in blocks:
        yield from re.findall(r"\b(?:gesprek|pages|data)/[\w/]*", block)


def paths_in(text: str) -> list[str]:
    """Return what looks like a path of the project."""
    return [word for word in _code(text) if PATH.fullmatch(word)]


def is_there(path: str) -> bool:
    return path.startswith(MADE_LATER) or any(ROOT.glob(path.rstrip("/")))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_in_a_document_exists(document: Path) -> None:
    named = paths_in(document.read_text(encoding="utf-8"))
    assert [path for path in named if not is_there(path)] == []


def test_paths_are_found_and_a_wrong_one_is_missed() -> None:
    text = "`gesprek/domain/gone.py` and `start.py`, not `/m/CODE`\n```\n gesprek/web  routes\n```"
    assert paths_in(text) == ["gesprek/domain/gone.py", "start.py", "gesprek/web"]
    assert [is_there(path) for path in paths_in(text)] == [False, True, True]


def test_the_drawing_of_the_house_has_every_room() -> None:
    drawn = re.findall(
        r"```\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL
    )
    rooms = {path.parent.name for path in (ROOT / "gesprek").glob("*/__init__.py")}
    assert rooms == set(re.findall(r"\bgesprek/(\w+)", "".join(drawn)))


@pytest.mark.parametrize("document", LINKED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text)
    inside = [target for target in targets if not target.startswith("http")]
    assert [target for target in inside if not (document.parent / target).exists()] == []


# The card 'Where is …?'


def _card() -> list[tuple[str, str]]:
    """Return the modules of the card, each with the function that it names."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    card = text.partition("## Where is …?")[2].partition("\n## ")[0]
    return re.findall(r"^\|[^|]+\| `([^`]+)` \| `(\w+)` \|$", card, re.MULTILINE)


def test_the_card_has_ten_things_or_more() -> None:
    text = CONTRIBUTING.read_text(encoding="utf-8")
    rows = text.partition("## Where is …?")[2].partition("\n## ")[0].count("\n| ") - 1
    assert len(_card()) == rows >= 10


@pytest.mark.parametrize(("module", "function"), _card())
def test_what_the_card_names_is_in_that_module(module: str, function: str) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    assert function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


# The release


def test_the_newest_release_in_the_changelog_is_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[([\d.]+)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert releases[0] == project["version"]


# The decisions

FIELDS = re.compile(
    r"# (?P<number>\d+)\. (?P<title>[^\n]+)\n\n"
    r"- \*\*Status:\*\* (?P<status>[^\n]+)\n"
    r"- \*\*Date:\*\* (?P<date>\d{4}-\d\d-\d\d)\n\n"
    r"## Context\n.+\n## Decision\n.+\n## Consequences\n.+",
    re.DOTALL,
)


def _decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


@pytest.mark.parametrize("path", _decisions(), ids=lambda path: path.name)
def test_every_decision_has_its_parts_and_a_row_in_the_index(path: Path) -> None:
    found = FIELDS.match(path.read_text(encoding="utf-8"))
    assert found
    number, title, status, date = found.group("number", "title", "status", "date")
    assert int(path.name[:4]) == int(number)
    row = f"| {path.name[:4]} | [{title}]({path.name}) | {status} | {date} |"
    assert row in (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()


def test_every_decision_that_is_named_exists() -> None:
    numbers = {int(path.name[:4]) for path in _decisions()}
    places = [ROOT / ".streamlit" / "config.toml", ROOT / "CHANGELOG.md", *LINKED]
    places += [path for top in ("gesprek", "tests") for path in (ROOT / top).rglob("*.py")]
    named = {
        (path.name, int(number))
        for path in places
        for number in re.findall(
            r"\b(?:[Dd]ecision|[Bb]esluit) (\d+)", path.read_text(encoding="utf-8")
        )
    }
    assert named
    assert {one for one in named if one[1] not in numbers} == set()
