"""Proof of practising together: who may make one, of what they typed; nothing of it is kept."""

from collections.abc import Mapping
from typing import Final

from gesprek.access.rights import Right, require
from gesprek.content import inhoud
from gesprek.domain.base import TextMissing
from gesprek.domain.oefening import Oefening
from gesprek.domain.portfolio import CanmedsRol, ProofText
from gesprek.domain.text import clean_line
from gesprek.services.practices import subject_of
from gesprek.services.root import Services, VisitorServices
from gesprek.services.visits import Visit
from gesprek.storage.protocol import Kind
from gesprek.storage.validation import refuse_identifiers

WHO, SORT, LEARNED, OTHERWISE = "wie", "soort", "geleerd", "anders"
"""The names of what is filled in."""
_EMPTY: Final = "Schrijf bij beide vragen één zin. Daarna kun je je bewijs maken."
_WHO: Final = "Kies eerst wie je bent."
_KIND: Final = "Kies eerst waar je in groeide."


class Proofs:
    """Makes proofs for one visitor."""

    def __init__(self, services: Services, visit: Visit) -> None:
        self._mine = VisitorServices(services, visit)

    def people(self, oefening_id: str) -> dict[str, str]:
        """Return for whom a proof can be made: deelnemer id → name, on an own device one.

        Raises RightMissing before step 6 and for who did not take part, NotFound where the
        oefening has gone.
        """
        oefening, me = self._open(oefening_id), self._mine.visitor.persoon
        team = self._mine.practices.team_with(oefening)
        return {one: team.name_of(one) for one in oefening.rollen if not me or me == one}

    def make(self, oefening_id: str, asked: Mapping[str, str]) -> bytes:
        """Return the proof as PDF; errors as ``people``.

        Raises TextMissing where something is not filled in, TextTooLong where it is too long, and
        RefusedText where it holds what is never stored: it leaves the team on paper.
        """
        people, oefening = self.people(oefening_id), self._open(oefening_id)
        told = _read(asked, people)
        refuse_identifiers(Kind.OEFENING, (told.geleerd, told.anders))
        # With the first proof and not with the server.
        from gesprek.documents.pdf_paper import pdf
        from gesprek.documents.proof_of_practice import proof

        team = self._mine.practices.team_with(oefening)
        return pdf(proof(inhoud(), oefening, team, told), inhoud())

    def _open(self, oefening_id: str) -> Oefening:
        oefening = self._mine.practices.oefening(oefening_id).value
        require(self._mine.visitor, Right.BEWIJS, subject_of(oefening))
        return oefening


def _read(asked: Mapping[str, str], people: Mapping[str, str]) -> ProofText:
    who, kind = asked.get(WHO, ""), asked.get(SORT, "")
    lines = {name: clean_line(asked.get(name, "")) for name in (LEARNED, OTHERWISE)}
    if who not in people:
        raise TextMissing(_WHO)
    if kind not in set(CanmedsRol):
        raise TextMissing(_KIND)
    if not all(lines.values()):
        raise TextMissing(_EMPTY)
    return ProofText(wie=who, soort=CanmedsRol(kind), **lines)
