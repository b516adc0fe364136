"""The command line: which command, with what, and what its end means."""

import argparse
import io
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from gesprek.cli.access_commands import set_password, set_up
from gesprek.cli.argument_parser import Commands, Parser, aantal
from gesprek.cli.console import ExitCode, WrongUsage, progress
from gesprek.cli.demo import demo
from gesprek.cli.maintenance import backup, check_store, clean, export, restore_copy
from gesprek.cli.privacy_check import check_text
from gesprek.cli.start_plan import begin
from gesprek.content.value_types import ContentError
from gesprek.domain.errors import UserError

Command = Callable[[argparse.Namespace], ExitCode]

_UITLEG: Final = "Opdrachten voor de kwaliteitsadviseur. Gesprekstool mag intussen gewoon aanstaan."
_EINDE: Final = (
    "Uitkomst: 0 = goed, 1 = er is een probleem, 2 = de opdracht klopt niet.\n"
    "De opslag staat in data/opslag, of in de map die GESPREK_OPSLAG noemt."
)


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a bare terminal has no 'ë' and no '…'
    try:
        chosen = _parser().parse_args(arguments)
        opdracht: Command = chosen.opdracht
        return int(opdracht(chosen))
    except SystemExit:  # --help
        return ExitCode.GOED
    except WrongUsage as error:
        progress(str(error))
        return ExitCode.VERKEERD_GEBRUIK
    except (UserError, ContentError) as error:
        progress(str(error))
    except KeyboardInterrupt:
        progress("Gestopt.")
    except Exception as error:  # noqa: BLE001 - its text may quote what somebody typed
        progress(f"Er ging iets mis in het programma ({_place(error)}).")
    return ExitCode.PROBLEEM


def _parser() -> Parser:
    parser = Parser(uitleg=_UITLEG, einde=_EINDE)
    commands = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)
    _add_copies(commands)
    _add_care(commands)
    _add_door(commands)
    _add_demo(commands)
    _add_privacy(commands)
    return parser


def _add(commands: Commands, naam: str, doe: Command, kort: str, uitleg: str = "") -> Parser:
    part: Parser = commands.add_parser(
        naam, help=kort, uitleg=f"{kort[0].upper()}{kort[1:]}.\n{uitleg}", einde=_EINDE
    )
    part.set_defaults(opdracht=doe)
    return part


def _add_copies(commands: Commands) -> None:
    part = _add(
        commands,
        "backup",
        backup,
        "maak een reservekopie in één bestand",
        "In de kopie staat tekst van teams: bewaar haar net zo veilig als de opslag,\n"
        "en hooguit 28 dagen. Een bestand met dezelfde naam wordt vervangen.",
    )
    part.add_argument("bestand", metavar="BESTAND.zip", help="waar de kopie komt")
    part = _add(
        commands,
        "herstel",
        restore_copy,
        "zet een reservekopie terug",
        "Eerst wordt de hele kopie nagekeken. Wat sindsdien is gewist, blijft weg.",
    )
    part.add_argument("bestand", metavar="BESTAND", help="een kopie van backup of exporteer")
    part.add_argument(
        "--vervang",
        action="store_true",
        help="ook als er al iets in de opslag staat: wat niet in de kopie staat, verdwijnt",
    )
    part = _add(
        commands,
        "exporteer",
        export,
        "schrijf alles als JSON, om naar een andere opslag te verhuizen",
        "In het bestand staat tekst van teams: gooi het na de verhuizing weg.",
    )
    part.add_argument("bestand", metavar="BESTAND.jsonl", help="waar het bestand komt")


def _add_care(commands: Commands) -> None:
    _add(commands, "controle", check_store, "lees alles na en noem wat kapot is")
    _add(
        commands,
        "opschonen",
        clean,
        "gooi weg waarvan de bewaartermijn voorbij is",
        "Dit gebeurt ook vanzelf, elke dag dat Gesprekstool aanstaat.\n"
        "Noemt ook de reservekopieën die ouder zijn dan 28 dagen.",
    )


def _add_door(commands: Commands) -> None:
    _add(
        commands,
        "wachtwoord",
        set_password,
        "geef de adviseur een nieuw wachtwoord",
        "Vraagt twee keer om het wachtwoord. Zonder terminal is het de eerste regel invoer.\n"
        "Wie als adviseur was aangemeld, wordt afgemeld.",
    )
    _add(
        commands,
        "inrichten",
        set_up,
        "maak de link waarmee je Gesprekstool één keer inricht",
        "De link werkt één keer en hooguit 24 uur. Een vorige link werkt dan niet meer.",
    )
    _add(
        commands,
        "begin",
        begin,
        "vertel start.py hoe de server moet starten, in één regel JSON",
        "Leest de instellingen en kijkt het certificaat na. Zolang Gesprekstool niet is\n"
        "ingericht, staat er een nieuwe link bij om dat te doen.",
    )


def _add_demo(commands: Commands) -> None:
    part = _add(
        commands,
        "demo",
        demo,
        "vul een lege opslag met een bedachte organisatie",
        "Niemand daarin bestaat echt. Zet GESPREK_OPSLAG eerst op een andere map.",
    )
    for naam, getal, hulp in (
        ("--teams", 12, "hoeveel teams"),
        ("--oefeningen", 200, "hoeveel oefeningen samen"),
        ("--seed", 1, "hetzelfde getal geeft dezelfde organisatie"),
    ):
        part.add_argument(
            naam, type=aantal, default=getal, metavar="N", help=f"{hulp} (anders {getal})"
        )


def _add_privacy(commands: Commands) -> None:
    part = _add(
        commands,
        "privacy",
        check_text,
        "zoek in tekst wat over iemand kan gaan",
        "Leest regels van de standaardinvoer en schrijft per regel wat gevonden is, als JSON.\n"
        "Deze controle helpt, maar ziet niet alles.",
    )
    part.add_argument(
        "--masker",
        action="store_true",
        help="schrijf de tekst met neutrale woorden in plaats van JSON",
    )


def _place(error: Exception) -> str:
    """Return the kind of an error and where it came from, without its text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
