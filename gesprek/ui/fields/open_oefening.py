"""The oefening or team that a page works on: open it, change it, save it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from gesprek.access.rights import Right, Subject, require
from gesprek.domain.base import UserError
from gesprek.domain.dates import local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.team import Team
from gesprek.services.archive import Versioned
from gesprek.services.drafts import FIELD
from gesprek.services.practices import TeamChange, subject_of
from gesprek.services.visitor_services import VisitorServices
from gesprek.storage.ids import team_of
from gesprek.storage.store_errors import FieldConflict
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.addresses import asked_oefening
from gesprek.ui.frame.visitor import for_visitor, practices

Change = Callable[[Oefening], Oefening]
Path = tuple[str, ...]


def now() -> datetime:
    """Return the present moment, aware."""
    return datetime.now(UTC)


def today() -> date:
    """Return the Dutch calendar day."""
    return local_day(now())


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Turn what the domain or the store refuses into the sentence at the top of the page."""
    try:
        yield
    except UserError as fout:
        session().problem = fout.zin


@dataclass(frozen=True)
class OpenOefening:
    """One oefening with its team, as this page drew it.

    Attributes:
        versie: the oefening.
        team: its team.
        services: what the visitor could do as it was read.
        live: whether a live part drew it, which is drawn more often than the page around it.
    """

    versie: Versioned[Oefening]
    team: Team
    services: VisitorServices
    live: bool = False

    @property
    def oefening(self) -> Oefening:
        """The oefening as it was when the page was drawn."""
        return self.versie.waarde

    @property
    def subject(self) -> Subject:
        """The oefening as the rights see it."""
        return subject_of(self.oefening)

    def change(self, change: Change) -> None:
        """Save a change from a button; what is refused shows at the top of the page."""
        self.try_change(change)

    def try_change(self, change: Change) -> bool:
        """Do as ``change`` and return whether it was saved."""
        with refusals_shown():
            self.save(change)
            return True
        return False

    def act(self, change: Change) -> None:
        """Do what a button says to the oefening as it is now; see ``try_act``."""
        self.try_act(change)

    def try_act(self, change: Change) -> bool:
        """Do as ``act`` and return whether it was saved.

        For what moves the group or its clock: others may do something at the same moment, and
        nothing that somebody typed is at stake.
        """
        with refusals_shown():
            try:
                fresh(self).save(change)
            except FieldConflict:
                fresh(self).save(change)
            return True
        return False

    def save(self, change: Change) -> Oefening:
        """Save a change on what was drawn here; see ``save``."""
        return save(self.oefening.id, change, live=self.live)

    def remove(self, path: tuple[str, ...]) -> None:
        """Remove what is at this path; it can be taken back while the page is open."""
        self.replace((path,), lambda oefening: oefening.with_value(path, None))

    def replace(self, paths: tuple[tuple[str, ...], ...], change: Change) -> None:
        """Save a change of what is at these paths; it can be taken back like a removal."""
        before = {path: _in_document(self.oefening, path) for path in paths}

        def restore() -> None:
            self.save(lambda one: _with_values(one, before))

        if self.try_change(change):
            session().undo = UndoOffer(self.oefening.id, restore)


def field_key(work: OpenOefening, path: Path) -> str:
    """Return the widget key of a field; it also names the field for the style sheet."""
    return "-".join((FIELD, work.oefening.id, *path))


def open_oefening_page(recht: Right = Right.OEFENING) -> OpenOefening:
    """Return the oefening that the address names; the first line of its pages.

    Raises:
        RightMissing: the visitor does not have this right on it.
        NotFound: there is no such oefening.
    """
    here, oefening_id = for_visitor(), asked_oefening()
    require(here.visitor, recht, Subject(team_of(oefening_id), oefening_id))
    memory = session()
    with memory.one_at_a_time:
        versie = here.practices.oefening(oefening_id)
        memory.seen[versie.waarde.id] = versie
    memory.team = versie.waarde.team
    return OpenOefening(versie, here.practices.team_with(versie.waarde), here)


def fresh(work: OpenOefening) -> OpenOefening:
    """Return the oefening as it is stored now, for a part that is drawn apart from its page.

    What the page around it shows stays the base of what is changed there.
    """
    memory, here = session(), for_visitor()
    with memory.one_at_a_time:
        versie = here.practices.oefening(work.oefening.id)
        memory.seen_live[versie.waarde.id] = versie
    return OpenOefening(versie, work.team, here, live=True)


def as_drawn(work: OpenOefening) -> OpenOefening:
    """Return the oefening as the page drew it, for a live part that is drawn together with it."""
    memory = session()
    with memory.one_at_a_time:
        memory.seen_live[work.oefening.id] = work.versie
    return replace(work, live=True)


def as_stored(work: OpenOefening) -> OpenOefening:
    """Return the oefening as it is stored now, to look at; what was drawn stays the base."""
    return replace(work, versie=practices().oefening(work.oefening.id))


def save(oefening_id: str, change: Change, *, live: bool = False) -> Oefening:
    """Save a change to the oefening as this tab last saw it, and return what is stored.

    Args:
        oefening_id: its id.
        change: what to change.
        live: whether a live part saw it last, and not the page.

    Raises:
        FieldConflict: somebody else changed the same field since.
        UserError: the domain or the store refuses the change.
    """
    memory = session()
    table = memory.seen_live if live else memory.seen
    with memory.one_at_a_time:
        seen = table.get(oefening_id) or practices().oefening(oefening_id)
        changed = change(seen.waarde)
        stored = practices().save(seen, changed)
        # A second change in the same run builds on this one, but not on what others changed since:
        # nobody has seen that yet.
        table[oefening_id] = Versioned(seen.version, changed)
    memory.saved = now()
    return stored.waarde


def change_team(team_id: str, change: TeamChange) -> None:
    """Save a change to a team's list; what is refused shows at the top of the page."""
    try_change_team(team_id, change)


def try_change_team(team_id: str, change: TeamChange) -> bool:
    """Do as ``change_team`` and return whether it was saved."""
    with refusals_shown():
        practices().change_team(team_id, change)
        session().saved = now()
        return True
    return False


def undo() -> None:
    """Take back what was last removed on this page."""
    herstel, session().undo = session().undo, None
    if herstel:
        with refusals_shown():
            herstel.restore()


def _with_values(oefening: Oefening, values: dict[tuple[str, ...], object]) -> Oefening:
    for path, value in values.items():
        oefening = oefening.with_value(path, value)
    return oefening


def _in_document(oefening: Oefening, path: tuple[str, ...]) -> object:
    node: object = oefening.to_document()
    for key in path:
        node = node.get(key) if isinstance(node, dict) else None
    return node
