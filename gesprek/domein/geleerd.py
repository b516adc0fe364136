"""What a team learned, kept when the rest of the oefening has gone."""

from gesprek.domein.model import Waarde
from gesprek.domein.oefening import Oefening
from gesprek.domein.terugblik import Leerpunt
from gesprek.domein.tijd import Dag


class Geleerd(Waarde):
    """The leerpunten of one oefening that hold a text; nothing in it leads to a person."""

    oefening: str
    team: str
    dag: Dag
    leerpunten: dict[str, Leerpunt] = {}


def geleerd(oefening: Oefening) -> Geleerd:
    """Return the leerpunten of this oefening that somebody put into words; perhaps none."""
    texts = {key: one for key, one in oefening.terugblik.leerpunten.items() if one.tekst}
    return Geleerd(
        oefening=oefening.id, team=oefening.team, dag=oefening.practised, leerpunten=texts
    )
