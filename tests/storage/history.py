"""What the tests of retention, erasure and back-ups share: a marker in every text there is."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from gesprek.domain.gesprek import Gezien, Observatie, start_ronde, stop_ronde
from gesprek.domain.oefening import Casus, Inleven, Oefening, Vraag
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, Leerpunt, Meenemer, Terugblik
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.vervolg import Vervolg
from gesprek.domain.werkvormen import Rol
from gesprek.services.archive import Archive, Versioned
from gesprek.storage.ids import new_id
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.storage.examples import NOW, oefening_of, team_with_people

MARKER = "Zonnebloemkwartier"
"""Stands in every text of an oefening, and nowhere else."""
LEARNED = "Vergeetmijnietje"
"""Stands in a leerpunt, which may outlive the rest."""


def marked(oefening: Oefening) -> Oefening:
    """Return the oefening with the marker in every field that takes text."""
    return oefening.changed(
        plaats=MARKER,
        verst=Stap.CASUS,
        casus=Casus(
            onderwerp=MARKER,
            client=MARKER,
            geboden_zorg=MARKER,
            wijziging=MARKER,
            knelpunten=MARKER,
            leervraag=MARKER,
        ),
        inleven=Inleven(
            eigen={"sam": MARKER, "noor": MARKER},
            vragen={"v": Vraag(vraag=MARKER, antwoord=MARKER)},
            brief=MARKER,
        ),
        terugblik=Terugblik(
            ervaringen=dict.fromkeys(Beurt, MARKER),
            feedback={"f": Feedback(soort=Feedbacksoort.TIP, tekst=MARKER)},
            meenemer=Meenemer(als=MARKER, dan=MARKER),
            afspraken=MARKER,
            leerpunten={
                "l": Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN, tekst=LEARNED),
                "m": Leerpunt(rol=Rol.CLIENTROL, leerthema=Leerthema.BOODSCHAP),
            },
        ),
        vervolg=Vervolg(notitie=MARKER),
    )


def played(oefening: Oefening) -> Oefening:
    """Return the oefening with one round of which everything is written down."""
    running = start_ronde(oefening.gesprek, "r", NOW, fragment=MARKER)
    stopped = stop_ronde(running, NOW + timedelta(minutes=4))
    ronde = stopped.rondes["r"].changed(notitie=MARKER)
    gesprek = stopped.changed(
        rondes={"r": ronde},
        observaties={next(iter(Observatiepunt)): Observatie(gezien=Gezien.GEZIEN, citaat=MARKER)},
    )
    return oefening.changed(gesprek=gesprek, verst=Stap.GESPREK)


def store_marked(archive: Archive, store: Store, *, is_played: bool = True) -> Versioned[Oefening]:
    """Store a team with one oefening full of the marker, and a draft of it."""
    team = archive.create_team(team_with_people()).waarde
    oefening = marked(oefening_of(team.id))
    stored = archive.create_oefening(played(oefening) if is_played else oefening)
    draft = {"oefening": stored.waarde.id, "deelnemer": "sam", "tekst": MARKER}
    store.create(DocumentKey(Kind.CONCEPT, new_id()), draft)
    archive.rijen()  # fills the index
    return stored


def files_with(folder: Path, text: str = MARKER) -> list[str]:
    """Return the files below a folder that hold a text, with their path below it.

    A server may be at work in it: what is gone as it is read holds nothing.
    """
    found = [one for one in folder.rglob("*") if one.is_file() and text.encode() in _data(one)]
    return sorted(one.relative_to(folder).as_posix() for one in found)


def _data(file: Path) -> bytes:
    with suppress(FileNotFoundError):
        return file.read_bytes()
    return b""
