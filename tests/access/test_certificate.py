"""A certificate that the server could not start with is told before it starts, in one sentence."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gesprek.access.access_errors import InvalidCertificate
from gesprek.access.certificate import check_certificate
from tests.support.certificate import Certificaat, make_certificate


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Certificaat:
    return make_certificate(tmp_path_factory.mktemp("tls") / "goed")


def refusal(certificaat: Path, sleutel: Path) -> str:
    with pytest.raises(InvalidCertificate) as refused:
        check_certificate(certificaat, sleutel)
    zin = refused.value.sentence
    assert "\n" not in zin
    assert str(certificaat) in zin or str(sleutel) in zin
    return zin


def test_a_good_certificate_tells_until_when_it_holds(good: Certificaat) -> None:
    until = check_certificate(good.path, good.key)
    assert until
    assert abs(until - (datetime.now(UTC) + timedelta(days=30))) < timedelta(hours=1)


def test_a_certificate_with_its_issuer_behind_it_tells_its_own_end(
    good: Certificaat, tmp_path: Path
) -> None:
    issuer = make_certificate(tmp_path / "uitgever", ends=300)
    both = tmp_path / "keten.pem"
    both.write_bytes(good.path.read_bytes() + issuer.path.read_bytes())
    assert check_certificate(both, good.key) == check_certificate(good.path, good.key)


def test_a_file_that_is_not_there_is_named(good: Certificaat, tmp_path: Path) -> None:
    weg = tmp_path / "weg.pem"
    assert refusal(weg, good.key).startswith("Het bestand van het certificaat is er niet")
    assert refusal(good.path, weg).startswith("Het bestand van de sleutel is er niet")


def test_a_folder_is_no_certificate(good: Certificaat, tmp_path: Path) -> None:
    assert "leesrechten" in refusal(tmp_path, good.key)


def test_a_key_of_somebody_else_asks_for_rights(
    good: Certificaat, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == good.key:
            raise PermissionError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "de sleutel mag niet worden gelezen" in refusal(good.path, good.key)


def test_a_key_of_another_certificate_is_told(good: Certificaat, tmp_path: Path) -> None:
    other = make_certificate(tmp_path / "ander")
    assert "hoort niet bij het certificaat" in refusal(good.path, other.key)


def test_an_expired_certificate_is_told(tmp_path: Path) -> None:
    old = make_certificate(tmp_path / "oud", begins=-400, ends=-1)
    assert "is verlopen" in refusal(old.path, old.key)


def test_a_certificate_of_tomorrow_is_told(tmp_path: Path) -> None:
    new = make_certificate(tmp_path / "nieuw", begins=1)
    assert "nog niet geldig" in refusal(new.path, new.key)


def test_a_key_with_a_password_is_refused_and_nobody_is_asked_for_it(tmp_path: Path) -> None:
    locked = make_certificate(tmp_path / "slot", password="paarse fiets")  # noqa: S106
    assert "zonder wachtwoord" in refusal(locked.path, locked.key)


@pytest.mark.parametrize("text", ["", "geen certificaat", "-----BEGIN CERTIFICATE-----\nx\n"])
def test_what_is_no_pem_is_refused(good: Certificaat, tmp_path: Path, text: str) -> None:
    other = tmp_path / "iets.pem"
    other.write_text(text, "utf-8")
    assert "PEM" in refusal(other, good.key)
    assert "PEM" in refusal(good.path, other)
