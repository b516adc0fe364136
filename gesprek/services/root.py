"""The one place that builds what the program uses: a store, and all that works on it."""

from dataclasses import dataclass
from functools import cache

from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import utc_now
from gesprek.live.hub import Hub
from gesprek.services.archive import Archive
from gesprek.services.drafts import Drafts
from gesprek.services.visits import Visits
from gesprek.storage import default_address, open_store
from gesprek.storage.protocol import Store


@dataclass(frozen=True)
class Services:
    """What the server itself uses; a page asks for it with its right, see ``scherm.bezoek``."""

    store: Store
    archive: Archive
    visits: Visits
    concepten: Drafts
    hub: Hub


def services() -> Services:
    """Return the services of this process, without asking for any right.

    Raises:
        StoreError: the store cannot be opened.
    """
    return build(default_address())


@cache
def build(address: str) -> Services:
    """Build everything on a store.

    Args:
        address: a folder, or the address of a database.

    Raises:
        StoreError: the store cannot be opened.
    """
    store = open_store(address)
    server_secrets = ServerSecrets(store.secret_store())
    hub = Hub(lambda oefeningen: kept.versions(oefeningen))  # noqa: PLW0108 - each needs the other
    kept = Archive(store, saved=hub.tell)
    visits = Visits(store, server_secrets, utc_now)
    return Services(store, kept, visits, Drafts(store, kept, server_secrets), hub)
