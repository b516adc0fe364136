"""The command line: which command, with what, and what its end means; click, in Dutch."""

import io
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import click

from gesprek.cli.console import ExitCode, WrongUsage, progress
from gesprek.cli.demo import demo
from gesprek.cli.maintenance import backup, check_store, check_text, clean, export, restore_copy
from gesprek.cli.serve import USUAL_PORT, serve
from gesprek.cli.server_commands import set_password, set_up
from gesprek.content.value_types import ContentError
from gesprek.domain.base import UserError

_OUTCOMES: Final = (
    "Uitkomst: 0 = goed, 1 = er is een probleem, 2 = de opdracht klopt niet.\n"
    "De opslag staat in data/opslag, of in de map die GESPREK_OPSLAG noemt."
)
_HEADINGS: Final = {
    "Positional arguments": "wat je erbij zet",
    "Options": "opties",
    "Commands": "opdrachten",
}
_MOST: Final = 100_000  # a slip of the finger is more than this


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks; return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a bare terminal has no 'ë' and no '…'
    try:
        with _COMMAND_LINE.make_context("python -m gesprek", list(arguments)) as context:
            return int(context.command.invoke(context))
    except click.exceptions.Exit:  # --help
        return ExitCode.DONE
    except click.UsageError as error:  # its own words are English
        usage = error.ctx.get_usage() if error.ctx else ""
        progress(f"Deze opdracht klopt niet.\n{usage}")
        return ExitCode.WRONG_USE
    except WrongUsage as error:
        progress(str(error))
        return ExitCode.WRONG_USE
    except (UserError, ContentError) as error:
        progress(str(error))
    except KeyboardInterrupt:
        progress("Gestopt.")
    except Exception as error:  # noqa: BLE001 - its text may quote what somebody typed
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
        progress(f"Er ging iets mis in het programma ({place}).")
    return ExitCode.PROBLEM


class _Formatter(click.HelpFormatter):
    """Writes the help in Dutch, with the line breaks that a text has."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "zo gebruik je het: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        self.write(f"{text}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Command(click.Command):
    context_class = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = ctx  # not of every error does click tell to which command it belongs
            raise


class _Program(click.Group):
    context_class = _Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the order of below
        return list(self.commands)


def _command(
    name: str, do: Callable[..., ExitCode], short: str, text: str = "", *more: click.Parameter
) -> click.Command:
    options = [
        f"[{one.opts[0]}{f' {one.metavar}' if one.metavar else ''}]"
        for one in more
        if isinstance(one, click.Option)
    ]
    command = _Command(
        name,
        callback=do,
        params=list(more),
        help=f"{short[0].upper()}{short[1:]}.\n{text}",
        short_help=short,
        epilog=_OUTCOMES,
        options_metavar=" ".join(["[-h]", *options]),
        add_help_option=False,
    )
    return _with_help(command)


_with_help = click.help_option("-h", "--help", help="laat deze uitleg zien")


def _number(typed: str, usual: int, text: str, *name: str) -> click.Option:
    shown = f"{text} (anders {usual})"
    return click.Option([typed, *name], type=_whole_number, default=usual, metavar="N", help=shown)


def _whole_number(typed: str) -> int:
    """Return a whole number of 1 or more; click makes wrong use of a ValueError."""
    number = int(typed)
    if not 1 <= number <= _MOST:
        raise ValueError
    return number


_COMMANDS: Final = (
    _command(
        "backup",
        backup,
        "maak een reservekopie in één bestand",
        "In de kopie staat tekst van teams: bewaar haar net zo veilig als de opslag,\n"
        "en hooguit 28 dagen. Een bestand met dezelfde naam wordt vervangen.",
        click.Argument(["typed"], metavar="BESTAND.zip", help="waar de kopie komt"),
    ),
    _command(
        "herstel",
        restore_copy,
        "zet een reservekopie terug",
        "Eerst wordt de hele kopie nagekeken. Wat sindsdien is gewist, blijft weg.",
        click.Argument(["typed"], metavar="BESTAND", help="een kopie van backup of exporteer"),
        click.Option(
            ["--vervang", "replaces"],
            is_flag=True,
            help="ook als er al iets in de opslag staat: wat niet in de kopie staat, verdwijnt",
        ),
    ),
    _command(
        "exporteer",
        export,
        "schrijf alles als JSON, om naar een andere opslag te verhuizen",
        "In het bestand staat tekst van teams: gooi het na de verhuizing weg.",
        click.Argument(["typed"], metavar="BESTAND.jsonl", help="waar het bestand komt"),
    ),
    _command("controle", check_store, "lees alles na en noem wat kapot is"),
    _command(
        "opschonen",
        clean,
        "gooi weg waarvan de bewaartermijn voorbij is",
        "Dit gebeurt ook vanzelf, elke dag dat Gesprekstool aanstaat.\n"
        "Noemt ook de reservekopieën die ouder zijn dan 28 dagen.",
    ),
    _command(
        "wachtwoord",
        set_password,
        "geef de adviseur een nieuw wachtwoord",
        "Vraagt twee keer om het wachtwoord. Zonder terminal is het de eerste regel invoer.\n"
        "Wie als adviseur was aangemeld, wordt afgemeld.",
    ),
    _command(
        "inrichten",
        set_up,
        "maak de link waarmee je Gesprekstool één keer inricht",
        "De link werkt één keer en hooguit 24 uur. Een vorige link werkt dan niet meer.",
    ),
    _command(
        "serve",
        serve,
        "start de server, tot Ctrl+C",
        "Leest de instellingen en kijkt het certificaat na. Zolang Gesprekstool niet is\n"
        "ingericht, staat er een nieuwe link bij om dat te doen. start.py doet dit voor je.",
        _number("--poort", USUAL_PORT, "de poort", "port"),
        click.Option(
            ["--geen-browser", "opens_browser"],
            is_flag=True,
            flag_value=False,
            default=True,
            help="open geen browser",
        ),
    ),
    _command(
        "demo",
        demo,
        "vul een lege opslag met een bedachte organisatie",
        "Niemand daarin bestaat echt. Zet GESPREK_OPSLAG eerst op een andere map.",
        _number("--teams", 12, "hoeveel teams"),
        _number("--oefeningen", 200, "hoeveel oefeningen samen"),
        _number("--seed", 1, "hetzelfde getal geeft dezelfde organisatie"),
    ),
    _command(
        "privacy",
        check_text,
        "zoek in tekst wat over iemand kan gaan",
        "Leest regels van de standaardinvoer en schrijft per regel wat gevonden is, als JSON.\n"
        "Deze controle helpt, maar ziet niet alles.",
        click.Option(
            ["--masker", "masks"],
            is_flag=True,
            help="schrijf de tekst met neutrale woorden in plaats van JSON",
        ),
    ),
)
_COMMAND_LINE: Final = _with_help(
    _Program(
        help="Opdrachten voor de kwaliteitsadviseur. Gesprekstool mag intussen gewoon aanstaan.",
        epilog=_OUTCOMES,
        options_metavar="[-h]",
        subcommand_metavar="OPDRACHT ...",
        add_help_option=False,
        no_args_is_help=False,
        commands=_COMMANDS,
    )
)
