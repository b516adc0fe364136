"""Runs our tests in the Windows Python, and says what passed, what failed and what was skipped."""

from __future__ import annotations

import os
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from scripts.windows.python import start_windows_python
from scripts.windows.wine import CACHE, windows_path
from start import say
from tests.support.certificate import NO_OPENSSL
from tests.support.extent import NOT_ON_WINDOWS
from tests.support.postgres import NO_POSTGRES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence
    from pathlib import Path

_LAST_LINES: Final = 5.0  # seconds for what is still in the pipe
RESULT: Final = CACHE / "uitslag.xml"
SHORT: Final = (
    *("tests/domain", "tests/content", "tests/storage"),
    *("tests/cli/test_command_line.py", "tests/cli/test_own_server.py"),
    *("tests/web/test_listening_socket.py", "tests/web/test_draft_routes.py"),
    *("tests/web/test_export_routes.py", "tests/web/test_joining.py"),
)
"""What runs in the long tests: rules, texts, the store on files, commands and the door."""
WHOLE: Final = (
    *("tests/domain", "tests/content", "tests/storage", "tests/cli", "tests/web", "tests/access"),
    "tests/privacy",
    "--ignore=tests/web/test_dutch_words.py",  # it needs a browser
    # A process has 30 seconds to draw charts: under Wine its libraries alone may take as long.
    *("--ignore=tests/web/test_background.py", "--ignore=tests/web/test_loaded_libraries.py"),
)
"""What runs with ``--alles``: all that was seen to pass there."""
MAY_BE_SKIPPED: Final = (NOT_ON_WINDOWS, NO_POSTGRES, NO_OPENSSL)
"""How the reasons begin for which a test may be skipped; each other reason counts as a failure."""


@dataclass
class Outcome:
    """What came of the tests.

    Attributes:
        passed: how many did.
        failed: the names of those that did not, or could not begin.
        skipped: the reasons, and how many tests each of them is for.
        refused: as ``skipped``, where nobody foresaw that reason.
    """

    passed: int = 0
    failed: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def is_good(self) -> bool:
        """Whether something passed, and nothing failed or was skipped for another reason."""
        return bool(self.passed) and not self.failed and not self.refused


def run_tests(chosen: Sequence[str]) -> bool:
    """Run these tests, or where none are named those of ``SHORT``; returns whether all is good.

    Raises:
        NoWine: the Python is not there.
    """
    RESULT.unlink(missing_ok=True)
    options = ["-q", "-rfE", "--tb=short", "-p", "no:cacheprovider"]
    options += [f"--junitxml={windows_path(RESULT)}", "--numprocesses", str(os.cpu_count() or 1)]
    options += ["--dist", "loadfile", "--color=no"]
    environment = {"GESPREK_TESTS": "kort", "CI": "", "PYTEST_ADDOPTS": ""}
    command = ["-m", "pytest", *options, *(chosen or SHORT)]
    tests = start_windows_python(command, environment=environment)
    # Beside it: what a failed test left running keeps the pipe open for ever.
    telling = threading.Thread(target=_tell, args=[tests], daemon=True)
    telling.start()
    code = tests.wait()
    telling.join(_LAST_LINES)
    return report(RESULT, code)


def _tell(tests: subprocess.Popen[bytes]) -> None:
    """Show what the tests print."""
    for line in tests.stdout or ():
        say(line.decode("utf-8", "replace").rstrip())


def report(result: Path, code: int) -> bool:
    """Tell what came of the tests; returns whether all is good.

    Args:
        result: the file in which pytest wrote it.
        code: the exit code of pytest.
    """
    if not result.is_file():
        say("In de Python voor Windows kwam er geen uitslag: dat telt als fout.")
        return False
    outcome = read(result)
    say(f"In de Python voor Windows: {outcome.passed} geslaagd, {len(outcome.failed)} mislukt.")
    for name in outcome.failed:
        say(f"  mislukt: {name}")
    for reason, count in outcome.skipped.most_common():
        say(f"  overgeslagen, {count} keer: {reason}")
    for reason, count in outcome.refused.most_common():
        say(f"  overgeslagen zonder dat het mag, {count} keer: {reason}")
    if code and outcome.is_good:
        say(f"  pytest zelf eindigde met {code}: dat telt als fout.")
    return outcome.is_good and not code


def read(result: Path) -> Outcome:
    """Return what pytest wrote in a file of the form of JUnit."""
    outcome = Outcome()
    for case in ET.parse(result).iter("testcase"):  # noqa: S314 - our own file
        skipped = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed.append(f"{case.get('classname')}.{case.get('name')}")
        elif skipped is None:
            outcome.passed += 1
        else:
            reason = skipped.get("message", "")
            may_be = reason.startswith(MAY_BE_SKIPPED)
            (outcome.skipped if may_be else outcome.refused)[reason] += 1
    return outcome
