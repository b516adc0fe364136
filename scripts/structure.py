"""Prints how large the program is and how its modules hang together, beside what was promised.

Usage: python -m scripts.structure
"""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from scripts.walk import walk_of_a_leervraag

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGE: Final = ROOT / "gesprek"
MOST_MODULES: Final = 300
MOST_LINES: Final = 40_000
MOST_LINES_OF_APP: Final = 70
MOST_LINES_OF_A_MODULE: Final = 250
MOST_MODULES_OF_A_WALK: Final = 46


class Count(NamedTuple):
    """One row of the table."""

    what: str
    found: int
    most: int | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is within what was promised."""
        return self.most is None or self.found <= self.most


def modules() -> list[Path]:
    """Return all modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def lines_of(path: Path) -> int:
    """Return how many lines a file has, blank ones included."""
    return len(path.read_text(encoding="utf-8").splitlines())


def double_names() -> list[str]:
    """Return the names that more than one module has; each package has an ``__init__``."""
    names = Counter(path.stem for path in modules() if path.stem != "__init__")
    return sorted(name for name, count in names.items() if count > 1)


def double_classes() -> list[str]:
    """Return the names of public classes that are defined in more than one module."""
    names: Counter[str] = Counter()
    for path in modules():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        names.update({one.name for one in body if isinstance(one, ast.ClassDef)})
    return sorted(name for name, count in names.items() if count > 1 and name[0] != "_")


def broken_contracts() -> int:
    """Return 0 where no import runs up, 1 where one does; see ``pyproject.toml``."""
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    return subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    ).returncode


def counts() -> list[Count]:
    """Return the rows of the table."""
    long = [path for path in modules() if lines_of(path) > MOST_LINES_OF_A_MODULE]
    saving, drawing = walk_of_a_leervraag()
    return [
        Count("modules", len(modules()), MOST_MODULES),
        Count("lines", sum(map(lines_of, modules())), MOST_LINES),
        Count(f"modules over {MOST_LINES_OF_A_MODULE} lines", len(long), 0),
        Count("names of several modules", len(double_names()), 0),
        Count("names of several classes", len(double_classes()), 0),
        Count("contracts of imports broken", broken_contracts(), 0),
        Count("lines of app.py", lines_of(ROOT / "app.py"), MOST_LINES_OF_APP),
        Count("modules from a key to the disk", len(saving), MOST_MODULES_OF_A_WALK),
        Count("modules that draw the page anew after it", len(drawing)),
    ]


def main() -> int:
    """Print the table; return 1 where something is over what was promised."""
    found = counts()
    for one in found:
        most = "" if one.most is None else f"at most {one.most:,}"
        print(f"{one.what:<44}{one.found:>8,}   {most:<16}{'' if one.is_met else 'over'}")
    for kind, names in (("modules", double_names()), ("classes", double_classes())):
        if names:
            print(f"\n{kind} of one name: {', '.join(names)}")
    return 0 if all(one.is_met for one in found) else 1


if __name__ == "__main__":
    sys.exit(main())
