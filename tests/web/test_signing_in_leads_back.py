"""Who signs in comes out where they wanted to be, by each way in; a browser without script."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import pytest

from gesprek.access.openid import ProviderSettings
from gesprek.access.settings import change_settings
from gesprek.services.paths import day_card_path
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.openid_provider import CLIENT, ROLE, SECRET, ProviderClient
from tests.support.organisation import MANAGER, MANAGER_WACHTWOORD, WACHTWOORD, Organisatie
from tests.support.server import Server
from tests.web.http_driver import Answer, HttpDriver
from tests.web.organisation_server import ENVIRONMENT, House

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.domain.oefening import Oefening

PAGE = {"Accept": "text/html"}
ADVISER = {"wie": "adviseur", "wachtwoord": WACHTWOORD}
MANAGES = {"wie": "manager", "naam": MANAGER, "wachtwoord": MANAGER_WACHTWOORD}


class Here(NamedTuple):
    """A server with a provider, two oefeningen of one team and one of another."""

    house: House
    organisation: Organisatie
    one: Oefening
    second: Oefening
    foreign: Oefening

    @property
    def step(self) -> str:
        """An address with a field before and behind the oefening."""
        return f"/stap-3?o={self.one.id}&terug=1"

    def visitor(self) -> HttpDriver:
        return HttpDriver(self.house.server)

    def code(self, one: Oefening) -> dict[str, str]:
        return {"code": self.organisation.visits.join_codes.code_of(one.id)}

    def key(self) -> dict[str, str]:
        return {"sleutel": self.organisation.visits.renew_key(self.one.team)}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    folder = tmp_path_factory.mktemp("terug") / "opslag"
    organisation = Organisatie(folder).set_up()
    made = organisation.make_oefeningen(2, 1)
    provider = ProviderClient().start()
    log_in = ProviderSettings(uitgever=provider.issuer(), client_id=CLIENT, waarde=ROLE)
    change_settings(TinyDBStore(folder), lambda one: one.changed(organisatie_aanmelding=log_in))
    organisation.visits.organisation.set_secret(SECRET)
    environment = {"NO_PROXY": ENVIRONMENT["NO_PROXY"]}
    server = Server(folder, folder.with_suffix(".log"), environment=environment).start()
    yield Here(House(server, provider, organisation.visits), organisation, *made)
    server.stop()
    provider.stop()


def opened(visitor: HttpDriver, path: str) -> Answer:
    """Open an address and go where that leads, until there is a page."""
    for _ in range(5):
        answer = visitor.get(path, **PAGE)
        if answer.status not in {301, 302, 303, 307, 308}:
            return answer
        path = urljoin(path, answer.headers["Location"])
    raise AssertionError(path)


def sent(visitor: HttpDriver, page: Answer, typed: dict[str, str]) -> Answer:
    """Send the form of a page that has the field that is typed first, as a browser does."""
    for form in re.findall(r"<form .*?</form>", page.text, re.DOTALL):
        if f'name="{next(iter(typed))}"' in form:
            (action,) = re.findall(r'action="([^"]+)"', form)
            hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
            kept = {name: unescape(value) for name, value in hidden}
            return visitor.post(unescape(action), {**kept, **typed})
    raise AssertionError(page.text)


def linked(page: Answer, words: str) -> str:
    """Return where the link with these words leads."""
    (address,) = re.findall(rf'href="([^"]+)">{re.escape(words)}<', page.text)
    return unescape(address)


PASSWORD = "Ik ben kwaliteitsadviseur of manager"  # noqa: S105 - the words of a link
PROVIDER = "Aanmelden met het account van je organisatie"
TEAM = "Terug naar aanmelden met je team"


def at_password(visitor: HttpDriver, path: str) -> Answer:
    return opened(visitor, linked(opened(visitor, path), PASSWORD))


@pytest.mark.parametrize(
    "asked",
    [
        "/stap-3?o={id}&terug=1",
        "/stap-3?utm_source=mail&o={id}&terug=1&fbclid=x.y",
        "/stap-3?o={id}&terug=1&x-safelinks=05%7C02",
        "/stap-3?o={id}&terug=1?utm_source=mail",
        "/stap-3??o={id}&terug=1",
        "/stap-3%3Fo%3D{id}%26terug%3D1",
        "/stap-3%253Fo%253D{id}%2526terug%253D1",
        "/stap-3?o={id}&terug=1.",
        "/stap-3?o={id}&terug=1)",
        "/stap-3/?o={id}&terug=1",
        "/Stap-3?o={id}&terug=1",
    ],
)
def test_the_key_of_the_team_leads_to_what_was_asked_for(here: Here, asked: str) -> None:
    visitor = here.visitor()
    answer = sent(visitor, opened(visitor, asked.format(id=here.one.id)), here.key())
    assert (answer.status, answer.headers["Location"]) == (303, here.step)
    again = visitor.get(asked.format(id=here.one.id), **PAGE)  # and who is in comes there at once
    while again.status == 301:
        again = visitor.get(again.headers["Location"], **PAGE)
    assert again.status == 200


@pytest.mark.parametrize("typed", [ADVISER, MANAGES])
@pytest.mark.parametrize("path", ["/help", "/overzicht"])
def test_a_password_leads_to_what_was_asked_for(
    here: Here, path: str, typed: dict[str, str]
) -> None:
    visitor = here.visitor()
    answer = sent(visitor, at_password(visitor, f"{path}?utm_id=1"), typed)
    assert (answer.status, answer.headers["Location"]) == (303, path)


def test_a_password_that_was_wrong_first_still_leads_there(here: Here) -> None:
    visitor = here.visitor()
    wrong = sent(visitor, at_password(visitor, here.step), {**ADVISER, "wachtwoord": "mis"})
    assert wrong.status == 403
    assert sent(visitor, wrong, ADVISER).headers["Location"] == here.step


def test_a_key_that_was_wrong_first_still_leads_there(here: Here) -> None:
    visitor = here.visitor()
    wrong = sent(visitor, opened(visitor, here.step), {"sleutel": "appel maan water tulp"})
    assert wrong.status == 403
    assert sent(visitor, wrong, here.key()).headers["Location"] == here.step


def test_a_form_that_came_over_broken_still_leads_there(here: Here) -> None:
    visitor = here.visitor()
    page = opened(visitor, here.step)
    action = unescape(re.findall(r'action="([^"]*/team[^"]*)"', page.text)[0])
    origin = {"Origin": visitor.origin, "Content-Type": "text/plain"}
    broken = visitor.send("POST", action, b"x", origin)
    assert broken.status == 415
    assert sent(visitor, broken, here.key()).headers["Location"] == here.step
    other = here.visitor()  # and so does the address of the form, opened by itself
    assert sent(other, opened(other, action), here.key()).headers["Location"] == here.step


def test_from_the_password_back_to_the_team_the_way_back_stays(here: Here) -> None:
    visitor = here.visitor()
    back = opened(visitor, linked(at_password(visitor, here.step), TEAM))
    assert sent(visitor, back, here.key()).headers["Location"] == here.step


def test_the_account_of_the_organisation_leads_to_what_was_asked_for(here: Here) -> None:
    visitor = here.visitor()
    start = linked(at_password(visitor, here.step), PROVIDER)
    leaves = visitor.get(start)
    assert here.one.id not in leaves.headers["Location"]  # the provider need not know it
    back = urlsplit(here.house.at_provider(leaves.headers["Location"]))
    answer = visitor.get(f"{back.path}?{back.query}")
    assert (answer.status, answer.headers["Location"]) == (303, here.step)


def test_who_was_refused_by_the_organisation_tries_again_with_the_same_way_back(
    here: Here,
) -> None:
    visitor = here.visitor()
    start = linked(at_password(visitor, here.step), PROVIDER)
    back = urlsplit(here.house.at_provider(visitor.get(start).headers["Location"]))
    wrong = visitor.get(f"{back.path}?{back.query.replace('code=', 'code=x')}")
    assert wrong.status == 403
    assert linked(wrong, "Opnieuw proberen") == start


def test_the_code_of_an_oefening_leads_to_the_step_of_it_that_was_asked_for(here: Here) -> None:
    visitor = here.visitor()
    answer = sent(visitor, opened(visitor, here.step), here.code(here.one))
    assert (answer.status, answer.headers["Location"]) == (303, here.step)


@pytest.mark.parametrize("other", ["second", "foreign"])
def test_the_code_of_another_oefening_leads_to_that_one(here: Here, other: str) -> None:
    visitor, one = here.visitor(), getattr(here, other)
    answer = sent(visitor, opened(visitor, here.step), here.code(one))
    assert (answer.status, answer.headers["Location"]) == (303, f"/stap-4?o={one.id}")


@pytest.mark.parametrize("behind", ["", ".", ")", "?utm_source=qr", "%3Futm_source%3Dqr"])
def test_the_key_on_the_page_of_a_code_leads_to_its_oefening(here: Here, behind: str) -> None:
    visitor, code = here.visitor(), here.code(here.one)["code"]
    page = opened(visitor, f"/m/{code}{behind}")
    assert f'value="{code}"' in page.text
    assert sent(visitor, page, here.key()).headers["Location"] == f"/stap-4?o={here.one.id}"


def test_who_cannot_open_the_code_lands_where_they_belong(here: Here) -> None:
    visitor = here.visitor()
    page = at_password(visitor, f"/m/{here.code(here.one)['code']}")
    assert sent(visitor, page, ADVISER).headers["Location"] == "/beheer"


def test_after_a_log_in_that_ended_one_comes_back(here: Here) -> None:
    visitor = here.visitor()
    assert visitor.sign_in(here.key()["sleutel"]).status == 303
    key = here.key()  # a new one ends what the old one opened
    answer = sent(visitor, opened(visitor, here.step), key)
    assert answer.headers["Location"] == here.step


def test_after_a_change_of_password_one_comes_back(here: Here) -> None:
    visitor = here.visitor()
    assert visitor.post("/aanmelden/wachtwoord", MANAGES).status == 303
    (account,) = [one for one in here.organisation.visits.accounts.managers() if one.wachtwoord]
    here.organisation.visits.log_ins.revoke_account(account.id)  # as a new password does
    answer = sent(visitor, at_password(visitor, "/overzicht"), MANAGES)
    assert answer.headers["Location"] == "/overzicht"


def test_a_paper_is_where_one_wanted_to_be_too(here: Here) -> None:
    visitor, paper = here.visitor(), f"/uitvoer/meenemen.html?o={here.one.id}"
    assert sent(visitor, opened(visitor, paper), here.key()).headers["Location"] == paper


def test_the_card_for_the_day_is_where_a_calendar_leads(here: Here) -> None:
    visitor, card = here.visitor(), day_card_path(here.one.id)
    assert sent(visitor, opened(visitor, card), here.key()).headers["Location"] == card


def test_who_signs_out_to_sign_in_as_another_comes_there(here: Here) -> None:
    visitor = here.visitor()
    assert visitor.sign_in(here.key()["sleutel"]).status == 303
    page = opened(visitor, f"/aanmelden?naar={quote(here.step, safe='')}")
    (action,) = re.findall(r'action="(/afmelden[^"]*)"', page.text)
    place = visitor.post(unescape(action)).headers["Location"]
    assert sent(visitor, opened(visitor, place), here.key()).headers["Location"] == here.step


@pytest.mark.parametrize(
    "foreign",
    [
        "//evil.example/stap-3",
        "https://evil.example/stap-3",
        "/\\evil.example",
        "/%2Fevil.example",
        "/%5Cevil.example",
        "/team%0d%0aSet-Cookie: x=y",
        "/team@evil.example",
        "/afmelden",
    ],
)
def test_by_no_way_in_anybody_is_led_elsewhere(here: Here, foreign: str) -> None:
    asked = f"?naar={quote(foreign, safe='')}"
    home = {"team": "/team", "oefening": f"/stap-4?o={here.one.id}", "wachtwoord": "/beheer"}
    typed = {"team": here.key(), "oefening": here.code(here.one), "wachtwoord": ADVISER}
    for way, fields in typed.items():
        for path, more in (
            (f"/aanmelden/{way}{asked}", {}),
            (f"/aanmelden/{way}", {"naar": foreign}),
        ):
            answer = here.visitor().post(path, {**fields, **more})
            assert (answer.status, answer.headers["Location"]) == (303, home[way])
            assert "x" not in answer.cookies
    visitor = here.visitor()
    leaves = visitor.get(f"/aanmelden/organisatie{asked}").headers["Location"]
    back = urlsplit(here.house.at_provider(leaves))
    assert visitor.get(f"{back.path}?{back.query}").headers["Location"] == "/overzicht"


def test_the_link_to_set_up_works_with_what_a_sentence_left_behind_it(here: Here) -> None:
    folder = here.house.server.store.parent / "nieuw"
    token = Organisatie(folder).visits.setting_up.new_link()
    server = Server(folder, folder.with_suffix(".log")).start()
    try:
        visitor = HttpDriver(server)
        page = visitor.get(f"/inrichten/{token}).?utm_source=x&naar=%2Fhelp")
        new = {"organisatie": "Zorg", "wachtwoord": WACHTWOORD, "nogmaals": WACHTWOORD}
        answer = sent(visitor, page, new)
        assert (answer.status, answer.headers["Location"]) == (303, "/help")
    finally:
        server.stop()
