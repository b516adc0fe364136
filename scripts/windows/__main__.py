"""Runs our tests, or any other command, in a real Windows Python that Wine runs on Linux.

python -m scripts.windows tests               the tests that the long run takes
python -m scripts.windows tests --alles       all that make sense in it
python -m scripts.windows tests tests/domain  these, with any options of pytest
python -m scripts.windows python -m gesprek --help
"""

from __future__ import annotations

import sys

from scripts.find_programs import find_wine
from scripts.windows.python import start_windows_python
from scripts.windows.run import WHOLE, run_tests
from scripts.windows.wine import NoWine
from start import say

_ALL = "--alles"


def main(arguments: list[str]) -> int:
    """Do what is asked; returns 0 when all is good."""
    what, rest = (arguments or [""])[0], arguments[1:]
    if what not in {"tests", "python"}:
        say((__doc__ or "").strip())
        return 2
    if find_wine() is None:
        say("Wine ontbreekt, dus in een Python voor Windows is niets getest.")
        return 1
    try:
        if what == "tests":
            return 0 if run_tests(WHOLE if rest == [_ALL] else rest) else 1
        return _run(rest)
    except NoWine as error:
        say(str(error))
        return 1


def _run(arguments: list[str]) -> int:
    """Run the Windows Python; what it prints comes as it is."""
    with start_windows_python(arguments, environment={"PYTHONUTF8": "1"}) as program:
        for line in program.stdout or ():
            say(line.decode("utf-8", "replace").rstrip())
    return program.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
