"""The one place that builds what the program uses: a store, all that works on it, and a visitor's.

Pages and routes get what one visitor can do, and never the store.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

from gesprek.access.rights import Right
from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import utc_now
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import PrivacyWords
from gesprek.live.hub import Hub
from gesprek.services.admin_services import OrganisationAdmin, TextAdmin
from gesprek.services.answers import OrganisationAnswers
from gesprek.services.archive import Archive
from gesprek.services.drafts import Drafts
from gesprek.services.guarded import Guarded
from gesprek.services.organisation_info import PublicInfo, read_privacy_words
from gesprek.services.practices import Practices, subject_of
from gesprek.services.reminder_admin import ReminderAdmin
from gesprek.services.reminder_choices import TeamReminders
from gesprek.services.team_services import Learned, TeamAccess, TeamErasing
from gesprek.services.visits import Visit, Visits
from gesprek.storage import default_address, open_store
from gesprek.storage.protocol import Store

if TYPE_CHECKING:
    from gesprek.services.figure_services import OrganisationFigures
    from gesprek.services.year_services import OrganisationYear

_Part = TypeVar("_Part")


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
    """What the program is started with."""

    store: str
    """A folder, or the address of a database."""
    clock: Callable[[], datetime] = utc_now
    """Tells the present moment, aware."""


def services() -> Services:
    """Return the services of this process, without asking for any right; errors as ``build``."""
    return build(ProgramSettings(default_address()))


@cache
def build(settings: ProgramSettings) -> Services:
    """Build everything on a store; raises StoreError where that cannot be opened."""
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


def _part(kind: "Callable[[Services, Visit], _Part]") -> cached_property[_Part]:
    return cached_property(lambda self: kind(self._services, self.visit))


class VisitorServices(Guarded):
    """Everything that one visitor can do; what asks for no right is about the own log-in."""

    practices = _part(Practices)
    learned = _part(Learned)
    erasing = _part(TeamErasing)
    access = _part(TeamAccess)
    reminders = _part(TeamReminders)
    organisation = _part(OrganisationAdmin)
    reminder_settings = _part(ReminderAdmin)
    texts = _part(TextAdmin)
    answers = _part(OrganisationAnswers)

    @cached_property
    def figures(self) -> "OrganisationFigures":
        """The figures; loaded at first use, as the trends are large."""
        from gesprek.services.figure_services import OrganisationFigures

        return OrganisationFigures(self._services, self.visit)

    @cached_property
    def year(self) -> "OrganisationYear":
        """The year in one paragraph; loaded as the figures are."""
        from gesprek.services.year_services import OrganisationYear

        return OrganisationYear(self._services, self.visit)

    # An oefening at this moment

    def here(self, oefening: Oefening) -> frozenset[str]:
        """Return the ids of the people who follow an oefening now on an own device."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.hub.here(oefening.id)

    def gone(self, oefening: Oefening) -> frozenset[str]:
        """Return the ids of the people who followed it on an own device, and do not any more."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.hub.gone(oefening.id)

    def comings(self, oefening: Oefening) -> int:
        """Return a number that changes when somebody begins or ends to follow an oefening."""
        self._require(Right.OEFENING, subject_of(oefening))
        return self._services.hub.comings(oefening.id)

    def privacy_words(self, oefening: Oefening) -> PrivacyWords:
        """Return the organisation's words for the privacy guard, to look through a text."""
        self._require(Right.OEFENING, subject_of(oefening))
        return read_privacy_words(self._services.store)

    # The own log-in

    def open_by_code(self, typed: str) -> str | None:
        """Open an oefening on this log-in by its code; return its id. None: there is no log-in.

        Errors as ``SignIn.open_oefening``.
        """
        log_in = self.visit.log_in
        return self._services.visits.sign_in.open_oefening(log_in, typed) if log_in else None

    def be(self, oefening: Oefening, person: str) -> bool:
        """Make this the own device of a person of the team; return whether it is one now."""
        self._require(Right.OEFENING, subject_of(oefening))
        if self.visit.log_in:
            self._services.visits.log_ins.be(self.visit.log_in.id, person)
        return self.visit.log_in is not None

    def sign_out(self) -> None:
        """End this log-in, if there is one."""
        if self.visit.log_in:
            self._services.visits.sign_out(self.visit.log_in)
