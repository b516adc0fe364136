"""Who leads: the given leader, else the begeleider, else the observant, else everybody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import InvalidLeader
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import give_lead, leider_of, may_lead
from gesprek.domain.werkvormen import Rol, Werkvorm
from tests.domain.strategies import divisions, oefeningen
from tests.support.builders.oefeningen import TWEE, VIER, fresh

DRIE: dict[str, Rol] = {person: rol for person, rol in VIER.items() if rol is not Rol.BEGELEIDER}


@pytest.mark.parametrize(
    ("rollen", "leider"),
    [
        (VIER, "dee"),
        (DRIE, "cas"),
        ({**TWEE, "dee": Rol.BEGELEIDER}, "dee"),
        ({**TWEE, "cas": Rol.OBSERVANT, "eva": Rol.OBSERVANT}, "cas"),
        (TWEE, None),
        ({}, None),
    ],
    ids=["begeleider", "observant", "no observant", "two observanten", "two", "nobody"],
)
def test_who_guards_the_steps_leads_unless_told_otherwise(
    rollen: dict[str, Rol], leider: str | None
) -> None:
    assert leider_of(fresh(rollen)) == leider


def test_in_voorbespreken_the_observant_leads() -> None:
    assert leider_of(fresh(DRIE, Werkvorm.VOORBESPREKEN)) == "cas"


@given(divisions())
def test_at_most_one_leads_and_it_is_the_guard(division: tuple[Werkvorm, dict[str, Rol]]) -> None:
    werkvorm, rollen = division
    leider = leider_of(fresh(rollen, werkvorm))
    guards = [rol for rol in (Rol.BEGELEIDER, Rol.OBSERVANT) if rol in rollen.values()]
    assert (rollen[leider] if leider else None) == (guards[0] if guards else None)


@given(oefening=oefeningen(), data=st.data())
def test_who_gets_the_lead_has_it_alone_until_they_take_no_part(
    oefening: Oefening, data: st.DataObject
) -> None:
    if not oefening.rollen:
        return
    person = data.draw(st.sampled_from(sorted(oefening.rollen)))
    led = give_lead(oefening, person)
    assert leider_of(led) == person
    assert [one for one in led.rollen if may_lead(led, one)] == [person]
    gone = led.changed(rollen={key: rol for key, rol in led.rollen.items() if key != person})
    assert leider_of(gone) == leider_of(gone.changed(leider=""))
    assert leider_of(gone) != person


def test_a_role_that_changes_keeps_the_lead_that_was_given() -> None:
    led = give_lead(fresh(VIER), "anna")
    swapped = {**VIER, "anna": Rol.CLIENTROL, "bo": Rol.INBRENGER}
    assert leider_of(led.changed(rollen=swapped)) == "anna"


@given(oefeningen(), st.sampled_from(["", None]))
def test_a_device_of_all_may_always_lead(oefening: Oefening, nobody: str | None) -> None:
    assert may_lead(oefening, nobody)


@given(oefeningen())
def test_without_a_leader_everybody_may_lead_also_who_has_no_role(oefening: Oefening) -> None:
    everybody = [*oefening.rollen, "een gast"]
    led_by = leider_of(oefening)
    assert [one for one in everybody if may_lead(oefening, one)] == (
        everybody if led_by is None else [led_by]
    )


@pytest.mark.parametrize("person", ["een gast", "", "\x00", "👩🏽‍⚕️", "a" * 100_000])
def test_who_takes_no_part_cannot_get_the_lead(person: str) -> None:
    with pytest.raises(InvalidLeader, match="Kies iemand met een rol"):
        give_lead(fresh(VIER), person)
