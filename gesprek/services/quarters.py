"""The figures of closed quarters, for the page, the routes and the daily work of the server.

Without Streamlit: the server counts a quarter that closed before anybody looks.
"""

from contextlib import suppress
from datetime import date

from gesprek.opslag.archief import Archief
from gesprek.opslag.cijfers import Cijferkast
from gesprek.opslag.fouten import Corrupt
from gesprek.opslag.protocol import Store
from gesprek.opslag.vorm import value_of
from gesprek.overzicht.kwartaalcijfers import Kwartaalcijfers
from gesprek.overzicht.rekenen import bereken
from gesprek.overzicht.verdelingen import Ploeg
from gesprek.toegang.instellingen import read_instellingen


def count_closed(store: Store, today: date) -> int:
    """Count the quarters that were closed and were not counted yet; return how many.

    Raises:
        Opslagfout: see ``Cijferkast.freeze``.
    """
    drempel = read_instellingen(store).drempel

    def teams() -> dict[str, Ploeg]:
        return {
            team.id: Ploeg(team.locatie, team.gearchiveerd is None)
            for team in Archief(store).teams()
        }

    return Cijferkast(store).freeze(
        today,
        lambda name, rows: bereken(name, rows, teams(), today, drempel).to_document(),
    )


def closed_quarters(store: Store, today: date) -> list[Kwartaalcijfers]:
    """Return the figures of all closed quarters, the oldest first; errors as ``count_closed``."""
    count_closed(store, today)
    found = []
    for document in Cijferkast(store).kept():
        with suppress(Corrupt):
            found.append(value_of(Kwartaalcijfers, document))
    return found
