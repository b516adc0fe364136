from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from gesprek.access.join_codes import SIGNS, JoinCodes, UnreadableCode, is_alive, read_code
from gesprek.access.signing import ServerSecrets
from gesprek.domain.gesprek import Gesprek, Ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.vervolg import Vervolg, Vervolgstaat
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage.protocol import Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id, new_oefening_id

MADE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OTHERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def oefening(**fields: object) -> Oefening:
    team = new_id()
    return Oefening.model_validate(
        {
            "id": new_oefening_id(team),
            "team": team,
            "created": MADE,
            "werkvorm": Werkvorm.ROLLENSPEL,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("after", "alive"),
    [(hours(-0.1), False), (hours(0), True), (hours(12), True), (hours(12.1), False)],
)
def test_without_a_planned_moment_a_code_lives_12_hours(after: timedelta, alive: bool) -> None:  # noqa: FBT001
    assert is_alive(oefening(), MADE + after) is alive


@pytest.mark.parametrize(
    ("from_planned", "alive"),
    [(-24.1, False), (-24, True), (0, True), (12, True), (12.1, False)],
)
def test_a_planned_code_lives_from_a_day_before_to_12_hours_after(
    from_planned: float,
    alive: bool,  # noqa: FBT001
) -> None:
    planned = MADE + timedelta(days=7)
    assert is_alive(oefening(gepland_op=planned), planned + hours(from_planned)) is alive


def test_a_code_that_was_planned_later_is_not_alive_when_it_is_made() -> None:
    assert not is_alive(oefening(gepland_op=MADE + timedelta(days=7)), MADE + hours(1))


@pytest.mark.parametrize(
    ("after_round", "alive"), [(0, True), (12, True), (12.6, False), (-1, False)]
)
def test_a_code_lives_while_it_runs_and_12_hours_more(after_round: float, alive: bool) -> None:  # noqa: FBT001
    begin = MADE + timedelta(days=3)
    ronde = Ronde(started=begin, stopped=begin + hours(0.5))
    played = oefening(gesprek=Gesprek(rondes={"1": ronde}))
    assert is_alive(played, begin + hours(after_round)) is alive


@pytest.mark.parametrize(
    ("day", "alive"),
    [
        (datetime(2026, 4, 9, 21, 59, tzinfo=UTC), False),
        (datetime(2026, 4, 9, 22, 1, tzinfo=UTC), True),  # midnight in the Netherlands
        (datetime(2026, 4, 24, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 4, 25, 12, 0, tzinfo=UTC), False),
    ],
)
def test_for_step_7_a_code_lives_from_the_real_conversation_for_15_days(
    day: datetime,
    alive: bool,  # noqa: FBT001
) -> None:
    vervolg = Vervolg(staat=Vervolgstaat.GEPLAND, gesprek_op=date(2026, 4, 10))
    assert is_alive(oefening(vervolg=vervolg), day) is alive


def test_for_step_7_without_a_date_a_code_lives_when_the_reminder_comes() -> None:
    waiting = oefening(vervolg=Vervolg(staat=Vervolgstaat.GEPLAND))
    assert not is_alive(waiting, MADE + timedelta(days=10))
    assert is_alive(waiting, MADE + timedelta(days=15))


@pytest.mark.parametrize("staat", [Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN])
def test_the_code_of_a_closed_oefening_is_dead(staat: Vervolgstaat) -> None:
    closed = oefening(vervolg=Vervolg(staat=staat, closed=date(2026, 3, 2)))
    assert not is_alive(closed, MADE + hours(1))


@pytest.mark.parametrize("typed", ["ABC234", "abc234", " abc-234 ", "a b c 2 3 4", "ABC–234"])
def test_capitals_spaces_and_dashes_make_no_difference(typed: str) -> None:
    assert read_code(typed) == "ABC234"


@pytest.mark.parametrize("typed", ["ABC23O", "0BC234", "1BC234", "abci23"])
def test_a_sign_that_no_code_has_is_named(typed: str) -> None:
    with pytest.raises(UnreadableCode, match="I en O"):
        read_code(typed)


@pytest.mark.parametrize(
    "typed", ["", "ABC23", "ABC2345", "ÀBC234", "ÀÀÀÀÀÀ", "A" * 10_000, "😀" * 6]
)
def test_what_cannot_be_a_code_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(UnreadableCode, match="zes letters"):
        read_code(typed)


@pytest.fixture
def codes(store: Store, server_secrets: ServerSecrets) -> JoinCodes:
    return JoinCodes(store, server_secrets)


def test_a_code_has_six_of_the_32_signs_and_opens_its_oefening(codes: JoinCodes) -> None:
    assert sorted(SIGNS) == sorted(OTHERS)
    one, other = oefening().id, oefening().id
    code = codes.code_of(one)
    assert len(code) == 6
    assert set(code) <= set(SIGNS)
    assert codes.oefening_of(code.lower()) == one
    assert codes.oefening_of(codes.code_of(other)) == other


def test_the_code_stays_the_same_also_after_a_restart(
    codes: JoinCodes, store: Store, server_secrets: ServerSecrets
) -> None:
    one = oefening().id
    assert codes.code_of(one) == JoinCodes(store, server_secrets).code_of(one)


def test_a_renewed_code_kills_the_old_one_at_once(codes: JoinCodes) -> None:
    one = oefening().id
    old = codes.code_of(one)
    new = codes.renew(one)
    assert new != old
    assert codes.oefening_of(old) is None
    assert codes.oefening_of(new) == one
    assert codes.code_of(one) == new
    assert codes.renew(one) not in {old, new}


def test_of_codes_that_are_renewed_at_once_one_is_alive(
    codes: JoinCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, told = oefening().id, []
    derive = codes._derive

    def noted(oefening: str, number: int) -> str:
        told.append(derive(oefening, number))
        return told[-1]

    monkeypatch.setattr(codes, "_derive", noted)
    with ThreadPoolExecutor(20) as pool:
        given = list(pool.map(codes.renew, [one] * 20))
    assert len(set(told)) > 1
    assert [code for code in {*told, *given} if codes.oefening_of(code)] == [codes.code_of(one)]


def test_an_older_code_that_is_put_back_leaves_one_alive(codes: JoinCodes, store: Store) -> None:
    one = oefening().id
    codes.code_of(one)
    copies = [kopie for kopie in store.export() if kopie.key.kind is Kind.DEELCODE]
    new = codes.renew(one)
    store.load(copies)
    assert codes.oefening_of(codes.code_of(one)) == one
    assert codes.oefening_of(new) is None


def test_a_code_that_nobody_has_opens_nothing(codes: JoinCodes) -> None:
    taken = codes.code_of(oefening().id)
    assert codes.oefening_of("ABC234" if taken != "ABC234" else "ABC235") is None


def test_two_oefeningen_never_share_a_code(
    codes: JoinCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "_derive", lambda _oefening, number: f"ABC23{SIGNS[number]}")
    one, other = oefening().id, oefening().id
    assert codes.code_of(one) == "ABC23A"
    assert codes.code_of(other) == "ABC23B"
    assert codes.oefening_of("ABC23A") == one


def test_the_store_does_not_hold_the_code(codes: JoinCodes, store: Store) -> None:
    code = codes.code_of(oefening().id)
    kept = [str(one) for one in store.list(Kind.DEELCODE)]
    assert kept
    assert not [one for one in kept if code in one or code.lower() in one]


def test_only_an_oefening_has_a_code(codes: JoinCodes) -> None:
    with pytest.raises(NotFound):
        codes.code_of("geen-oefening")


def test_the_signs_of_codes_are_spread_evenly(codes: JoinCodes) -> None:
    signs = "".join(codes._derive("x", number) for number in range(4_000))
    counts = [signs.count(sign) for sign in SIGNS]
    assert min(counts) > 600  # 750 each on average, standard deviation 27
    assert max(counts) < 900
