"""Reads the command line; what argparse says itself is English, so it says nothing."""

import argparse
from collections.abc import Iterable
from typing import Final, NoReturn, TypeAlias

from gesprek.cli.console import WrongUsage

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - has no other name
PROGRAM: Final = "python -m gesprek"


class Parser(argparse.ArgumentParser):
    """A parser with Dutch headings, that raises instead of ending the program.

    Args:
        prog: the command as it is typed.
        uitleg: what it does.
        einde: what stands below the options.
    """

    def __init__(self, prog: str = PROGRAM, uitleg: str = "", einde: str = "") -> None:
        super().__init__(
            prog=prog,
            description=uitleg,
            epilog=einde,
            formatter_class=_Vorm,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "wat je erbij zet"
        self._optionals.title = "opties"
        self.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse's own English words
        """Refuse the command line.

        Raises:
            WrongUsage: always.
        """
        raise WrongUsage(f"Deze opdracht klopt niet.\n{self.format_usage().strip()}")


class _Vorm(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        heading = "zo gebruik je het: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, heading)


def aantal(tekst: str) -> int:
    """Return a whole number of 1 to 100,000.

    Raises:
        ValueError: it is none; argparse turns this into ``error``.
    """
    getal = int(tekst)
    if not 1 <= getal <= 100_000:  # noqa: PLR2004 - a slip of the finger is more than this
        raise ValueError
    return getal
