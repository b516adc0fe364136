"""What a made-up team agreed to watch for, and what was seen of it in each round."""

from collections.abc import Iterable

from gesprek.content import inhoud
from gesprek.domain.gesprek import Gesprek, Gezien, Observatie
from gesprek.domain.kijkpunten import propose_kijkpunten
from gesprek.domain.oefening import Oefening
from gesprek.domain.themas import Observatiepunt

_SEEN = Observatie(gezien=Gezien.GEZIEN)
_NOT_SEEN = Observatie(gezien=Gezien.NIET_GEZIEN)


def agreed_points(oefening: Oefening) -> tuple[Observatiepunt, ...]:
    """Return what is proposed for the case of about half of the oefeningen, and of others nothing.

    Which ones is in their ids: nothing is drawn for it, so the rest of a story stays as it was.
    """
    casus = oefening.casus
    if ord(oefening.id[-1]) % 2:
        return ()
    return propose_kijkpunten(casus.leervraag, casus.themas, inhoud().kijkpunten).punten


def mark_points(gesprek: Gesprek, agreed: Iterable[Observatiepunt]) -> Gesprek:
    """Return the gesprek with marks for these points: one is seen in the replay only."""
    first, *more = agreed
    seen, begin = dict.fromkeys(more, _SEEN), min(gesprek.rondes)
    again = {first: _SEEN, **seen}
    rondes = {
        key: ronde if key == begin else ronde.changed(observaties=again)
        for key, ronde in gesprek.rondes.items()
    }
    marked = {**gesprek.observaties, first: _NOT_SEEN, **seen}
    return gesprek.changed(rondes=rondes, observaties=marked)
