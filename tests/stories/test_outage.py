"""Two servers on one database: a server dies in mid-practice, and so does the database."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from gesprek.access.settings import NetworkMode, Settings
from gesprek.cli.serve import plan_of
from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Operation
from gesprek.storage.store_errors import StoreError
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.certificate import make_certificate
from tests.support.nginx import Nginx
from tests.support.organisation import Organisatie
from tests.support.postgres import NO_POSTGRES, Cluster, start_cluster
from tests.support.server import Server
from tests.web.test_authentication import now

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from gesprek.domain.oefening import Oefening

pytestmark = [
    pytest.mark.browser,
    pytest.mark.not_in("webkit", reason="its driver can not give a cookie or read a header"),
]

NAME: Final = "localhost"
SETTINGS: Final = Settings(
    organisatie="Zorg aan de Maas",
    netwerk=NetworkMode.PROXY,
    namen=(NAME,),
    proxies=("127.0.0.1",),
)
PATIENCE: Final = 60_000  # ms: a page looks for its server again every few seconds
HALF: Final = "Ik wil beginnen met"
WHOLE: Final = "Ik begin met een vraag."
MANY: Final = 50
LATER: Final = "En ik eindig met een samenvatting."


class Paar(NamedTuple):
    """Two servers of PostgreSQL, of which the second follows the first."""

    primary: Cluster
    standby: Cluster
    address: str


@pytest.fixture(scope="module")
def paar() -> Iterator[Paar]:
    primary = start_cluster()
    if primary is None:
        pytest.skip(NO_POSTGRES)
    one = primary.new_database()
    standby = primary.standby()
    both = f"{primary.folder},{standby.folder}"
    yield Paar(primary, standby, one.replace(str(primary.folder), both))
    for cluster in (primary, standby):
        cluster.remove()


class House(NamedTuple):
    """Two servers of the program behind nginx, on one database."""

    servers: list[Server]
    nginx: Nginx
    organisation: Organisatie

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.nginx.port}"

    def let_in(self, page: Page, koek: str) -> None:
        """Give a browser the cookie of a log-in."""
        name = f"__Host-gesprek-{self.organisation.visits.cookie_mark}"
        page.context.add_cookies([{"name": name, "value": koek, "url": self.url, "secure": True}])

    def stored(self, oefening: str) -> Oefening:
        return self.organisation.archive.oefening(oefening).value


@pytest.fixture(scope="module")
def house(paar: Paar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    organisation = Organisatie(paar.address).set_up(SETTINGS)
    folder = tmp_path_factory.mktemp("servers")
    certificaat = make_certificate(folder / "certificaat", name=NAME)
    servers = [
        Server(folder, folder / f"{name}.log", environment={"GESPREK_OPSLAG": paar.address})
        for name in ("een", "twee")
    ]
    for one in servers:
        one.plan = plan_of(SETTINGS, now())
        one.start()
    nginx = Nginx(folder / "nginx", [one.port for one in servers], NAME, certificaat).start()
    yield House(servers, nginx, organisation)
    nginx.stop()
    for one in servers:
        one.stop()


def test_who_has_a_log_in_stays_with_one_server_and_both_servers_have_work(
    house: House, visitor: Callable[..., Page]
) -> None:
    team = house.organisation.make_team("Team Oost", "Noor", "Sam")
    visits = house.organisation.visits
    page = visitor(ignore_https_errors=True)
    places = []
    for _ in range(12):
        house.let_in(page, visits.cookie_of(visits.log_ins.begin_team(team.id, generatie=None)))
        answers = [page.request.get(f"{house.url}/gezond") for _ in range(3)]
        (place,) = {answer.headers["x-proef"] for answer in answers}
        places.append(place)
    assert len(set(places)) == len(house.servers)


def test_a_server_that_dies_in_mid_sentence_loses_nothing_and_its_people_go_on_at_the_other(
    house: House, visitor: Callable[..., Page]
) -> None:
    team = house.organisation.make_team("Team Noord", "Noor", "Sam", "Wim", "Ida")
    one = oefening_in(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN, Fill.HALF, team)
    house.organisation.archive.create_oefening(one)
    visits = house.organisation.visits
    phones = []
    for person in list(one.rollen)[:2]:
        log_in = visits.log_ins.begin_team(team.id, generatie=None, alleen=one.id)
        visits.log_ins.be(log_in.id, person)
        page = visitor(ignore_https_errors=True)
        house.let_in(page, visits.cookie_of(log_in))
        answer = page.goto(f"{house.url}/stap-4?o={one.id}")
        assert answer
        phones.append((page, answer.headers["x-proef"]))
    (first, place), (second, _) = phones
    for page, _ in phones:
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    field = first.get_by_role("textbox", name=screen_text("stap_4.brief"), exact=True)
    expect(field).to_be_visible()
    with first.expect_response("**/concept"):
        field.press_sequentially(HALF)
    (dies,) = [server for server in house.servers if place.endswith(f":{server.port}")]
    dies.kill()

    back = first.get_by_text(screen_text("concept.teruggezet"))
    expect(back).to_be_visible(timeout=PATIENCE)  # drawn by the other server
    expect(field).to_have_value(re.compile(re.escape(HALF)), timeout=PATIENCE)
    expect(field).to_be_enabled(timeout=PATIENCE)
    field.fill(WHOLE)
    field.blur()
    _until(first, lambda: house.stored(one.id).inleven.brief == WHOLE)
    second.get_by_role("button", name=screen_text("samen.ik_ben_klaar")).click(timeout=PATIENCE)
    expect(first.locator(".samen")).to_contain_text(screen_text("samen.klaar"), timeout=PATIENCE)
    dies.start_again()


class CopyWriter:
    """Saves on and on, as a server would, and remembers what was acknowledged.

    Args:
        address: of the database.
    """

    def __init__(self, address: str) -> None:
        self.acknowledged: list[int] = []
        self._store = open_store(address)
        self._sleutel = DocumentKey(Kind.BEHEER, "uitval")
        self._store.create(self._sleutel, {"begin": 0})
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def end(self) -> dict[str, object]:
        """Stop, and return what is stored."""
        self._stop.set()
        self._thread.join()
        return self._store.get(self._sleutel).document

    def _write(self) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            while not (self._stop.is_set() or self._saves(number)):
                self._stop.wait(0.1)

    def _saves(self, number: int) -> bool:
        with suppress(StoreError):
            version = self._store.get(self._sleutel).version
            change = [Operation((f"n{number}",), number)]
            self._store.apply(self._sleutel, version, change)
            self.acknowledged.append(number)
            return True
        return False


def test_a_database_that_dies_is_followed_up_and_no_acknowledged_save_is_lost(
    paar: Paar, house: House, visitor: Callable[..., Page]
) -> None:
    page, oefening = _at_the_case(house, visitor)
    field = page.get_by_role("textbox", name=inhoud().casusvelden.leervraag.label, exact=True)
    writer = CopyWriter(paar.address)
    _until(page, lambda: len(writer.acknowledged) > MANY)
    field.fill(WHOLE)
    field.blur()
    _until(page, lambda: house.stored(oefening).casus.leervraag == WHOLE)

    paar.primary.kill()
    before = len(writer.acknowledged)
    paar.standby.promote()
    _until(page, lambda: len(writer.acknowledged) > before + MANY)
    field.fill(LATER)
    field.blur()
    _until(page, lambda: house.stored(oefening).casus.leervraag == LATER)
    kept = writer.end()
    assert [one for one in writer.acknowledged if kept.get(f"n{one}") != one] == []
    assert [one.request("/gezond")[0].status for one in house.servers] == [200, 200]


def _at_the_case(house: House, visitor: Callable[..., Page]) -> tuple[Page, str]:
    """Sign in as a team on one device for all; return its page of step 3 and the oefening."""
    team = house.organisation.make_team("Team Zuid", "Noor", "Sam", "Wim", "Ida")
    one = oefening_in(Werkvorm.ROLLENSPEL, 4, Stap.CASUS, Fill.EMPTY, team)
    house.organisation.archive.create_oefening(one)
    visits = house.organisation.visits
    page = visitor(ignore_https_errors=True)
    koek = visits.cookie_of(visits.log_ins.begin_team(team.id, generatie=None))
    house.let_in(page, koek)
    page.goto(f"{house.url}/stap-3?o={one.id}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    return page, one.id


def _until(page: Page, claim: Callable[[], bool]) -> None:
    for _ in range(PATIENCE // 100):
        if claim():
            return
        page.wait_for_timeout(100)
    raise AssertionError("this did not become so")
