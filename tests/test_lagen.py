"""The layers of the house, read from the imports: nothing points back."""

import ast
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

import pytest
import streamlit

ROOT = Path(__file__).parent.parent

MIDDLE = frozenset({"toegang", "uitvoer", "overzicht", "privacy", "opslag", "inhoud", "live"})
LAYERS: Mapping[str, frozenset[str]] = {
    "app": MIDDLE | {"scherm", "server", "services", "domein"},
    "pages": MIDDLE | {"scherm", "services", "domein"},
    "__main__": frozenset({"opdrachten"}),
    # The commands: an edge beside the screens, that puts the parts of the middle layer together.
    "opdrachten": MIDDLE | {"opdrachten", "domein"},
    "scherm": MIDDLE | {"scherm", "services", "domein"},
    # Builds the parts of the middle layer, once for pages, routes and threads.
    "services": MIDDLE | {"services", "domein"},
    # The door stands in the server: a route signs in, the middleware knows who asks; the lines on
    # which pages hear of changes begin in it, and papers and calendars leave by it.
    "server": frozenset({"server", "toegang", "live", "uitvoer", "inhoud", "domein"}),
    **{layer: frozenset({layer, "domein"}) for layer in MIDDLE},
    "domein": frozenset({"domein"}),
    "__init__": frozenset(),
}
"""Each layer and the layers that it may import."""

SIBLINGS: Mapping[tuple[str, str], str] = {
    ("toegang", "opslag"): "keys, accounts and log-ins are documents that can be revoked at once",
    ("uitvoer", "inhoud"): "papers are made of the texts",
    ("opslag", "privacy"): "the store refuses at its border what may never be kept",
}
"""(importer, imported) in the middle layer → the reason why this one import is right."""

STREAMLIT = frozenset({"streamlit"})
DATABASES = frozenset(
    {
        *(
            "aiosqlite",
            "alembic",
            "asyncpg",
            "dbm",
            "duckdb",
            "mysql",
            "pg8000",
            "psycopg",
            "psycopg2",
        ),
        *("psycopg_pool", "shelve", "sqlalchemy", "sqlite3", "tinydb"),
    }
)
STREAMLIT_PARTS = frozenset(
    {
        "streamlit.navigation.page.Page",
        "streamlit.components.v2.manifest_scanner",  # private: see test_pakketten
        "streamlit.proto.ClientState_pb2.ClientState",  # private: see test_callbacks
        "streamlit.runtime.app_session.AppSession",
        "streamlit.runtime.scriptrunner.script_runner.ScriptRunner",
        "streamlit.runtime.state.session_state.SessionState",
    }
)
"""What is imported of Streamlit by more than its first name."""
NAMESPACES = frozenset({"column_config", "components"})
"""The modules of Streamlit that its documentation names behind ``st.``."""
HEAVY = frozenset({"pandas", "altair", "vl_convert", "xlsxwriter"})
SQL = frozenset({"alembic", "psycopg", "sqlalchemy"})
NUMBERS = frozenset({"stdnum", "phonenumbers"})
PAPER = frozenset({"fpdf", "fontTools", "icalendar", "uharfbuzz"})
LATE = ("gesprek.overzicht", "gesprek.privacy", "gesprek.uitvoer.papier", "gesprek.server.tekenaar")
"""Own modules that the server starts without, as it answers sooner: the first use loads them."""

SESSION = ("gesprek/scherm/sessie.py", "gesprek/scherm/widgets.py")
OVERVIEW = "pages/overzicht.py"
SCRIPT = "gesprek/scherm/menu.py"
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


def direction(house: House, siblings: Mapping[tuple[str, str], str] = SIBLINGS) -> Iterator[str]:
    """app.py, pages → scherm → the middle layer → domein; only app.py reaches the server."""
    for source in house.sources:
        allowed = LAYERS.get(source.layer)
        if allowed is None:
            yield f"{source.path}:1: '{source.layer}' is no layer of the house"
            continue
        for one in source.imports:
            target = _own_layer(one.module)
            excepted = (source.layer, target) in siblings and target in MIDDLE
            if target and target not in allowed and not excepted:
                yield f"{source.path}:{one.line}: {source.layer} imports {target}"


def _own_layer(module: str) -> str | None:
    """Return the layer of an own module, None for a library."""
    first, _, rest = module.partition(".")
    if first == "gesprek":
        return rest.partition(".")[0] or "__init__"
    return first if first in ("app", "pages", "tests") else None


def stale_exceptions(
    house: House, siblings: Mapping[tuple[str, str], str] = SIBLINGS
) -> Iterator[str]:
    """Every exception between siblings has a reason and is used."""
    used = {
        (source.layer, _own_layer(one.module)) for source in house.sources for one in source.imports
    }
    for pair, reason in siblings.items():
        if pair not in used or not reason:
            yield f"SIBLINGS: {pair} is not used or has no reason"


def libraries(house: House) -> Iterator[str]:
    """Streamlit only at the screen, databases only in the store."""
    only: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
        (STREAMLIT, frozenset({"app", "pages", "scherm"})),
        (DATABASES, frozenset({"opslag"})),
        (HEAVY, frozenset({"overzicht", "scherm", "pages"})),
        (NUMBERS, frozenset({"privacy"})),
        (PAPER, frozenset({"uitvoer"})),
    )
    for source in house.sources:
        for one in source.imports:
            library = one.module.partition(".")[0]
            if any(library in names and source.layer not in layers for names, layers in only):
                yield f"{source.path}:{one.line}: {source.layer} imports {library}"


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
    """Only the overview page loads pandas and Altair, and nothing SQL before it is chosen."""
    roots = [
        source
        for source in house.sources
        if source.path in ("app.py", SCRIPT)
        or (source.layer == "pages" and source.path != OVERVIEW)
        or source.layer == "__main__"
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
    direction,
    stale_exceptions,
    libraries,
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
    assert read >= {"app.py", "gesprek/domein/oefening.py", *SESSION, SCRIPT, OVERVIEW}


# Planted violations

SOUND = {
    "app.py": "import streamlit as st\nfrom gesprek.server.routes import routes\n",
    "pages/start.py": "import streamlit as st\nfrom gesprek.scherm.werk import open_page\n",
    OVERVIEW: "from gesprek.overzicht import cijfers\nfrom gesprek.scherm import figuren\n",
    "gesprek/__init__.py": "",
    "gesprek/opslag/wacht.py": "def f():\n    from gesprek.privacy import scan_refused\n",
    "gesprek/privacy/__init__.py": "",
    "gesprek/uitvoer/papier.py": "import fpdf\nfrom gesprek.inhoud import inhoud\n",
    "gesprek/inhoud/__init__.py": "",
    "gesprek/__main__.py": "from gesprek.opdrachten import regel\n",
    "gesprek/opdrachten/regel.py": "from gesprek.opslag import store\n",
    SCRIPT: "import streamlit as st\nfrom gesprek.scherm.werk import open_page\n",
    SESSION[0]: "import streamlit as st\nst.session_state['a'] = 1\n",
    "gesprek/scherm/werk.py": (
        "from gesprek.opslag import store\n"
        "from . import sessie\n"
        "def open_page():\n    from gesprek.overzicht import cijfers\n"
    ),
    "gesprek/scherm/figuren.py": "import pandas as pd\n",
    "gesprek/server/routes.py": "import starlette\nfrom gesprek.domein import model\n",
    "gesprek/opslag/__init__.py": "",
    "gesprek/opslag/store.py": "import tinydb\nfrom gesprek.domein.model import Waarde\n",
    "gesprek/overzicht/__init__.py": "",
    "gesprek/overzicht/cijfers.py": "import pandas as pd\nimport altair\n",
    "gesprek/domein/model.py": "import pydantic\n",
    "gesprek/toegang/sleutels.py": "from gesprek.opslag import store\n",
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
        ("gesprek/domein/x.py", "from gesprek.opslag import store", "domein imports opslag"),
        ("gesprek/domein/x.py", "from gesprek import opslag", "domein imports opslag"),
        ("gesprek/domein/x.py", "import gesprek.scherm.werk", "domein imports scherm"),
        ("gesprek/domein/x.py", "from ..opslag import store", "domein imports opslag"),
        ("gesprek/domein/x.py", "from .. import opslag", "domein imports opslag"),
        ("gesprek/domein/x.py", "def f():\n import gesprek.inhoud", "domein imports inhoud"),
        (
            "gesprek/domein/x.py",
            "if TYPE_CHECKING:\n from gesprek.opslag import store",
            "domein imports opslag",
        ),
        (
            "gesprek/domein/x.py",
            "importlib.import_module('gesprek.opslag')",
            "domein imports opslag",
        ),
        ("gesprek/domein/x.py", "__import__('gesprek.opslag')", "domein imports opslag"),
        ("gesprek/domein/deep/x.py", "from ...opslag import s", "domein imports opslag"),
        ("gesprek/__init__.py", "from gesprek.domein import model", "__init__ imports domein"),
        ("gesprek/opslag/x.py", "from gesprek.overzicht import y", "opslag imports overzicht"),
        ("gesprek/overzicht/x.py", "from gesprek.opslag import y", "overzicht imports opslag"),
        ("gesprek/inhoud/x.py", "from gesprek.scherm import y", "inhoud imports scherm"),
        ("gesprek/opslag/x.py", "import pages.start", "opslag imports pages"),
        ("gesprek/scherm/x.py", "import app", "scherm imports app"),
        ("gesprek/scherm/x.py", "from tests.domein import strategies", "scherm imports tests"),
        ("gesprek/scherm/x.py", "from gesprek.server import routes", "scherm imports server"),
        ("pages/x.py", "from gesprek.server import routes", "pages imports server"),
        ("gesprek/__main__.py", "from gesprek.scherm import werk", "__main__ imports scherm"),
        ("gesprek/opdrachten/x.py", "from gesprek.scherm import x", "opdrachten imports scherm"),
        ("gesprek/opslag/x.py", "from gesprek.opdrachten import x", "opslag imports opdrachten"),
        ("gesprek/server/x.py", "from gesprek.opslag import store", "server imports opslag"),
        ("gesprek/nieuw/x.py", "", "'nieuw' is no layer"),
        ("gesprek/los.py", "", "'los' is no layer"),
        ("gesprek/uitvoer/x.py", "from gesprek.opslag import store", "uitvoer imports opslag"),
        ("gesprek/uitvoer/x.py", "import streamlit", "uitvoer imports streamlit"),
        ("gesprek/scherm/x.py", "from fpdf import FPDF", "scherm imports fpdf"),
        ("gesprek/domein/x.py", "import streamlit", "domein imports streamlit"),
        ("gesprek/server/x.py", "from streamlit import config", "server imports streamlit"),
        ("gesprek/opslag/x.py", "import streamlit.web", "opslag imports streamlit"),
        ("gesprek/scherm/x.py", "from tinydb import TinyDB", "scherm imports tinydb"),
        ("pages/x.py", "import sqlite3", "pages imports sqlite3"),
        ("gesprek/overzicht/x.py", "import psycopg.rows", "overzicht imports psycopg"),
        ("app.py", "def f():\n import tinydb", "app imports tinydb"),
        ("pages/x.py", "st.session_state['a']", "only gesprek/scherm/sessie.py"),
        ("app.py", "st.session_state.a = 1", "only gesprek/scherm/sessie.py"),
        ("gesprek/scherm/x.py", "st.session_state.get('a')", "only gesprek/scherm/sessie.py"),
        ("gesprek/scherm/x.py", "from streamlit import session_state", "only gesprek/scherm"),
        ("gesprek/scherm/x.py", "getattr(st, 'session_state')", "only gesprek/scherm"),
        ("pages/x.py", "st.button('Start', key='start')", "a page holds no string key"),
        ("pages/x.py", "st.button('Start', key=f'start_{x}')", "a page holds no string key"),
        ("pages/x.py", "sessie.widget_value('naam')", "a page holds no string key"),
        ("pages/x.py", "set_widget_value('naam', 1)", "a page holds no string key"),
        ("pages/x.py", "fill_widget('naam', None, '')", "a page holds no string key"),
        ("pages/x.py", "import pandas", "loads pandas for every page"),
        ("gesprek/scherm/werk.py", "import altair", "loads altair for every page"),
        ("pages/x.py", "from gesprek.overzicht import cijfers", "loads pandas for every page"),
        ("gesprek/scherm/werk.py", "from . import figuren", "loads pandas for every page"),
        (SCRIPT, "from gesprek.scherm import figuren", "loads pandas for every page"),
        (
            "app.py",
            "from gesprek.privacy import scan",
            "loads gesprek.privacy.scan with the server",
        ),
        ("gesprek/server/routes.py", "from gesprek.server import tekenaar", "with the server"),
        ("gesprek/server/routes.py", "def f():\n from gesprek.uitvoer import papier", None),
        ("gesprek/server/routes.py", "from gesprek.uitvoer import papierbord", None),
        ("gesprek/overzicht/__init__.py", "from . import cijfers", None),
        ("gesprek/opslag/store.py", "def f():\n import pandas", "opslag imports pandas"),
        ("gesprek/domein/x.py", "import pandas", "domein imports pandas"),
        ("gesprek/opslag/x.py", "from stdnum.nl import bsn", "opslag imports stdnum"),
        ("gesprek/scherm/x.py", "import phonenumbers", "scherm imports phonenumbers"),
        ("gesprek/privacy/x.py", "import streamlit", "privacy imports streamlit"),
        ("gesprek/scherm/x.py", "from streamlit.runtime import get_instance", "is private"),
        ("gesprek/scherm/x.py", "import streamlit.web.server", "is private"),
        ("gesprek/scherm/x.py", "from streamlit import config", "is private"),
        ("pages/x.py", "import streamlit as st\nst.runtime.exists()", "st.runtime is private"),
        ("pages/x.py", "import streamlit as st\nst._main.text('')", "st._main is private"),
        ("gesprek/scherm/x.py", "import streamlit as st\nst.components.v2.component", None),
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
        "gesprek/overzicht/__init__.py": "from . import cijfers",
        "gesprek/overzicht/licht.py": "",
        "gesprek/scherm/werk.py": "import gesprek.overzicht.licht",
    }
    assert any("loads pandas" in one for one in heavy(build(tmp_path, changes)))


def test_a_violation_names_the_file_and_the_line(tmp_path: Path) -> None:
    house = build(tmp_path, {"gesprek/domein/x.py": "import os\n\nimport gesprek.opslag\n"})
    assert found(house) == ["gesprek/domein/x.py:3: domein imports opslag"]


def test_a_listed_exception_opens_one_direction_only(tmp_path: Path) -> None:
    there, back = "from gesprek.opslag import store", "from gesprek.privacy import x"
    house = build(tmp_path, {"gesprek/privacy/x.py": there, "gesprek/opslag/x.py": back})
    siblings = {**SIBLINGS, ("opslag", "privacy"): "it checks what it stores"}
    assert list(direction(house, siblings)) == ["gesprek/privacy/x.py:1: privacy imports opslag"]


def test_an_exception_never_opens_the_screen_to_the_middle_layer(tmp_path: Path) -> None:
    house = build(tmp_path, {"gesprek/opslag/x.py": "import gesprek.scherm.werk"})
    assert list(direction(house, {("opslag", "scherm"): "no reason will do"}))


def test_an_exception_that_nothing_uses_or_explains_is_found(tmp_path: Path) -> None:
    house = build(tmp_path, {"gesprek/opslag/x.py": "from gesprek.privacy import x"})
    assert list(stale_exceptions(house, {("opslag", "privacy"): "it checks what it stores"})) == []
    assert list(stale_exceptions(house, {("opslag", "privacy"): ""}))
    assert list(stale_exceptions(house, {("privacy", "opslag"): "once, long ago"}))
