"""Attack a server of our own for a minute, and tell of each attack in a line whether it held.

`python -m scripts.attack` starts a server with a store in a temporary folder, on this machine
only, and takes it away again; words behind it choose those with one of these words in their name.
Needs Linux: the attackers come from other addresses of this machine. Times are told and never
judged: what is judged is what got through.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from websockets.exceptions import WebSocketException

from scripts.attacks import floods, messages, races, requests
from scripts.attacks.target import Target, open_target
from start import say

if TYPE_CHECKING:
    from collections.abc import Callable

ATTACKS = (*races.ATTACKS, *floods.ATTACKS, *messages.ATTACKS, *requests.ATTACKS)
"""Each returns what it did in a few words; an AssertionError says what got through."""


def main(words: list[str]) -> int:
    """Run the attacks that are asked for; returns 0 when nothing got through."""
    if sys.platform != "linux":
        say("De aanvallen zijn alleen op Linux te doen: draai ze daar.")
        return 1
    chosen = [one for one in ATTACKS if not words or any(word in _name(one) for word in words)]
    if not chosen:
        say("Geen aanval heeft een van deze woorden in zijn naam.")
        return 1
    with tempfile.TemporaryDirectory(prefix="aanval-") as folder, open_target(Path(folder)) as one:
        results = [_holds(attack, one) for attack in (*chosen, messages.afterwards)]
    return 0 if all(results) else 1


def _holds(attack: Callable[[Target], str], target: Target) -> bool:
    began = time.monotonic()
    try:
        told, held = attack(target), True
    except (AssertionError, OSError, WebSocketException) as error:  # it hangs, or it hangs up
        told, held = f"{type(error).__name__}: {error}", False
    took = time.monotonic() - began
    say(f"  {'gehouden' if held else 'ER DOOR':<9} {_name(attack):<38} {told} ({took:.0f} s)")
    return held


def _name(attack: Callable[[Target], str]) -> str:
    return attack.__name__.replace("_", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
