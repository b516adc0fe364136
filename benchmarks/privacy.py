"""What the privacy guard costs: ``python -m benchmarks.privacy``.

The first scan of a new process, memory, an ordinary text, and the texts that are worst for the
rules. The last line is one JSON object.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Final

_LONG: Final = 20_000
_SENTENCES: Final = (
    "Mw. Jansen is 84 jaar en woont op kamer 12. Zij wil niet meer elke dag douchen en dochter "
    "Anneke vindt dat lastig. We spraken af dat de thuiszorg op maandag en donderdag komt. In het "
    "gesprek vroeg ik wat zij belangrijk vindt; daarna vatte ik samen en bleef het even stil. "
)
SHAPES: Final[Mapping[str, str]] = {
    "letters": "a",
    "hoofdletters": "A",
    "hoofdletter en letter": "Aa",
    "cijfers": "1",
    "nullen": "0",
    "cijfers en spaties": "06 ",
    "plus en cijfers": "+31",
    "plus, cijfers, spatie": "+49 1512 3456789 ",
    "punten": ".",
    "letter en punt": "a.",
    "hoofdletter en punt": "A.",
    "apenstaarten": "@",
    "letter en apenstaart": "a@",
    "apenstaart, letter, punt": "a@a.",
    "streepjes": "-",
    "letter en streepje": "a-",
    "woord en streepje": "Jan-",
    "spaties": " ",
    "regels": "\n",
    "accenten": "é",
    "losse accenten": "e\u0301",
    "alleen accenten": "\u0301",
    "Jan Jan Jan": "Jan ",
    "van van van": "van ",
    "Van der": "Van der ",
    "de De": "de De ",
    "mw. mw.": "mw. ",
    "straat": "straat",
    "Straat met spaties": "Straat ",
    "nummer": "nr 1 ",
    "www": "www.",
    "http": "http://",
    "haakjes": "(",
    "apostrof": "'",
    "iban": "NL91ABNA",
    "iban met spaties": "NL91 ABNA ",
    "bsn": "bsn ",
    "datums": "1-1-",
    "datums met spaties": "1-1-2020 ",
    "team": "Team ",
    "Huize": "Huize De ",
    "kamer": "kamer ",
    "getalwoord": "eenentwintig",
    "emoji": "😀",
    "nul": "\0",
    "arabisch": "م",
    "chinees": "李",
}


def first_scan() -> dict[str, float]:
    """Return how long the first scan takes in this process, loading included, and its memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    from gesprek.privacy import scan

    scan("Bel dochter Anneke Kowalczyk op +32 470 12 34 56 of 123456782, 6711 AB Ede.")
    seconds = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"first_s": seconds, "mb": (after - before) / 1024}


def in_new_process() -> dict[str, float]:
    """Return the same from a process that did nothing before."""
    command = [sys.executable, "-m", "benchmarks.privacy", "--eerste"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 - ours
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def seconds(text: str) -> float:
    """Return how long one scan takes."""
    from gesprek.privacy import scan

    begin = time.perf_counter()
    scan(text)
    return time.perf_counter() - begin


def run() -> dict[str, float | str]:
    """Measure everything, show the tables and return the figures."""
    firsts = [in_new_process() for _ in range(3)]
    ordinary = (_SENTENCES * (_LONG // len(_SENTENCES) + 1))[:_LONG]
    seconds(ordinary)
    per_thousand = min(seconds(ordinary) for _ in range(3)) * 1_000 / (_LONG / 1_000)
    shapes = {
        name: min(seconds((part * _LONG)[:_LONG]) for _ in range(2))
        for name, part in SHAPES.items()
    }
    worst = max(shapes, key=lambda name: shapes[name])
    _say("| 20.000 tekens van | seconden |", "|---|---|")
    _say(
        *(
            f"| {name} | {taken:.3f} |"
            for name, taken in sorted(shapes.items(), key=lambda i: -i[1])
        )
    )
    return {
        "first_scan_s": round(min(one["first_s"] for one in firsts), 3),
        "memory_mb": round(max(one["mb"] for one in firsts), 1),
        "ms_per_1000": round(per_thousand, 2),
        "worst_20000_s": round(shapes[worst], 3),
        "worst_shape": worst,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.privacy", description=__doc__)
    parser.add_argument("--eerste", action="store_true", help="only the first scan, as JSON")
    if parser.parse_args().eerste:
        _say(json.dumps(first_scan()))
        return
    figures = run()
    _say("", "| wat | gemeten |", "|---|---|", *(f"| {k} | {v} |" for k, v in figures.items()))
    _say(json.dumps(figures))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
