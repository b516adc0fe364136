"""Certificates for servers on this machine, and that the program trusts the first of them."""

import pytest

from tests.support.certificate import Certificaat, make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificaat:
    return make_certificate(tmp_path_factory.mktemp("server") / "goed")


@pytest.fixture(scope="session")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Certificaat:
    """A certificate that nobody here trusts."""
    return make_certificate(tmp_path_factory.mktemp("server") / "vreemd")


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch, certificate: Certificaat) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
