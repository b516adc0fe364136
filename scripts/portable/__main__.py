"""Make the zip.

Usage: python -m scripts.portable --python python-3.13.x-embed-amd64.zip [--sha256 DIGEST]
    [--wheels FOLDER] [--output FOLDER]
"""

import argparse
import hashlib
import re
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from scripts.portable.build_error import BuildError
from scripts.portable.contents import ROOT, Release, entries, own_version
from scripts.portable.embedded_python import (
    EmbeddedPython,
    check_digest,
    check_signatures,
    read_python,
)
from scripts.portable.locked_wheels import fetch, find_wheels, read_lock
from scripts.portable.zip_file import write_zip

LOCK: Final = ROOT / "requirements.lock"
_MEGABYTE: Final = 1_000_000


def build(python: EmbeddedPython, wheels: Path | None, output: Path) -> Path:
    """Make the zip of this version in a folder; returns its path.

    Args:
        python: the Python that goes in.
        wheels: a folder that has the wheels of the lock; None: pip fetches them.
        output: the folder to write in.

    Raises:
        BuildError: it can't be made.
    """
    locked = read_lock(LOCK, python.version)
    with tempfile.TemporaryDirectory() as folder:
        if wheels is None:
            wheels = Path(folder)
            fetch(locked, python.version, wheels)
        release = Release(own_version(), python, find_wheels(locked, wheels))
        target = output / release.name
        size = write_zip(target, entries(release), release_day())
    packed = target.stat().st_size
    print(f"{target}: {packed / _MEGABYTE:.0f} MB, unpacked {size / _MEGABYTE:.0f} MB")
    print(f"SHA-256 {hashlib.sha256(target.read_bytes()).hexdigest()}")
    return target


def release_day() -> date:
    """Return the day of the newest release, which is the date of each file in the zip."""
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    found = re.search(r"^## \[[\d.]+\] - (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)
    if found is None:
        raise BuildError("CHANGELOG.md names no release.")
    return date.fromisoformat(found[1])


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m scripts.portable")
    parser.add_argument("--python", type=Path, required=True, help="embeddable Python, a zip")
    parser.add_argument("--sha256", help="its digest, as python.org shows it")
    parser.add_argument("--wheels", type=Path, help="a folder with the wheels of the lock")
    parser.add_argument("--output", type=Path, default=Path.cwd(), help="where the zip goes")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Check the Python, make the zip; returns the exit code."""
    arguments = _arguments(given)
    try:
        python = read_python(arguments.python)
        if arguments.sha256:
            check_digest(python, arguments.sha256)
        else:
            count = check_signatures(python)
            print(f"{count} files are signed by the Python Software Foundation. The standard")
            print("library is not: for a release give --sha256, as python.org shows it.")
        build(python, arguments.wheels, arguments.output)
    except (BuildError, OSError) as error:
        print(f"No zip: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
