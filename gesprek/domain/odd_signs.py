"""Signs that other programs leave in a text, as parts of regular expressions.

They import nothing, as the privacy guard reads them in a process of its own.
"""

from typing import Final

ODD_BREAKS: Final = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
"""Ends of a line and a page in other programs, as a part of a regular expression."""
ODD_SPACES: Final = "\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""Spaces of other programs, likewise."""
# Control characters and direction overrides break JSON, PostgreSQL or the line they stand in; the
# others show nothing. Marks that Arabic or Hebrew really needs (U+200E, U+200F, isolates) stay.
UNWANTED: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060-\u2065\u206a-\u206f"
    "\ufeff\ufff9-\ufffb"
)
INVISIBLE: Final = (
    f"{UNWANTED}\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200c-\u200f\u2066-\u2069\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff"
)
"""What shows nothing by itself, likewise; some of it shapes what is beside it."""
