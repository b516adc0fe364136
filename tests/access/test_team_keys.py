import re
import secrets
from collections.abc import Sequence
from pathlib import Path

import pytest

from gesprek.access.passwords import words_in
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import TeamKeys, read_key
from gesprek.storage.protocol import Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id
from tests.access.conftest import Clock


@pytest.fixture
def sleutels(store: Store, server_secrets: ServerSecrets, clock: Clock) -> TeamKeys:
    return TeamKeys(store, server_secrets, clock)


def test_the_list_has_enough_short_plain_words_each_once() -> None:
    assert len(words_in()) == len(set(words_in())) >= 2_048
    assert all(re.fullmatch("[a-z]{4,10}", word) for word in words_in())


def test_no_two_words_of_the_list_sound_the_same() -> None:
    folded = [
        word.replace("ij", "ei").replace("ou", "au").replace("ch", "g") for word in words_in()
    ]
    assert len(set(folded)) == len(folded)


def test_a_key_is_four_words_of_the_list_and_opens_its_team(sleutels: TeamKeys) -> None:
    team, other = new_id(), new_id()
    key = sleutels.renew(team)
    words = key.split("-")
    assert len(words) == 4
    assert set(words) <= set(words_in())
    assert sleutels.team_of(key) == team
    assert sleutels.team_of(sleutels.renew(other)) == other


@pytest.mark.parametrize(
    "typed",
    [
        "APPELTAART",
        "appel-maan-water-tulp",
        "Appel Maan  Water Tulp",
        " appel, maan, water, tulp. ",
        "APPEL–MAAN–WATER–TULP",
        "àppel maan wáter tülp",
        "appel\nmaan\twater\u00a0tulp",
        "ap\xadpel\u200b maan\x0bwater\xa0tu\u2060lp",
    ],
)
def test_capitals_accents_and_what_stands_between_make_no_difference(typed: str) -> None:
    expected = None if typed == "APPELTAART" else "appel-maan-water-tulp"
    assert read_key(typed) == expected


@pytest.mark.parametrize(
    "wrong",
    ["", "appel maan water", "appel maan water tulp zee", "appel maan water xyz", "x" * 10_000],
)
def test_what_cannot_be_a_key_is_nobodys(sleutels: TeamKeys, wrong: str) -> None:
    assert sleutels.team_of(wrong) is None


def test_another_key_of_real_words_is_nobodys(sleutels: TeamKeys) -> None:
    key = sleutels.renew(new_id())
    others = [word for word in words_in() if word not in key]
    assert sleutels.team_of("-".join([*key.split("-")[:3], others[0]])) is None


def test_a_renewed_key_kills_the_old_one_at_once(sleutels: TeamKeys) -> None:
    team = new_id()
    old = sleutels.renew(team)
    new = sleutels.renew(team)
    assert sleutels.team_of(old) is None
    assert sleutels.team_of(new) == team


def test_the_old_key_is_dead_even_if_its_pointer_stayed(
    sleutels: TeamKeys, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = new_id()
    old = sleutels.renew(team)
    monkeypatch.setattr(store, "delete", lambda _pointer: None)  # as a crash there would
    sleutels.renew(team)
    assert len([one for one in store.list(Kind.TEAMSLEUTEL) if "team" in one.document]) == 2
    assert sleutels.team_of(old) is None


def test_a_removed_key_opens_nothing(sleutels: TeamKeys) -> None:
    team = new_id()
    key = sleutels.renew(team)
    sleutels.remove(team)
    sleutels.remove(team)
    assert sleutels.team_of(key) is None
    assert sleutels.made(team) is None


def test_the_moment_of_the_key_is_known(sleutels: TeamKeys, clock: Clock) -> None:
    team = new_id()
    sleutels.renew(team)
    assert sleutels.made(team) == clock.now


def test_the_store_holds_no_word_of_a_key(
    store: Store, server_secrets: ServerSecrets, clock: Clock, root: Path
) -> None:
    row = iter(["appel", "maan", "zebra", "tulp"])  # none is a word of the store itself
    key = TeamKeys(store, server_secrets, clock, lambda _words: next(row)).renew(new_id())
    stored = b"".join(one.read_bytes() for one in root.rglob("*") if one.is_file()).lower()
    assert not [word for word in key.split("-") if word.encode() in stored]
    assert key.encode() not in stored


def test_two_teams_never_get_the_same_key(
    store: Store, server_secrets: ServerSecrets, clock: Clock
) -> None:
    row = iter(["appel", "maan", "water", "tulp"] * 2 + ["zebra"] * 4)

    def choose(_words: Sequence[str]) -> str:
        return next(row)

    one, other = new_id(), new_id()
    sleutels = TeamKeys(store, server_secrets, clock, choose)
    assert sleutels.renew(one) == "appel-maan-water-tulp"
    assert sleutels.renew(other) == "zebra-zebra-zebra-zebra"
    assert sleutels.team_of("appel-maan-water-tulp") == one


def test_keys_come_from_the_random_source_of_the_system(sleutels: TeamKeys) -> None:
    assert sleutels._choose is secrets.choice


def test_only_a_team_has_a_key(sleutels: TeamKeys) -> None:
    with pytest.raises(NotFound):
        sleutels.renew("geen-team")


def test_a_fingerprint_of_another_server_opens_nothing(
    sleutels: TeamKeys, store: Store, clock: Clock, tmp_path: Path
) -> None:
    key = sleutels.renew(new_id())
    stolen = TeamKeys(store, ServerSecrets(tmp_path / "ander"), clock)
    assert stolen.team_of(key) is None
