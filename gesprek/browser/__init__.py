"""All scripts, styles and icons that the browser gets from us."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Where the files are."""
