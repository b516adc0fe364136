"""What each paper costs: ``python -m benchmarks.uitvoer``.

Seconds and bytes per PDF, the best of three, and each time as a ratio beside a yardstick that runs
in the same process: hashing 64 MB. The last line is one JSON object; above the limits of the
issue (2 seconds, 300 KB) the program ends with 1.
"""

import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from gesprek.content import inhoud
from gesprek.documents.blocks import Paper
from gesprek.documents.general_papers import (
    agreements,
    all_papers,
    conversation_cards,
    feedback_rules,
    method_poster,
    step_cards,
    worksheet,
)
from gesprek.documents.observation_papers import observation_list
from gesprek.documents.own_papers import InvitationAccess, invitation, take_away_paper
from gesprek.documents.pdf_paper import pdf
from gesprek.documents.role_cards import role_cards, rollen_for
from gesprek.domain.oefening import Casus, Oefening, new_oefening
from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.terugblik import Feedback, Feedbacksoort, Leerpunt, Meenemer, Terugblik
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm

MOST_SECONDS: Final = 2.0
MOST_BYTES: Final = 300_000
_NAMES: Final = (
    *("Şükrü Öğüt", "Łukasz Żółć", "Олександра Ґалаґан", "محمد عبد الله", "李明", "Nguyễn Thị Ánh"),
    *("Anne-Fleur van der Wolfeschlegelsteinhausen", "Bas", "Chantal", "Driss", "Evelien", "Femke"),
)
_FORM: Final = Werkvorm.ROLLENSPEL


def team() -> Team:
    """Return a team of twelve, with names in five scripts."""
    people = {f"p{number:02}": Deelnemer(naam=naam) for number, naam in enumerate(_NAMES)}
    return Team(id="team", naam="Team", deelnemers=people)


def oefening() -> Oefening:
    """Return an oefening of twelve people with much written down, some of it in Arabic."""
    rollen = {f"p{number:02}": rol for number, rol in enumerate(rollen_for(_FORM, len(_NAMES)))}
    made = new_oefening("oefening", "team", datetime(2026, 11, 2, 13, tzinfo=UTC), _FORM, rollen)
    words = "Je liet een stilte vallen, en toen vertelde de cliënt verder. محمد luisterde mee. " * 4
    feedback = {
        f"f{number:02}": Feedback(soort=list(Feedbacksoort)[number % 2], tekst=words)
        for number in range(24)
    }
    leerpunten = {
        f"l{number:02}": Leerpunt(rol=Rol.OBSERVANT, leerthema=list(Leerthema)[number], tekst=words)
        for number in range(10)
    }
    terugblik = Terugblik(
        feedback=feedback,
        leerpunten=leerpunten,
        meenemer=Meenemer(als=words, dan=words),
        afspraken=words,
    )
    return made.changed(terugblik=terugblik, casus=Casus(themas=tuple(Thema)), plaats="Huiskamer")


def stukken() -> Mapping[str, Callable[[], Paper]]:
    """Return how each paper is made, for as many people as an oefening holds."""
    shown, rollen = inhoud(), rollen_for(_FORM, len(_NAMES))
    join = InvitationAccess(
        "K7W-PQ3", "https://gesprek.example/aanmelden", "https://gesprek.example/#K7WPQ3"
    )
    return {
        "rolkaarten": lambda: role_cards(shown, _FORM, rollen),
        "kijklijst": lambda: observation_list(shown),
        "stapkaarten": lambda: step_cards(shown, _FORM, 60),
        "gesprekskaarten": lambda: conversation_cards(shown, Werkvorm.VOORBESPREKEN),
        "feedbackregels": lambda: feedback_rules(shown),
        "afspraken": lambda: agreements(shown),
        "methodes": lambda: method_poster(shown),
        "werkblad": lambda: worksheet(shown, _FORM, rollen),
        "alles": lambda: all_papers(shown, _FORM, rollen, 60),
        "uitnodiging": lambda: invitation(shown, oefening(), team(), join),
        "meenemen": lambda: take_away_paper(shown, oefening(), date(2027, 1, 4)),
    }


def best_of_three(job: Callable[[], object]) -> float:
    """Return the seconds of the quickest of three runs."""
    taken = []
    for _ in range(3):
        begin = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begin)
    return min(taken)


def _draw(make: Callable[[], Paper]) -> bytes:
    return pdf(make(), inhoud())


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Print the figures; return 1 where a paper is over a limit."""
    begin = time.perf_counter()
    first = len(pdf(stukken()["methodes"](), inhoud()))
    say(f"het eerste papier van een proces: {time.perf_counter() - begin:.2f} s, {first:,} bytes")
    block = bytes(64_000_000)
    yardstick = best_of_three(lambda: hashlib.sha256(block).digest())
    say(f"meetlat (sha256 van 64 MB): {yardstick:.3f} s")
    figures = {}
    for naam, make in stukken().items():
        data = pdf(make(), inhoud())
        seconds = best_of_three(partial(_draw, make))
        ratio = seconds / yardstick
        figures[naam] = {"s": round(seconds, 3), "x": round(ratio, 1), "bytes": len(data)}
        say(f"{naam:16} {seconds:6.3f} s  {ratio:6.1f} x  {len(data):8,} bytes")
    most = {
        "most_s": max(one["s"] for one in figures.values()),
        "most_kb": max(one["bytes"] for one in figures.values()) / 1000,
    }
    say(json.dumps({"meetlat_s": round(yardstick, 4), **most, "papieren": figures}))
    over = [n for n, f in figures.items() if f["s"] > MOST_SECONDS or f["bytes"] > MOST_BYTES]
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
