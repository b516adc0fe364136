"""One account: of the advisor, or of a manager."""

import secrets
from collections.abc import Iterable
from itertools import chain, count
from typing import Final

from gesprek.domein.model import Waarde
from gesprek.domein.tekst import MAX_NAAM, Naam
from gesprek.domein.tijd import Moment
from gesprek.toegang.bezoeker import Bezoekersoort

ADVISEUR: Final = "adviseur"
"""The id of the one advisor's account."""
_NAMELESS: Final = "Manager"


class Account(Waarde):
    """An account; ``wachtwoord`` is its hash, empty of who signs in by the organisation.

    ``generatie`` is another text after each change of the password; empty of an older program.
    """

    id: str
    soort: Bezoekersoort
    wachtwoord: str = ""
    gewijzigd: Moment
    naam: Naam = ""
    generatie: str = ""

    def is_same(self, other: "Account") -> bool:
        """Return whether the password was not changed between these two."""
        return (self.generatie, self.gewijzigd) == (other.generatie, other.gewijzigd)


def free_name(naam: str, others: Iterable[Account]) -> str:
    """Return a name, or it with a number behind it where one of the others has it.

    Args:
        naam: a clean name; empty for who has none to show.
        others: those whose names are taken.
    """
    taken = {one.naam.casefold() for one in others}
    numbered = (_with_number(naam or _NAMELESS, number) for number in count(2 if naam else 1))
    wanted = chain([naam] if naam else [], numbered)
    return next(one for one in wanted if one.casefold() not in taken)


def _with_number(naam: str, number: int) -> str:
    behind = f" {number}"
    return naam[: MAX_NAAM - len(behind)].rstrip() + behind


def new_generation() -> str:
    """Return what no account had before; see ``Geldigheid``."""
    return secrets.token_hex(8)
