"""Of which fields a draft is kept, and for whom."""

from datetime import UTC, datetime

import pytest

from gesprek.access.visitors import GAST, LOKAAL, Visitor, VisitorKind
from gesprek.domain.gesprek import Gesprek, Markering, Ronde
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.preparation import Inleven, Vraag
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.draft_fields import may_write
from gesprek.storage.values import new_id, new_oefening_id

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEAM, VRAAG, RONDE, EIGEN, SAMEN = (new_id() for _ in range(5))
PERSONS = {one: new_id() for one in Rol}
OEFENING = Oefening(
    id=new_oefening_id(TEAM),
    team=TEAM,
    created=MOMENT,
    werkvorm=Werkvorm.ROLLENSPEL,
    rollen={person: rol for rol, person in PERSONS.items()},
    inleven=Inleven(vragen={VRAAG: Vraag(vraag="Wat wil je?")}),
    gesprek=Gesprek(
        rondes={RONDE: Ronde(started=MOMENT)},
        markeringen={
            EIGEN: Markering(ronde=RONDE, seconde=1, van=PERSONS[Rol.OBSERVANT]),
            SAMEN: Markering(ronde=RONDE, seconde=2),
        },
    ),
)
PUNT, OBSERVANT = next(iter(Observatiepunt)), PERSONS[Rol.OBSERVANT]

OF_ALL = [
    ("plaats",),
    ("naam",),
    ("nieuwe_vraag",),
    ("fragment",),
    ("feedback",),
    ("leerpunt", "tekst"),
    *[("casus", one) for one in (*Casusveld, "leervraag")],
    ("inleven", "vragen", VRAAG, "antwoord"),
    *[("terugblik", "ervaringen", one) for one in Beurt],
    ("terugblik", "meenemer", "als"),
    ("terugblik", "meenemer", "dan"),
    ("terugblik", "afspraken"),
    ("vervolg", "notitie"),
]
OF_SOME = {
    ("inleven", "brief"): {Rol.INBRENGER, Rol.CLIENTROL},
    ("inleven", "eigen", OBSERVANT): {Rol.OBSERVANT},
    ("gesprek", "kijklijsten", OBSERVANT, PUNT, "citaat"): {Rol.OBSERVANT},
    ("gesprek", "rondes", RONDE, "notitie"): {Rol.OBSERVANT, Rol.BEGELEIDER},
    ("gesprek", "observaties", PUNT, "citaat"): set(),
    ("gesprek", "rondes", RONDE, "kijklijsten", OBSERVANT, PUNT, "citaat"): {Rol.OBSERVANT},
    ("gesprek", "rondes", RONDE, "observaties", PUNT, "citaat"): set(),
    ("gesprek", "markeringen", EIGEN, "tekst"): {Rol.OBSERVANT},
    ("gesprek", "markeringen", SAMEN, "tekst"): set(),
    # Who leads writes for all, and without a leader the begeleider does.
    ("vervolg", "dagkaart", "zin_1"): {Rol.INBRENGER, Rol.BEGELEIDER},
    ("vervolg", "dagkaart", "bij_lastig"): {Rol.INBRENGER, Rol.BEGELEIDER},
}
NO_FIELDS: list[tuple[str, ...]] = [
    (),
    ("",),
    ("casus",),
    ("casus", "iets"),
    ("casus", "client", "meer"),
    ("inleven",),
    ("inleven", "eigen", new_id()),
    ("inleven", "vragen", new_id(), "antwoord"),
    ("inleven", "vragen", VRAAG, "vraag"),
    ("gesprek", "rondes", new_id(), "notitie"),
    ("gesprek", "rondes", RONDE, "started"),
    ("gesprek", "rondes", RONDE, "kijklijsten", new_id(), PUNT, "citaat"),
    ("gesprek", "rondes", RONDE, "observaties", "iets", "citaat"),
    ("gesprek", "rondes", RONDE, "observaties", PUNT, "gezien"),
    ("gesprek", "rondes", new_id(), "observaties", PUNT, "citaat"),
    ("gesprek", "rondes", new_id(), "kijklijsten", OBSERVANT, PUNT, "citaat"),
    ("gesprek", "kijklijsten", new_id(), PUNT, "citaat"),
    ("gesprek", "kijklijsten", OBSERVANT, "iets", "citaat"),
    ("gesprek", "markeringen", new_id(), "tekst"),
    ("gesprek", "markeringen", EIGEN, "seconde"),
    ("terugblik", "ervaringen", "iets"),
    ("vervolg", "dagkaart"),
    ("vervolg", "dagkaart", "zin_4"),
    ("vervolg", "dagkaart", "zin_1", "meer"),
    ("rollen", OBSERVANT),
    ("111222333",),
]
TOGETHER = Visitor(VisitorKind.TEAM, team=TEAM)


def own(rol: Rol) -> Visitor:
    return Visitor(VisitorKind.TEAM, team=TEAM, persoon=PERSONS[rol])


@pytest.mark.parametrize("path", OF_ALL)
def test_everybody_in_the_oefening_writes_in_a_field_of_all(path: tuple[str, ...]) -> None:
    for one in (TOGETHER, LOKAAL, *map(own, Rol)):
        assert may_write(one, OEFENING, path)


@pytest.mark.parametrize("path", OF_SOME)
def test_only_who_may_read_it_writes_in_a_private_field(path: tuple[str, ...]) -> None:
    assert {rol for rol in Rol if may_write(own(rol), OEFENING, path)} == OF_SOME[path]
    of_one_person = "kijklijsten" in path or EIGEN in path
    assert may_write(TOGETHER, OEFENING, path) is not of_one_person


@pytest.mark.parametrize("path", [*OF_ALL, *OF_SOME])
def test_nobody_else_writes_in_any_field(path: tuple[str, ...]) -> None:
    for one in (
        GAST,
        Visitor(VisitorKind.MANAGER),
        Visitor(VisitorKind.ADVISEUR),
        Visitor(VisitorKind.TEAM, team=new_id(), persoon=OBSERVANT),
        Visitor(VisitorKind.TEAM, team=TEAM, alleen=new_oefening_id(TEAM)),
        Visitor(VisitorKind.TEAM, team=TEAM, vraagt_code=True),
    ):
        assert not may_write(one, OEFENING, path)


@pytest.mark.parametrize("path", NO_FIELDS)
def test_what_is_no_field_is_refused_for_everybody(path: tuple[str, ...]) -> None:
    for one in (TOGETHER, LOKAAL, *map(own, Rol)):
        assert not may_write(one, OEFENING, path)
