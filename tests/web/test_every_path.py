"""Every page and every route, for every kind of visitor, on a real server: the table holds."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import VisitorKind
from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.ui.frame.words import screen_text
from gesprek.web.authentication import Authenticator
from gesprek.web.export_routes import export_routes, figure_routes
from gesprek.web.open_page_routes import draft_routes, live_routes, watch_routes
from gesprek.web.other_sign_in_routes import organisation_routes, set_up_routes
from gesprek.web.request_limits import Lines
from gesprek.web.sign_in_routes import sign_in_routes
from gesprek.web.static_files import server_routes
from tests.support.builders.oefeningen import KWAAD, NAMES, Fill, oefening_in, team_of_five
from tests.support.extent import ALLES
from tests.support.server import ROOT, Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gesprek.domain.oefening import Oefening
    from gesprek.services.root import Services

WACHTWOORD = "een paarse fiets in de sloot"
ANDER_WACHTWOORD = "twee groene fietsen op zolder"

ROLES = tuple(one.value for one in Rol)
# Columns: who; what holds for 'code' holds for each role on an own device (ROLES).
# Cells of pages: x: the page opens; d: it opens without texts; -: a sentence, and nothing of it.
PAGES = """
                gast team ander code andere_code oud_apparaat manager adviseur
start           x    x    x     x    x           x            x       x
verantwoording  x    x    x     x    x           x            x       x
papier          x    x    x     x    x           x            x       x
help            x    x    x     x    x           x            x       x
team            -    x    -     -    -           d            -       -
overzicht       -    -    -     -    -           -            x       x
jaar            -    -    -     -    -           -            x       x
beheer          -    -    -     -    -           -            -       x
meenemen        -    x    -     x    -           -            -       -
dagkaart        -    x    -     x    -           -            -       -
scherm          -    d    -     d    -           -            -       -
stap-1          -    x    -     x    -           -            -       -
stap-2          -    x    -     x    -           -            -       -
stap-3          -    x    -     x    -           -            -       -
stap-4          -    x    -     x    -           -            -       -
stap-5          -    x    -     x    -           -            -       -
stap-6          -    x    -     x    -           -            -       -
stap-7          -    x    -     x    -           -            -       -
"""
# What a GET answers; >: on to the page to sign in.
ROUTES = """
                       gast team ander code andere_code oud_apparaat manager adviseur
/gezond                200  200  200   200  200         200          200     200
/favicon.png           200  200  200   200  200         200          200     200
/gesprek/main.js       200  200  200   200  200         200          200     200
/gesprek/letters.css   200  200  200   200  200         200          200     200
/gesprek/style.css     404  404  404   404  404         404          404     404
/gesprek/clock.css     404  404  404   404  404         404          404     404
/gesprek/iets          404  404  404   404  404         404          404     404
/gesprek/sign_in.css      200  200  200   200  200         200          200     200
/binnen                303  200  200   200  200         200          200     200
/gesprek/watch.js     200  200  200   200  200         200          200     200
/gesprek/language.js   200  200  200   200  200         200          200     200
/gesprek/accessibility.js    200  200  200   200  200         200          200     200
/gesprek/contract.js   200  200  200   200  200         200          200     200
/gesprek/dutch_words.js 200  200  200   200  200         200          200     200
/gesprek/live.js       200  200  200   200  200         200          200     200
/gesprek/clock.js      200  200  200   200  200         200          200     200
/gesprek/message_bar.js 200  200  200   200  200         200          200     200
/gesprek/page_state.js 200  200  200   200  200         200          200     200
/gesprek/switched.js   200  200  200   200  200         200          200     200
/gesprek/drafts.js    200  200  200   200  200         200          200     200
/concept               303  200  200   200  200         200          200     200
/cijfers/overzicht.csv 303  403  403   403  403         403          404     404
/cijfers/jaar.docx     303  403  403   403  403         403          404     404
/cijfers/jaar.iets     303  403  403   403  403         403          404     404
/cijfers/overzicht.iets 303  403  403   403  403         403         404     404
/gesprek/sign_in.js       200  200  200   200  200         200          200     200
/aanmelden             200  200  200   200  200         200          200     200
/aanmelden/wachtwoord  200  200  200   200  200         200          200     200
/aanmelden/iets        303  303  303   303  303         303          303     303
/aanmelden/organisatie 403  403  403   403  403         403          403     403
/aanmelden/organisatie/terug 403  403  403   403  403         403          403     403
/m                     200  200  200   200  200         200          200     200
/m/iets                404  404  404   404  404         404          404     404
/live/iets             303  404  404   404  404         404          404     404
/afmelden              303  303  303   303  303         303          303     303
/inrichten/iets        404  404  404   404  404         404          404     404
/_stcore/metrics       404  404  404   404  404         404          404     404
/_stcore/agent/query   404  404  404   404  404         404          404     404
/media/iets            404  404  404   404  404         404          404     404
/uitvoer/rolkaarten.pdf 303 200  200   200  200         200          200     200
/uitvoer/alles.html    303  200  200   200  200         200          200     200
/uitvoer/niets.pdf     303  404  404   404  404         404          404     404
/uitvoer/rolkaarten.ics 303 404  404   404  404         404          404     404
/agenda/iets.ics       404  404  404   404  404         404          404     404
/                      303  200  200   200  200         200          200     200
/beheer                303  200  200   200  200         200          200     200
/stap-3                303  200  200   200  200         200          200     200
/verantwoording        200  200  200   200  200         200          200     200
"""
# What a POST with nothing of use in it answers.
WRITES = """
                       gast team ander code andere_code oud_apparaat manager adviseur
/aanmelden/team        403  403  403   403  403         403          403     403
/aanmelden/oefening    400  400  400   400  400         400          400     400
/aanmelden/wachtwoord  403  403  403   403  403         403          403     403
/aanmelden/iets        403  403  403   403  403         403          403     403
/aanmelden/organisatie 403  403  403   403  403         403          403     403
/inrichten/iets        404  404  404   404  404         404          404     404
/gezond                405  405  405   405  405         405          405     405
/binnen                405  405  405   405  405         405          405     405
/beheer                405  405  405   405  405         405          405     405
/_stcore/upload_file/a 404  404  404   404  404         404          404     404
"""
# What the draft of a field of the oefening answers.
DRAFTS = """
                       gast team ander code andere_code oud_apparaat manager adviseur
/concept               403  200  403   200  403         403          403     403
"""

# What the line of the oefening itself answers.
LIVE = """
                       gast team ander code andere_code oud_apparaat manager adviseur
/live                  303  200  403   200  403         403          403     403
"""


class House(NamedTuple):
    """A server that was set up, the oefening that all of it is about, and who comes there."""

    server: Server
    oefening: Oefening
    bezoekers: dict[str, HttpDriver]
    visits: Visits

    def own_device(self, person: str) -> HttpDriver:
        """Return somebody who came in by the code and said who they are."""
        one = sign_in(
            self.server, "oefening", code=self.visits.join_codes.code_of(self.oefening.id)
        )
        self.visits.log_ins.be(one.log_in.partition(".")[0], person)
        return one


def cells(table: str, roles: tuple[str, ...] = ROLES) -> list[tuple[str, str, str]]:
    """Return (row, visitor, cell); each role stands for who has that role on an own device."""
    header, *lines = (line.split() for line in table.strip().splitlines())
    found = [
        (row, visitor, cell)
        for row, *written in lines
        for visitor, cell in zip(header, written, strict=True)
    ]
    own = [(row, one, cell) for row, visitor, cell in found if visitor == "code" for one in roles]
    return [*found, *own]


def rows(table: str) -> set[str]:
    return {line.split()[0] for line in table.splitlines() if line and not line[0].isspace()}


def sign_in(server: Server, manier: str, **fields: str) -> HttpDriver:
    one = HttpDriver(server)
    assert one.post(f"/aanmelden/{manier}", fields).status == 303
    return one


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("deuren") / "opslag"
    archive = Archive(open_store(str(folder)))
    moment = datetime.now(UTC)
    visits = Visits(open_store(str(folder)), ServerSecrets(folder), lambda: moment)
    visits.set_up(visits.setting_up.new_link(), Settings(organisatie="Zorg"), WACHTWOORD)
    visits.administration.add_manager("Anne", ANDER_WACHTWOORD)
    own, other = (archive.create_team(team_of_five()).value for _ in range(2))
    for naam, team in (("Team Zonnebloem", own), ("Team Noord", other)):
        archive.save_team(archive.team(team.id), team.changed(naam=naam))
    oefening, elsewhere = (
        archive.create_oefening(
            oefening_in(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.HALF, team).changed(
                gepland_op=moment
            )
        ).value
        for team in (own, other)
    )
    old = Visits(
        open_store(str(folder)), ServerSecrets(folder), lambda: moment - timedelta(hours=13)
    )
    device = old.log_ins.begin_team(own.id, generatie=None, vertrouwd=True)
    team_key, other_key = (visits.team_keys.renew(one.id) for one in (own, other))
    server = Server(folder, folder.with_suffix(".log")).start()
    visitors = {
        "gast": HttpDriver(server),
        "ander": sign_in(server, "team", sleutel=other_key),
        "code": sign_in(server, "oefening", code=visits.join_codes.code_of(oefening.id)),
        "andere_code": sign_in(server, "oefening", code=visits.join_codes.code_of(elsewhere.id)),
        "manager": sign_in(
            server, "wachtwoord", wie="manager", naam="Anne", wachtwoord=ANDER_WACHTWOORD
        ),
        "adviseur": sign_in(server, "wachtwoord", wie="adviseur", wachtwoord=WACHTWOORD),
    }
    for name in ("code", "andere_code"):  # a device of all who are there
        visits.log_ins.be(visitors[name].log_in.partition(".")[0], "")
    visitors["team"] = sign_in(server, "team", sleutel=team_key)
    visitors["oud_apparaat"] = HttpDriver(server, {"gesprek": visits.cookie_of(device)})
    house = House(server, oefening, visitors, visits)
    for role in ROLES:
        (person,) = oefening.with_rol(Rol(role))
        visitors[role] = house.own_device(person)
    yield house
    server.stop()


_OF_AN_OEFENING = ("meenemen", "dagkaart", "scherm")


def query_of(page: str, oefening: Oefening) -> str:
    if page == "team":
        return f"t={oefening.team}"
    if page.startswith("stap-"):
        return f"o={oefening.id}&terug=1"  # else it leads to the step of the group
    return f"o={oefening.id}" if page in _OF_AN_OEFENING else ""


def title_of(page: str) -> str:
    """Return what stands on a page only when it opens."""
    if page == "scherm":
        page = f"stap-{Stap.VERVOLG.number}"
    if page.startswith("stap-"):
        (stap,) = [one for one in Stap if one.number == int(page[-1])]
        shown = {"nummer": stap.number, "totaal": len(Stap), "stap": inhoud().stappen[stap].titel}
        return screen_text("stapbalk.titel", **shown)
    if page == "team":
        return screen_text("team.lopend")
    if page == "papier":
        return screen_text("papierbord.titel")
    return (
        inhoud().verantwoording.titel if page == "verantwoording" else screen_text(f"{page}.titel")
    )


TITLE = 'tag: "h1"'
OF_THE_TEAM = {KWAAD, *NAMES}
NEVER_TEXT = ("start", "verantwoording", "papier", "help", "overzicht", "jaar", "beheer")


def titles(sent: str) -> str:
    """Return the messages that draw a heading."""
    parts = sent.split("delta {")
    return "\n".join(part for part in parts if "heading {" in part)


@pytest.mark.parametrize(("page", "visitor", "cell"), cells(PAGES))
def test_a_page_opens_exactly_for_whom_the_table_says(
    house: House, page: str, visitor: str, cell: str
) -> None:
    sent = house.bezoekers[visitor].all_of(page, query_of(page, house.oefening))
    assert (title_of(page) in titles(sent)) is (cell != "-")
    if cell != "x" or page in NEVER_TEXT:
        assert KWAAD not in sent
    if cell == "-" or page in NEVER_TEXT:
        assert not [word for word in OF_THE_TEAM if word in sent]


def test_the_own_team_sees_its_texts_so_that_the_test_above_can_fail(house: House) -> None:
    sent = house.bezoekers["team"].all_of("stap-3", query_of("stap-3", house.oefening))
    assert KWAAD in sent
    assert NAMES[0] in house.bezoekers["team"].all_of("team", f"t={house.oefening.team}")


@pytest.mark.parametrize(("path", "visitor", "cell"), cells(ROUTES))
def test_a_route_answers_each_visitor_as_the_table_says(
    house: House, path: str, visitor: str, cell: str
) -> None:
    answer = house.bezoekers[visitor].get(path, Accept="text/html")
    assert answer.status == int(cell)
    assert not [word for word in OF_THE_TEAM if word in answer.text]


# Without the roles: a log-in is all that these look at, and one address may fail only so often.
@pytest.mark.parametrize(("path", "visitor", "cell"), cells(WRITES, roles=()))
def test_a_route_takes_from_each_visitor_what_the_table_says(
    house: House, path: str, visitor: str, cell: str
) -> None:
    one = house.bezoekers[visitor]
    answer = HttpDriver(house.server, dict(one.cookies)).post(
        path, {"code": "x", "wachtwoord": "x"}
    )
    assert answer.status == int(cell)
    assert not [word for word in OF_THE_TEAM if word in answer.text]


@pytest.mark.parametrize(("path", "visitor", "cell"), cells(DRAFTS))
def test_a_draft_is_kept_for_whom_the_table_says(
    house: House, path: str, visitor: str, cell: str
) -> None:
    draft = {"veld": f"veld-{house.oefening.id}-casus-client", "tekst": f"van {visitor}"}
    headers = {"Origin": house.server.url, "Content-Type": "application/json"}
    body = json.dumps(draft).encode()
    answer = house.bezoekers[visitor].send("POST", path, body, headers)
    assert answer.status == int(cell)
    kept = str([one.document for one in open_store(str(house.server.store)).list(Kind.CONCEPT)])
    assert (draft["tekst"] in kept) is (cell == "200")


# What is of one oefening (?o=…): as a route, for who asks it by its address.
OF_AN_OEFENING = """
                         gast team ander code andere_code oud_apparaat manager adviseur
/uitvoer/uitnodiging.pdf  303  200  403   200  403         403          403     403
/uitvoer/uitnodiging.html 303  200  403   200  403         403          403     403
/uitvoer/meenemen.pdf     303  200  403   200  403         403          403     403
/uitvoer/meenemen.html    303  200  403   200  403         403          403     403
/uitvoer/moment.ics       303  200  403   200  403         403          403     403
/uitvoer/gesprek.ics      303  200  403   200  403         403          403     403
/uitvoer/vervolg.ics      303  200  403   200  403         403          403     403
"""


@pytest.mark.parametrize(("path", "visitor", "cell"), cells(OF_AN_OEFENING))
def test_a_paper_of_an_oefening_is_for_exactly_whom_the_table_says(
    house: House, path: str, visitor: str, cell: str
) -> None:
    answer = house.bezoekers[visitor].get(f"{path}?o={house.oefening.id}", Accept="text/html")
    assert answer.status == int(cell)
    assert answer.headers["Cache-Control"] == "no-store"
    if cell != "200":
        assert not [word for word in OF_THE_TEAM if word in answer.text]
        assert house.visits.join_codes.code_of(house.oefening.id) not in answer.text


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_the_card_for_the_day_is_on_own_devices_for_the_inbrenger_only(
    house: House, kind: str
) -> None:
    """The team and who came by a code alone are at a device of all."""
    path = f"/uitvoer/dagkaart.{kind}?o={house.oefening.id}"
    for visitor in house.bezoekers:
        answer = house.bezoekers[visitor].get(path, Accept="text/html")
        may_read = visitor in {"team", "code", Rol.INBRENGER.value}
        assert answer.status == (200 if may_read else 303 if visitor == "gast" else 403), visitor
        page = house.bezoekers[visitor].all_of("dagkaart", f"o={house.oefening.id}")
        assert (KWAAD in page) is may_read, visitor


def test_without_a_browser_a_guest_gets_no_paper_of_an_oefening(house: House) -> None:
    for path in rows(OF_AN_OEFENING):
        answer = house.bezoekers["gast"].get(f"{path}?o={house.oefening.id}")
        assert answer.status == 403


@pytest.mark.parametrize(("path", "visitor", "cell"), cells(LIVE))
def test_the_line_tells_that_something_changed_to_whom_the_table_says(
    house: House, path: str, visitor: str, cell: str
) -> None:
    answer = house.bezoekers[visitor].get(f"{path}/{house.oefening.id}?nu", Accept="text/html")
    assert answer.status == int(cell)
    if cell == "200":
        assert set(json.loads(answer.text)) == {"stand", "nu"}
    assert not [word for word in OF_THE_TEAM if word in answer.text]


# Step 4 on an own device: who reads what is private. e: only the own; -: not there.
PRIVATE = """
           brief eigen
inbrenger  x     e
clientrol  x     e
observant  -     e
begeleider -     e
"""
BRIEF, EIGEN = "GEHEIMBRIEF", "EIGENWERK"


@pytest.mark.parametrize(("rol", "what", "cell"), cells(PRIVATE))
def test_on_an_own_device_each_role_reads_only_what_is_theirs(
    house: House, rol: str, what: str, cell: str
) -> None:
    archive = Archive(open_store(str(house.server.store)))
    seen = archive.oefening(house.oefening.id)
    people = list(seen.value.rollen)
    notes = {person: f"{EIGEN}{number}" for number, person in enumerate(people)}
    private = seen.value.inleven.changed(brief=BRIEF, eigen=notes)
    archive.save(seen, seen.value.changed(inleven=private))
    (person,) = seen.value.with_rol(Rol(rol))
    visitor = house.own_device(person)
    sent = visitor.all_of("stap-4", query_of("stap-4", house.oefening))
    assert title_of("stap-4") in titles(sent)
    if what == "brief":
        assert (BRIEF in sent) is (cell == "x")
    else:
        assert [note for note in notes.values() if note in sent] == [notes[person]]


def test_the_tables_name_every_page_and_every_route() -> None:
    pages = {path.stem for path in (ROOT / "pages").glob("*.py")}
    steps = {name: f"stap-{name[5]}" for name in pages if name.startswith("stap_")}
    assert rows(PAGES) == {steps.get(name, name) for name in pages}
    door = Authenticator(lambda: pytest.fail("nobody asks"))

    def nobody() -> Services:
        pytest.fail("nobody asks")

    ours = server_routes(lambda: None)
    for routes in (set_up_routes, sign_in_routes, organisation_routes):
        ours += routes(door, lambda _log_in: "/")
    ours += watch_routes(door, Lines())
    ours += draft_routes(nobody)
    ours += figure_routes(nobody)
    ours += live_routes(nobody)
    for table, method in ((ROUTES, "GET"), (WRITES + DRAFTS, "POST")):
        # Signing out would end the visitors of this file: test_deur.py has it.
        named = {path.replace("iets", "{}") for path in rows(table)} | {"/afmelden"}
        assert {_plain(one.path) for one in ours if method in (one.methods or ())} <= named
    papers = {route.path for route in export_routes(door, nobody)}
    nowhere = {"/uitvoer/{rest:path}", "/agenda/{rest:path}"}  # test_server.py has these
    assert papers - nowhere == {"/uitvoer/{name}.{kind}", "/agenda/{token}.ics"}
    with_oefening = {f"/uitvoer/{name}" for name in ("uitnodiging", "meenemen")}
    with_oefening |= {f"/uitvoer/{name}" for name in ("moment", "gesprek", "vervolg")}
    assert {path.partition(".")[0] for path in rows(OF_AN_OEFENING)} == with_oefening


def _plain(path: str) -> str:
    head, brace, _ = path.partition("{")
    return f"{head}{{}}" if brace else head


# The page that would tell each of them most; with `--alles` more, and every page for a guest.
FIRST_VISITS = [
    ("gast", "stap-6"),
    ("ander", "stap-3"),
    ("andere_code", "stap-6"),
    ("oud_apparaat", "meenemen"),
    ("inbrenger", "team"),
    ("manager", "stap-3"),
    ("adviseur", "stap-3"),
]
if ALLES:
    FIRST_VISITS = [
        *(("gast", page) for page in sorted(rows(PAGES))),
        *FIRST_VISITS[1:],
        *(("ander", "beheer"), ("andere_code", "team"), ("oud_apparaat", "stap-3")),
        *(("inbrenger", "beheer"), ("manager", "beheer"), ("adviseur", "team")),
    ]


@pytest.mark.parametrize(("visitor", "page"), FIRST_VISITS)
def test_the_very_first_visit_to_a_fresh_server_opens_what_the_table_says_and_no_more(
    house: House, visitor: str, page: str, tmp_path: Path
) -> None:
    (cell,) = [cell for row, who, cell in cells(PAGES) if (row, who) == (page, visitor)]
    fresh = Server(house.server.store, tmp_path / "log").start()
    try:
        one = HttpDriver(fresh, dict(house.bezoekers[visitor].cookies))
        sent = one.all_of(page, query_of(page, house.oefening))
    finally:
        fresh.kill()
    assert (title_of(page) in titles(sent)) is (cell != "-")
    assert not [word for word in OF_THE_TEAM if word in sent]


def test_before_the_set_up_this_machine_opens_every_page_and_another_none(tmp_path: Path) -> None:
    server = Server(tmp_path / "opslag", tmp_path / "log").start()
    try:
        for page in ("overzicht", "beheer"):
            assert title_of(page) in titles(HttpDriver(server).all_of(page))
        guest = HttpDriver(server, host=f"gesprek.example:{server.port}")
        assert guest.get("/").status == 400
        passed_on = HttpDriver(server).get("/", Accept="text/html", X_Forwarded_For="10.0.0.9")
        assert passed_on.status == 303
    finally:
        server.stop()


def test_of_every_route_of_the_running_server_only_those_that_are_named_are_open(
    house: House, tmp_path: Path
) -> None:
    trial = Server(
        tmp_path / "opslag", tmp_path / "log", app=ROOT / "tests/support/trial_app/app.py"
    ).start()
    try:
        paths = json.loads(trial.request("/wegen")[1])
    finally:
        trial.stop()
    of_streamlit = [re.sub(r"\{[^}]*\}", "x", path) for path in paths if path.count("/") > 1]
    assert len(of_streamlit) > 10
    opened = {"/_stcore/health", "/_stcore/host-config", "/gesprek/x"}
    for visitor in ("gast", "team", "adviseur"):
        for path in set(of_streamlit) - opened:
            one = HttpDriver(house.server, dict(house.bezoekers[visitor].cookies))
            assert (path, one.get(path).status) == (path, 404)
            assert (path, one.post(path).status) == (path, 405 if "/static/" in path else 404)
        one = house.bezoekers[visitor]
        assert all(one.get(path).status == 200 for path in opened - {"/gesprek/x"})


def test_no_route_of_streamlit_hides_behind_the_address_of_a_page(house: House) -> None:
    answer = house.bezoekers["team"].get("/oauth2callback", Accept="text/html")
    assert (answer.status, '<html lang="nl">' in answer.text) == (200, True)


def test_the_menu_names_only_what_opens(house: House) -> None:
    names = {page: screen_text(f"menu.{page}") for page in ("start", "team", "overzicht", "beheer")}
    expected = {
        "gast": {"start"},
        "team": {"start", "team"},
        "code": {"start"},
        "manager": {"start", "overzicht"},
        "adviseur": {"start", "overzicht", "beheer"},
    }
    for visitor, pages in expected.items():
        sent = house.bezoekers[visitor].all_of("start")
        menu = sent.split("navigation {")[1]
        shown = [part for part in menu.split("app_pages {") if "is_hidden: true" not in part]
        assert {page for page, name in names.items() if any(name in part for part in shown)} == (
            pages
        ), visitor


def test_every_kind_of_visitor_stands_in_the_tables() -> None:
    assert {one.value for one in VisitorKind} - {"lokaal"} <= {
        visitor for _, visitor, _ in cells(PAGES)
    }
