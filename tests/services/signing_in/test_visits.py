"""Coming in, being known, going out, and guessing."""

import random
from pathlib import Path

import pytest

from gesprek.access.access_errors import GeheimBeschadigd, Geweigerd, InrichtenOnmogelijk, TeVaak
from gesprek.access.guess_limits import Grenzen
from gesprek.access.join_codes import SIGNS, CodeOnleesbaar
from gesprek.access.passwords import Wachtwoorden, woorden
from gesprek.access.request_origin import Verzoek
from gesprek.access.settings import Instellingen
from gesprek.access.signing import Geheim
from gesprek.access.visitors import GAST, LOKAAL, Bezoeker, Bezoekersoort
from gesprek.domain.oefening import Oefening
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.visits import Portier
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import Sleutel, Soort, Store
from gesprek.storage.shared_state import Geheugenemmers
from tests.access.conftest import Klok

GOED = "een paarse fiets in de sloot"
HIER = "192.0.2.1"
DAAR = "198.51.100.1"
BUITEN = Verzoek(HIER, {"host": "gesprek.nl"})
EIGEN = Verzoek("127.0.0.1", {"host": "localhost:8501"})


@pytest.fixture
def portier(store: Store, geheim: Geheim, klok: Klok, wachtwoorden: Wachtwoorden) -> Portier:
    limits = Grenzen(Geheugenemmers(lambda: klok().timestamp()), geheim)
    one = Portier(store, geheim, klok, limits, wachtwoorden)
    one.set_up(one.inrichting.new_link(), Instellingen(organisatie="Zorg"), GOED)
    return one


def make_oefening(store: Store, klok: Klok, team: str) -> str:
    one = Oefening(
        id=new_oefening_id(team), team=team, created=klok.now, werkvorm=Werkvorm.ROLLENSPEL
    )
    store.create(Sleutel(Soort.OEFENING, one.id, team), one.to_document())
    return one.id


def guesser(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same guesses each time


def wrong_key(source: random.Random) -> str:
    return "-".join(source.choices(woorden(), k=4))


def guess_key(portier: Portier, source: random.Random, adres: str) -> type[Exception]:
    try:
        portier.ingang.by_key(wrong_key(source), adres, onthoud=False)
    except (Geweigerd, TeVaak) as error:
        return type(error)
    raise AssertionError("a guess came in")


def guess_code(portier: Portier, source: random.Random, adres: str) -> type[Exception]:
    try:
        portier.ingang.by_code("".join(source.choices(SIGNS, k=6)), adres)
    except (Geweigerd, TeVaak) as error:
        return type(error)
    raise AssertionError("a guess came in")


def guess_password(
    portier: Portier, adres: str = DAAR, naam: str | None = None, device: str = ""
) -> type[Exception]:
    try:
        portier.ingang.by_password(naam, "niet het wachtwoord", adres, device)
    except (Geweigerd, TeVaak) as error:
        return type(error)
    raise AssertionError("a guess came in")


# Who is this?


def test_a_team_that_came_in_by_key_is_known_by_its_cookie(portier: Portier) -> None:
    team = new_id()
    one = portier.ingang.by_key(portier.renew_key(team).upper(), HIER, onthoud=False)
    found = portier.at_door(portier.cookie_of(one), BUITEN)
    assert found.bezoeker == Bezoeker(Bezoekersoort.TEAM, team=team)
    assert found.aanmelding == one


@pytest.mark.parametrize("koek", ["", "x", "x.y", "0" * 40, "é", "0" * 5_000])
def test_a_forged_cookie_is_a_guests(portier: Portier, koek: str) -> None:
    assert portier.at_door(koek, BUITEN).bezoeker == GAST


def test_the_bare_id_of_a_log_in_is_no_cookie(portier: Portier) -> None:
    one = portier.ingang.by_password(None, GOED, HIER)
    assert portier.at_door(one.id, BUITEN).bezoeker == GAST


def test_the_cookie_of_another_server_is_a_guests(
    portier: Portier, store: Store, klok: Klok, tmp_path: Path
) -> None:
    one = portier.ingang.by_password(None, GOED, HIER)
    foreign = Portier(store, Geheim(tmp_path / "ander"), klok)
    assert portier.at_door(foreign.cookie_of(one), BUITEN).bezoeker == GAST


def test_the_mark_of_a_known_device_is_no_cookie(portier: Portier) -> None:
    assert portier.at_door(portier.ingang.device_of("adviseur"), BUITEN).bezoeker == GAST


def test_after_set_up_this_machine_is_a_guest(portier: Portier) -> None:
    assert portier.at_door("", EIGEN).bezoeker == GAST
    assert portier.again("lokaal", "").bezoeker == GAST


def test_before_set_up_this_machine_gets_in_and_another_does_not(
    store: Store, geheim: Geheim, klok: Klok, wachtwoorden: Wachtwoorden
) -> None:
    new = Portier(store, geheim, klok, wachtwoorden=wachtwoorden)
    assert new.at_door("", EIGEN).bezoeker == LOKAAL
    assert new.at_door("", BUITEN).bezoeker == GAST
    assert new.again("lokaal", "").bezoeker == LOKAAL
    assert new.again("gast", "").bezoeker == GAST


def test_set_up_ends_what_this_machine_had_open(
    store: Store, geheim: Geheim, klok: Klok, wachtwoorden: Wachtwoorden
) -> None:
    new = Portier(store, geheim, klok, wachtwoorden=wachtwoorden)
    assert new.again("lokaal", "").bezoeker == LOKAAL
    new.set_up(new.inrichting.new_link(), Instellingen(organisatie="Zorg"), GOED)
    assert new.again("lokaal", "").bezoeker == GAST


def test_a_restart_keeps_everybody_in(
    portier: Portier, store: Store, root: Path, klok: Klok
) -> None:
    cookie = portier.cookie_of(portier.ingang.by_password(None, GOED, HIER))
    started_again = Portier(store, Geheim(root), klok)
    assert started_again.at_door(cookie, BUITEN).bezoeker.soort is Bezoekersoort.ADVISEUR


# Coming in


def test_a_code_opens_one_oefening_while_it_is_alive(
    portier: Portier, store: Store, klok: Klok
) -> None:
    team = new_id()
    oefening = make_oefening(store, klok, team)
    code = portier.deelcodes.code_of(oefening)
    one = portier.ingang.by_code(code.lower(), HIER)
    assert one.visitor(klok.now) == Bezoeker(Bezoekersoort.TEAM, team=team, alleen=oefening)
    klok.later(hours=13)
    with pytest.raises(Geweigerd):
        portier.ingang.by_code(code, HIER)


def test_who_comes_late_is_let_in_for_a_quarter_of_an_hour(
    portier: Portier, store: Store, klok: Klok
) -> None:
    oefening = make_oefening(store, klok, new_id())
    code = portier.deelcodes.code_of(oefening)
    klok.later(hours=13)
    with pytest.raises(Geweigerd):
        portier.ingang.by_code(code, HIER)
    portier.let_in(oefening)
    klok.later(minutes=14)
    assert portier.ingang.by_code(code, HIER).alleen == oefening
    klok.later(minutes=2)
    with pytest.raises(Geweigerd):
        portier.ingang.by_code(code, HIER)


def test_cleaning_forgets_the_codes_of_oefeningen_that_have_gone(
    portier: Portier, store: Store, klok: Klok
) -> None:
    stays, goes = (make_oefening(store, klok, new_id()) for _ in range(2))
    codes = {one: portier.deelcodes.code_of(one) for one in (stays, goes)}
    store.delete(Sleutel(Soort.OEFENING, goes, goes.partition("-")[0]))
    portier.clean()
    assert portier.deelcodes.oefening_of(codes[stays]) == stays
    assert portier.deelcodes.oefening_of(codes[goes]) is None


def test_the_code_of_an_oefening_that_is_gone_opens_nothing(
    portier: Portier, store: Store, klok: Klok
) -> None:
    team = new_id()
    oefening = make_oefening(store, klok, team)
    code = portier.deelcodes.code_of(oefening)
    store.delete(Sleutel(Soort.OEFENING, oefening, team))
    with pytest.raises(Geweigerd):
        portier.ingang.by_code(code, HIER)


def test_advisor_and_manager_come_in_by_their_own_password(portier: Portier) -> None:
    portier.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    adviseur = portier.ingang.by_password(None, GOED, HIER)
    assert adviseur.soort is Bezoekersoort.ADVISEUR
    manager = portier.ingang.by_password("anne", "twee groene fietsen op zolder", HIER)
    assert manager.soort is Bezoekersoort.MANAGER
    with pytest.raises(Geweigerd):
        portier.ingang.by_password("Anne", GOED, HIER)
    with pytest.raises(Geweigerd):
        portier.ingang.by_password("adviseur", GOED, HIER)


def test_a_refusal_does_not_tell_whether_the_name_exists(portier: Portier) -> None:
    portier.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    told = set()
    for naam in ("Anne", "Niemand", "", "x" * 10_000):
        with pytest.raises(Geweigerd) as refused:
            portier.ingang.by_password(naam, "niet het wachtwoord", HIER)
        told.add(refused.value.zin)
    assert len(told) == 1


def test_a_remembered_device_opens_an_oefening_of_its_own_team_only(
    portier: Portier, store: Store, klok: Klok
) -> None:
    team, other = new_id(), new_id()
    device = portier.ingang.by_key(portier.renew_key(team), HIER, onthoud=True)
    klok.later(days=2)
    oefening, foreign = make_oefening(store, klok, team), make_oefening(store, klok, other)
    visitor = portier.again("team", device.id).bezoeker
    assert visitor.vraagt_code
    with pytest.raises(Geweigerd):
        portier.ingang.open_oefening(device, portier.deelcodes.code_of(foreign))
    assert portier.ingang.open_oefening(device, portier.deelcodes.code_of(oefening)) == oefening
    assert portier.again("team", device.id).bezoeker.geopend == {oefening}


# Going out


def test_who_signs_out_is_a_guest_also_in_an_open_tab(portier: Portier) -> None:
    one = portier.ingang.by_password(None, GOED, HIER)
    portier.sign_out(one)
    assert portier.at_door(portier.cookie_of(one), BUITEN).bezoeker == GAST
    assert portier.again("adviseur", one.id).bezoeker == GAST


def test_a_renewed_key_ends_the_log_ins_of_that_team_only(portier: Portier) -> None:
    team, other = new_id(), new_id()
    old = portier.ingang.by_key(portier.renew_key(team), HIER, onthoud=True)
    stays = portier.ingang.by_key(portier.renew_key(other), HIER, onthoud=True)
    portier.renew_key(team)
    assert portier.again("team", old.id).bezoeker == GAST
    assert portier.again("team", stays.id).bezoeker.team == other


def test_a_new_password_of_the_advisor_ends_the_advisors_log_ins(portier: Portier) -> None:
    one = portier.ingang.by_password(None, GOED, HIER)
    portier.beheer.set_adviseur("twee groene fietsen op zolder")
    assert portier.again("adviseur", one.id).bezoeker == GAST


def test_a_removed_manager_is_out_at_once(portier: Portier) -> None:
    made = portier.accounts.add_manager("Anne", GOED)
    one = portier.ingang.by_password("Anne", GOED, HIER)
    portier.beheer.remove_manager(made.id)
    assert portier.again("manager", one.id).bezoeker == GAST


def test_a_removed_manager_is_out_even_if_the_log_in_stayed(portier: Portier) -> None:
    made = portier.accounts.add_manager("Anne", GOED)
    one = portier.ingang.by_password("Anne", GOED, HIER)
    portier.accounts.remove_manager(made.id)  # and then the power went
    assert portier.aanmeldingen.current(one.id, in_use=True)
    assert portier.again("manager", one.id).bezoeker == GAST


def test_renewing_the_secret_ends_all_log_ins_also_in_open_tabs(portier: Portier) -> None:
    one = portier.ingang.by_password(None, GOED, HIER)
    cookie = portier.cookie_of(one)
    portier.sign_everybody_out()
    assert portier.cookie_of(one) != cookie
    assert portier.at_door(cookie, BUITEN).bezoeker == GAST
    assert portier.again("adviseur", one.id).bezoeker == GAST


# Guessing


def test_10000_guessed_keys_find_nothing_and_a_colleague_beside_them_gets_in(
    portier: Portier,
) -> None:
    source = guesser(1)
    keys = [portier.renew_key(new_id()) for _ in range(20)]
    answers = [guess_key(portier, source, HIER) for _ in range(10_000)]
    assert answers[:30] == [Geweigerd] * 30
    assert set(answers[31:]) == {TeVaak}
    assert portier.ingang.by_key(keys[0], HIER, onthoud=False)


@pytest.mark.alles
def test_far_beyond_that_keys_of_this_address_are_not_looked_up_any_more(
    portier: Portier,
) -> None:
    source, key = guesser(2), portier.renew_key(new_id())
    for _ in range(20_001):
        guess_key(portier, source, HIER)
    with pytest.raises(TeVaak):
        portier.ingang.by_key(key, HIER, onthoud=False)
    assert portier.ingang.by_key(key, DAAR, onthoud=False)


def test_10000_guessed_codes_find_nothing_and_a_colleague_still_gets_in_by_key(
    portier: Portier, store: Store, klok: Klok
) -> None:
    source, team = guesser(3), new_id()
    codes = [portier.deelcodes.code_of(make_oefening(store, klok, team)) for _ in range(20)]
    answers = [guess_code(portier, source, HIER) for _ in range(900)]
    assert answers[:30] == [Geweigerd] * 30
    assert set(answers[31:]) == {TeVaak}
    assert portier.ingang.by_code(codes[0], HIER)
    for _ in range(9_100):
        guess_code(portier, source, HIER)
    with pytest.raises(TeVaak):
        portier.ingang.by_code(codes[0], HIER)
    assert portier.ingang.by_code(codes[0], DAAR)
    assert portier.ingang.by_key(portier.renew_key(team), HIER, onthoud=False)


def test_a_code_that_cannot_be_one_is_not_counted(portier: Portier) -> None:
    for _ in range(100):
        with pytest.raises(CodeOnleesbaar):
            portier.ingang.by_code("ABC23O", HIER)


def test_10_passwords_are_tried_for_an_account_and_then_none_is_looked_at(
    portier: Portier,
) -> None:
    answers = [guess_password(portier) for _ in range(10_000)]
    assert answers[:10] == [Geweigerd] * 10
    assert set(answers[10:]) == {TeVaak}
    with pytest.raises(TeVaak):
        portier.ingang.by_password(None, GOED, DAAR)


def test_guesses_at_one_account_leave_a_colleagues_account_behind_the_same_router_open(
    portier: Portier,
) -> None:
    portier.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    for _ in range(100):
        guess_password(portier, HIER)
    assert portier.ingang.by_password("Anne", "twee groene fietsen op zolder", HIER)


def test_nobody_can_lock_an_account_out_for_a_device_that_it_knows(portier: Portier) -> None:
    device = portier.ingang.device_of("adviseur")
    for number in range(1_000):
        guess_password(portier, f"203.0.113.{number % 250}")
        guess_password(portier, HIER)
    assert guess_password(portier, "198.51.100.77") is TeVaak  # all unknown devices together
    assert portier.ingang.by_password(None, GOED, HIER, device)


def test_a_known_device_has_10_guesses_too_and_only_for_its_own_account(portier: Portier) -> None:
    portier.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    device = portier.ingang.device_of("adviseur")
    answers = [guess_password(portier, device=device) for _ in range(20)]
    assert answers == [Geweigerd] * 10 + [TeVaak] * 10
    answers = [guess_password(portier, naam="Anne", device=device) for _ in range(20)]
    assert answers == [Geweigerd] * 10 + [TeVaak] * 10


def test_a_forged_mark_of_a_device_is_an_unknown_device(portier: Portier) -> None:
    for _ in range(10):
        guess_password(portier, device="")
    assert guess_password(portier, device=f"adviseur/{'0' * 32}.{'0' * 64}") is TeVaak


def test_names_that_nobody_has_are_limited_like_others(portier: Portier) -> None:
    answers = [guess_password(portier, naam="Niemand") for _ in range(20)]
    assert answers == [Geweigerd] * 10 + [TeVaak] * 10


def test_one_address_has_200_guesses_at_all_accounts_together(portier: Portier) -> None:
    answers = [guess_password(portier, naam=f"manager {number}") for number in range(300)]
    assert answers == [Geweigerd] * 200 + [TeVaak] * 100


@pytest.mark.alles
def test_right_passwords_are_never_counted(portier: Portier) -> None:
    for _ in range(300):
        assert portier.ingang.by_password(None, GOED, HIER)


def test_a_remembered_device_has_20_guesses_at_a_code(portier: Portier, klok: Klok) -> None:
    device = portier.ingang.by_key(portier.renew_key(new_id()), HIER, onthoud=True)
    for _ in range(20):
        with pytest.raises(Geweigerd):
            portier.ingang.open_oefening(device, "ABC234")
    with pytest.raises(TeVaak):
        portier.ingang.open_oefening(device, "ABC234")
    klok.later(hours=1)
    with pytest.raises(Geweigerd):
        portier.ingang.open_oefening(device, "ABC234")


def test_links_to_set_up_can_be_guessed_20_times(
    store: Store, geheim: Geheim, klok: Klok, wachtwoorden: Wachtwoorden
) -> None:
    new = Portier(store, geheim, klok, wachtwoorden=wachtwoorden)
    token = new.inrichting.new_link()
    for _ in range(20):
        with pytest.raises(InrichtenOnmogelijk):
            new.check_link("x", HIER)
    with pytest.raises(TeVaak):
        new.check_link(token, HIER)


# The log


def test_the_log_tells_kinds_and_moments_and_nothing_that_was_typed(
    portier: Portier, store: Store, klok: Klok
) -> None:
    team = new_id()
    key = portier.renew_key(team)
    code = portier.deelcodes.code_of(make_oefening(store, klok, team))
    portier.accounts.add_manager("Anne", GOED)
    portier.ingang.by_key(key, HIER, onthoud=True)
    portier.ingang.by_code(code, HIER)
    one = portier.ingang.by_password("Anne", GOED, HIER)
    portier.sign_out(one)
    (log,) = store.list(Soort.LOGBOEK)
    lines = [(line["wat"], line.get("soort")) for line in log.document["regels"].values()]
    assert lines == [
        ("ingericht", "adviseur"),
        ("sleutel_vernieuwd", "adviseur"),
        ("aangemeld", "team"),
        ("aangemeld", "team"),
        ("aangemeld", "manager"),
        ("afgemeld", "manager"),
    ]
    for secret in (key, code, "Anne", GOED, HIER, one.id):
        assert secret not in str(log)


def test_once_a_damaged_secret_is_taken_away_the_advisor_comes_in_and_renews_the_keys(
    portier: Portier, root: Path
) -> None:
    team = new_id()
    key, secret = portier.renew_key(team), root / "beheer/geheim.key"
    secret.write_text("{", "utf-8")
    with pytest.raises(GeheimBeschadigd):
        portier.ingang.by_key(key, HIER, onthoud=False)
    with pytest.raises(GeheimBeschadigd):
        portier.cookie_of(portier.ingang.by_password(None, GOED, HIER))
    secret.unlink()
    assert portier.cookie_of(portier.ingang.by_password(None, GOED, HIER))
    with pytest.raises(Geweigerd):
        portier.ingang.by_key(key, HIER, onthoud=False)
    assert portier.ingang.by_key(portier.renew_key(team), HIER, onthoud=False).team == team
