"""The one place that builds what the program uses: a store, and all that works on it.

And the base of the services that one visitor gets.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from gesprek.access.rights import NO_SUBJECT, Right, Subject, require
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import Visitor
from gesprek.domain.dates import utc_now
from gesprek.live.hub import Hub
from gesprek.services.archive import Archive
from gesprek.services.drafts import Drafts
from gesprek.services.organisation_info import PublicInfo
from gesprek.services.visits import Visits
from gesprek.storage import default_address, open_store
from gesprek.storage.protocol import Store


@dataclass(frozen=True)
class Services:
    """What works on the store. A visitor gets it by ``VisitorServices``, which asks for rights."""

    store: Store
    archive: Archive
    visits: Visits
    drafts: Drafts
    hub: Hub
    public: PublicInfo
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class ProgramSettings:
    """What the program is started with.

    Attributes:
        store: a folder, or the address of a database.
        clock: tells the present moment, aware.
    """

    store: str
    clock: Callable[[], datetime] = utc_now


def services() -> Services:
    """Return the services of this process, without asking for any right.

    Raises:
        StoreError: the store cannot be opened.
    """
    return build(ProgramSettings(default_address()))


@cache
def build(settings: ProgramSettings) -> Services:
    """Build everything on a store.

    Raises:
        StoreError: the store cannot be opened.
    """
    store = open_store(settings.store, settings.clock)
    secrets = ServerSecrets(store.secret_store())
    archive = Archive(store)
    hub = Hub(archive.versions)
    archive.saved = hub.tell
    return Services(
        store=store,
        archive=archive,
        visits=Visits(store, secrets, settings.clock),
        drafts=Drafts(store, archive, secrets),
        hub=hub,
        public=PublicInfo(store),
        clock=settings.clock,
    )


class Guarded:
    """A service as one visitor may use it: each public method asks for its right first.

    So each of them may raise RightMissing, and what the store may raise.

    Args:
        services: what does the work.
        visitor: for whom.
    """

    def __init__(self, services: Services, visitor: Visitor) -> None:
        self._services = services
        self._visitor = visitor

    def _require(self, right: Right, subject: Subject = NO_SUBJECT) -> None:
        require(self._visitor, right, subject)

    def _require_of_team(self, right: Right, team: str) -> None:
        self._require(right, Subject(team))
