"""`/m/CODE`: the form with the code filled in, or for who is in straight to the oefening."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

import pytest

from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import Answer, HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gesprek.domain.oefening import Oefening

NO_CODE = "Dit is geen code van een oefening. Typ de code hieronder over."


class House(NamedTuple):
    """Two oefeningen of one team and one of another."""

    server: Server
    organisation: Organisatie
    eigen: Oefening
    tweede: Oefening
    vreemd: Oefening

    def code(self, one: Oefening) -> str:
        return self.organisation.visits.join_codes.code_of(one.id)

    def by_code(self, one: Oefening) -> HttpDriver:
        return self._in("oefening", code=self.code(one))

    def by_key(self, one: Oefening) -> HttpDriver:
        return self._in("team", sleutel=self.organisation.visits.renew_key(one.team))

    def _in(self, manier: str, **fields: str) -> HttpDriver:
        visitor = HttpDriver(self.server)
        assert visitor.post(f"/aanmelden/{manier}", fields).status == 303
        return visitor


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("meedoen")
    organisation = Organisatie(folder / "opslag").set_up()
    made = organisation.make_oefeningen(2, 1)
    server = Server(folder / "opslag", folder / "server.log").start()
    yield House(server, organisation, *made)
    server.stop()


def leads_to(answer: Answer, one: Oefening) -> bool:
    return (answer.status, answer.headers.get("Location")) == (303, f"/stap-4?o={one.id}")


def is_form(answer: Answer, code: str) -> bool:
    return answer.status == 200 and f'value="{code}"' in answer.text


def test_a_guest_sees_the_form_with_the_code_filled_in_and_is_not_signed_in(house: House) -> None:
    guest, code = HttpDriver(house.server), house.code(house.eigen)
    answer = guest.get(f"/m/{code}")
    assert is_form(answer, code)
    assert answer.headers["Cache-Control"] == "no-store"
    assert not guest.cookies
    assert guest.get(f"/stap-4?o={house.eigen.id}", Accept="text/html").status == 303
    assert leads_to(guest.post("/aanmelden/oefening", {"code": code}), house.eigen)


@pytest.mark.parametrize("typed", ["{}{}{}-{}{}{}", "{}{}{} {}{}{}", " {}{}{}{}{}{} "])
def test_a_code_is_known_however_it_is_typed(house: House, typed: str) -> None:
    code = house.code(house.eigen)
    answer = HttpDriver(house.server).get(f"/m/{quote(typed.format(*code.lower()))}")
    assert is_form(answer, code)


def test_who_is_in_with_the_key_of_the_team_goes_straight_to_the_oefening(house: House) -> None:
    visitor = house.by_key(house.eigen)
    assert leads_to(visitor.get(f"/m/{house.code(house.eigen)}"), house.eigen)
    assert leads_to(visitor.get(f"/m/{house.code(house.tweede)}"), house.tweede)


def test_who_came_in_by_a_code_comes_back_to_its_oefening_and_no_further(house: House) -> None:
    visitor = house.by_code(house.eigen)
    assert leads_to(visitor.get(f"/m/{house.code(house.eigen)}"), house.eigen)
    for other in (house.tweede, house.vreemd):
        code = house.code(other)
        assert is_form(visitor.get(f"/m/{code}"), code)
        assert "Je bent al aangemeld" in visitor.get(f"/m/{code}").text


def test_a_code_of_another_team_shows_the_form_and_changes_nothing(house: House) -> None:
    visitor = house.by_key(house.eigen)
    cookie, code = visitor.log_in, house.code(house.vreemd)
    assert is_form(visitor.get(f"/m/{code}"), code)
    assert visitor.log_in == cookie
    assert leads_to(visitor.get(f"/m/{house.code(house.eigen)}"), house.eigen)


def test_a_code_that_looks_right_and_opens_nothing_is_refused_when_it_is_sent(house: House) -> None:
    guest = HttpDriver(house.server)
    assert is_form(guest.get("/m/ZZZZZZ"), "ZZZZZZ")
    answer = guest.post("/aanmelden/oefening", {"code": "ZZZZZZ"})
    assert answer.status == 403
    assert 'role="alert"' in answer.text
    visitor = house.by_key(house.eigen)
    assert is_form(visitor.get("/m/ZZZZZZ"), "ZZZZZZ")


@pytest.mark.parametrize("who", ["guest", "team"])
@pytest.mark.parametrize(
    "odd",
    [
        "a",
        "ABC10O",
        "ABCDEFG",
        "A" * 6000,
        "👩🏽‍⚕️👩🏽‍⚕️",
        "שלום",
        "\u202eABC234",
        "é" * 6,
        '"><b>x</b>',
        "<script>alert(1)</script>",
        "%00",
        "$(id)",
    ],
)
def test_what_is_no_code_gives_a_sentence_and_comes_back_nowhere(
    house: House, odd: str, who: str
) -> None:
    visitor = HttpDriver(house.server) if who == "guest" else house.by_key(house.eigen)
    answer = visitor.get(f"/m/{quote(odd, safe='')}")
    if odd == "\u202eABC234":  # what cannot be typed is left out, as on the form
        assert is_form(answer, "ABC234")
        return
    assert answer.status == 404
    assert NO_CODE in answer.text
    assert odd not in answer.text or len(odd) < 3
    assert odd not in unescape(answer.text) or len(odd) < 3
    assert "<script>alert" not in answer.text


def test_the_path_to_type_a_code_on_shows_the_form(house: House) -> None:
    answer = HttpDriver(house.server).get("/m")
    assert answer.status == 200
    assert "Code van de oefening" in answer.text


@pytest.mark.parametrize("odd", ["%00", "..", "%2e%2e%2fbeheer"])
def test_a_path_that_is_none_is_refused_before_it_is_looked_at(house: House, odd: str) -> None:
    answer = HttpDriver(house.server).get(f"/m/{odd}")
    assert answer.status in {400, 404}
    assert not answer.cookies
