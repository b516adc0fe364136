"""What the services of a visitor share: who it is, and the question for a right."""

from gesprek.access.rights import NO_SUBJECT, Right, Subject, require
from gesprek.access.visitors import Visitor
from gesprek.services.root import Services


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
