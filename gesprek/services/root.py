"""The one place that builds what the program uses: a store, and all that works on it."""

from dataclasses import dataclass
from functools import cache

from gesprek.access.signing import Geheim
from gesprek.live.hub import Zaal
from gesprek.services.archive import Archief
from gesprek.services.drafts import Concepten
from gesprek.services.visits import Portier
from gesprek.storage import default_address, open_store
from gesprek.storage.files.file_store import utc_now
from gesprek.storage.protocol import Store


@dataclass(frozen=True)
class Services:
    """What the server itself uses; a page asks for it with its right, see ``scherm.bezoek``."""

    store: Store
    archief: Archief
    portier: Portier
    concepten: Concepten
    zaal: Zaal


def services() -> Services:
    """Return the services of this process, without asking for any right.

    Raises:
        Opslagfout: the store cannot be opened.
    """
    return build(default_address())


@cache
def build(address: str) -> Services:
    """Build everything on a store.

    Args:
        address: a folder, or the address of a database.

    Raises:
        Opslagfout: the store cannot be opened.
    """
    store = open_store(address)
    geheim = Geheim(store.kluis())
    zaal = Zaal(lambda oefeningen: kept.versions(oefeningen))  # noqa: PLW0108 - each needs the other
    kept = Archief(store, saved=zaal.tell)
    portier = Portier(store, geheim, utc_now)
    return Services(store, kept, portier, Concepten(store, kept, geheim), zaal)
