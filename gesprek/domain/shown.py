"""What of an oefening everybody who takes part may read by now: one rule for every way it is shown.

Source: the table of 'Privacy' in the domain, and the fixed order of step 6.
"""

from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import open_feedback
from gesprek.domain.vervolg import Dagkaart


def shown_to_all(oefening: Oefening) -> Oefening:
    """Return the oefening without what is held back now from any of those who take part.

    The private brief, the own notes and the card for the day are for their readers only. Marks,
    quotes and round notes wait for step 6, tops and tips for the turn of who gives them: see
    ``open_feedback``. As long as the group plays a replay, they wait again: who observes notes new
    ones then.

    Screens, papers and the beamer show an oefening to all by this; what only some may read, such as
    who wrote it, is drawn apart, by the rights.
    """
    terugblik, gesprek = oefening.terugblik, oefening.gesprek
    plays = oefening.stap is Stap.GESPREK and gesprek.running is not None
    given = {} if plays else open_feedback(terugblik, oefening.rollen)
    if not oefening.looks_back or plays:
        nothing_seen: dict[str, object] = {"observaties": {}, "kijklijsten": {}}
        silent = {
            key: one.changed(notitie="", **nothing_seen) for key, one in gesprek.rondes.items()
        }
        gesprek = gesprek.changed(rondes=silent, markeringen={}, **nothing_seen)
    return oefening.changed(
        vervolg=oefening.vervolg.changed(dagkaart=Dagkaart()),
        inleven=oefening.inleven.changed(brief="", eigen={}),
        gesprek=gesprek,
        terugblik=terugblik.changed(feedback=given),
    )
