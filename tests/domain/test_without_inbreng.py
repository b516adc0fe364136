import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.coded_row import encode
from gesprek.domain.gesprek import Gesprek, Gezien, Markering, Observatie
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.preparation import Inleven, Vraag
from gesprek.domain.progress import is_complete
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, Leerpunt, Meenemer, Terugblik
from gesprek.domain.text_fields import GEWIST, without_inbreng
from gesprek.domain.themas import Leerthema, Observatiepunt, Thema
from gesprek.domain.werkvormen import Rol
from tests.domain.strategies import oefeningen
from tests.support.builders.oefeningen import NOW, VIER, complete, fresh

FIVE = {**VIER, "eva": Rol.OBSERVANT}


def filled(rollen: dict[str, Rol]) -> Oefening:
    """Return an oefening in which each text says whose or what it is."""
    return fresh(rollen).changed(
        casus=Casus(
            onderwerp="ONDERWERP",
            client="WIE HET IS",
            leervraag="HELP MIJ",
            themas=(Thema.NAASTEN,),
        ),
        inleven=Inleven(
            eigen={person: f"EIGEN {person}" for person in rollen},
            klaar=dict.fromkeys(rollen, True),
            vragen={"v": Vraag(vraag="GEVRAAGD", antwoord="ANTWOORD")},
            brief="BRIEF",
        ),
        terugblik=Terugblik(
            ervaringen={beurt: beurt.name for beurt in Beurt},
            feedback={"f": Feedback(soort=Feedbacksoort.TIP, tekst="TIP")},
            meenemer=Meenemer(als="ALS"),
            leerpunten={
                rol: Leerpunt(rol=rol, leerthema=Leerthema.OPENEN, tekst=f"GELEERD {rol}")
                for rol in Rol
            },
        ),
    )


def text_of(oefening: Oefening) -> str:
    return json.dumps(oefening.to_document())


@pytest.mark.parametrize(
    ("person", "gone", "left"),
    [
        (
            "anna",
            [
                "WIE HET IS",
                "HELP MIJ",
                "BRIEF",
                "ANTWOORD",
                "ALS",
                "INBRENGER_V",
                "GELEERD inbrenger",
            ],
            ["GEVRAAGD", "TIP", "CLIENTROL_V", "GELEERD clientrol"],
        ),
        (
            "bo",
            ["CLIENTROL_VERTELT", "CLIENTROL_GEEFT", "GELEERD clientrol"],
            ["ONDERWERP", "BRIEF", "TIP", "INBRENGER_V", "OBSERVANTEN_V", "GELEERD inbrenger"],
        ),
        ("cas", ["OBSERVANTEN_V", "GELEERD observant"], ["ONDERWERP", "TIP", "GELEERD begeleider"]),
        ("dee", ["GELEERD begeleider"], ["ONDERWERP", "OBSERVANTEN_V", "GELEERD observant"]),
    ],
)
def test_what_the_oefening_attributes_to_a_person_goes_and_the_rest_stays(
    person: str, gone: list[str], left: list[str]
) -> None:
    stays = text_of(without_inbreng(filled(VIER), person))
    others = [f"EIGEN {one}" for one in VIER if one != person]
    assert [one for one in [*gone, f"EIGEN {person}"] if one in stays] == []
    assert [one for one in [*left, *others] if one not in stays] == []


def test_what_two_observanten_told_cannot_be_attributed_to_one() -> None:
    stays = text_of(without_inbreng(filled(FIVE), "cas"))
    assert "OBSERVANTEN_VERTELLEN" in stays
    assert "GELEERD observant" in stays
    assert "EIGEN cas" not in stays
    assert "EIGEN eva" in stays


def test_a_case_that_is_wiped_says_so_and_the_steps_stay_complete() -> None:
    before = complete()
    after = without_inbreng(before, "anna")
    assert after.casus.onderwerp == after.casus.leervraag == GEWIST
    assert all(is_complete(after, stap) for stap in Stap)


@given(oefening=oefeningen(), data=st.data())
def test_the_coded_row_stays_as_it_was(oefening: Oefening, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from([*oefening.rollen, "niemand"]))
    assert encode(without_inbreng(oefening, person), NOW) == encode(oefening, NOW)


@given(oefening=oefeningen(), data=st.data())
def test_wiping_twice_is_wiping_once(oefening: Oefening, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from([*oefening.rollen, "niemand"]))
    once = without_inbreng(oefening, person)
    assert without_inbreng(once, person) == once


def written_on_own_devices(rollen: dict[str, Rol]) -> Oefening:
    """Return an oefening in which cas and eva wrote on own devices, the rest on one for all."""
    quotes = {
        person: {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat=f"CITAAT {person}")}
        for person in ("cas", "eva")
    }
    return fresh(rollen).changed(
        gesprek=Gesprek(
            observaties={Observatiepunt.STILTE: Observatie(citaat="CITAAT samen")},
            kijklijsten=quotes,
            markeringen={
                van or "samen": Markering(
                    ronde="r001", seconde=1, tekst=f"MOMENT {van or 'samen'}", van=van
                )
                for van in ("cas", "eva", "")
            },
        ),
        terugblik=Terugblik(
            feedback={
                van or "samen": Feedback(
                    soort=Feedbacksoort.TIP, tekst=f"TIP {van or 'samen'}", van=van
                )
                for van in ("cas", "eva", "")
            },
            leerpunten={
                van or "samen": Leerpunt(
                    rol=Rol.OBSERVANT,
                    leerthema=Leerthema.OPENEN,
                    tekst=f"GELEERD {van or 'samen'}",
                    van=van,
                )
                for van in ("cas", "eva", "")
            },
        ),
    )


def test_what_was_written_on_an_own_device_goes_and_that_of_a_colleague_in_that_role_stays() -> (
    None
):
    before = written_on_own_devices(FIVE)
    after = without_inbreng(before, "cas")
    stays = text_of(after)
    kinds = ("CITAAT", "TIP", "GELEERD", "MOMENT")
    assert [one for one in kinds if f"{one} cas" in stays] == []
    for one in ("eva", "samen"):
        assert f"MOMENT {one}" in stays
        assert f"CITAAT {one}" in stays
        assert f"TIP {one}" in stays
        assert f"GELEERD {one}" in stays
    assert after.gesprek.kijklijsten.keys() == {"eva"}
    assert after.terugblik.leerpunten.keys() == before.terugblik.leerpunten.keys()  # it counts


def test_what_was_written_on_an_own_device_goes_also_of_who_has_no_role_any_more() -> None:
    stays = text_of(without_inbreng(written_on_own_devices(VIER), "eva"))
    kinds = ("CITAAT", "TIP", "GELEERD", "MOMENT")
    assert [one for one in kinds if f"{one} eva" in stays] == []
    assert [one for one in kinds if f"{one} cas" not in stays] == []


def test_somebody_who_took_no_part_changes_nothing() -> None:
    assert without_inbreng(filled(VIER), "niemand") == filled(VIER)
