"""No way out shows more than the screen does to the same person at the same moment."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from gesprek.access.access_errors import RightMissing
from gesprek.access.visitors import LogIn
from gesprek.content import inhoud
from gesprek.documents.blocks import html
from gesprek.documents.calendar import feed
from gesprek.documents.pdf_paper import pdf
from gesprek.domain.base import Versioned
from gesprek.domain.gesprek import Gesprek, Gezien, Markering, Observatie, Ronde
from gesprek.domain.oefening import Casus, Casusveld, Oefening, Schermdeel, new_oefening
from gesprek.domain.preparation import Inleven
from gesprek.domain.preparation import Vraag as Inleefvraag
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugblik,
    beurten,
    current_beurt,
    next_beurt,
    tellings,
)
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.vervolg import Dagkaart, Vervolg, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.paper_making import make_date, make_paper
from gesprek.services.paper_request import CalendarDate, OwnPaper, PaperRequest, UnknownPaper
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.storage.values import new_oefening_id
from gesprek.ui.fields.open_oefening import now, today
from tests.documents.reading import on_one_line, text_of
from tests.support.extent import ALLES
from tests.ui.page_driver import PageDriver

TOP, TIP = "MERK-TOP", "MERK-TIP"
FORMS = [
    (Werkvorm.ROLLENSPEL, 4),
    *([(Werkvorm.VOORBESPREKEN, 3), (Werkvorm.ROLLENSPEL, 2)] if ALLES else []),
]
MARKS = {
    *(f"MERK-{veld}" for veld in Casusveld),
    *("MERK-LEERVRAAG", "MERK-VRAAG", "MERK-ANTWOORD", "MERK-BRIEF", "MERK-EIGEN"),
    *("MERK-CITAAT", "MERK-OPNIEUW", "MERK-MOMENT", "MERK-RONDE", "MERK-ERVARING", TOP, TIP),
    *("MERK-ALS", "MERK-DAN", "MERK-AFSPRAAK", "MERK-LEERPUNT", "MERK-NOTITIE"),
    *("MERK-ZIN", "MERK-LASTIG"),
}


def states(whole: Oefening) -> Iterator[Oefening]:
    """Yield the oefening in each step and in each turn of step 6, all its texts being there.

    Before step 5 the group went back: by then there are tops and tips.
    """
    for stap in Stap:
        furthest = max(stap, Stap.GESPREK, key=lambda one: one.number)
        moved = whole.changed(stap=stap, verst=furthest)
        if stap is not Stap.TERUGKIJKEN:
            yield moved
            continue
        for _ in beurten(whole.rollen):
            yield moved
            moved = moved.changed(terugblik=next_beurt(moved.terugblik, moved.rollen))


def full(team: Team, werkvorm: Werkvorm, people: int) -> Oefening:
    """Return an oefening with a mark in each text; who gives tips gave one of each kind."""
    rollen = propose_rollen(werkvorm, list(team.deelnemers)[:people], [])
    begun = new_oefening(new_oefening_id(team.id), team.id, now(), werkvorm, rollen)
    giver = (*begun.with_rol(Rol.OBSERVANT), *begun.with_rol(Rol.CLIENTROL))[0]
    inbrenger = begun.with_rol(Rol.INBRENGER)[0]
    casus = {veld.value: f"MERK-{veld}" for veld in Casusveld}
    card = Dagkaart(zin_1="MERK-ZIN", bij_lastig="MERK-LASTIG")
    seen = {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="MERK-CITAAT")}
    again = {Observatiepunt.STILTE: Observatie(gezien=Gezien.GEZIEN, citaat="MERK-OPNIEUW")}
    return begun.changed(
        casus=Casus(**casus, leervraag="MERK-LEERVRAAG"),
        inleven=Inleven(
            eigen={inbrenger: "MERK-EIGEN"},
            vragen={"v": Inleefvraag(vraag="MERK-VRAAG", antwoord="MERK-ANTWOORD")},
            brief="MERK-BRIEF",
            kijkpunten=(Observatiepunt.STILTE,),
        ),
        gesprek=Gesprek(
            rondes={
                "r": Ronde(started=now(), stopped=now(), notitie="MERK-RONDE"),
                "s": Ronde(started=now(), stopped=now(), kijklijsten={giver: again}),
            },
            kijklijsten={giver: seen},
            markeringen={"m": Markering(ronde="r", seconde=1, tekst="MERK-MOMENT", van=giver)},
        ),
        terugblik=_terugblik(giver, inbrenger),
        vervolg=plan(Vervolg(notitie="MERK-NOTITIE", dagkaart=card), today(), today()),
        scherm=tuple(Schermdeel),
    )


def _terugblik(giver: str, inbrenger: str) -> Terugblik:
    tops = {
        "a": Feedback(soort=Feedbacksoort.TOP, tekst=TOP, van=giver),
        "b": Feedback(soort=Feedbacksoort.TIP, tekst=TIP, van=giver),
    }
    learned = Leerpunt(
        rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN, tekst="MERK-LEERPUNT", van=inbrenger
    )
    return Terugblik(
        ervaringen={Beurt.INBRENGER_VERTELT: "MERK-ERVARING"},
        feedback=tops,
        meenemer=Meenemer(als="MERK-ALS", dan="MERK-DAN"),
        afspraken="MERK-AFSPRAAK",
        leerpunten={"c": learned},
    )


def marks_in(text: str) -> set[str]:
    return {one for one in MARKS if on_one_line(one) in on_one_line(text)}


def on_screen(tab: PageDriver) -> set[str]:
    """Return the marks that can be read on a page, in fields too."""
    return marks_in(" ".join([*tab.lines(), *(str(one.value) for one in tab.fields)]))


def on_the_screens(tab: PageDriver, one: Oefening) -> set[str]:
    """Return the marks on the pages that somebody can open now."""
    seen = on_screen(tab.open("meenemen", o=one.id)) | on_screen(tab.open("dagkaart", o=one.id))
    for stap in Stap if ALLES else (Stap.CASUS, Stap.INLEVEN, one.stap):
        if stap.number <= one.verst.number:
            seen |= on_screen(tab.open(f"stap_{stap.number}_{stap.value}", o=one.id, terug="1"))
    return seen


def ways_out(visits: Visits, log_in: LogIn, one: Oefening) -> dict[str, set[str]]:
    """Return the marks on each paper and date of this oefening, by the name of the file."""
    visit = visits.again(log_in.soort, log_in.id)
    vraag = PaperRequest(visit, {"o": one.id}, "http://127.0.0.1:8501")
    found = {"agenda": marks_in(feed([Versioned(1, one)], inhoud(), now(), str).decode())}
    for naam in OwnPaper:
        with suppress(RightMissing):  # the card for the day is for the inbrenger
            stuk = make_paper(services(), naam, vraag)
            found[f"{naam}.html"] = marks_in(html(stuk, inhoud()))
            found[f"{naam}.pdf"] = marks_in(text_of(pdf(stuk, inhoud())))
    for date in CalendarDate:
        with suppress(UnknownPaper):
            found[f"{date}.ics"] = marks_in(make_date(services(), date, vraag).decode())
    return found


@pytest.mark.parametrize(("werkvorm", "people"), FORMS)
def test_no_way_out_shows_more_than_the_screen(
    archive: Archive, team: Team, visits: Visits, werkvorm: Werkvorm, people: int
) -> None:
    whole = full(team, werkvorm, people)
    version = archive.create_oefening(whole)
    looked_at = 0
    for state in states(whole):
        version = archive.save(version, state)
        for person in ("", *whole.rollen) if ALLES else whole.with_rol(Rol.INBRENGER):
            log_in = visits.sign_in.by_code(visits.join_codes.code_of(whole.id), "10.0.0.1")
            visits.log_ins.be(log_in.id, person)
            tab = PageDriver({"soort": log_in.soort.value, "aanmelding": log_in.id})
            seen = on_the_screens(tab, state)
            found = ways_out(visits, log_in, state)
            found["scherm"] = on_screen(tab.open("scherm", o=whole.id))
            more = {name: marks - seen for name, marks in found.items() if marks - seen}
            where = (state.stap, state.terugblik.besproken_beurt, whole.rollen.get(person))
            assert more == {}, where
            looked_at += len(found)
    assert looked_at >= 12 * (people + 1 if ALLES else 1) * 6


@pytest.mark.alles
@pytest.mark.parametrize(("werkvorm", "people"), FORMS)
def test_tops_and_tips_leave_from_the_turn_of_who_gives_them_on(
    archive: Archive, team: Team, visits: Visits, werkvorm: Werkvorm, people: int
) -> None:
    whole = full(team, werkvorm, people)
    version = archive.create_oefening(whole)
    log_in = visits.sign_in.by_code(visits.join_codes.code_of(whole.id), "10.0.0.1")
    opens = tellings(whole.rollen)[-1]
    for state in states(whole):
        version = archive.save(version, state)
        found = set().union(*ways_out(visits, log_in, state).values())
        turns = beurten(state.rollen)
        turn = turns.index(current_beurt(state.terugblik, state.rollen))
        assert ({TOP, TIP} <= found) == (turn >= turns.index(opens)), state.stap
        assert {TOP, TIP} <= found or not {TOP, TIP} & found
