"""Check the scripts of the browser with oxlint, which comes as a program and no Python module."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path


def main() -> int:
    """Run it with `.oxlintrc.json`; returns 0 when nothing is wrong."""
    program = Path(sysconfig.get_path("scripts")) / "oxlint"
    return subprocess.run([program], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
