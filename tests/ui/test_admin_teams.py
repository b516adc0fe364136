"""Beheer after the set-up: teams and their keys, managers, the organisation and its threshold."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1.element_tree import Radio

from gesprek.access.settings import Netwerk
from gesprek.domain.errors import NaamOngeldig, TekstOntbreekt, TekstTeLang
from gesprek.domain.team import Team, new_team
from gesprek.services.archive import Archief
from gesprek.services.visits import Portier
from gesprek.storage.ids import new_id
from gesprek.ui.frame.words import tekst
from tests.ui.conftest import WACHTWOORD
from tests.ui.oefeningen import KWAAD, NAMES
from tests.ui.tab import Tab
from tests.ui.test_start_and_team import WRONG_NAMES

TEAM_NAAM = tekst("teams.naam")
NOT_SIGNED_IN = "Meld je eerst aan."
MAAK = tekst("teams.maak")
ANDER = "twee groene fietsen op zolder"


def key_on_card(tab: Tab) -> str:
    (key,) = [one.value for one in tab.at.code]
    return str(key)


# --- teams -----------------------------------------------------------------------------------


def test_a_new_team_gets_a_key_that_is_shown_once_and_opens_it(
    beheer: Tab, archief: Archief, portier: Portier
) -> None:
    beheer.write(TEAM_NAAM, "  Team  Zonne\u00adbloem 2 ")
    beheer.tap(MAAK)
    (made,) = archief.teams()
    assert made.naam == "Team Zonne\u00adbloem 2"
    key = key_on_card(beheer)
    assert portier.ingang.by_key(key, "10.0.0.1", onthoud=False).team == made.id
    assert not beheer.at.tabs
    beheer.tap(tekst("sleutelkaart.klaar"))
    beheer.sees(made.naam)
    beheer.sees_not(key)


def refusal(naam: str) -> str:
    """Return the domain's own sentence about this name."""
    with pytest.raises((NaamOngeldig, TekstTeLang, TekstOntbreekt)) as refused:
        new_team(new_id(), naam)
    return refused.value.zin


@pytest.mark.parametrize(
    "naam", ["", "   ", "\u200b\u200d", *WRONG_NAMES], ids=lambda naam: naam[:9]
)
def test_a_wrong_team_name_is_refused_in_dutch_stays_in_its_field_and_stores_nothing(
    beheer: Tab, archief: Archief, naam: str
) -> None:
    beheer.type(TEAM_NAAM, naam)
    beheer.tap(MAAK)
    assert [error.value for error in beheer.at.error] == [refusal(naam)]
    assert beheer.holds(TEAM_NAAM, naam)
    assert archief.teams() == []
    beheer.is_plain()


@pytest.mark.parametrize("naam", ["Team Ëmïl 🌻", "צוות צפון", "فريق الشمال", "'t Huis (2.0)"])
def test_a_name_may_have_every_letter_and_emoji(beheer: Tab, archief: Archief, naam: str) -> None:
    beheer.type(TEAM_NAAM, naam)
    beheer.tap(MAAK)
    assert archief.teams()[0].naam == naam
    beheer.sees(naam)


def test_a_renewed_key_ends_the_old_one_and_who_is_signed_in(
    beheer: Tab, team: Team, portier: Portier
) -> None:
    old = portier.renew_key(team.id)
    inside = portier.ingang.by_key(old, "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.tap(tekst("teams.nieuwe_sleutel"))
    assert portier.by_id(inside.id) is None
    assert portier.teamsleutels.team_of(old) is None
    assert portier.teamsleutels.team_of(key_on_card(beheer)) == team.id


def test_a_team_can_get_another_name(beheer: Tab, team: Team, archief: Archief) -> None:
    beheer.reload()
    beheer.type(TEAM_NAAM, "Team Noord", nth=1)
    beheer.tap(tekst("teams.bewaar_naam"))
    renamed = archief.team(team.id).waarde
    assert renamed.naam == "Team Noord"
    assert renamed.deelnemers == team.deelnemers


def test_a_team_in_the_archive_is_shut_until_it_is_taken_back(
    beheer: Tab, team: Team, portier: Portier, archief: Archief
) -> None:
    key = portier.renew_key(team.id)
    inside = portier.ingang.by_key(key, "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.tap(tekst("teams.archiveer_nu"))
    assert portier.by_id(inside.id) is None
    assert portier.teamsleutels.team_of(key) is None
    beheer.tap(tekst("teams.haal_terug"))
    assert portier.teamsleutels.team_of(key_on_card(beheer)) == team.id
    assert archief.team(team.id).waarde == team


def test_the_advisor_sees_no_name_of_anybody_in_a_team(beheer: Tab, team: Team) -> None:
    beheer.reload()
    beheer.sees(team.naam)
    beheer.sees_not(*NAMES)


def test_a_device_that_is_signed_out_in_the_list_is_out(
    beheer: Tab, team: Team, portier: Portier
) -> None:
    inside = portier.ingang.by_key(portier.renew_key(team.id), "10.0.0.1", onthoud=True)
    beheer.reload()
    beheer.sees(tekst("apparaten.onthouden"))
    beheer.tap(tekst("apparaten.meld_af"))
    assert portier.by_id(inside.id) is None
    beheer.sees(tekst("apparaten.geen"))


# --- managers --------------------------------------------------------------------------------


def test_a_manager_who_is_added_can_sign_in_and_one_who_is_removed_is_out(
    beheer: Tab, portier: Portier
) -> None:
    beheer.type(tekst("managers.naam"), "Anne")
    beheer.type(tekst("managers.wachtwoord"), ANDER)
    beheer.tap(tekst("managers.voeg_toe"))
    beheer.sees("Anne")
    assert beheer.holds(tekst("managers.wachtwoord"), "", nth=1)
    inside = portier.ingang.by_password("Anne", ANDER, "10.0.0.1")
    beheer.tap(tekst("managers.weg_nu"))
    assert portier.by_id(inside.id) is None
    beheer.sees(tekst("managers.geen"))


@pytest.mark.parametrize(
    ("naam", "wachtwoord"),
    [("", ANDER), ("Anne", ""), ("Anne", "kort"), (f"**{KWAAD}**", ANDER), ("Anne", "a" * 10_000)],
)
def test_a_manager_without_a_fit_name_and_password_is_refused_in_dutch(
    beheer: Tab, portier: Portier, naam: str, wachtwoord: str
) -> None:
    beheer.type(tekst("managers.naam"), naam)
    beheer.type(tekst("managers.wachtwoord"), wachtwoord)
    beheer.tap(tekst("managers.voeg_toe"))
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert portier.accounts.managers() == []
    assert beheer.holds(tekst("managers.naam"), naam)


def network(beheer: Tab) -> Radio[object]:
    (field,) = [one for one in beheer.at.radio if one.label == tekst("organisatie.netwerk")]
    return field


# --- the organisation ------------------------------------------------------------------------


def test_the_network_asks_what_each_way_needs_and_keeps_it(beheer: Tab, portier: Portier) -> None:
    network(beheer).set_value(Netwerk.PROXY)
    beheer.at.run()
    beheer.type(tekst("organisatie.namen"), "gesprek.zorg.example, 10.0.0.3")
    beheer.type(tekst("organisatie.proxies"), "10.0.0.2")
    beheer.tap(tekst("organisatie.bewaar"))
    settings = portier.instellingen()
    assert settings.netwerk is Netwerk.PROXY
    assert settings.namen == ("gesprek.zorg.example", "10.0.0.3")
    assert settings.ingericht


@pytest.mark.parametrize("way", [Netwerk.CERTIFICAAT, Netwerk.PROXY, Netwerk.ONBEVEILIGD])
def test_a_way_without_what_it_needs_is_refused_and_nothing_changes(
    beheer: Tab, portier: Portier, way: Netwerk
) -> None:
    before = portier.instellingen()
    network(beheer).set_value(way)
    beheer.at.run()
    beheer.tap(tekst("organisatie.bewaar"))
    assert len(beheer.at.error) == 1
    assert portier.instellingen() == before


def test_an_open_network_without_tls_is_told_on_every_page(
    beheer: Tab, as_visitor: Callable[..., Tab], portier: Portier
) -> None:
    network(beheer).set_value(Netwerk.ONBEVEILIGD)
    beheer.at.run()
    beheer.type(tekst("organisatie.namen"), "10.0.0.3")
    beheer.tap(tekst("organisatie.bewaar"))
    beheer.sees(tekst("aanwezig.onbeveiligd"))
    guest = as_visitor("gast")
    guest.open("start")
    guest.sees(tekst("aanwezig.onbeveiligd"))
    assert portier.instellingen().onbeveiligd_sinds


def test_the_threshold_goes_up_and_never_down(beheer: Tab, portier: Portier) -> None:
    beheer.set_number(tekst("organisatie.drempel"), 12)
    assert portier.instellingen().drempel == 5  # a slip of the finger changes nothing
    beheer.tap(tekst("organisatie.verhoog"))
    assert portier.instellingen().drempel == 12
    beheer.reload()
    assert beheer.number(tekst("organisatie.drempel")).min == 12


def test_another_password_of_the_advisor_needs_the_old_one(beheer: Tab, portier: Portier) -> None:
    fields = ("wachtwoord_nu", "wachtwoord_nieuw", "wachtwoord_nogmaals")
    for typed in (("fout", ANDER, ANDER), (WACHTWOORD, ANDER, "anders")):
        for field, text in zip(fields, typed, strict=True):
            beheer.type(tekst(f"organisatie.{field}"), text)
        beheer.tap(tekst("organisatie.wachtwoord_bewaar"))
        assert len(beheer.at.error) == 1
        assert portier.accounts.is_right(portier.accounts.adviseur(), WACHTWOORD)
    for field, text in zip(fields, (WACHTWOORD, ANDER, ANDER), strict=True):
        beheer.type(tekst(f"organisatie.{field}"), text)
    beheer.tap(tekst("organisatie.wachtwoord_bewaar"))
    assert portier.accounts.is_right(portier.accounts.adviseur(), ANDER)
    beheer.sees(NOT_SIGNED_IN)  # the log-ins of the old password have ended


def test_signing_everybody_out_ends_the_own_log_in_too(beheer: Tab) -> None:
    beheer.tap(tekst("organisatie.iedereen_nu"))
    beheer.sees(NOT_SIGNED_IN)


def test_who_signs_out_is_a_guest_at_once(beheer: Tab) -> None:
    beheer.tap(tekst("aanwezig.afmelden"))
    beheer.sees(NOT_SIGNED_IN)
    assert not beheer.at.tabs


def test_fields_that_were_away_come_back_with_what_is_stored(beheer: Tab, team: Team) -> None:
    assert not team.gearchiveerd
    beheer.reload()
    beheer.tap(tekst("teams.nieuwe_sleutel"))
    beheer.tap(tekst("sleutelkaart.klaar"))
    assert beheer.holds(tekst("organisatie.organisatie"), "Zorg aan de Maas")


def test_before_the_set_up_beheer_has_no_teams_and_no_managers(tab: Tab) -> None:
    tab.open("beheer")
    assert [one.label for one in tab.at.tabs] == [
        tekst("beheer.teksten"),
        tekst("beheer.privacy"),
        tekst("beheer.bewaren"),
        tekst("beheer.opslag"),
    ]


# --- the sign-in of the organisation -----------------------------------------------------------


def fill_in_the_sign_in(beheer: Tab, **typed: str) -> None:
    given = {
        "uitgever": "https://aanmelden.zorg.example",
        "client_id": "gesprekstool",
        "waarde": "Managers",
        "geheim": "een-geheim-van-de-aanbieder",
        **typed,
    }
    for name, text in given.items():
        beheer.type(tekst(f"aanmelding.{name}"), text)
    beheer.tap(tekst("aanmelding.bewaar"))


def test_the_sign_in_of_the_organisation_is_kept_and_its_secret_never_shown(
    beheer: Tab, portier: Portier
) -> None:
    fill_in_the_sign_in(beheer)
    kept, secret = portier.organisatie.settings()
    assert (kept.uitgever, kept.waarde) == ("https://aanmelden.zorg.example", "Managers")
    assert secret == "een-geheim-van-de-aanbieder"  # noqa: S105 - invented
    beheer.reload()
    assert beheer.holds(tekst("aanmelding.client_id"), "gesprekstool")
    assert beheer.holds(tekst("aanmelding.geheim"), "")
    beheer.sees_not(secret)
    beheer.type(tekst("aanmelding.waarde"), "Leidinggevenden")
    beheer.tap(tekst("aanmelding.bewaar"))  # without the secret: it stays
    assert portier.organisatie.settings()[1] == secret
    beheer.tap(tekst("aanmelding.zet_uit"))
    assert not portier.organisatie.is_open


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
    beheer: Tab, portier: Portier, typed: dict[str, str]
) -> None:
    fill_in_the_sign_in(beheer, **typed)
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert not portier.organisatie.is_open


def test_a_removed_manager_of_the_organisation_can_be_let_in_again(
    beheer: Tab, portier: Portier
) -> None:
    account = portier.accounts.admit("a" * 40, "Anne")
    beheer.reload()
    beheer.sees("Anne", tekst("managers.met_organisatie"))
    beheer.tap(tekst("managers.weg_nu"))
    assert [one.naam for one in portier.accounts.blocked()] == ["Anne"]
    beheer.tap(tekst("aanmelding.laat_toe"))
    assert portier.accounts.blocked() == []
    assert portier.accounts.admit("a" * 40, "Anne").id == account.id
    beheer.sees(tekst("beheer.log_account_toegelaten"))
