"""Runs an app as the command serve runs ours; see ``tests/support/server.py``."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import Any

from gesprek.cli.own_server import OwnServer, listening_socket
from gesprek.cli.serve import StartPlan, forget_foreign_settings


def main(app: str, port: str, plan: str) -> None:
    """Run the app of a file.

    Args:
        app: the file, with ``app`` in it.
        port: where to listen.
        plan: a ``StartPlan`` as JSON.
    """
    forget_foreign_settings()
    how = StartPlan(**json.loads(plan))
    listening = listening_socket(how.listens_on, int(port))
    OwnServer(_load(Path(app)), how.certificate, how.key).run([listening])


def _load(file: Path) -> Any:  # noqa: ANN401 - any ASGI app
    spec = importlib.util.spec_from_file_location("app", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.app


if __name__ == "__main__":
    main(*sys.argv[1:])
