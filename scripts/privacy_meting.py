"""Counts what the privacy guard finds in labelled sentences: ``python -m scripts.privacy_meting``.

A sentence is a line of JSON: text, split, and spans with start, end, label; 'core' is where the
telling part begins, 'optional' marks what may be found but need not be.
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from gesprek.privacy import Finding, Label, scan

SENTENCES: Final = Path(__file__).parent.parent / "tests" / "privacy" / "sentences.jsonl"
TODAY: Final = date(2026, 1, 15)
INDIRECT: Final = frozenset({Label.AGE, Label.DATE, Label.PLACE})
DIRECT: Final = frozenset(Label) - INDIRECT
NUMBERS: Final = frozenset({Label.BSN, Label.IBAN, Label.EMAIL, Label.PHONE, Label.POSTCODE})
Sentence = Mapping[str, Any]


@dataclass
class Meting:
    """Raw counts: per label how many there are, were warned about, were masked whole."""

    there: Counter[str] = field(default_factory=Counter)
    warned: Counter[str] = field(default_factory=Counter)
    masked: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    found: int = 0
    right: int = 0
    clean: int = 0
    flagged: int = 0
    errors: list[str] = field(default_factory=list)

    def share(self, counts: Counter[str], labels: Iterable[str]) -> tuple[int, int]:
        """Return how many of these labels were counted, and how many there are."""
        chosen = list(labels)
        return sum(counts[one] for one in chosen), sum(self.there[one] for one in chosen)


def read(path: Path, split: str = "") -> list[Sentence]:
    """Return the sentences of a file, of one split if it is given."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sentences = [json.loads(line) for line in lines if line]
    return [one for one in sentences if split in ("", one.get("split"))]


def measure(sentences: Iterable[Sentence]) -> Meting:
    """Return the counts over these sentences."""
    meting = Meting()
    for one in sentences:
        _count(meting, one, scan(one["text"], today=TODAY))
    return meting


def _count(meting: Meting, sentence: Sentence, findings: Sequence[Finding]) -> None:
    text, spans = sentence["text"], sentence["spans"]
    wanted = [one for one in spans if not one.get("optional")]
    covered = {place for one in findings for place in range(one.start, one.end)}
    for one in wanted:
        core = range(one.get("core", one["start"]), one["end"])
        label = one["label"]
        meting.there[label] += 1
        meting.warned[label] += any(place in covered for place in core)
        whole = all(place in covered for place in core if text[place].isalnum())
        meting.masked[label] += whole
        if not whole:
            meting.errors.append(f"mist {label} {text[one['start'] : one['end']]!r} in {text!r}")
    wrong = [one for one in findings if not _touches(one, spans)]
    meting.sentences += 1
    meting.found += len(findings)
    meting.right += len(findings) - len(wrong)
    meting.errors += [
        f"vals {one.label} {text[one.start : one.end]!r} in {text!r}" for one in wrong
    ]
    meting.clean += not wanted
    meting.flagged += not wanted and bool(wrong)


def _touches(finding: Finding, spans: Iterable[Mapping[str, Any]]) -> bool:
    return any(finding.start < one["end"] and one["start"] < finding.end for one in spans)


def table(columns: Mapping[str, Meting]) -> list[str]:
    """Return the counts as a table in Markdown, a column for each set of sentences."""
    heads = [f"{name} ({one.sentences})" for name, one in columns.items()]
    rows = [f"| | {' | '.join(heads)} |", f"|{'---|' * (len(heads) + 1)}"]
    for name, counts in _ROWS.items():
        shown = [_shown(*counts(one)) for one in columns.values()]
        rows.append(f"| {name} | {' | '.join(shown)} |")
    return rows


_ROWS: Final[Mapping[str, Callable[[Meting], tuple[int, int]]]] = {
    "direct identifiers warned": lambda one: one.share(one.warned, DIRECT),
    "direct identifiers masked whole": lambda one: one.share(one.masked, DIRECT),
    "names warned": lambda one: one.share(one.warned, {Label.NAME}),
    "BSN, IBAN, e-mail, phone, postcode masked whole": lambda one: one.share(one.masked, NUMBERS),
    "age, date, place warned": lambda one: one.share(one.warned, INDIRECT),
    "findings that are right": lambda one: (one.right, one.found),
    "clean sentences that were flagged": lambda one: (one.flagged, one.clean),
}


def _shown(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.2f})" if whole else "–"


def main() -> None:
    """Print the counts of our own sentences, and beside them those of the files that are given."""
    parser = argparse.ArgumentParser(prog="python -m scripts.privacy_meting", description=__doc__)
    parser.add_argument("bestand", nargs="*", type=Path, help="sentences by others, same format")
    parser.add_argument("--deel", default="", help="only 'tuned' or only 'never tuned'")
    parser.add_argument("--fouten", action="store_true", help="show each error")
    chosen = parser.parse_args()
    parts = [chosen.deel] if chosen.deel else ["tuned", "never tuned"]
    columns = {part: measure(read(SENTENCES, part)) for part in parts}
    columns |= {path.stem: measure(read(path)) for path in chosen.bestand}
    errors = [error for one in columns.values() for error in one.errors]
    print("\n".join([*table(columns), *(errors if chosen.fouten else [])]))


if __name__ == "__main__":
    main()
