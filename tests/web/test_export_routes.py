"""Papers and calendars over HTTP, of a real server whose oefening is full of marks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import vobject

from gesprek.access.access_errors import RightMissing
from gesprek.access.guess_limits import STOP_AGENDA
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import GAST, Visitor, VisitorKind
from gesprek.domain.gesprek import start_ronde
from gesprek.domain.oefening import Oefening, plan_moment
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.text_fields import texts_of
from gesprek.services.archive import Archive
from gesprek.services.paper_making import make_paper
from gesprek.services.paper_request import OwnPaper, PaperRequest
from gesprek.services.root import ProgramSettings, VisitorServices, build
from gesprek.services.visits import Visit, Visits
from gesprek.storage import open_store
from tests.documents.reading import on_one_line, text_of
from tests.support.builders.marked import (
    NAMES,
    OEFENING,
    PLACE,
    TAKEN_ALONG,
    TEAM,
    marked,
    marked_team,
)
from tests.support.server import Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class House(NamedTuple):
    server: Server
    visits: Visits
    archive: Archive
    team: HttpDriver
    code: str

    def marks_in(self, text: str) -> set[str]:
        """Return which texts of the oefening, names and the join code stand here."""
        every = {plek.tekst for stap in Stap for plek in texts_of(marked(), stap)}
        every |= {PLACE, self.code, *NAMES.values(), "MERK-TEAM"}
        return {one for one in every if on_one_line(one) in on_one_line(text)}

    def log(self) -> str:
        return self.server.log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("uitvoer") / "opslag"
    archive = Archive(open_store(str(folder)))
    visits = Visits(open_store(str(folder)), ServerSecrets(folder), lambda: datetime.now(UTC))
    visits.set_up(
        visits.setting_up.new_link(), Settings(organisatie="Zorg"), "een paarse fiets hier"
    )
    archive.create_team(marked_team())
    archive.create_oefening(marked(datetime.now(UTC)))
    key = visits.team_keys.renew(TEAM)
    server = Server(folder, folder.with_suffix(".log")).start()
    team = HttpDriver(server)
    assert team.sign_in(key).status == 303
    yield House(server, visits, archive, team, visits.join_codes.code_of(OEFENING))
    server.stop()


def events(text: str) -> dict[str, Any]:
    calendar = vobject.readOne(text, validate=True)
    kinds = {}
    for one in calendar.vevent_list:
        kinds[one.uid.value.partition("@")[0].rpartition("-")[2]] = one
    return kinds


@pytest.mark.parametrize(
    "path", ["/uitvoer/", "/uitvoer/x", "/uitvoer/a/b", "/agenda/x", "/agenda/"]
)
def test_what_is_no_paper_is_told_in_dutch(house: House, path: str) -> None:
    answer = house.team.get(path)
    assert answer.status == 404
    assert 'lang="en"' not in answer.text
    assert "bestaat niet" in answer.text


def test_a_calendar_program_reads_the_feed_without_signing_in(house: House) -> None:
    token = house.visits.calendar_keys.renew(TEAM)
    answer = HttpDriver(house.server).get(f"/agenda/{token}.ics", Accept="text/html")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert events(answer.text).keys() >= {"moment", "vervolg"}
    assert house.marks_in(answer.text.replace("\r\n ", "")) == set()


def test_another_moment_reaches_the_feed_as_the_same_event(house: House) -> None:
    token = house.visits.calendar_keys.renew(TEAM)
    visitor = HttpDriver(house.server)

    def moment() -> Any:  # noqa: ANN401 - vobject has no types
        return events(visitor.get(f"/agenda/{token}.ics").text)["moment"]

    before, seen = moment(), house.archive.oefening(OEFENING)
    later = datetime.now(UTC) + timedelta(days=9)
    house.archive.save(seen, plan_moment(seen.value, later, datetime.now(UTC)))
    after = moment()
    assert before.uid.value == after.uid.value
    assert int(before.sequence.value) < int(after.sequence.value)
    assert before.dtstart.value < after.dtstart.value
    seen = house.archive.oefening(OEFENING)
    house.archive.save(seen, plan_moment(seen.value, None, datetime.now(UTC)))
    assert moment().status.value == "CANCELLED"
    assert moment().dtstart.value == after.dtstart.value


def test_a_wrong_or_revoked_address_gets_404_is_slowed_and_stops_no_right_one(house: House) -> None:
    visitor = HttpDriver(house.server)
    revoked = house.visits.calendar_keys.renew(TEAM)
    token = house.visits.calendar_keys.renew(TEAM)
    answers = [
        visitor.get(f"/agenda/{revoked if number % 2 else 'weg'}.ics")
        for number in range(STOP_AGENDA.fouten + 1)
    ]
    assert [one.status for one in answers[:-1]] == [404] * STOP_AGENDA.fouten
    assert answers[-1].status == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert {one.headers["Cache-Control"] for one in answers} == {"no-store"}
    assert visitor.get(f"/agenda/{token}.ics").status == 200


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_the_take_away_over_http_holds_nothing_of_the_case(house: House, kind: str) -> None:
    answer = house.team.get(f"/uitvoer/meenemen.{kind}?o={OEFENING}")
    assert answer.status == 200
    text = text_of(answer.data) if kind == "pdf" else answer.text
    assert house.marks_in(text) == TAKEN_ALONG
    assert house.marks_in(str(answer.headers)) == set()


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_the_take_away_over_http_holds_no_tip_that_the_screen_keeps_back(
    house: House, kind: str
) -> None:
    def printed(change: Callable[[Oefening], Oefening]) -> set[str]:
        seen = house.archive.oefening(OEFENING)
        house.archive.save(seen, change(seen.value))
        answer = house.team.get(f"/uitvoer/meenemen.{kind}?o={OEFENING}")
        return house.marks_in(text_of(answer.data) if kind == "pdf" else answer.text)

    kept_back, before = TAKEN_ALONG - {"MERK-TOP", "MERK-TIP"}, house.archive.oefening(OEFENING)
    try:
        assert printed(partial(_in_turn, Beurt.CLIENTROL_VERTELT)) == kept_back
        assert printed(partial(_in_turn, Beurt.CLIENTROL_GEEFT_FEEDBACK)) == TAKEN_ALONG
        assert printed(_in_replay) == kept_back
    finally:
        printed(lambda _one: before.value)


def _in_turn(beurt: Beurt, oefening: Oefening) -> Oefening:
    return oefening.changed(terugblik=oefening.terugblik.changed(besproken_beurt=beurt))


def _in_replay(oefening: Oefening) -> Oefening:
    playing = start_ronde(oefening.gesprek, "s", datetime.now(UTC))
    return oefening.changed(stap=Stap.GESPREK, gesprek=playing)


@pytest.mark.parametrize(
    "who",
    [
        *(GAST, Visitor(VisitorKind.MANAGER), Visitor(VisitorKind.ADVISEUR)),
        *(Visitor(VisitorKind.TEAM, team=TEAM[::-1]), Visitor(VisitorKind.TEAM, TEAM, f"{TEAM}-x")),
        Visitor(VisitorKind.TEAM, TEAM, vraagt_code=True),
    ],
)
@pytest.mark.parametrize("name", list(OwnPaper))
def test_a_paper_of_an_oefening_is_only_for_who_it_is_open_to(
    house: House, who: Visitor, name: OwnPaper
) -> None:
    asked = PaperRequest(Visit(who), {"o": OEFENING}, "http://hier.example")
    with pytest.raises(RightMissing):
        make_paper(build(ProgramSettings(str(house.server.store))), name, asked)


def test_the_hand_out_over_http_holds_the_code_and_nothing_of_the_case(house: House) -> None:
    answer = house.team.get(f"/uitvoer/uitnodiging.pdf?o={OEFENING}")
    assert house.marks_in(text_of(answer.data)) == {PLACE, house.code, *NAMES.values()}
    assert house.marks_in(str(answer.headers)) == set()


@pytest.mark.parametrize("naam", ["moment", "vervolg"])
def test_a_date_is_a_file_to_save(house: House, naam: str) -> None:
    answer = house.team.get(f"/uitvoer/{naam}.ics?o={OEFENING}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{naam}.ics"'
    assert events(answer.text).keys() == {naam}
    assert house.marks_in(answer.text.replace("\r\n ", "")) == set()


def test_a_page_to_print_comes_as_it_was_made_without_scripts(house: House) -> None:
    answer = house.team.get("/uitvoer/alles.html?vorm=voorbespreken&mensen=3&minuten=30")
    assert answer.text.startswith('<!doctype html><html lang="nl">')
    assert "<script" not in answer.text
    assert answer.headers["Content-Disposition"] is None


@pytest.mark.parametrize(
    "query",
    [
        *("mensen=0", "mensen=1", "mensen=13", "mensen=x", "mensen=99999999999999999999"),
        *("minuten=7", "minuten=", "vorm=x", "vorm=voorbespreken&mensen=4", "mensen=%F0%9F%98%80"),
    ],
)
def test_a_practice_that_cannot_be_has_no_paper(house: House, query: str) -> None:
    answer = house.team.get(f"/uitvoer/alles.pdf?{query}")
    assert answer.status == 404
    assert answer.text == "Dit papier is er niet. Ga terug en kies opnieuw wat je wilt afdrukken."


@pytest.mark.parametrize("o", ["", "x", "../x", TEAM, OEFENING[:-1] + "c", "%00", "a" * 5_000])
def test_an_oefening_that_is_not_there_has_no_paper(house: House, o: str) -> None:
    for name in ("meenemen.pdf", "uitnodiging.html", "moment.ics"):
        assert house.team.get(f"/uitvoer/{name}?o={o}").status == 404


def test_neither_the_terminal_nor_the_log_names_what_left(house: House) -> None:
    visit = Visit(Visitor(VisitorKind.TEAM, team=TEAM))
    mine = VisitorServices(build(ProgramSettings(str(house.server.store))), visit)
    token = mine.access.renew_calendar(TEAM)
    for path in (f"/agenda/{token}.ics", f"/agenda/{token}x.ics"):
        HttpDriver(house.server).get(path)
    for naam in ("meenemen.pdf", "uitnodiging.pdf"):
        assert house.team.get(f"/uitvoer/{naam}?o={OEFENING}").status == 200
    kept = "".join(
        path.read_text(encoding="utf-8") for path in (house.server.store / "logboek").glob("*.json")
    )
    for found in (house.log(), kept):
        assert house.marks_in(found) == set()
        assert token.rpartition("-")[2] not in found
    assert "agenda_vernieuwd" in kept
