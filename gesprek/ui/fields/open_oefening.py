"""The oefening or team that a page works on: open it, change it, save it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from gesprek.access.rights import Right, Subject, require
from gesprek.domain.base import UserError
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import Oefening
from gesprek.domain.team import Team
from gesprek.services.archive import Versioned
from gesprek.services.draft_fields import FIELD
from gesprek.services.practices import subject_of
from gesprek.services.root import VisitorServices
from gesprek.storage.store_errors import FieldConflict
from gesprek.storage.values import team_of
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.addresses import asked_oefening
from gesprek.ui.frame.visitor import for_visitor, practices

Change = Callable[[Oefening], Oefening]
Path = tuple[str, ...]
now = utc_now


def today() -> date:
    """Return the Dutch calendar day."""
    return local_day(now())


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Turn what the domain or the store refuses into the sentence at the top of the page."""
    try:
        yield
    except UserError as fault:
        session().problem = fault.sentence


def attempt(act: Callable[..., object], *args: object) -> None:
    """Do what somebody tapped or typed; see ``refusals_shown``."""
    with refusals_shown():
        act(*args)


@dataclass(frozen=True)
class OpenOefening:
    """One oefening with its team, as this page drew it.

    ``services`` is what the visitor could do as it was read. ``live`` tells that a live part drew
    it, which is drawn more often than the page around it.
    """

    versie: Versioned[Oefening]
    team: Team
    services: VisitorServices
    live: bool = False

    @property
    def oefening(self) -> Oefening:
        """Return it as it was when the page was drawn."""
        return self.versie.value

    @property
    def subject(self) -> Subject:
        """Return it as the rights see it."""
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
        """Do what a button says to the oefening as it is now."""
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
        """Save a change on what was drawn here; errors as ``save``."""
        return save(self.oefening.id, change, live=self.live)

    def remove(self, path: Path) -> None:
        """Remove what is at this path; it can be taken back while the page is open."""
        self.replace((path,), lambda oefening: oefening.with_value(path, None))

    def replace(self, paths: tuple[Path, ...], change: Change) -> None:
        """Save a change of what is at these paths; it can be taken back like a removal."""
        before = {path: _in_document(self.oefening, path) for path in paths}

        def restored(one: Oefening) -> Oefening:
            for path, value in before.items():
                one = one.with_value(path, value)
            return one

        if self.try_change(change):
            session().undo = UndoOffer(self.oefening.id, lambda: self.save(restored))


def field_key(work: OpenOefening, path: Path) -> str:
    """Return the widget key of a field; it also names the field for the style sheet."""
    return "-".join((FIELD, work.oefening.id, *path))


def open_oefening_page(right: Right = Right.OEFENING) -> OpenOefening:
    """Return the oefening that the address names; the first line of its pages.

    Raises RightMissing where the visitor does not have this right on it, NotFound where it is gone.
    """
    here, oefening_id = for_visitor(), asked_oefening()
    require(here.visitor, right, Subject(team_of(oefening_id), oefening_id))
    memory = session()
    with memory.one_at_a_time:
        versie = here.practices.oefening(oefening_id)
        memory.seen[versie.value.id] = versie
    memory.team = versie.value.team
    return OpenOefening(versie, here.practices.team_with(versie.value), here)


def fresh(work: OpenOefening) -> OpenOefening:
    """Return the oefening as it is stored now, for a part that is drawn apart from its page.

    What the page around it shows stays the base of what is changed there.
    """
    memory, here = session(), for_visitor()
    with memory.one_at_a_time:
        versie = here.practices.oefening(work.oefening.id)
        memory.seen_live[versie.value.id] = versie
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
    """Save a change to the oefening as this tab, or its ``live`` part, last saw it.

    Returns what is stored. Raises FieldConflict where somebody else changed the same field since,
    and UserError where the domain or the store refuses the change.
    """
    memory = session()
    table = memory.seen_live if live else memory.seen
    with memory.one_at_a_time:
        seen = table.get(oefening_id) or practices().oefening(oefening_id)
        changed = change(seen.value)
        stored = practices().save(seen, changed)
        # A second change in the same run builds on this one, but not on what others changed since:
        # nobody has seen that yet.
        table[oefening_id] = Versioned(seen.version, changed)
    memory.saved = now()
    return stored.value


def _in_document(oefening: Oefening, path: Path) -> object:
    node: object = oefening.to_document()
    for key in path:
        node = node.get(key) if isinstance(node, dict) else None
    return node
