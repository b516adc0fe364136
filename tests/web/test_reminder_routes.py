"""The links of reminders over HTTP: a page that changes nothing, and a tap that does."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from gesprek.access.reminder_links import LinkKind, token_of
from gesprek.access.reminder_settings import ADDRESS
from gesprek.content import inhoud
from gesprek.domain.reminders import Ontvanger, TeamHerinnering
from gesprek.services import paths
from gesprek.services.kept_reminders import change_team_reminder, read_team_reminder
from tests.domain.strategies import AWKWARD
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import Answer, HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.services.visits import Visits

ONE_CLICK = b"List-Unsubscribe=One-Click"
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
)


class Home(NamedTuple):
    """A server, and somebody of a team who gave an address."""

    server: Server
    visits: Visits
    team: str
    person: str

    def give(self, *, confirmed: bool = False) -> dict[LinkKind, str]:
        """Let the address be given anew; return the links about it."""
        sealed = self.visits.server_secrets.seal(ADDRESS, "sam@voorbeeld.nl")
        given = {self.person: Ontvanger(adres=sealed, sinds=datetime.now(UTC))}
        there = {"ontvangers" if confirmed else "te_bevestigen": given}
        kept = TeamHerinnering.model_validate(there)
        change_team_reminder(self.visits.store, self.team, lambda _: kept)
        secrets = self.visits.server_secrets
        about = self.team, self.person, sealed
        return {one: paths.reminder_path(one, token_of(secrets, one, *about)) for one in LinkKind}

    @property
    def kept(self) -> TeamHerinnering:
        return read_team_reminder(self.visits.store, self.team)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("herinnering") / "opslag"
    organisation = Organisatie(folder).set_up()
    team = organisation.make_team("Team Zuid", "Sam")
    server = Server(folder, folder.with_suffix(".log")).start()
    yield Home(server, organisation.visits, team.id, next(iter(team.deelnemers)))
    server.stop()


@pytest.fixture
def guest(home: Home) -> HttpDriver:
    return HttpDriver(home.server)


def words(name: str) -> str:
    return inhoud().tekst(f"herinnerlink.{name}")


def says(answer: Answer, name: str) -> bool:
    return words(name) in unescape(answer.text)


def test_opening_a_link_shows_one_button_and_changes_nothing(home: Home, guest: HttpDriver) -> None:
    links, before = home.give(), home.kept
    for kind, link in links.items():
        answer = guest.get(link, Accept="text/html")
        assert (answer.status, answer.text.count("<button")) == (200, 1)
        assert says(answer, f"{kind}_uitleg")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
        assert guest.head(link).status == 200
    assert home.kept == before
    assert guest.cookies == {}


def test_a_guest_confirms_stops_and_takes_that_back(home: Home, guest: HttpDriver) -> None:
    links = home.give()
    assert says(guest.post(links[LinkKind.BEVESTIG]), "bevestigd_uitleg")
    assert list(home.kept.ontvangers) == [home.person]
    stopped = guest.post(links[LinkKind.STOP])
    assert says(stopped, "gestopt_uitleg")
    assert home.kept == TeamHerinnering()
    found = re.search(r'name="terug" value="([^"]+)"', stopped.text)
    assert found
    assert says(guest.post(links[LinkKind.STOP], {"terug": unescape(found[1])}), "terug_uitleg")
    assert list(home.kept.ontvangers) == [home.person]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (ONE_CLICK, "application/x-www-form-urlencoded"),
        (PARTS, "multipart/form-data; boundary=x"),
        (b"", ""),
        (b"x" * 100_000, "application/octet-stream"),
    ],
)
@pytest.mark.parametrize("origin", ["", "https://mail.voorbeeld.nl", "null"])
def test_a_mailbox_stops_reminders_by_one_post_without_cookie_or_page(
    home: Home, guest: HttpDriver, body: bytes, kind: str, origin: str
) -> None:
    link = home.give(confirmed=True)[LinkKind.STOP]
    sent = {"Content-Type": kind, "Origin": origin, "Sec-Fetch-Site": "cross-site"}
    assert guest.send("POST", link, body, sent).status == 200
    assert home.kept == TeamHerinnering()


def test_only_stopping_may_come_from_another_site(home: Home, guest: HttpDriver) -> None:
    links, before = home.give(), home.kept
    for origin in ("", "https://mail.voorbeeld.nl"):
        answer = guest.send("POST", links[LinkKind.BEVESTIG], ONE_CLICK, {"Origin": origin})
        assert answer.status == 403
    assert home.kept == before


def test_a_link_works_for_who_is_signed_in_too(home: Home, guest: HttpDriver) -> None:
    assert guest.sign_in(home.visits.renew_key(home.team)).status == 303
    links = home.give()
    assert guest.post(links[LinkKind.BEVESTIG]).status == 200
    assert guest.get(links[LinkKind.STOP]).status == 200


HOSTILE = (
    *(quote(one, errors="surrogatepass") for one in AWKWARD),
    "../../beheer",
    "..%2f..%2fbeheer",
    "a.b.c",
    "x" * 7_000,
    "%00",
    "a/b/c",
    "%F0%9F%92%A9.x.y",
)


@pytest.mark.parametrize("token", HOSTILE)
def test_a_link_of_nobody_is_answered_with_one_sentence(home: Home, token: str) -> None:
    before, guest = home.kept, HttpDriver(home.server)
    for kind in LinkKind:
        link = f"{paths.REMINDER}/{kind}/{token}"
        for answer in (guest.get(link), guest.post(link), guest.post(link, {"terug": "x.y"})):
            assert answer.status in (404, 429, 400), answer.status
            assert "Traceback" not in answer.text
    assert home.kept == before


def test_a_dead_link_looks_as_one_that_never_was(home: Home, guest: HttpDriver) -> None:
    dead = home.give()[LinkKind.STOP]
    guest.post(dead)
    never = paths.reminder_path(LinkKind.STOP, f"{home.team}.{home.person}.{'0' * 32}")
    assert guest.get(dead).text == guest.get(never).text


def test_nothing_of_a_link_is_logged(home: Home, guest: HttpDriver) -> None:
    link = home.give()[LinkKind.BEVESTIG]
    guest.post(link)
    logged = home.server.log.read_text("utf-8")
    assert home.person not in logged
    assert link.rpartition(".")[2] not in logged


def test_who_guesses_has_to_wait_and_a_right_link_still_opens(home: Home) -> None:
    guest, link = HttpDriver(home.server), home.give()[LinkKind.BEVESTIG]
    for _ in range(60):
        answer = guest.get(f"{paths.REMINDER}/stop/a.b.c")
        if answer.status == 429:
            break
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert guest.post(link).status == 200
