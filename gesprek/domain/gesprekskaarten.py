"""Voorbespreken in step 5: the companion tool one card at a time; all cards make one round."""

from datetime import datetime
from typing import Final

from gesprek.domain.gesprek import Gesprek, start_ronde, stop_ronde
from gesprek.domain.themas import Gespreksstap

KAARTEN: Final = tuple(Gespreksstap)


def current_kaart(gesprek: Gesprek) -> Gespreksstap:
    """Return the first card that is not done yet, the last one when all are."""
    return next((kaart for kaart in KAARTEN if not gesprek.kaarten.get(kaart)), KAARTEN[-1])


def finish_kaart(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the current card done; the last card ends the round.

    Raises:
        ImpossibleRonde: the last card is done while no round is running.
    """
    done = {**gesprek.kaarten, current_kaart(gesprek): True}
    moved = gesprek.changed(kaarten=done)
    return stop_ronde(moved, now) if all(done.get(kaart) for kaart in KAARTEN) else moved


def previous_kaart(gesprek: Gesprek) -> Gesprek:
    """Return the gesprek one card back; at the first card nothing changes."""
    before = KAARTEN[max(KAARTEN.index(current_kaart(gesprek)) - 1, 0)]
    left = {kaart: done for kaart, done in gesprek.kaarten.items() if kaart is not before}
    return gesprek.changed(kaarten=left)


def restart_kaarten(gesprek: Gesprek, ronde_id: str, now: datetime) -> Gesprek:
    """Return the gesprek with a new round from the first card.

    Raises:
        ImpossibleRonde: a round is running already.
    """
    return start_ronde(gesprek.changed(kaarten={}), ronde_id, now)
