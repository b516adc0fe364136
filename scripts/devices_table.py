r"""Write the tables of ``docs/apparaten.md`` from runs of the tests.

Each run writes its outcome with ``--junitxml``; the names before the paths are the columns:

    python -m scripts.devices_table chromium=c.xml firefox=f.xml webkit=w.xml \
        linux=l.xml windows=.venv-wine/uitslag.xml
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from start import FOLDER, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE: Final = FOLDER / "docs" / "apparaten.md"
BEGIN, END = "<!-- begin van {} -->", "<!-- einde van {} -->"
ENGINES: Final = ("chromium", "firefox", "webkit")
TITLES: Final = {"webkit": "WebKit"}
SYSTEMS: Final = ("linux", "windows")
STORIES: Final = {
    "tests.stories.test_rollenspel": "een rollenspel van vier, ook met alleen het toetsenbord",
    "tests.stories.test_taps": "niet meer dan acht tikken en twee velden",
    "tests.stories.test_voorbespreken": "voorbespreken met twee mensen",
    "tests.stories.test_own_phone": "ieder op een eigen telefoon: lijn en stroom weg",
    "tests.stories.test_shared_laptop": "vijf mensen op één laptop, met een geheim briefje",
    "tests.stories.test_half_typed": "half getypte tekst die terugkomt",
    "tests.stories.test_wrong_input": "te lange, vreemde en geplakte tekst",
    "tests.stories.test_own_input": "vreemde tekst in Beheer en eigen teksten",
    "tests.stories.test_privacy_guard": "de privacywacht vóór het opslaan",
    "tests.stories.test_no_connection": "geen verbinding, en het bericht daarover",
    "tests.stories.test_outage": "een server of database die wegvalt",
    "tests.stories.test_after_set_up": "inrichten, een code, afmelden in elk tabblad",
    "tests.stories.test_another_streamlit": "een Streamlit met andere namen",
}
PARTS: Final = {
    "tests.domain": "regels",
    "tests.content": "teksten",
    "tests.privacy": "privacywacht",
    "tests.storage": "opslag",
    "tests.access": "aanmelden en rechten",
    "tests.cli": "opdrachten",
    "tests.web": "server",
}
Outcome = Counter[str]
"""How many tests passed, failed and were skipped."""


def outcomes(path: Path, names: Sequence[str], others: Sequence[str]) -> dict[str, Outcome]:
    """Return what became of the tests of each module or room of ``names``, by that name.

    A test that names one of the ``others`` is not of this run's column.
    """
    found: dict[str, Outcome] = {name: Counter() for name in names}
    for case in ET.parse(path).iter("testcase"):  # noqa: S314 - we wrote it ourselves
        module = case.get("classname", "")
        if any(f"[{other}]" in case.get("name", "") for other in others):
            continue
        name = next((one for one in names if f"{module}.".startswith(f"{one}.")), None)
        if name:
            states = {one.tag for one in case} & {"failure", "error", "skipped"}
            found[name][states.pop() if states else "passed"] += 1
    return found


def cell(outcome: Outcome, whole: int) -> str:
    """Return how a part ended, in words: of all tests that there are."""
    failed = outcome["failure"] + outcome["error"]
    if failed:
        return f"**{failed} mislukt**, {outcome['passed']} goed"
    if not outcome["passed"]:
        return "–"
    if outcome["passed"] == whole:
        return f"goed ({whole})"
    return f"goed ({outcome['passed']} van {whole})"


def table(
    head: str, columns: Sequence[str], runs: Mapping[str, Path], rows: Mapping[str, str]
) -> str:
    """Return a table of Markdown: each row of ``rows`` in each column's run."""
    found = {
        one: outcomes(runs[one], list(rows), [other for other in columns if other != one])
        for one in columns
    }
    lines = [f"| {head} | {' | '.join(TITLES.get(one, one.capitalize()) for one in columns)} |"]
    lines.append("|---" * (len(columns) + 1) + "|")
    for name, words in rows.items():
        whole = max(sum(found[one][name].values()) for one in columns)
        cells = [cell(found[one][name], whole) for one in columns]
        lines.append(f"| {words} | {' | '.join(cells)} |")
    return "\n".join(lines)


def with_table(text: str, name: str, written: str) -> str:
    """Return a page with another table between the marks of this name."""
    begin, end = BEGIN.format(name), END.format(name)
    before, rest = text.split(begin)
    today = f"Gedraaid op {date.today().isoformat()}."  # noqa: DTZ011 - the day here
    return f"{before}{begin}\n\n{today}\n\n{written}\n\n{end}{rest.split(end)[1]}"


def main(arguments: Sequence[str]) -> None:
    """Write both tables."""
    runs = {name: Path(path) for name, _, path in (one.partition("=") for one in arguments)}
    text = PAGE.read_text("utf-8")
    text = with_table(text, "verhalen", table("verhaal", ENGINES, runs, STORIES))
    text = with_table(text, "systemen", table("onderdeel", SYSTEMS, runs, PARTS))
    PAGE.write_text(text, "utf-8")
    say(f"Geschreven: {PAGE.relative_to(FOLDER)}")


if __name__ == "__main__":
    main(sys.argv[1:])
