"""Oefeningen with a mark in every text, so that each can be looked for in what leaves."""

from datetime import UTC, datetime, timedelta

from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import Gesprek, Gezien, Observatie, Ronde
from gesprek.domain.oefening import (
    Casus,
    Casusveld,
    Inleven,
    Oefening,
    Voorbereiding,
    Vraag,
    new_oefening,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, Leerpunt, Meenemer, Terugblik
from gesprek.domain.themas import Behoefte, Leerthema, Observatiepunt, Thema
from gesprek.domain.vervolg import Vervolg, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm

TEAM = "01jaaaaaaaaaaaaaaaaaaaaaaa"
OEFENING = f"{TEAM}-01jbbbbbbbbbbbbbbbbbbbbbbb"
NOW = datetime(2026, 10, 20, 12, tzinfo=UTC)

TAKEN_ALONG = frozenset(
    {"MERK-TOP", "MERK-TIP", "MERK-ALS", "MERK-DAN", "MERK-AFSPRAAK", "MERK-LEERPUNT"}
)
"""What the take-away is for."""
PLACE = "MERK-PLAATS"
NAMES = {"p1": "MERK-NAAM-EEN", "p2": "MERK-NAAM-TWEE"}


def marked_team() -> Team:
    people = {key: Deelnemer(naam=naam) for key, naam in NAMES.items()}
    return Team(id=TEAM, naam="MERK-TEAM", deelnemers=people)


def marked(now: datetime = NOW) -> Oefening:
    """Return an oefening that is played now, its follow-up planned; each text is another mark."""
    rollen = dict(zip(NAMES, (Rol.INBRENGER, Rol.CLIENTROL), strict=True))
    begun = new_oefening(OEFENING, TEAM, now, Werkvorm.ROLLENSPEL, rollen)
    casus = {veld.value: f"MERK-{veld.value}" for veld in Casusveld}
    return begun.changed(
        gepland_op=now + timedelta(days=7),
        plaats=PLACE,
        stap=Stap.VERVOLG,
        verst=Stap.VERVOLG,
        voorbereiding=Voorbereiding(gelezen=dict.fromkeys(rollen, True)),
        casus=Casus(**casus, leervraag="MERK-LEERVRAAG", themas=(Thema.NAASTEN,)),
        inleven=Inleven(
            eigen={"p1": "MERK-EIGEN"},
            vragen={"v": Vraag(vraag="MERK-VRAAG", antwoord="MERK-ANTWOORD")},
            brief="MERK-BRIEF",
        ),
        gesprek=_gesprek(now),
        terugblik=_terugblik(),
        vervolg=Vervolg(
            staat=Vervolgstaat.GEPLAND,
            gesprek_op=local_day(now) + timedelta(days=14),
            verwachting=Verwachting.GOED,
            notitie="MERK-NOTITIE",
            behoeften=(Behoefte.TIJD,),
        ),
    )


def _gesprek(now: datetime) -> Gesprek:
    ronde = Ronde(started=now, stopped=now, notitie="MERK-RONDE", fragment="MERK-FRAGMENT")
    seen = Observatie(gezien=Gezien.GEZIEN, citaat="MERK-CITAAT")
    return Gesprek(rondes={"r": ronde}, observaties={Observatiepunt.STILTE: seen})


def _terugblik() -> Terugblik:
    return Terugblik(
        ervaringen={Beurt.INBRENGER_VERTELT: "MERK-ERVARING"},
        feedback={
            "a": Feedback(soort=Feedbacksoort.TOP, tekst="MERK-TOP"),
            "b": Feedback(soort=Feedbacksoort.TIP, tekst="MERK-TIP"),
        },
        meenemer=Meenemer(als="MERK-ALS", dan="MERK-DAN"),
        afspraken="MERK-AFSPRAAK",
        leerpunten={
            "c": Leerpunt(rol=Rol.CLIENTROL, leerthema=Leerthema.OPENEN, tekst="MERK-LEERPUNT")
        },
        besproken_beurt=Beurt.AFSPRAAK,
    )
