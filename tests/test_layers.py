"""The layers of the house: the contracts of ``pyproject.toml``, and what no contract can say."""

import ast
import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest
import streamlit

from gesprek import browser

ROOT = Path(__file__).parent.parent

STREAMLIT_PARTS = frozenset(
    re.sub(r":(\w+).*", r".\1", name) for name in browser.contract()["python"]
)
"""What is imported of Streamlit by more than its first name."""
NAMESPACES = frozenset({"column_config", "components"})
"""The modules of Streamlit that its documentation names behind ``st.``."""
HEAVY = frozenset({"pandas", "altair", "vl_convert", "xlsxwriter"})
SQL = frozenset({"alembic", "psycopg", "sqlalchemy"})
LATE = (
    "gesprek.trends",
    "gesprek.privacy",
    "gesprek.documents.general_papers",
    "gesprek.services.paper_making",
)
"""Own modules that the server starts without, as it answers sooner: the first use loads them."""

FOR_PAGES = frozenset({"access", "content", "domain", "services", "ui"})

SESSION = ("gesprek/ui/fields/session.py", "gesprek/ui/fields/widgets.py")
OVERVIEW = "pages/overzicht.py"
SCRIPT = "gesprek/ui/frame/menu.py"
"""``app.py`` names this script by its path."""


@dataclass(frozen=True)
class Import:
    """One import; ``lazy`` when it does not run as its module loads."""

    module: str
    line: int
    lazy: bool


@dataclass(frozen=True)
class Source:
    """A file of the program, by its path in the project."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def layer(self) -> str:
        parts = PurePosixPath(self.path).with_suffix("").parts
        return parts[1] if parts[0] == "gesprek" else parts[0]

    @property
    def package(self) -> tuple[str, ...]:
        return PurePosixPath(self.path).parent.parts

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        return tuple(_imports(self.tree, self.package, lazy=False))


def _imports(node: ast.AST, package: tuple[str, ...], *, lazy: bool) -> Iterator[Import]:
    """Yield every import at or below this node; ``from a import b`` gives ``a.b``."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        lazy = True
    if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
        lazy = True
    yield from (Import(name, _line(node), lazy) for name in _imported(node, package))
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, package, lazy=lazy)


def _imported(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            above = package[: len(package) - level + 1] if level else ()
            base = ".".join((*above, *([module] if module else [])))
            return [f"{base}.{alias.name}" for alias in names]
        case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]):
            called = ast.unparse(func).rpartition(".")[2]
            return [name] if called in ("import_module", "__import__") else []
        case _:
            return []


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 1)


@dataclass(frozen=True)
class House:
    """All files of the program."""

    sources: tuple[Source, ...]

    @cached_property
    def modules(self) -> dict[str, Source]:
        """Dotted name → file; a package by its ``__init__``."""
        return {
            source.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): source
            for source in self.sources
        }

    def loaded_by(self, name: str) -> list[Source]:
        """Return the own files that importing this name runs: packages above it as well."""
        parts = name.split(".")
        dotted = (".".join(parts[:length]) for length in range(1, len(parts) + 1))
        return [self.modules[one] for one in dotted if one in self.modules]


def read_house(root: Path) -> House:
    """Read ``app.py``, ``pages/`` and ``gesprek/``."""
    paths = [root / "app.py", *(root / "pages").rglob("*.py"), *(root / "gesprek").rglob("*.py")]
    return House(
        tuple(
            Source(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
            for path in sorted(paths)
            if path.exists()
        )
    )


# The rules: each yields what is wrong, as "file:line: reason".


def pages_call_services(house: House) -> Iterator[str]:
    """Pages draw with ``ui`` and never know the store or the routes; nothing imports them."""
    for source in house.sources:
        for one in source.imports:
            target = one.module.removeprefix("gesprek.").partition(".")[0]
            is_own = one.module.startswith("gesprek.")
            if source.layer == "pages" and is_own and target not in FOR_PAGES:
                yield f"{source.path}:{one.line}: a page imports {target}"
            if one.module.partition(".")[0] in ("app", "pages", "tests"):
                yield f"{source.path}:{one.line}: imports {one.module}"


def nobody_holds_the_store(house: House) -> Iterator[str]:
    """Screens and routes call services, which ask for rights; the store itself asks nothing."""
    for source in house.sources:
        if source.layer not in ("app", "pages", "ui", "web"):
            continue
        for node in ast.walk(source.tree):
            match node:
                case ast.Attribute(attr="store") | ast.alias(name="Store" | "open_store"):
                    yield f"{source.path}:{_line(node)}: {source.layer} holds the store"


def private_streamlit(house: House) -> Iterator[str]:
    """Nothing of Streamlit that may change without a word: only what its documentation names."""
    for source in house.sources:
        for one in source.imports:
            library, _, name = one.module.partition(".")
            if library == "streamlit" and one.module not in STREAMLIT_PARTS and _is_private(name):
                yield f"{source.path}:{one.line}: {one.module} is private"
        for node in ast.walk(source.tree):
            match node:
                case ast.Attribute(value=ast.Name(id="st" | "streamlit"), attr=name):
                    if _is_private(name):
                        yield f"{source.path}:{_line(node)}: st.{name} is private"


def _is_private(name: str) -> bool:
    """Return whether a name in Streamlit is none of its documentation; empty: Streamlit itself."""
    first = name.partition(".")[0]
    is_module = inspect.ismodule(getattr(streamlit, first, None)) or bool(
        first and find_spec(f"streamlit.{first}") and not hasattr(streamlit, first)
    )
    return first not in NAMESPACES and ("." in name or first.startswith("_") or is_module)


def session_state(house: House) -> Iterator[str]:
    """Only what a tab remembers and what its fields hold touch session state."""
    for source in house.sources:
        if source.path in SESSION:
            continue
        for node in ast.walk(source.tree):
            if _names_session_state(node):
                yield f"{source.path}:{_line(node)}: only {SESSION[0]} and {SESSION[1]} touch it"


def _names_session_state(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr="session_state") | ast.Name(id="session_state"):
            return True
        case ast.alias(name=name):
            return name.endswith("session_state")
        case ast.Constant(value="session_state"):
            return True
        case _:
            return False


def page_keys(house: House) -> Iterator[str]:
    """Pages hold no string key of session state, so also none of a widget."""
    for source in house.sources:
        for node in ast.walk(source.tree):
            if source.layer == "pages" and isinstance(node, ast.Call) and _holds_key(node):
                yield f"{source.path}:{_line(node)}: a page holds no string key"


def _holds_key(call: ast.Call) -> bool:
    keys: list[ast.expr] = [word.value for word in call.keywords if word.arg == "key"]
    if ast.unparse(call.func).endswith(("widget_value", "fill_widget")):
        keys += call.args[:1]
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str)
        for key in keys
        for part in ast.walk(key)
    )


def heavy(house: House) -> Iterator[str]:
    """No page loads pandas and Altair, and nothing SQL before it is chosen."""
    roots = [
        source
        for source in house.sources
        if source.path in ("app.py", SCRIPT) or source.layer in ("pages", "__main__")
    ]
    for source, one in _loaded_with(house, roots):
        if one.module.partition(".")[0] in HEAVY | SQL:
            yield f"{source.path}:{one.line}: loads {one.module} for every page"


def late(house: House) -> Iterator[str]:
    """The server starts without what only some pages, papers and saves need."""
    roots = [source for source in house.sources if source.path == "app.py"]
    for source, one in _loaded_with(house, roots):
        if f"{one.module}.".startswith(tuple(f"{name}." for name in LATE)):
            yield f"{source.path}:{one.line}: loads {one.module} with the server"


def _loaded_with(house: House, roots: list[Source]) -> Iterator[tuple[Source, Import]]:
    """Yield each import that runs as these files load, with the file that it stands in."""
    reached, waiting = set(roots), list(roots)
    while waiting:
        source = waiting.pop()
        for one in source.imports:
            if one.lazy:
                continue
            yield source, one
            new = [target for target in house.loaded_by(one.module) if target not in reached]
            reached.update(new)
            waiting += new


RULES: tuple[Callable[[House], Iterable[str]], ...] = (
    pages_call_services,
    nobody_holds_the_store,
    private_streamlit,
    session_state,
    page_keys,
    heavy,
    late,
)


# The program itself


@pytest.fixture(scope="module")
def house() -> House:
    return read_house(ROOT)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_this_rule(house: House, rule: Callable[[House], Iterable[str]]) -> None:
    assert list(rule(house)) == []


def test_the_whole_house_is_read(house: House) -> None:
    read = {source.path for source in house.sources}
    folders = [ROOT / "pages", ROOT / "gesprek"]
    assert read - {"app.py"} == {
        path.relative_to(ROOT).as_posix() for folder in folders for path in folder.rglob("*.py")
    }
    assert read >= {"app.py", "gesprek/domain/oefening.py", *SESSION, SCRIPT, OVERVIEW}


# Planted violations

SOUND = {
    "app.py": "import streamlit as st\nfrom gesprek.web.static_files import routes\n",
    "pages/start.py": "import streamlit as st\nfrom gesprek.ui.frame.words import tekst\n",
    OVERVIEW: "from gesprek.ui.overview import figures\n",
    SCRIPT: "import streamlit as st\nfrom gesprek.ui.frame.words import tekst\n",
    SESSION[0]: "import streamlit as st\nst.session_state['a'] = 1\n",
    "gesprek/ui/frame/words.py": "def open_page():\n    from gesprek.trends import charts\n",
    "gesprek/ui/overview/figures.py": "from gesprek.trends import light\n",
    "gesprek/web/static_files.py": "import starlette\nfrom gesprek.domain.base import Value\n",
    "gesprek/trends/__init__.py": "",
    "gesprek/trends/charts.py": "import pandas as pd\nimport altair\n",
    "gesprek/trends/light.py": "",
}


def build(root: Path, changes: Mapping[str, str]) -> House:
    for path, text in {**SOUND, **changes}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return read_house(root)


def found(house: House) -> list[str]:
    return [violation for rule in RULES for violation in rule(house)]


def test_a_sound_house_has_no_violation(tmp_path: Path) -> None:
    assert found(build(tmp_path, {})) == []


@pytest.mark.parametrize(
    ("path", "text", "violation"),
    [
        ("pages/x.py", "from gesprek.storage import protocol", "a page imports storage"),
        ("pages/x.py", "from gesprek.web import static_files", "a page imports web"),
        ("gesprek/ui/x.py", "services().store.get(key)", "ui holds the store"),
        ("gesprek/web/x.py", "from gesprek.storage import open_store", "web holds the store"),
        ("gesprek/ui/x.py", "import pages.start", "imports pages.start"),
        ("gesprek/ui/x.py", "from tests.domain import strategies", "imports tests.domain"),
        ("pages/x.py", "st.session_state['a']", "only gesprek/ui/fields/session.py"),
        ("gesprek/ui/x.py", "from streamlit import session_state", "only gesprek/ui"),
        ("gesprek/ui/x.py", "getattr(st, 'session_state')", "only gesprek/ui"),
        ("pages/x.py", "st.button('Start', key=f'start_{x}')", "a page holds no string key"),
        ("pages/x.py", "set_widget_value('naam', 1)", "a page holds no string key"),
        ("pages/x.py", "import pandas", "loads pandas for every page"),
        ("gesprek/ui/frame/words.py", "import altair", "loads altair for every page"),
        ("gesprek/ui/overview/figures.py", "from gesprek.trends import charts", "loads pandas"),
        ("app.py", "from gesprek.privacy import scan", "loads gesprek.privacy.scan with"),
        ("gesprek/web/static_files.py", "from gesprek.trends import light", "with the server"),
        ("gesprek/web/static_files.py", "def f():\n from gesprek.trends import light", None),
        ("gesprek/ui/x.py", "from streamlit.runtime import get_instance", "is private"),
        ("gesprek/ui/x.py", "from streamlit import runtime", "is private"),
        ("pages/x.py", "import streamlit as st\nst._main.text('')", "st._main is private"),
        ("gesprek/ui/x.py", "import streamlit as st\nst.components.v2.component", None),
    ],
)
def test_a_planted_violation_is_found(
    tmp_path: Path, path: str, text: str, violation: str | None
) -> None:
    violations = found(build(tmp_path, {path: text}))
    if violation is None:
        assert violations == []
    else:
        assert any(violation in one for one in violations), violations


def test_a_package_that_is_passed_on_the_way_counts_as_loaded(tmp_path: Path) -> None:
    changes = {
        "gesprek/trends/__init__.py": "from . import charts",
        "gesprek/ui/frame/words.py": "import gesprek.trends.light",
    }
    assert any("loads pandas" in one for one in heavy(build(tmp_path, changes)))


# The contracts


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Look whether the contracts are kept; apart, because import-linter silences our loggers."""
    command = "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_contracts_of_the_layers_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_an_import_that_runs_up_breaks_a_contract(tmp_path: Path) -> None:
    # Without the modes: the program may be installed where its files can only be read.
    shutil.copytree(ROOT / "gesprek", tmp_path / "gesprek", copy_function=shutil.copyfile)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "gesprek/domain/text.py").open("a", encoding="utf-8") as module:
        module.write("\nimport gesprek.storage.values\n")
    done = lint(tmp_path)
    assert done.returncode == 1
    assert "gesprek.domain is not allowed to import gesprek.storage" in done.stdout
