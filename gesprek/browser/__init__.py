"""All scripts, styles and icons that the browser gets from us, and all that we assume of Streamlit.

``contract.js`` names each part of Streamlit's page, each of its words, paths and private names that
we rely on; scripts, styles and Python take them from there. ``docs/update-streamlit.md`` tells what
to do when one changes.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
"""Where the files are."""
CONTRACT_FILE: Final = FOLDER / "contract.js"
_NAMED: Final = re.compile(r":--([a-z-]+)")


@cache
def contract() -> dict[str, Any]:
    """Return what stands in ``contract.js``, which is JSON but for its first words."""
    _, _, text = CONTRACT_FILE.read_text("utf-8").partition("export default ")
    read: dict[str, Any] = json.loads(text.rstrip().removesuffix(";"))
    return read


def selector(name: str) -> str:
    """Return the selector of a part of Streamlit's page, by its name in the contract."""
    found: str = contract()["selectors"][name]
    return found


def with_selectors(text: str) -> str:
    """Return a text in which each ``:--name`` is a selector of the contract.

    The notation is that of custom selectors: https://drafts.csswg.org/css-extensions/.
    """
    return _NAMED.sub(lambda found: selector(found[1]), text)


@cache
def style(name: str) -> str:
    """Return a style sheet of ours, with the selectors of the contract."""
    return with_selectors((FOLDER / name).read_text("utf-8"))


def component(name: str) -> str:
    """Return the script of a component; what it does stands in ``main.js``.

    Where that did not come, ``arrival.js`` says so.
    """
    # Streamlit takes a text of one line for the name of a file.
    return f"export default (part) =>\n  window.gesprek?.{name}(part);"
