"""Run every check and tell how each part ended; `python3 start.py test` calls this.

`--alles` takes the long tests too, `--alles --zonder-uren` those that fit within an hour.
`--browser firefox` or `--browser webkit` runs the stories in another browser, and nothing else.
What else is given goes to pytest, which then runs alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Final

from scripts.programs import set_up_programs
from start import FOLDER, say

_SIZES: Final = {"--alles": "alles", "--zonder-uren": "zonder_uren"}
_BROWSER: Final = "--browser"
BROWSERS: Final = ("chromium", "firefox", "webkit")
_STORIES: Final = ["tests/stories"]
_ENVIRONMENTS: Final = {"alles": (), "zonder_uren": ("--kort",)}
_WINDOWS: Final = {"alles": ("--alles",), "zonder_uren": ()}
"""How much is tested → the options for these two."""
_LINE: Final = "  {name:<12} {verdict:<5} {seconds:>6.0f} s"


@dataclass(frozen=True)
class Result:
    """How one part of the checks ended.

    Attributes:
        name: what it is called on the screen.
        good: whether nothing was wrong.
        seconds: how long it took.
    """

    name: str
    good: bool
    seconds: float


def main(arguments: list[str]) -> int:
    """Run what is asked; returns 0 when all is good and nothing was missing."""
    browser, arguments = browser_of(arguments)
    chosen = [one for one in arguments if one not in _SIZES]
    if browser and all(one.startswith("-") for one in chosen):
        chosen = [*chosen, *_STORIES]
    programs, missing = set_up_programs(is_short=size_of(arguments) == "kort")
    environment = {**os.environ, **programs, "GESPREK_TESTS": size_of(arguments)}
    environment |= {"GESPREK_BROWSER": browser} if browser else {}
    # Else each program that the tests start compiles all that it loads.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    results = run_pytest_alone(chosen, environment) if chosen else run_all(environment)
    say("")
    for one in results:
        verdict = "goed" if one.good else "FOUT"
        say(_LINE.format(name=one.name, verdict=verdict, seconds=one.seconds))
    for sentence in missing:
        say(sentence)
    return 0 if all(one.good for one in results) and not missing else 1


def browser_of(arguments: list[str]) -> tuple[str, list[str]]:
    """Return in which browser the stories run, empty for all as they are, and what else is asked.

    Raises:
        SystemExit: there is no such browser.
    """
    if _BROWSER not in arguments:
        return "", arguments
    place = arguments.index(_BROWSER)
    browser = "".join(arguments[place + 1 : place + 2])
    if browser not in BROWSERS:
        raise SystemExit(f"Kies achter {_BROWSER} een van deze: {', '.join(BROWSERS)}.")
    return browser, [*arguments[:place], *arguments[place + 2 :]]


def size_of(arguments: list[str]) -> str:
    """Return how much the large tests do: ``kort``, ``alles`` or ``zonder_uren``."""
    if "--zonder-uren" in arguments:
        return "zonder_uren"
    return "alles" if "--alles" in arguments else "kort"


def run_pytest_alone(chosen: list[str], environment: dict[str, str]) -> list[Result]:
    """Run those tests that are named, and no other check."""
    return [_run("pytest", [*_pytest(), *chosen], environment)]


def run_all(environment: dict[str, str]) -> list[Result]:
    """Run every check; mypy runs beside the tests, and is told of at the end."""
    began = time.monotonic()
    types = _start(["mypy"], environment, stdout=subprocess.PIPE)
    if not (FOLDER / "tests" / "__pycache__").exists():  # compile once what all workers load
        collect = ["pytest", "--collect-only", "--quiet"]
        _start(collect, environment, stdout=subprocess.DEVNULL).wait()
    results = [
        _run("ruff check", ["ruff", "check", "."], environment),
        _run("ruff format", ["ruff", "format", "--check", "."], environment),
        _run("oxlint", ["scripts.lint_scripts"], environment),
        _run("pytest", _pytest(), environment),
    ]
    say("--- mypy")
    say(types.communicate()[0].strip())
    results.append(Result("mypy", types.returncode == 0, time.monotonic() - began))
    return results + [_run(*part, environment) for part in long_parts(environment).items()]


def long_parts(environment: dict[str, str]) -> dict[str, list[str]]:
    """Return what comes after the tests where it is asked: the name of each part → its command."""
    size = environment["GESPREK_TESTS"]
    if size not in _ENVIRONMENTS:
        return {}
    parts = {"omgevingen": ["scripts.environments", *_ENVIRONMENTS[size]]}
    if "GESPREK_WINE" in environment:  # else it is told as missing
        parts["windows"] = ["scripts.windows", "tests", *_WINDOWS[size]]
    if size == "alles":  # together most of an hour
        for browser in BROWSERS[1:]:
            parts[browser] = ["scripts.run_tests", *_SIZES, _BROWSER, browser]
    return parts


def _pytest() -> list[str]:
    """Return the command that runs all tests; one file's stay together, as they share a server."""
    workers = str((os.cpu_count() or 1) + 1)  # one more: a story often waits
    return ["pytest", "--numprocesses", workers, "--dist", "loadfile", "--no-loadscope-reorder"]


def _run(name: str, command: list[str], environment: dict[str, str]) -> Result:
    say(f"--- {name}")
    began = time.monotonic()
    good = _start(command, environment).wait() == 0
    return Result(name, good, time.monotonic() - began)


def _start(
    command: list[str], environment: dict[str, str], stdout: int | None = None
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=FOLDER,
        env=environment,
        stdout=stdout,
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
