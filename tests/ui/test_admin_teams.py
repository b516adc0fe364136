"""Beheer after the set-up: teams and their keys, managers, the organisation and its threshold."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1.element_tree import Radio

from gesprek.access.settings import NetworkMode
from gesprek.domain.base import InvalidName, TextMissing, TextTooLong
from gesprek.domain.team import Team, new_team
from gesprek.services.archive import Archive
from gesprek.services.visits import Visits
from gesprek.storage.values import new_id
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import KWAAD, NAMES
from tests.ui.conftest import WACHTWOORD
from tests.ui.page_driver import PageDriver
from tests.ui.test_start_and_team import WRONG_NAMES

TEAM_NAAM = screen_text("teams.naam")
NOT_SIGNED_IN = "Meld je eerst aan."
MAAK = screen_text("teams.maak")
ANDER = "twee groene fietsen op zolder"


def key_on_card(tab: PageDriver) -> str:
    (key,) = [one.value for one in tab.at.code]
    return str(key)


# --- teams -----------------------------------------------------------------------------------


def test_a_new_team_gets_a_key_that_is_shown_once_and_opens_it(
    beheer: PageDriver, archive: Archive, visits: Visits
) -> None:
    beheer.write(TEAM_NAAM, "  Team  Zonne\u00adbloem 2 ")
    beheer.tap(MAAK)
    (made,) = archive.teams()
    assert made.naam == "Team Zonnebloem 2"
    key = key_on_card(beheer)
    assert visits.sign_in.by_key(key, "10.0.0.1", onthoud=False).team == made.id
    assert not beheer.at.tabs
    beheer.tap(screen_text("sleutelkaart.klaar"))
    beheer.sees(made.naam)
    beheer.sees_not(key)


def refusal(naam: str) -> str:
    """Return the domain's own sentence about this name."""
    with pytest.raises((InvalidName, TextTooLong, TextMissing)) as refused:
        new_team(new_id(), naam)
    return refused.value.sentence


@pytest.mark.parametrize(
    "naam", ["", "   ", "\u200b\u200d", *WRONG_NAMES], ids=lambda naam: naam[:9]
)
def test_a_wrong_team_name_is_refused_in_dutch_stays_in_its_field_and_stores_nothing(
    beheer: PageDriver, archive: Archive, naam: str
) -> None:
    beheer.type(TEAM_NAAM, naam)
    beheer.tap(MAAK)
    assert [error.value for error in beheer.at.error] == [refusal(naam)]
    beheer.holds(TEAM_NAAM, naam)
    assert archive.teams() == []
    beheer.is_plain()


@pytest.mark.parametrize("naam", ["Team Ëmïl 🌻", "צוות צפון", "فريق الشمال", "'t Huis (2.0)"])
def test_a_name_may_have_every_letter_and_emoji(
    beheer: PageDriver, archive: Archive, naam: str
) -> None:
    beheer.type(TEAM_NAAM, naam)
    beheer.tap(MAAK)
    assert archive.teams()[0].naam == naam
    beheer.sees(naam)


def test_a_renewed_key_ends_the_old_one_and_who_is_signed_in(
    beheer: PageDriver, team: Team, visits: Visits
) -> None:
    old = visits.renew_key(team.id)
    inside = visits.sign_in.by_key(old, "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.tap(screen_text("teams.nieuwe_sleutel"))
    assert visits.by_id(inside.id) is None
    assert visits.team_keys.team_of(old) is None
    assert visits.team_keys.team_of(key_on_card(beheer)) == team.id


def test_a_team_can_get_another_name(beheer: PageDriver, team: Team, archive: Archive) -> None:
    beheer.reload()
    beheer.type(TEAM_NAAM, "Team Noord", nth=1)
    beheer.tap(screen_text("teams.bewaar_naam"))
    renamed = archive.team(team.id).value
    assert renamed.naam == "Team Noord"
    assert renamed.deelnemers == team.deelnemers


def test_a_team_in_the_archive_is_shut_until_it_is_taken_back(
    beheer: PageDriver, team: Team, visits: Visits, archive: Archive
) -> None:
    key = visits.renew_key(team.id)
    inside = visits.sign_in.by_key(key, "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.tap(screen_text("teams.archiveer_nu"))
    assert visits.by_id(inside.id) is None
    assert visits.team_keys.team_of(key) is None
    beheer.tap(screen_text("teams.haal_terug"))
    assert visits.team_keys.team_of(key_on_card(beheer)) == team.id
    assert archive.team(team.id).value == team


def test_the_advisor_sees_no_name_of_anybody_in_a_team(beheer: PageDriver, team: Team) -> None:
    beheer.reload()
    beheer.sees(team.naam)
    beheer.sees_not(*NAMES)


def test_a_device_that_is_signed_out_in_the_list_is_out(
    beheer: PageDriver, team: Team, visits: Visits
) -> None:
    inside = visits.sign_in.by_key(visits.renew_key(team.id), "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.sees(screen_text("apparaten.onthouden"))
    beheer.tap(screen_text("apparaten.meld_af"))
    assert visits.by_id(inside.id) is None
    beheer.sees(screen_text("apparaten.geen"))


# --- managers --------------------------------------------------------------------------------


def test_a_manager_who_is_added_can_sign_in_and_one_who_is_removed_is_out(
    beheer: PageDriver, visits: Visits
) -> None:
    beheer.type(screen_text("managers.naam"), "Anne")
    beheer.type(screen_text("managers.wachtwoord"), ANDER)
    beheer.tap(screen_text("managers.voeg_toe"))
    beheer.sees("Anne")
    beheer.holds(screen_text("managers.wachtwoord"), "", nth=1)
    inside = visits.sign_in.by_password("Anne", ANDER, "10.0.0.1")
    beheer.tap(screen_text("managers.weg_nu"))
    assert visits.by_id(inside.id) is None
    beheer.sees(screen_text("managers.geen"))


@pytest.mark.parametrize(
    ("naam", "wachtwoord"),
    [("", ANDER), ("Anne", ""), ("Anne", "kort"), (f"**{KWAAD}**", ANDER), ("Anne", "a" * 10_000)],
)
def test_a_manager_without_a_fit_name_and_password_is_refused_in_dutch(
    beheer: PageDriver, visits: Visits, naam: str, wachtwoord: str
) -> None:
    beheer.type(screen_text("managers.naam"), naam)
    beheer.type(screen_text("managers.wachtwoord"), wachtwoord)
    beheer.tap(screen_text("managers.voeg_toe"))
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert visits.accounts.managers() == []
    beheer.holds(screen_text("managers.naam"), naam)


def network(beheer: PageDriver) -> Radio[object]:
    (field,) = [one for one in beheer.at.radio if one.label == screen_text("organisatie.netwerk")]
    return field


# --- the organisation ------------------------------------------------------------------------


def test_the_network_asks_what_each_way_needs_and_keeps_it(
    beheer: PageDriver, visits: Visits
) -> None:
    network(beheer).set_value(NetworkMode.PROXY)
    beheer.at.run()
    beheer.type(screen_text("organisatie.namen"), "gesprek.zorg.example, 10.0.0.3")
    beheer.type(screen_text("organisatie.proxies"), "10.0.0.2")
    beheer.tap(screen_text("organisatie.bewaar"))
    settings = visits.settings()
    assert settings.netwerk is NetworkMode.PROXY
    assert settings.namen == ("gesprek.zorg.example", "10.0.0.3")
    assert settings.ingericht


def test_two_advisors_at_once_each_keep_what_they_changed(
    beheer: PageDriver, visits: Visits, as_visitor: Callable[..., PageDriver]
) -> None:
    other = as_visitor(visits.sign_in.by_password(None, WACHTWOORD, "10.0.0.1")).open("beheer")
    network(other).set_value(NetworkMode.PROXY)
    other.at.run()
    other.type(screen_text("organisatie.namen"), "gesprek.zorg.example")
    other.type(screen_text("organisatie.proxies"), "10.0.0.2")
    other.tap(screen_text("organisatie.bewaar"))
    # The button right after it, in one moment: this window saw nothing of the other one.
    beheer.type(screen_text("organisatie.organisatie"), "Zorg aan de Waal")
    beheer.tap(screen_text("organisatie.bewaar"))
    settings = visits.settings()
    assert settings.organisatie == "Zorg aan de Waal"
    assert (settings.netwerk, settings.namen) == (NetworkMode.PROXY, ("gesprek.zorg.example",))


@pytest.mark.parametrize(
    "way", [NetworkMode.CERTIFICAAT, NetworkMode.PROXY, NetworkMode.ONBEVEILIGD]
)
def test_a_way_without_what_it_needs_is_refused_and_nothing_changes(
    beheer: PageDriver, visits: Visits, way: NetworkMode
) -> None:
    before = visits.settings()
    network(beheer).set_value(way)
    beheer.at.run()
    beheer.tap(screen_text("organisatie.bewaar"))
    assert len(beheer.at.error) == 1
    assert visits.settings() == before


def test_an_open_network_without_tls_is_told_on_every_page(
    beheer: PageDriver, as_visitor: Callable[..., PageDriver], visits: Visits
) -> None:
    network(beheer).set_value(NetworkMode.ONBEVEILIGD)
    beheer.at.run()
    beheer.type(screen_text("organisatie.namen"), "10.0.0.3")
    beheer.tap(screen_text("organisatie.bewaar"))
    beheer.sees(screen_text("aanwezig.onbeveiligd"))
    guest = as_visitor("gast")
    guest.open("start")
    guest.sees(screen_text("aanwezig.onbeveiligd"))
    assert visits.settings().onbeveiligd_sinds


def test_the_threshold_goes_up_and_never_down(beheer: PageDriver, visits: Visits) -> None:
    beheer.set_number(screen_text("organisatie.drempel"), 12)
    assert visits.settings().drempel == 5  # a slip of the finger changes nothing
    beheer.tap(screen_text("organisatie.verhoog"))
    assert visits.settings().drempel == 12
    beheer.reload()
    assert beheer.number(screen_text("organisatie.drempel")).min == 12


def test_another_password_of_the_advisor_needs_the_old_one(
    beheer: PageDriver, visits: Visits
) -> None:
    fields = ("wachtwoord_nu", "wachtwoord_nieuw", "wachtwoord_nogmaals")
    for typed in (("fout", ANDER, ANDER), (WACHTWOORD, ANDER, "anders")):
        for field, text in zip(fields, typed, strict=True):
            beheer.type(screen_text(f"organisatie.{field}"), text)
        beheer.tap(screen_text("organisatie.wachtwoord_bewaar"))
        assert len(beheer.at.error) == 1
        assert visits.accounts.is_right(visits.accounts.adviseur(), WACHTWOORD)
    for field, text in zip(fields, (WACHTWOORD, ANDER, ANDER), strict=True):
        beheer.type(screen_text(f"organisatie.{field}"), text)
    beheer.tap(screen_text("organisatie.wachtwoord_bewaar"))
    assert visits.accounts.is_right(visits.accounts.adviseur(), ANDER)
    beheer.sees(NOT_SIGNED_IN)  # the log-ins of the old password have ended


def test_signing_everybody_out_ends_the_own_log_in_too(beheer: PageDriver) -> None:
    beheer.tap(screen_text("organisatie.iedereen_nu"))
    beheer.sees(NOT_SIGNED_IN)


def test_who_signs_out_is_a_guest_at_once(beheer: PageDriver) -> None:
    beheer.tap(screen_text("aanwezig.afmelden"))
    beheer.sees(NOT_SIGNED_IN)
    assert not beheer.at.tabs


def test_fields_that_were_away_come_back_with_what_is_stored(
    beheer: PageDriver, team: Team
) -> None:
    assert not team.gearchiveerd
    beheer.reload()
    beheer.tap(screen_text("teams.nieuwe_sleutel"))
    beheer.tap(screen_text("sleutelkaart.klaar"))
    beheer.holds(screen_text("organisatie.organisatie"), "Zorg aan de Maas")


def test_before_the_set_up_beheer_has_no_teams_and_no_managers(tab: PageDriver) -> None:
    tab.open("beheer")
    assert [one.label for one in tab.at.tabs] == [
        screen_text("beheer.teksten"),
        screen_text("beheer.privacy"),
        screen_text("beheer.bewaren"),
        screen_text("beheer.opslag"),
    ]


# --- the sign-in of the organisation -----------------------------------------------------------


def fill_in_the_sign_in(beheer: PageDriver, **typed: str) -> None:
    given = {
        "uitgever": "https://aanmelden.zorg.example",
        "client_id": "gesprekstool",
        "waarde": "Managers",
        "geheim": "een-geheim-van-de-aanbieder",
        **typed,
    }
    for name, text in given.items():
        beheer.type(screen_text(f"aanmelding.{name}"), text)
    beheer.tap(screen_text("aanmelding.bewaar"))


def test_the_sign_in_of_the_organisation_is_kept_and_its_secret_never_shown(
    beheer: PageDriver, visits: Visits
) -> None:
    fill_in_the_sign_in(beheer)
    kept, secret = visits.organisation.settings()
    assert (kept.uitgever, kept.waarde) == ("https://aanmelden.zorg.example", "Managers")
    assert secret == "een-geheim-van-de-aanbieder"  # noqa: S105 - invented
    beheer.reload()
    beheer.holds(screen_text("aanmelding.client_id"), "gesprekstool")
    beheer.holds(screen_text("aanmelding.geheim"), "")
    beheer.sees_not(secret)
    beheer.type(screen_text("aanmelding.waarde"), "Leidinggevenden")
    beheer.tap(screen_text("aanmelding.bewaar"))  # without the secret: it stays
    assert visits.organisation.settings()[1] == secret
    beheer.tap(screen_text("aanmelding.zet_uit"))
    assert not visits.organisation.is_open


@pytest.mark.parametrize(
    "typed",
    [
        {"uitgever": ""},
        {"uitgever": "http://aanmelden.zorg.example"},
        {"uitgever": "javascript:alert(1)"},
        {"client_id": ""},
        {"waarde": ""},
        {"geheim": ""},
        {"geheim": "twee woorden"},
        {"uitgever": "https://" + "a" * 100_000},
    ],
    ids=str,
)
def test_a_sign_in_that_cannot_work_is_refused_in_dutch(
    beheer: PageDriver, visits: Visits, typed: dict[str, str]
) -> None:
    fill_in_the_sign_in(beheer, **typed)
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert not visits.organisation.is_open


def test_a_removed_manager_of_the_organisation_can_be_let_in_again(
    beheer: PageDriver, visits: Visits
) -> None:
    account = visits.accounts.admit("a" * 40, "Anne")
    beheer.reload()
    beheer.sees("Anne", screen_text("managers.met_organisatie"))
    beheer.tap(screen_text("managers.weg_nu"))
    assert [one.naam for one in visits.accounts.blocked()] == ["Anne"]
    beheer.tap(screen_text("aanmelding.laat_toe"))
    assert visits.accounts.blocked() == []
    assert visits.accounts.admit("a" * 40, "Anne").id == account.id
    beheer.sees(screen_text("beheer.log_account_toegelaten"))
