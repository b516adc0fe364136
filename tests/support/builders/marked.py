"""Oefeningen with a mark in every text, so that each can be looked for in what stays or leaves."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import Gezien, Markering, Observatie, start_ronde, stop_ronde
from gesprek.domain.oefening import Casus, Casusveld, Oefening, new_oefening
from gesprek.domain.preparation import Inleven, Vraag
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.terugblik import Beurt, Feedback, Feedbacksoort, Leerpunt, Meenemer, Terugblik
from gesprek.domain.themas import Behoefte, Leerthema, Observatiepunt, Thema
from gesprek.domain.vervolg import Dagkaart, Vervolg, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive, Versioned
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.values import new_id
from tests.support.builders.oefeningen import NOW, oefening_of, team_of_two
from tests.support.builders.steps import Words

MARKER = "Zonnebloemkwartier"
"""Stands in every text of an oefening, and nowhere else."""
LEARNED = "Vergeetmijnietje"
"""Stands in a leerpunt, which may outlive the rest."""

TEAM = "01jaaaaaaaaaaaaaaaaaaaaaaa"
OEFENING = f"{TEAM}-01jbbbbbbbbbbbbbbbbbbbbbbb"
TAKEN_ALONG = frozenset(
    {"MERK-TOP", "MERK-TIP", "MERK-ALS", "MERK-DAN", "MERK-AFSPRAKEN", "MERK-LEERPUNT"}
)
"""What the take-away is for."""
PLACE = "MERK-PLAATS"
MARKED_AT = datetime(2026, 10, 20, 12, tzinfo=UTC)
NAMES = {"p1": "MERK-NAAM-EEN", "p2": "MERK-NAAM-TWEE"}


def one_marker(field: str, _one: Oefening) -> str:
    """Return the same mark for each text, but for what is learned."""
    return LEARNED if field == "leerpunt" else MARKER


def own_mark(field: str, _one: Oefening) -> str:
    """Return another mark for each text."""
    return f"MERK-{field.upper()}"


def with_every_text(one: Oefening, words: Words = one_marker) -> Oefening:
    """Return the oefening with each text before and after the conversation."""

    def say(field: str) -> str:
        return words(field, one)

    casus = {veld.value: say(veld) for veld in Casusveld}
    feedback = {
        "t": Feedback(soort=Feedbacksoort.TOP, tekst=say("top")),
        "f": Feedback(soort=Feedbacksoort.TIP, tekst=say("tip")),
    }
    leerpunten = {
        "l": Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN, tekst=say("leerpunt")),
        "m": Leerpunt(rol=Rol.CLIENTROL, leerthema=Leerthema.BOODSCHAP),
    }
    return one.changed(
        plaats=say("plaats"),
        verst=Stap.CASUS,
        casus=Casus(**casus, leervraag=say("leervraag")),
        inleven=Inleven(
            eigen=dict.fromkeys(one.rollen, say("eigen")),
            vragen={"v": Vraag(vraag=say("vraag"), antwoord=say("antwoord"))},
            brief=say("brief"),
        ),
        terugblik=Terugblik(
            ervaringen=dict.fromkeys(Beurt, say("ervaring")),
            feedback=feedback,
            meenemer=Meenemer(als=say("als"), dan=say("dan")),
            afspraken=say("afspraken"),
            leerpunten=leerpunten,
        ),
        vervolg=Vervolg(notitie=say("vervolg"), dagkaart=_day_card(say)),
    )


def _day_card(say: Callable[[str], str]) -> Dagkaart:
    lines = {f"zin_{number}": say("zin") for number in (1, 2, 3)}
    return Dagkaart(**lines, bij_lastig=say("lastig"))


def played(one: Oefening, words: Words = one_marker, at: datetime = NOW) -> Oefening:
    """Return the oefening with one round of which everything is written down."""
    running = start_ronde(one.gesprek, "r", at, fragment=words("fragment", one))
    stopped = stop_ronde(running, at + timedelta(minutes=4))
    seen = {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat=words("citaat", one))}
    ronde = stopped.rondes["r"].changed(notitie=words("ronde", one), observaties=seen)
    marked = {"m": Markering(ronde="r", seconde=102, tekst=words("markering", one))}
    gesprek = stopped.changed(rondes={"r": ronde}, observaties=seen, markeringen=marked)
    return one.changed(gesprek=gesprek, verst=Stap.GESPREK)


def store_marked(archive: Archive, store: Store, *, is_played: bool = True) -> Versioned[Oefening]:
    """Store a team with one oefening full of the marker, and a draft of it."""
    team = archive.create_team(team_of_two()).value
    oefening = with_every_text(oefening_of(team.id))
    stored = archive.create_oefening(played(oefening) if is_played else oefening)
    draft = {"oefening": stored.value.id, "deelnemer": "sam", "tekst": MARKER}
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


def marked_team() -> Team:
    """Return the team of ``marked``: its name and those of its people are marks too."""
    people = {key: Deelnemer(naam=naam) for key, naam in NAMES.items()}
    return Team(id=TEAM, naam="MERK-TEAM", deelnemers=people)


def marked(now: datetime = MARKED_AT) -> Oefening:
    """Return an oefening that is played now, its follow-up planned; each text is another mark."""
    rollen = dict(zip(NAMES, (Rol.INBRENGER, Rol.CLIENTROL), strict=True))
    empty = new_oefening(OEFENING, TEAM, now, Werkvorm.ROLLENSPEL, rollen)
    full = played(with_every_text(empty, own_mark), own_mark, now)
    vervolg = full.vervolg.changed(
        staat=Vervolgstaat.GEPLAND,
        gesprek_op=local_day(now) + timedelta(days=14),
        verwachting=Verwachting.GOED,
        behoeften=(Behoefte.TIJD,),
    )
    return full.changed(
        gepland_op=now + timedelta(days=7),
        stap=Stap.VERVOLG,
        verst=Stap.VERVOLG,
        casus=full.casus.changed(themas=(Thema.NAASTEN,)),
        terugblik=full.terugblik.changed(besproken_beurt=Beurt.AFSPRAAK),
        vervolg=vervolg,
    )
