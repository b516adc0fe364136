"""Coming in, being known, going out, and guessing."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from gesprek.access.access_errors import DamagedSecret, Refused, SetUpImpossible, TooManyAttempts
from gesprek.access.guess_limits import GuessLimits
from gesprek.access.join_codes import SIGNS, UnreadableCode
from gesprek.access.passwords import Passwords, words_in
from gesprek.access.request_origin import RequestOrigin
from gesprek.access.settings import Settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import GAST, LOKAAL, Visitor, VisitorKind
from gesprek.domain.oefening import Oefening
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.root import ProgramSettings, VisitorServices, build
from gesprek.services.visits import Visit, Visits
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.shared_state import MemoryTokenBuckets
from gesprek.storage.values import new_id, new_oefening_id, team_of
from tests.access.conftest import Clock

GOED = "een paarse fiets in de sloot"
HIER = "192.0.2.1"
DAAR = "198.51.100.1"
BUITEN = RequestOrigin(HIER, {"host": "gesprek.nl"})
EIGEN = RequestOrigin("127.0.0.1", {"host": "localhost:8501"})


@pytest.fixture
def visits(
    store: Store, server_secrets: ServerSecrets, clock: Clock, passwords: Passwords
) -> Visits:
    limits = GuessLimits(MemoryTokenBuckets(lambda: clock().timestamp()), server_secrets)
    one = Visits(store, server_secrets, clock, limits, passwords)
    one.set_up(one.setting_up.new_link(), Settings(organisatie="Zorg"), GOED)
    return one


def make_oefening(store: Store, clock: Clock, team: str) -> str:
    one = Oefening(
        id=new_oefening_id(team), team=team, created=clock.now, werkvorm=Werkvorm.ROLLENSPEL
    )
    store.create(DocumentKey(Kind.OEFENING, one.id, team), one.to_document())
    return one.id


def guesser(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same guesses each time


def wrong_key(source: random.Random) -> str:
    return "-".join(source.choices(words_in(), k=4))


def guess_key(visits: Visits, source: random.Random, adres: str) -> type[Exception]:
    try:
        visits.sign_in.by_key(wrong_key(source), adres, onthoud=False)
    except (Refused, TooManyAttempts) as error:
        return type(error)
    raise AssertionError("a guess came in")


def guess_code(visits: Visits, source: random.Random, adres: str) -> type[Exception]:
    try:
        visits.sign_in.by_code("".join(source.choices(SIGNS, k=6)), adres)
    except (Refused, TooManyAttempts) as error:
        return type(error)
    raise AssertionError("a guess came in")


def guess_password(
    visits: Visits, adres: str = DAAR, naam: str | None = None, device: str = ""
) -> type[Exception]:
    try:
        visits.sign_in.by_password(naam, "niet het wachtwoord", adres, device)
    except (Refused, TooManyAttempts) as error:
        return type(error)
    raise AssertionError("a guess came in")


# Who is this?


def test_a_team_that_came_in_by_key_is_known_by_its_cookie(visits: Visits) -> None:
    team = new_id()
    one = visits.sign_in.by_key(visits.renew_key(team).upper(), HIER, onthoud=False)
    found = visits.visit_of(visits.cookie_of(one), BUITEN)
    assert found.visitor == Visitor(VisitorKind.TEAM, team=team)
    assert found.log_in == one


@pytest.mark.parametrize("koek", ["", "x", "x.y", "0" * 40, "é", "0" * 5_000])
def test_a_forged_cookie_is_a_guests(visits: Visits, koek: str) -> None:
    assert visits.visit_of(koek, BUITEN).visitor == GAST


def test_the_bare_id_of_a_log_in_is_no_cookie(visits: Visits) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    assert visits.visit_of(one.id, BUITEN).visitor == GAST


def test_the_cookie_of_another_server_is_a_guests(
    visits: Visits, store: Store, clock: Clock, tmp_path: Path
) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    foreign = Visits(store, ServerSecrets(tmp_path / "ander"), clock)
    assert visits.visit_of(foreign.cookie_of(one), BUITEN).visitor == GAST


def test_the_mark_of_a_known_device_is_no_cookie(visits: Visits) -> None:
    assert visits.visit_of(visits.sign_in.device_of("adviseur"), BUITEN).visitor == GAST


def test_after_set_up_this_machine_is_a_guest(visits: Visits) -> None:
    assert visits.visit_of("", EIGEN).visitor == GAST
    assert visits.again("lokaal", "").visitor == GAST


def test_before_set_up_this_machine_gets_in_and_another_does_not(
    store: Store, server_secrets: ServerSecrets, clock: Clock, passwords: Passwords
) -> None:
    new = Visits(store, server_secrets, clock, passwords=passwords)
    assert new.visit_of("", EIGEN).visitor == LOKAAL
    assert new.visit_of("", BUITEN).visitor == GAST
    assert new.again("lokaal", "").visitor == LOKAAL
    assert new.again("gast", "").visitor == GAST


def test_set_up_ends_what_this_machine_had_open(
    store: Store, server_secrets: ServerSecrets, clock: Clock, passwords: Passwords
) -> None:
    new = Visits(store, server_secrets, clock, passwords=passwords)
    assert new.again("lokaal", "").visitor == LOKAAL
    new.set_up(new.setting_up.new_link(), Settings(organisatie="Zorg"), GOED)
    assert new.again("lokaal", "").visitor == GAST


def test_a_restart_keeps_everybody_in(
    visits: Visits, store: Store, root: Path, clock: Clock
) -> None:
    cookie = visits.cookie_of(visits.sign_in.by_password(None, GOED, HIER))
    started_again = Visits(store, ServerSecrets(root), clock)
    assert started_again.visit_of(cookie, BUITEN).visitor.soort is VisitorKind.ADVISEUR


# Coming in


def test_a_code_opens_one_oefening_while_it_is_alive(
    visits: Visits, store: Store, clock: Clock
) -> None:
    team = new_id()
    oefening = make_oefening(store, clock, team)
    code = visits.join_codes.code_of(oefening)
    one = visits.sign_in.by_code(code.lower(), HIER)
    assert one.visitor(clock.now) == Visitor(VisitorKind.TEAM, team=team, alleen=oefening)
    clock.later(hours=13)
    with pytest.raises(Refused):
        visits.sign_in.by_code(code, HIER)


def test_who_comes_late_is_let_in_for_a_quarter_of_an_hour(
    visits: Visits, store: Store, root: Path, clock: Clock
) -> None:
    oefening = make_oefening(store, clock, new_id())
    code = visits.join_codes.code_of(oefening)
    clock.later(hours=13)
    with pytest.raises(Refused):
        visits.sign_in.by_code(code, HIER)
    services = replace(build(ProgramSettings(str(root), clock)), visits=visits)
    inside = Visit(Visitor(VisitorKind.TEAM, team=team_of(oefening)))
    stored = services.archive.oefening(oefening).value
    VisitorServices(services, inside).access.let_in(stored)
    clock.later(minutes=14)
    assert visits.sign_in.by_code(code, HIER).alleen == oefening
    clock.later(minutes=2)
    with pytest.raises(Refused):
        visits.sign_in.by_code(code, HIER)


def test_cleaning_forgets_the_codes_of_oefeningen_that_have_gone(
    visits: Visits, store: Store, clock: Clock
) -> None:
    stays, goes = (make_oefening(store, clock, new_id()) for _ in range(2))
    codes = {one: visits.join_codes.code_of(one) for one in (stays, goes)}
    store.delete(DocumentKey(Kind.OEFENING, goes, goes.partition("-")[0]))
    visits.clean()
    assert visits.join_codes.oefening_of(codes[stays]) == stays
    assert visits.join_codes.oefening_of(codes[goes]) is None


def test_the_code_of_an_oefening_that_is_gone_opens_nothing(
    visits: Visits, store: Store, clock: Clock
) -> None:
    team = new_id()
    oefening = make_oefening(store, clock, team)
    code = visits.join_codes.code_of(oefening)
    store.delete(DocumentKey(Kind.OEFENING, oefening, team))
    with pytest.raises(Refused):
        visits.sign_in.by_code(code, HIER)


def test_advisor_and_manager_come_in_by_their_own_password(visits: Visits) -> None:
    visits.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    adviseur = visits.sign_in.by_password(None, GOED, HIER)
    assert adviseur.soort is VisitorKind.ADVISEUR
    manager = visits.sign_in.by_password("anne", "twee groene fietsen op zolder", HIER)
    assert manager.soort is VisitorKind.MANAGER
    with pytest.raises(Refused):
        visits.sign_in.by_password("Anne", GOED, HIER)
    with pytest.raises(Refused):
        visits.sign_in.by_password("adviseur", GOED, HIER)


def test_a_refusal_does_not_tell_whether_the_name_exists(visits: Visits) -> None:
    visits.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    told = set()
    for naam in ("Anne", "Niemand", "", "x" * 10_000):
        with pytest.raises(Refused) as refused:
            visits.sign_in.by_password(naam, "niet het wachtwoord", HIER)
        told.add(refused.value.sentence)
    assert len(told) == 1


def test_a_remembered_device_opens_an_oefening_of_its_own_team_only(
    visits: Visits, store: Store, clock: Clock
) -> None:
    team, other = new_id(), new_id()
    device = visits.sign_in.by_key(visits.renew_key(team), HIER, onthoud=True)
    clock.later(days=2)
    oefening, foreign = make_oefening(store, clock, team), make_oefening(store, clock, other)
    visitor = visits.again("team", device.id).visitor
    assert visitor.vraagt_code
    with pytest.raises(Refused):
        visits.sign_in.open_oefening(device, visits.join_codes.code_of(foreign))
    assert visits.sign_in.open_oefening(device, visits.join_codes.code_of(oefening)) == oefening
    assert visits.again("team", device.id).visitor.geopend == {oefening}


# Going out


def test_who_signs_out_is_a_guest_also_in_an_open_tab(visits: Visits) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    visits.sign_out(one)
    assert visits.visit_of(visits.cookie_of(one), BUITEN).visitor == GAST
    assert visits.again("adviseur", one.id).visitor == GAST


def test_a_renewed_key_ends_the_log_ins_of_that_team_only(visits: Visits) -> None:
    team, other = new_id(), new_id()
    old = visits.sign_in.by_key(visits.renew_key(team), HIER, onthoud=True)
    stays = visits.sign_in.by_key(visits.renew_key(other), HIER, onthoud=True)
    visits.renew_key(team)
    assert visits.again("team", old.id).visitor == GAST
    assert visits.again("team", stays.id).visitor.team == other


def test_a_new_password_of_the_advisor_ends_the_advisors_log_ins(visits: Visits) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    visits.administration.set_advisor("twee groene fietsen op zolder")
    assert visits.again("adviseur", one.id).visitor == GAST


def test_a_removed_manager_is_out_at_once(visits: Visits) -> None:
    made = visits.accounts.add_manager("Anne", GOED)
    one = visits.sign_in.by_password("Anne", GOED, HIER)
    visits.administration.remove_manager(made.id)
    assert visits.again("manager", one.id).visitor == GAST


def test_a_removed_manager_is_out_even_if_the_log_in_stayed(visits: Visits) -> None:
    made = visits.accounts.add_manager("Anne", GOED)
    one = visits.sign_in.by_password("Anne", GOED, HIER)
    visits.accounts.remove_manager(made.id)  # and then the power went
    assert visits.log_ins.current(one.id, in_use=True)
    assert visits.again("manager", one.id).visitor == GAST


def test_renewing_the_secret_ends_all_log_ins_also_in_open_tabs(visits: Visits) -> None:
    one = visits.sign_in.by_password(None, GOED, HIER)
    cookie = visits.cookie_of(one)
    visits.sign_everybody_out()
    assert visits.cookie_of(one) != cookie
    assert visits.visit_of(cookie, BUITEN).visitor == GAST
    assert visits.again("adviseur", one.id).visitor == GAST


# Guessing


def test_10000_guessed_keys_find_nothing_and_a_colleague_beside_them_gets_in(
    visits: Visits,
) -> None:
    source = guesser(1)
    keys = [visits.renew_key(new_id()) for _ in range(20)]
    answers = [guess_key(visits, source, HIER) for _ in range(10_000)]
    assert answers[:30] == [Refused] * 30
    assert set(answers[31:]) == {TooManyAttempts}
    assert visits.sign_in.by_key(keys[0], HIER, onthoud=False)


@pytest.mark.alles
def test_far_beyond_that_keys_of_this_address_are_not_looked_up_any_more(
    visits: Visits,
) -> None:
    source, key = guesser(2), visits.renew_key(new_id())
    for _ in range(20_001):
        guess_key(visits, source, HIER)
    with pytest.raises(TooManyAttempts):
        visits.sign_in.by_key(key, HIER, onthoud=False)
    assert visits.sign_in.by_key(key, DAAR, onthoud=False)


def test_10000_guessed_codes_find_nothing_and_a_colleague_still_gets_in_by_key(
    visits: Visits, store: Store, clock: Clock
) -> None:
    source, team = guesser(3), new_id()
    codes = [visits.join_codes.code_of(make_oefening(store, clock, team)) for _ in range(20)]
    answers = [guess_code(visits, source, HIER) for _ in range(900)]
    assert answers[:30] == [Refused] * 30
    assert set(answers[31:]) == {TooManyAttempts}
    assert visits.sign_in.by_code(codes[0], HIER)
    for _ in range(9_100):
        guess_code(visits, source, HIER)
    with pytest.raises(TooManyAttempts):
        visits.sign_in.by_code(codes[0], HIER)
    assert visits.sign_in.by_code(codes[0], DAAR)
    assert visits.sign_in.by_key(visits.renew_key(team), HIER, onthoud=False)


def test_a_code_that_cannot_be_one_is_not_counted(visits: Visits) -> None:
    for _ in range(100):
        with pytest.raises(UnreadableCode):
            visits.sign_in.by_code("ABC23O", HIER)


def test_10_passwords_are_tried_for_an_account_and_then_none_is_looked_at(
    visits: Visits,
) -> None:
    answers = [guess_password(visits) for _ in range(10_000)]
    assert answers[:10] == [Refused] * 10
    assert set(answers[10:]) == {TooManyAttempts}
    with pytest.raises(TooManyAttempts):
        visits.sign_in.by_password(None, GOED, DAAR)


def test_guesses_at_one_account_leave_a_colleagues_account_behind_the_same_router_open(
    visits: Visits,
) -> None:
    visits.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    for _ in range(100):
        guess_password(visits, HIER)
    assert visits.sign_in.by_password("Anne", "twee groene fietsen op zolder", HIER)


def test_nobody_can_lock_an_account_out_for_a_device_that_it_knows(visits: Visits) -> None:
    device = visits.sign_in.device_of("adviseur")
    for number in range(1_000):
        guess_password(visits, f"203.0.113.{number % 250}")
        guess_password(visits, HIER)
    assert (
        guess_password(visits, "198.51.100.77") is TooManyAttempts
    )  # all unknown devices together
    assert visits.sign_in.by_password(None, GOED, HIER, device)


def test_a_known_device_has_10_guesses_too_and_only_for_its_own_account(visits: Visits) -> None:
    visits.accounts.add_manager("Anne", "twee groene fietsen op zolder")
    device = visits.sign_in.device_of("adviseur")
    answers = [guess_password(visits, device=device) for _ in range(20)]
    assert answers == [Refused] * 10 + [TooManyAttempts] * 10
    answers = [guess_password(visits, naam="Anne", device=device) for _ in range(20)]
    assert answers == [Refused] * 10 + [TooManyAttempts] * 10


def test_a_forged_mark_of_a_device_is_an_unknown_device(visits: Visits) -> None:
    for _ in range(10):
        guess_password(visits, device="")
    assert guess_password(visits, device=f"adviseur/{'0' * 32}.{'0' * 64}") is TooManyAttempts


def test_names_that_nobody_has_are_limited_like_others(visits: Visits) -> None:
    answers = [guess_password(visits, naam="Niemand") for _ in range(20)]
    assert answers == [Refused] * 10 + [TooManyAttempts] * 10


def test_one_address_has_200_guesses_at_all_accounts_together(visits: Visits) -> None:
    answers = [guess_password(visits, naam=f"manager {number}") for number in range(300)]
    assert answers == [Refused] * 200 + [TooManyAttempts] * 100


@pytest.mark.alles
def test_right_passwords_are_never_counted(visits: Visits) -> None:
    for _ in range(300):
        assert visits.sign_in.by_password(None, GOED, HIER)


def test_a_remembered_device_has_20_guesses_at_a_code(visits: Visits, clock: Clock) -> None:
    device = visits.sign_in.by_key(visits.renew_key(new_id()), HIER, onthoud=True)
    for _ in range(20):
        with pytest.raises(Refused):
            visits.sign_in.open_oefening(device, "ABC234")
    with pytest.raises(TooManyAttempts):
        visits.sign_in.open_oefening(device, "ABC234")
    clock.later(hours=1)
    with pytest.raises(Refused):
        visits.sign_in.open_oefening(device, "ABC234")


def test_links_to_set_up_can_be_guessed_20_times(
    store: Store, server_secrets: ServerSecrets, clock: Clock, passwords: Passwords
) -> None:
    new = Visits(store, server_secrets, clock, passwords=passwords)
    token = new.setting_up.new_link()
    for _ in range(20):
        with pytest.raises(SetUpImpossible):
            new.check_link("x", HIER)
    with pytest.raises(TooManyAttempts):
        new.check_link(token, HIER)


# The log


def test_the_log_tells_kinds_and_moments_and_nothing_that_was_typed(
    visits: Visits, store: Store, clock: Clock
) -> None:
    team = new_id()
    key = visits.renew_key(team)
    code = visits.join_codes.code_of(make_oefening(store, clock, team))
    visits.accounts.add_manager("Anne", GOED)
    visits.sign_in.by_key(key, HIER, onthoud=True)
    visits.sign_in.by_code(code, HIER)
    one = visits.sign_in.by_password("Anne", GOED, HIER)
    visits.sign_out(one)
    (log,) = store.list(Kind.LOGBOEK)
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
    visits: Visits, root: Path
) -> None:
    team = new_id()
    key, secret = visits.renew_key(team), root / "beheer/geheim.key"
    secret.write_text("{", "utf-8")
    with pytest.raises(DamagedSecret):
        visits.sign_in.by_key(key, HIER, onthoud=False)
    with pytest.raises(DamagedSecret):
        visits.cookie_of(visits.sign_in.by_password(None, GOED, HIER))
    secret.unlink()
    assert visits.cookie_of(visits.sign_in.by_password(None, GOED, HIER))
    with pytest.raises(Refused):
        visits.sign_in.by_key(key, HIER, onthoud=False)
    assert visits.sign_in.by_key(visits.renew_key(team), HIER, onthoud=False).team == team
