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
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import Document, DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import NotFound

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


class Huis(NamedTuple):
    """An organisation with a team, a manager and an oefening, and what lets people in there."""

    address: str
    visits: Visits
    team: str
    oefening: str
    sleutel: str
    code: str
    manager: str


@pytest.fixture
def huis(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Huis:
    is_database = request.param == DATABASE
    address = (
        request.getfixturevalue("cluster").new_database()
        if is_database
        else str(tmp_path / "opslag")
    )
    monkeypatch.setenv("GESPREK_OPSLAG", address)
    store = open_store(address)
    visits = doorkeeper(store)
    visits.set_up(visits.inrichting.new_link(), Settings(organisatie="Zorg"), OUD)
    visits.beheer.add_manager(MANAGER, OUD)
    visits.beheer.set_organisation(AANMELDING, "geheim")
    team = new_id()
    one = Oefening(
        id=new_oefening_id(team), team=team, created=utc_now(), werkvorm=Werkvorm.ROLLENSPEL
    )
    store.create(DocumentKey(Kind.OEFENING, one.id, team), one.to_document())
    account = visits.accounts.manager(MANAGER)
    assert account
    key, code = visits.renew_key(team), visits.join_codes.code_of(one.id)
    return Huis(address, visits, team, one.id, key, code, account.id)


def doorkeeper(store: Store | Held) -> Visits:
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    secret = ServerSecrets(store.secret_store())
    return Visits(store, secret, utc_now, passwords=cheap)


# The ways in: each is begun and checked as the routes do.


def by_key(visits: Visits, huis: Huis) -> LogIn:
    return visits.sign_in.by_key(huis.sleutel, HIER, onthoud=False)


def by_code(visits: Visits, huis: Huis) -> LogIn:
    return visits.sign_in.by_code(huis.code, HIER)


def as_adviseur(visits: Visits, _huis: Huis) -> LogIn:
    return visits.sign_in.by_password(None, OUD, HIER, visits.sign_in.device_of(ADVISEUR))


def as_manager(visits: Visits, huis: Huis) -> LogIn:
    device = visits.sign_in.device_of(huis.manager)
    return visits.sign_in.by_password(MANAGER, OUD, HIER, device)


def by_organisation(visits: Visits, _huis: Huis) -> LogIn:
    generatie = visits.organisatie.generation()
    visits.organisatie.settings()
    return visits.organisatie.let_in(BUITENAF, generatie)


# What puts people out.


def renew_key(huis: Huis) -> None:
    huis.visits.renew_key(huis.team)


def close_team(huis: Huis) -> None:
    huis.visits.close_team(huis.team)


def close_and_take_back(huis: Huis) -> None:
    huis.visits.close_team(huis.team)
    huis.visits.renew_key(huis.team)


def renew_code(huis: Huis) -> None:
    huis.visits.join_codes.renew(huis.oefening)


def set_advisor(huis: Huis) -> None:
    huis.visits.beheer.set_advisor(NIEUW)


def set_it_again(huis: Huis) -> None:
    huis.visits.beheer.set_advisor(OUD)


def by_command(_huis: Huis) -> None:
    with pytest.MonkeyPatch.context() as one:
        one.setattr("sys.stdin", io.StringIO(f"{NIEUW}\n"))
        assert command_line.main(["wachtwoord"]) == 0


def change_own(huis: Huis) -> None:
    huis.visits.beheer.change_own_password(OUD, NIEUW, NIEUW)


def set_manager(huis: Huis) -> None:
    huis.visits.beheer.set_manager(huis.manager, NIEUW)


def remove_manager(huis: Huis) -> None:
    huis.visits.beheer.remove_manager(huis.manager)


def remove_by_organisation(huis: Huis) -> None:
    for one in huis.visits.accounts.managers():
        huis.visits.beheer.remove_manager(one.id)


def remove_and_allow_again(huis: Huis) -> None:
    remove_by_organisation(huis)
    for one in huis.visits.accounts.blocked():
        huis.visits.beheer.allow_again(one.id)
    by_organisation(huis.visits, huis)


def turn_organisation_off(huis: Huis) -> None:
    huis.visits.beheer.set_organisation(None, "")


def ask_another_role(huis: Huis) -> None:
    huis.visits.beheer.set_organisation(AANMELDING.changed(waarde="directie"), "")


def sign_everybody_out(huis: Huis) -> None:
    huis.visits.sign_everybody_out()


def put_a_copy_back(_huis: Huis) -> None:
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
def signing_in(huis: Huis, way: Callable[[Visits, Huis], LogIn]) -> Iterator[list[str]]:
    """Hold twenty sign-ins while this runs; the ids of their log-ins are there after it."""
    held = Held(open_store(huis.address))
    visits, begun = doorkeeper(held), list[str]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(way, visits, huis) for _ in range(AT_ONCE)]
        for _ in running:
            assert held.arrived.acquire(timeout=PATIENCE)
        try:
            yield begun
        finally:
            held.may_go_on.set()
        begun += [one.result(PATIENCE).id for one in running]


def alive(huis: Huis, begun: list[str]) -> list[str]:
    return [one for one in begun if huis.visits.by_id(one) is not None]


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


@pytest.mark.parametrize(("huis", "way"), on_both(*[(one,) for one in WAYS]), indirect=["huis"])
def test_where_nothing_is_renewed_all_of_them_are_in(
    huis: Huis, way: Callable[[Visits, Huis], LogIn]
) -> None:
    with signing_in(huis, way) as begun:
        pass
    assert alive(huis, begun) == begun
    assert len(begun) == AT_ONCE


@pytest.mark.parametrize(("huis", "way", "end"), on_both(*CASES), indirect=["huis"])
def test_none_of_twenty_who_were_signing_in_is_in_afterwards(
    huis: Huis, way: Callable[[Visits, Huis], LogIn], end: Callable[[Huis], None]
) -> None:
    with signing_in(huis, way) as begun:
        end(huis)
    assert len(begun) == AT_ONCE
    assert alive(huis, begun) == []
    huis.visits.clean()
    for one in begun:  # nor is it found on the list of devices
        with pytest.raises(NotFound):
            open_store(huis.address).get(DocumentKey(Kind.AANMELDING, f"aanmelding-{one}"))


@pytest.mark.parametrize(
    ("huis", "way", "end"),
    on_both(
        (by_key, renew_key),
        (by_code, renew_code),
        (by_code, close_team),
        (as_adviseur, set_advisor),
        (as_manager, set_manager),
        (as_manager, remove_manager),
        (by_organisation, turn_organisation_off),
    ),
    indirect=["huis"],
)
def test_no_log_in_of_twenty_who_go_on_signing_in_outlives_the_renewal(
    huis: Huis, way: Callable[[Visits, Huis], LogIn], end: Callable[[Huis], None]
) -> None:
    began, refused, begun = threading.Event(), threading.Event(), []

    def go_on() -> None:
        visits = doorkeeper(open_store(huis.address))
        while not refused.is_set():
            try:
                begun.append(way(visits, huis).id)
            except (Refused, TooManyAttempts):
                return
            began.set()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = [pool.submit(go_on) for _ in range(AT_ONCE)]
        assert began.wait(PATIENCE)
        end(huis)
        with suppress(TimeoutError):
            for one in running:
                one.result(PATIENCE)
        refused.set()
    assert begun
    assert alive(huis, begun) == []
