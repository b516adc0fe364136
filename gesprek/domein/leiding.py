"""Who leads the group: at whose pace all devices go from step to step."""

from gesprek.domein.fouten import LeidingOngeldig
from gesprek.domein.oefening import Oefening
from gesprek.domein.werkvormen import Rol


def leider_of(oefening: Oefening) -> str | None:
    """Return the id of who leads; None: everybody may.

    Who got or took the lead, as long as they take part; else the begeleider, else the observant,
    who guards the steps then (domain, 'Who covers a role that is left out'). With neither, the
    screen guards the steps and both players may go on.
    """
    if oefening.leider in oefening.rollen:
        return oefening.leider
    guards = (*oefening.with_rol(Rol.BEGELEIDER), *oefening.with_rol(Rol.OBSERVANT))
    return next(iter(guards), None)


def may_lead(oefening: Oefening, persoon: str | None) -> bool:
    """Return whether the group goes on from this device.

    Args:
        oefening: the oefening.
        persoon: whose own device it is; empty or None: a device of all, which always may, because
            who leads stands beside it.
    """
    leider = leider_of(oefening)
    return not persoon or leider is None or persoon == leider


def give_lead(oefening: Oefening, persoon: str) -> Oefening:
    """Return the oefening led by this person.

    Raises:
        LeidingOngeldig: they do not take part.
    """
    if persoon not in oefening.rollen:
        raise LeidingOngeldig("Wie leidt, doet zelf mee. Kies iemand met een rol.")
    return oefening.changed(leider=persoon)
