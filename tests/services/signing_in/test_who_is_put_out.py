"""Who is put out, is out: also who was signing in while the key or the password was renewed.

Twenty sign in at once and are all held where their log-in is stored: what they gave was right. Then
it is renewed, and they go on.
"""

from __future__ import annotations

import io
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from argon2 import PasswordHasher

from gesprek.access.access_errors import Refused, TooManyAttempts
from gesprek.access.openid import Person, ProviderSettings
from gesprek.access.passwords import Passwords
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import ADVISEUR
from gesprek.cli import command_line
from gesprek.domain.dates import utc_now
from gesprek.domain.oefening import Oefening
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.protocol import Document, DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id, new_oefening_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _pytest.mark.structures import ParameterSet

    from gesprek.access.visitors import LogIn

FILES, DATABASE = "bestanden", "postgresql"
AT_ONCE = 20
PATIENCE = 60
OUD, NIEUW = "een paarse fiets in de sloot", "twee groene fietsen op zolder"
HIER = "192.0.2.1"
MANAGER = "Anne"
BUITENAF = Person("iemand van de organisatie", "Bo")
AANMELDING = ProviderSettings(
    uitgever="https://aanmelden.zorg.nl", client_id="gesprek", waarde="manager"
)


class Held:
    """A store in which log-ins wait to be stored until they may go on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.arrived = threading.Semaphore(0)
        self.may_go_on = threading.Event()

    def create(self, sleutel: DocumentKey, document: Document) -> Record:
        if sleutel.id.startswith("aanmelding-"):
            self.arrived.release()
            assert self.may_go_on.wait(PATIENCE)
        return self._store.create(sleutel, document)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - all else is that of the store
        return getattr(self._store, name)


class House(NamedTuple):
    """An organisation with a team, a manager and an oefening, and what lets people in there."""

    address: str
    visits: Visits
    team: str
    oefening: str
    key: str
    code: str
    manager: str


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    is_database = request.param == DATABASE
    address = (
        request.getfixturevalue("cluster").new_database()
        if is_database
        else str(tmp_path / "opslag")
    )
    monkeypatch.setenv("GESPREK_OPSLAG", address)
    store = open_store(address)
    visits = doorkeeper(store)
    visits.set_up(visits.setting_up.new_link(), Settings(organisatie="Zorg"), OUD)
    visits.administration.add_manager(MANAGER, OUD)
    visits.administration.set_organisation(AANMELDING, "geheim")
    team = new_id()
    one = Oefening(
        id=new_oefening_id(team), team=team, created=utc_now(), werkvorm=Werkvorm.ROLLENSPEL
    )
    store.create(DocumentKey(Kind.OEFENING, one.id, team), one.to_document())
    account = visits.accounts.manager(MANAGER)
    assert account
    key, code = visits.renew_key(team), visits.join_codes.code_of(one.id)
    return House(address, visits, team, one.id, key, code, account.id)


def doorkeeper(store: Store | Held) -> Visits:
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    secret = ServerSecrets(store.secret_store())
    return Visits(store, secret, utc_now, passwords=cheap)


# The ways in: each is begun and checked as the routes do.


def by_key(visits: Visits, house: House) -> LogIn:
    return visits.sign_in.by_key(house.key, HIER, onthoud=False)


def by_code(visits: Visits, house: House) -> LogIn:
    return visits.sign_in.by_code(house.code, HIER)


def as_adviseur(visits: Visits, _huis: House) -> LogIn:
    return visits.sign_in.by_password(None, OUD, HIER, visits.sign_in.device_of(ADVISEUR))


def as_manager(visits: Visits, house: House) -> LogIn:
    device = visits.sign_in.device_of(house.manager)
    return visits.sign_in.by_password(MANAGER, OUD, HIER, device)


def by_organisation(visits: Visits, _huis: House) -> LogIn:
    generatie = visits.organisation.generation()
    visits.organisation.settings()
    return visits.organisation.let_in(BUITENAF, generatie)


# What puts people out.


def renew_key(house: House) -> None:
    house.visits.renew_key(house.team)


def close_team(house: House) -> None:
    house.visits.close_team(house.team)


def close_and_take_back(house: House) -> None:
    house.visits.close_team(house.team)
    house.visits.renew_key(house.team)


def renew_code(house: House) -> None:
    house.visits.join_codes.renew(house.oefening)


def set_advisor(house: House) -> None:
    house.visits.administration.set_advisor(NIEUW)


def set_it_again(house: House) -> None:
    house.visits.administration.set_advisor(OUD)


def by_command(_huis: House) -> None:
    with pytest.MonkeyPatch.context() as one:
        one.setattr("sys.stdin", io.StringIO(f"{NIEUW}\n"))
        assert command_line.main(["wachtwoord"]) == 0


def change_own(house: House) -> None:
    house.visits.administration.change_own_password(OUD, NIEUW, NIEUW)


def set_manager(house: House) -> None:
    house.visits.administration.set_manager(house.manager, NIEUW)


def remove_manager(house: House) -> None:
    house.visits.administration.remove_manager(house.manager)


def remove_by_organisation(house: House) -> None:
    for one in house.visits.accounts.managers():
        house.visits.administration.remove_manager(one.id)


def remove_and_allow_again(house: House) -> None:
    remove_by_organisation(house)
    for one in house.visits.accounts.blocked():
        house.visits.administration.allow_again(one.id)
    by_organisation(house.visits, house)


def turn_organisation_off(house: House) -> None:
    house.visits.administration.set_organisation(None, "")


def ask_another_role(house: House) -> None:
    house.visits.administration.set_organisation(AANMELDING.changed(waarde="directie"), "")


def sign_everybody_out(house: House) -> None:
    house.visits.sign_everybody_out()


def put_a_copy_back(_huis: House) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = f"{folder}/kopie.zip"
        assert command_line.main(["backup", copy]) == 0
        assert command_line.main(["herstel", copy, "--vervang"]) == 0


Way = "Callable[[Visits, Huis], LogIn]"
EVERYBODY = (sign_everybody_out, put_a_copy_back)
CASES = [
    (way, end)
    for way, ends in (
        (by_key, (renew_key, close_team, close_and_take_back)),
        (by_code, (renew_code, renew_key, close_team, close_and_take_back)),
        (as_adviseur, (set_advisor, set_it_again, by_command, change_own)),
        (as_manager, (set_manager, remove_manager)),
        (
            by_organisation,
            (
                remove_by_organisation,
                remove_and_allow_again,
                turn_organisation_off,
                ask_another_role,
            ),
        ),
    )
    for end in (*ends, *EVERYBODY)
]


@contextmanager
def signing_in(house: House, way: Callable[[Visits, House], LogIn]) -> Iterator[list[str]]:
    """Hold twenty sign-ins while this runs; the ids of their log-ins are there after it."""
    held = Held(open_store(house.address))
    visits, begun = doorkeeper(held), list[str]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(way, visits, house) for _ in range(AT_ONCE)]
        for _ in running:
            assert held.arrived.acquire(timeout=PATIENCE)
        try:
            yield begun
        finally:
            held.may_go_on.set()
        begun += [one.result(PATIENCE).id for one in running]


def alive(house: House, begun: list[str]) -> list[str]:
    return [one for one in begun if house.visits.by_id(one) is not None]


def on_both(*cases: tuple[object, ...]) -> list[ParameterSet]:
    """Return each case on files, and in a database; there the first of each way in by default."""
    first = list({one[0]: one for one in reversed(cases)}.values())
    return [
        pytest.param(
            engine, *one, marks=() if engine == FILES or one in first else [pytest.mark.alles]
        )
        for engine in (FILES, DATABASE)
        for one in cases
    ]


WAYS = (by_key, by_code, as_adviseur, as_manager, by_organisation)


@pytest.mark.parametrize(("house", "way"), on_both(*[(one,) for one in WAYS]), indirect=["house"])
def test_where_nothing_is_renewed_all_of_them_are_in(
    house: House, way: Callable[[Visits, House], LogIn]
) -> None:
    with signing_in(house, way) as begun:
        pass
    assert alive(house, begun) == begun
    assert len(begun) == AT_ONCE


@pytest.mark.parametrize(("house", "way", "end"), on_both(*CASES), indirect=["house"])
def test_none_of_twenty_who_were_signing_in_is_in_afterwards(
    house: House, way: Callable[[Visits, House], LogIn], end: Callable[[House], None]
) -> None:
    with signing_in(house, way) as begun:
        end(house)
    assert len(begun) == AT_ONCE
    assert alive(house, begun) == []
    house.visits.clean()
    for one in begun:  # nor is it found on the list of devices
        with pytest.raises(NotFound):
            open_store(house.address).get(DocumentKey(Kind.AANMELDING, f"aanmelding-{one}"))


@pytest.mark.parametrize(
    ("house", "way", "end"),
    on_both(
        (by_key, renew_key),
        (by_code, renew_code),
        (by_code, close_team),
        (as_adviseur, set_advisor),
        (as_manager, set_manager),
        (as_manager, remove_manager),
        (by_organisation, turn_organisation_off),
    ),
    indirect=["house"],
)
def test_no_log_in_of_twenty_who_go_on_signing_in_outlives_the_renewal(
    house: House, way: Callable[[Visits, House], LogIn], end: Callable[[House], None]
) -> None:
    began, refused, begun = threading.Event(), threading.Event(), []

    def go_on() -> None:
        visits = doorkeeper(open_store(house.address))
        while not refused.is_set():
            try:
                begun.append(way(visits, house).id)
            except (Refused, TooManyAttempts):
                return
            began.set()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(go_on) for _ in range(AT_ONCE)]
        assert began.wait(PATIENCE)
        end(house)
        with suppress(TimeoutError):
            for one in running:
                one.result(PATIENCE)
        refused.set()
    assert begun
    assert alive(house, begun) == []
