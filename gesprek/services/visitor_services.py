"""Everything that one visitor can do. Pages and routes get this, and never the store."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from gesprek.access.rights import Right, require
from gesprek.services.admin_services import OrganisationAdmin, TextAdmin
from gesprek.services.organisation_info import read_privacy_words
from gesprek.services.practices import Practices, subject_of
from gesprek.services.team_services import Learned, TeamAccess, TeamErasing

if TYPE_CHECKING:
    from gesprek.access.visitors import Visitor
    from gesprek.domain.oefening import Oefening
    from gesprek.domain.text import PrivacyWords
    from gesprek.services.figure_services import OrganisationFigures
    from gesprek.services.root import Services
    from gesprek.services.visits import Visit


class VisitorServices:
    """The services for one visitor; what asks for no right is about the own log-in.

    Args:
        services: what does the work.
        visit: who it is, and the log-in.
    """

    def __init__(self, services: Services, visit: Visit) -> None:
        self.visit = visit
        self._services = services

    @property
    def visitor(self) -> Visitor:
        """Who it is."""
        return self.visit.bezoeker

    @cached_property
    def practices(self) -> Practices:
        """The teams and oefeningen."""
        return Practices(self._services.archive, self.visitor, self._open_here)

    @cached_property
    def learned(self) -> Learned:
        """What teams learned."""
        return Learned(self._services, self.visitor)

    @cached_property
    def erasing(self) -> TeamErasing:
        """Erasing for a team."""
        return TeamErasing(self._services, self.visitor)

    @cached_property
    def access(self) -> TeamAccess:
        """Devices, calendar and codes of a team."""
        return TeamAccess(self._services, self.visitor)

    @cached_property
    def organisation(self) -> OrganisationAdmin:
        """Beheer of the organisation."""
        return OrganisationAdmin(self._services, self.visitor)

    @cached_property
    def texts(self) -> TextAdmin:
        """Beheer of texts, terms and the log."""
        return TextAdmin(self._services, self.visitor)

    @cached_property
    def figures(self) -> OrganisationFigures:
        """The figures; loaded at first use, as the trends are large."""
        from gesprek.services.figure_services import OrganisationFigures

        return OrganisationFigures(self._services, self.visitor)

    # An oefening at this moment

    def here(self, oefening: Oefening) -> frozenset[str]:
        """Return the ids of the people who follow an oefening now on an own device."""
        require(self.visitor, Right.OEFENING, subject_of(oefening))
        return self._services.hub.here(oefening.id)

    def comings(self, oefening: Oefening) -> int:
        """Return a number that changes when somebody begins or ends to follow an oefening."""
        require(self.visitor, Right.OEFENING, subject_of(oefening))
        return self._services.hub.comings(oefening.id)

    def privacy_words(self, oefening: Oefening) -> PrivacyWords:
        """Return the organisation's words for the privacy guard, to look through a text."""
        require(self.visitor, Right.OEFENING, subject_of(oefening))
        return read_privacy_words(self._services.store)

    # The own log-in

    def open_by_code(self, typed: str) -> str | None:
        """Open an oefening on this log-in by its code; errors as ``SignIn.open_oefening``.

        Returns:
            The id of the oefening; None for a visitor without a log-in.
        """
        log_in = self.visit.log_in
        return self._services.visits.sign_in.open_oefening(log_in, typed) if log_in else None

    def be(self, oefening: Oefening, person: str) -> bool:
        """Make this the own device of a person of the team; return whether it is one now."""
        require(self.visitor, Right.OEFENING, subject_of(oefening))
        if self.visit.log_in:
            self._services.visits.log_ins.be(self.visit.log_in.id, person)
        return self.visit.log_in is not None

    def sign_out(self) -> None:
        """End this log-in, if there is one."""
        if self.visit.log_in:
            self._services.visits.sign_out(self.visit.log_in)

    def _open_here(self, oefening: str) -> None:
        """Open an oefening on a device that asks for codes: its maker need not type the code."""
        if self.visit.log_in and self.visitor.vraagt_code:
            self._services.visits.log_ins.open_oefening(self.visit.log_in.id, oefening)
