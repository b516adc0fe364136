"""Signing in by the organisation: a real server, and a real provider."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from gesprek.domain.dates import utc_now
from gesprek.services.audit_log import AuditEvent, AuditLine, AuditLog
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.openid_provider import PERSON, SECRET
from tests.web.http_driver import HttpDriver
from tests.web.organisation_server import (
    START,
    TERUG,
    WACHTWOORD,
    attempts_in,
    kind,
    path_of,
    refused,
)

if TYPE_CHECKING:
    from tests.web.organisation_server import House


# Signing in


@pytest.mark.parametrize("gedrag", ["goed", "post"])
def test_who_has_the_role_comes_in_as_a_manager(
    house: House, driver: HttpDriver, gedrag: str
) -> None:
    house.choose(gedrag)
    answer = house.sign_in(driver)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert kind(driver) == "manager"
    assert driver.page().startswith("soort=manager aanmelding=")
    assert [one.naam for one in house.visits.accounts.managers()] == ["Noor de Boer"]


def test_the_cookie_of_the_log_in_is_like_that_of_a_password(house: House) -> None:
    cookie = house.sign_in().log_in
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert not cookie["max-age"]


def test_who_comes_again_has_the_same_account(house: House) -> None:
    house.sign_in()
    (before,) = house.visits.accounts.managers()
    house.aanbieder.persoon["name"] = "Noor Bakker"
    assert house.sign_in().status == 303
    assert house.visits.accounts.managers() == [before]


def test_somebody_else_with_the_same_name_has_an_account_of_their_own(house: House) -> None:
    house.sign_in()
    house.aanbieder.persoon["sub"] = "sub-18"
    house.sign_in()
    named = [one.naam for one in house.visits.accounts.managers()]
    assert named == ["Noor de Boer", "Noor de Boer 2"]


def test_an_e_mail_address_never_becomes_a_name(house: House) -> None:
    house.aanbieder.persoon["name"] = "noor@zorg.example"
    house.sign_in()
    assert [one.naam for one in house.visits.accounts.managers()] == ["Manager 1"]


def test_signing_in_ends_the_log_in_that_this_browser_had(house: House, driver: HttpDriver) -> None:
    assert driver.post("/aanmelden/wachtwoord", {"wachtwoord": WACHTWOORD}).status == 303
    before = dict(driver.cookies)
    house.sign_in(driver)
    assert kind(driver) == "manager"
    assert kind(HttpDriver(house.server, before)) == "gast"


# Leaving for the provider


def test_where_the_provider_is_found_is_asked_once(house: House) -> None:
    house.choose("vers")
    for _ in range(2):
        assert house.sign_in().status == 303
    asked = [path for path in house.aanbieder.gevraagd if path.startswith("/vers/")]
    assert len([path for path in asked if path.endswith("/openid-configuration")]) == 1
    assert len([path for path in asked if path.endswith("/sleutels")]) == 2  # they may change


def test_the_provider_gets_pkce_state_and_nonce_and_never_the_secret(
    house: House, driver: HttpDriver
) -> None:
    answer = driver.get(START)
    place = answer.headers["Location"]
    assert place.startswith(house.aanbieder.issuer() + "/aanmelden?taal=nl&")
    asked = {name: value for name, (value,) in parse_qs(urlsplit(place).query).items()}
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid profile"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[one]) for one in ("state", "nonce", "code_challenge")) >= 43
    assert asked["redirect_uri"] == house.server.url + TERUG
    assert SECRET not in place
    assert answer.headers["Cache-Control"] == "no-store"


def test_each_attempt_is_another(house: House) -> None:
    places = [HttpDriver(house.server).get(START).headers["Location"] for _ in range(2)]
    queries = [parse_qs(urlsplit(place).query) for place in places]
    for one in ("state", "nonce", "code_challenge"):
        assert queries[0][one] != queries[1][one]


def test_the_cookie_of_an_attempt_lives_ten_minutes_on_these_paths_only(
    house: House, driver: HttpDriver
) -> None:
    answer = driver.get(START)
    (name,) = attempts_in(answer)
    cookie = answer.cookies[name]
    assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == (START, "600", "lax")
    assert cookie["httponly"]
    for told in parse_qs(urlsplit(answer.headers["Location"]).query).values():
        assert told[0] not in cookie.value  # what it holds tells nothing of the attempt
    back = driver.get(path_of(house.at_provider(answer.headers["Location"])))
    assert (back.cookies[name].value, back.cookies[name]["path"]) == ("", START)


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_Host": "boef.example"},
        {"X_Forwarded_Proto": "https", "X_Forwarded_Port": "444"},
        {"Forwarded": "host=boef.example;proto=https"},
        {"X_Original_Host": "boef.example"},
    ],
)
def test_no_header_changes_where_the_provider_sends_people_back_to(
    house: House, driver: HttpDriver, headers: dict[str, str]
) -> None:
    place = driver.get(START, **headers).headers["Location"]
    assert parse_qs(urlsplit(place).query)["redirect_uri"] == [house.server.url + TERUG]


def test_a_foreign_host_name_gets_no_way_to_the_provider(house: House) -> None:
    answer = HttpDriver(house.server, host="boef.example").get(START)
    assert answer.status == 400
    assert "Location" not in answer.headers


# Somebody who was not sent by us


def asked_for_tokens(house: House) -> int:
    return len([path for path in house.aanbieder.gevraagd if path.endswith("/token")])


def test_an_answer_counts_once(house: House, driver: HttpDriver) -> None:
    path = house.leave(driver)
    kept = dict(driver.cookies)
    assert driver.get(path).status == 303
    before = asked_for_tokens(house)
    refused(HttpDriver(house.server, kept).get(path), 403, "te oud of al gebruikt")
    assert asked_for_tokens(house) == before


def test_an_answer_in_another_browser_lets_nobody_in(house: House, driver: HttpDriver) -> None:
    path, before = house.leave(driver), asked_for_tokens(house)
    refused(HttpDriver(house.server).get(path), 403, "te oud of al gebruikt")
    other = HttpDriver(house.server)
    house.leave(other)
    refused(other.get(path), 403, "te oud of al gebruikt")
    assert asked_for_tokens(house) == before


@pytest.mark.parametrize("koek", ["", "x", "1-2.3", "{}.{}", "9999999999-abc.def"])
def test_a_made_up_cookie_is_none(house: House, driver: HttpDriver, koek: str) -> None:
    path = house.leave(driver)
    (name,) = driver.cookies
    refused(HttpDriver(house.server, {name: koek}).get(path), 403, "te oud of al gebruikt")


@pytest.mark.parametrize("query", ["", "state=", "state=%C3%A9", "state=x&code=y", "error=z"])
def test_an_answer_without_the_right_state_is_none(
    house: House, driver: HttpDriver, query: str
) -> None:
    house.leave(driver)
    refused(driver.get(f"{TERUG}?{query}"), 403, "te oud of al gebruikt")


def test_the_code_of_another_attempt_lets_nobody_in(house: House, driver: HttpDriver) -> None:
    stolen = parse_qs(urlsplit(house.leave(HttpDriver(house.server))).query)["code"][0]
    own = parse_qs(urlsplit(house.leave(driver)).query)["state"][0]
    query = urlencode({"state": own, "code": stolen})
    refused(driver.get(f"{TERUG}?{query}"), 403, "klopt niet")


@pytest.mark.parametrize("more", [{"code": "x" * 6_000}, {"code": ""}, {"iss": "https://b.nl"}])
def test_an_answer_of_another_shape_or_provider_is_not_taken_there(
    house: House, driver: HttpDriver, more: dict[str, str]
) -> None:
    told = {name: value for name, (value,) in parse_qs(urlsplit(house.leave(driver)).query).items()}
    before = asked_for_tokens(house)
    refused(driver.get(f"{TERUG}?{urlencode({**told, **more})}"), 403, "klopt niet")
    assert asked_for_tokens(house) == before


# The advisor's side


def test_a_removed_manager_is_out_at_once_and_stays_out_until_let_in_again(house: House) -> None:
    one = HttpDriver(house.server)
    house.sign_in(one)
    (account,) = house.visits.accounts.managers()
    house.visits.administration.remove_manager(account.id)
    assert kind(one) == "gast"
    refused(house.sign_in(), 403, "De kwaliteitsadviseur heeft je toegang gestopt.")
    assert house.visits.accounts.managers() == []
    house.visits.accounts.allow_again(account.id)
    assert house.sign_in().status == 303


@pytest.mark.parametrize("wachtwoord", ["", WACHTWOORD, "van niemand"])
def test_no_password_opens_an_account_of_the_organisation(
    house: House, driver: HttpDriver, wachtwoord: str
) -> None:
    house.sign_in()
    fields = {"wie": "manager", "naam": "Noor de Boer", "wachtwoord": wachtwoord}
    assert driver.post("/aanmelden/wachtwoord", fields).status == 403
    assert not driver.cookies


def test_the_way_is_shown_where_it_was_set_and_shut_where_it_was_not(
    house: House, driver: HttpDriver
) -> None:
    link = f'href="{START}"'
    assert link in driver.get("/aanmelden/wachtwoord").text
    assert link in driver.post("/aanmelden/wachtwoord", {"wachtwoord": "x"}).text
    assert link not in driver.get("/aanmelden").text
    path = house.leave(driver)
    house.set(None)
    assert link not in driver.get("/aanmelden/wachtwoord").text
    refused(HttpDriver(house.server).get(START), 403, "staat uit")
    refused(driver.get(path), 403, "staat uit")


def test_without_the_client_secret_the_way_is_shut(house: House, driver: HttpDriver) -> None:
    house.visits.organisation.set_secret("")
    try:
        assert f'href="{START}"' not in driver.get("/aanmelden/wachtwoord").text
        refused(driver.get(START), 403, "staat uit")
    finally:
        house.visits.organisation.set_secret(SECRET)


def test_a_changed_secret_counts_at_once(house: House) -> None:
    assert house.sign_in().status == 303
    house.visits.organisation.set_secret("een-ander-geheim")
    try:
        refused(house.sign_in(), 503, "de instellingen na te kijken")
    finally:
        house.visits.organisation.set_secret(SECRET)


def all_lines(audit_log: AuditLog) -> list[AuditLine]:
    return [line for month in audit_log.months() for line in audit_log.lines_of(month)]


def test_the_log_tells_that_a_manager_came_in_and_never_who(house: House) -> None:
    audit_log = AuditLog(TinyDBStore(house.server.store), utc_now)
    before = len(all_lines(audit_log))
    path = house.leave(one := HttpDriver(house.server))
    one.get(path)
    lines = all_lines(audit_log)
    assert [line.wat for line in lines[: len(lines) - before]] == [AuditEvent.AANGEMELD]
    house.choose("nonce")
    house.sign_in()
    told = [file.read_text("utf-8") for file in (house.server.store / "logboek").iterdir()]
    assert any('"manager"' in one for one in told)
    told.append(house.server.log.read_text("utf-8"))
    (state,) = parse_qs(urlsplit(path).query)["state"]
    secrets = [*house.aanbieder.uitgegeven, state, SECRET, "Noor", "sub-17"]
    assert not [one for one in secrets if any(one in text for text in told)]


def test_nothing_of_the_provider_enters_the_store_but_a_name(house: House) -> None:
    house.sign_in()
    whole = "".join(repr(one) for one in TinyDBStore(house.server.store).export())
    assert "Noor de Boer" in whole
    for one in (SECRET, PERSON["sub"], *house.aanbieder.uitgegeven):
        assert str(one) not in whole


# Two tabs


def test_two_tabs_that_leave_for_the_provider_both_come_in(
    house: House, driver: HttpDriver
) -> None:
    paths = [house.leave(driver) for _ in range(2)]
    for path in paths:
        assert driver.get(path).status == 303
        assert kind(driver) == "manager"


def test_of_many_attempts_a_browser_keeps_the_last_ones(house: House, driver: HttpDriver) -> None:
    paths = []
    for _ in range(7):
        answer = driver.get(START)
        paths.append(path_of(house.at_provider(answer.headers["Location"])))
        for name in attempts_in(answer):
            if not answer.cookies[name].value:  # taken away by the server
                del driver.cookies[name]
    assert len(driver.cookies) == 5
    assert driver.get(paths[-1]).status == 303
    refused(driver.get(paths[0]), 403, "te oud of al gebruikt")
