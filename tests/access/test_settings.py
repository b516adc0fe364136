from pathlib import Path

import pytest

from gesprek.access.access_errors import InvalidCertificate, InvalidSetting
from gesprek.access.settings import NetworkMode, Settings, change_settings, filled_in, read_settings
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt
from tests.access.conftest import Clock
from tests.support.certificate import make_certificate


def test_before_set_up_there_is_nothing_and_the_server_is_shut() -> None:
    empty = Settings()
    assert empty.ingericht is None
    assert empty.netwerk is NetworkMode.DICHT
    assert set(empty.hosts) == {"127.0.0.1", "[::1]", "localhost"}
    assert not empty.has_tls


def test_settings_come_back_as_they_were_set(store: Store, clock: Clock) -> None:
    wanted = Settings(
        ingericht=clock.now,
        organisatie="Zorg aan de Maas",
        netwerk=NetworkMode.PROXY,
        namen=("gesprek.zorg.example", "10.0.0.3"),
        proxies=("10.0.0.2", "172.16.0.0/12"),
        drempel=10,
    )
    change_settings(store, lambda _before: wanted)
    assert read_settings(store) == wanted


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"netwerk": "certificaat", "namen": ["a.nl"], "certificaat": "c.pem"}, "certificaat"),
        ({"netwerk": "certificaat", "namen": ["a.nl"], "certificaatsleutel": "k.pem"}, "sleutel"),
        ({"netwerk": "proxy", "namen": ["a.nl"]}, "proxy"),
        ({"netwerk": "onbeveiligd", "namen": ["a.nl"]}, "onbeveiligd"),
        ({"netwerk": "proxy", "proxies": ["10.0.0.2"]}, "adres"),
    ],
)
def test_opening_to_the_network_needs_what_keeps_it_safe(
    fields: dict[str, object], missing: str
) -> None:
    with pytest.raises(InvalidSetting, match=missing):
        Settings.model_validate(fields)


@pytest.mark.parametrize(
    ("netwerk", "secure"), [("certificaat", True), ("proxy", True), ("onbeveiligd", False)]
)
def test_only_with_tls_it_counts_as_safe(netwerk: str, secure: bool, clock: Clock) -> None:  # noqa: FBT001
    chosen = Settings.model_validate(
        {
            "netwerk": netwerk,
            "namen": ["gesprek.nl"],
            "certificaat": "c.pem",
            "certificaatsleutel": "k.pem",
            "proxies": ["10.0.0.2"],
            "onbeveiligd_sinds": clock.now,
        }
    )
    assert chosen.has_tls is secure
    assert "gesprek.nl" in chosen.hosts
    assert chosen.trusted_proxies == (("10.0.0.2",) if netwerk == "proxy" else ())


def test_a_certificate_that_the_server_could_not_start_with_is_refused_when_it_is_filled_in(
    clock: Clock, tmp_path: Path
) -> None:
    form = {"organisatie": "Zorg", "netwerk": "certificaat", "namen": "gesprek.nl"}
    gone = {"certificaat": str(tmp_path / "weg.pem"), "certificaatsleutel": "weg.pem"}
    with pytest.raises(InvalidCertificate):
        filled_in(Settings(), {**form, **gone}, clock.now)
    made = make_certificate(tmp_path / "tls")
    good = {"certificaat": str(made.path), "certificaatsleutel": str(made.key)}
    assert filled_in(Settings(), {**form, **good}, clock.now).tls_files == (made.path, made.key)


def test_a_server_that_is_shut_again_is_reached_by_its_own_names_only() -> None:
    assert "gesprek.nl" not in Settings(namen=("gesprek.nl",)).hosts


@pytest.mark.parametrize("naam", ["*", "*.nl", "https://a.nl", "a.nl:80", "a/b", "", "a b", "-a"])
def test_a_host_name_is_one_name_without_wildcard_or_port(naam: str) -> None:
    with pytest.raises(InvalidSetting):
        Settings(namen=(naam,))


@pytest.mark.parametrize("adres", ["0.0.0.0/0", "::/0", "proxy.nl", "", "10.0.0.2/8", "10.0.0"])
def test_a_proxy_is_an_address_and_never_everybody(adres: str) -> None:
    with pytest.raises(InvalidSetting):
        Settings(proxies=(adres,))


def test_the_threshold_goes_up_and_never_down(store: Store) -> None:
    change_settings(store, lambda before: before.changed(drempel=8))
    with pytest.raises(InvalidSetting, match="8 of meer"):
        change_settings(store, lambda before: before.changed(drempel=7))
    assert read_settings(store).drempel == 8


@pytest.mark.parametrize("drempel", [4, 0, -1])
def test_the_threshold_is_never_below_5(drempel: int) -> None:
    with pytest.raises(ValueError, match="drempel"):
        Settings(drempel=drempel)


def test_a_set_up_cannot_be_undone(store: Store, clock: Clock) -> None:
    change_settings(store, lambda before: before.changed(ingericht=clock.now))
    with pytest.raises(InvalidSetting):
        change_settings(store, lambda before: before.changed(ingericht=None))


@pytest.mark.parametrize("damage", ['{"drempel": 1}', "{"])
def test_damaged_settings_are_never_taken_for_a_new_server(
    store: Store, root: Path, damage: str
) -> None:
    store.create(DocumentKey(Kind.BEHEER, "instellingen"), {"drempel": 1})
    if damage == "{":
        (root / "beheer" / "instellingen.json").write_text(damage, "utf-8")
    with pytest.raises(Corrupt):
        read_settings(store)
