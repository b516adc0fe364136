"""A certified provider of OpenID Connect, oidc-provider, as a process; and who signs in there."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest
from joserfc.jwk import ECKey, RSAKey

from gesprek.access.openid import ProviderSettings
from scripts.find_programs import find_node, find_provider
from tests.support.proxy import Proxy
from tests.support.server import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCRIPT = ROOT / "tests" / "support" / "certified" / "provider.js"
NO_PROVIDER = "geen oidc-provider gevonden: zet GESPREK_AANBIEDER, zie scripts/programs.py"
PASSWORD = "acht gele laarzen"  # noqa: S105 - of this provider only
ROLE = "gesprek-manager"
SECRET = "een-geheim~van.deze_aanbieder%20en+meer"  # noqa: S105 - of this provider only
PEOPLE: dict[str, dict[str, Any]] = {
    "noor": {"name": "Noor de Boer", "roles": ["anders", ROLE], "groups": ["/zorg/managers"]},
    "sam": {"name": "Sam Bakker", "roles": ["anders"]},
    "wim": {"name": "Wim Visser"},
}
CLIENTS = ("RS256", "PS256", "ES256")
"""A client each for how its token is signed."""
METHODS = ("client_secret_basic", "client_secret_post")


class CertifiedProvider(Proxy):
    """Lets in who knows the password.

    Args:
        folder: Where its log is; must not be there yet.
        back: The address of ours that people return to.

    Attributes:
        is_in_token: Whether the ID token holds name, roles and groups.
        methods: How its clients may identify themselves.
    """

    name = "oidc-provider"
    tls = False

    def __init__(self, folder: Path, back: str) -> None:
        node, place = find_node(), find_provider()
        if node is None or place is None:
            pytest.skip(NO_PROVIDER)
        super().__init__(folder)
        folder.mkdir(parents=True)
        self.is_in_token = True
        self.methods: tuple[str, ...] = METHODS
        self._back = back
        self._program = [node, str(SCRIPT), place]

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def settings(self, client: str = CLIENTS[0], **others: object) -> ProviderSettings:
        """Return the settings of ours that fit one of its clients."""
        told = {"uitgever": self.issuer, "client_id": client, "waarde": ROLE}
        return ProviderSettings.model_validate({**told, **others})

    def start(self) -> CertifiedProvider:
        """Start it with new keys, and without what it knew."""
        told = {
            "port": self.port,
            "keys": [{**one.as_dict(private=True), "use": "sig"} for one in _new_keys()],
            "people": PEOPLE,
            "password": PASSWORD,
            "isInToken": self.is_in_token,
            "methods": self.methods,
            "clients": [self._client(one) for one in CLIENTS],
        }
        self.command = [*self._program, json.dumps(told)]
        super().start()
        return self

    @contextmanager
    def begun_anew(self, **attributes: object) -> Iterator[None]:
        """Let it run otherwise: these attributes have other values for a while."""
        before = {name: getattr(self, name) for name in attributes}
        self._begin_anew(attributes)
        try:
            yield
        finally:
            self._begin_anew(before)

    def _begin_anew(self, attributes: dict[str, object]) -> None:
        self.stop()
        vars(self).update(attributes)
        self.start()

    def _client(self, algorithm: str) -> dict[str, object]:
        return {
            "client_id": algorithm,
            "client_secret": SECRET,
            "redirect_uris": [self._back],
            "token_endpoint_auth_method": self.methods[0],
            "id_token_signed_response_alg": algorithm,
        }


def _new_keys() -> tuple[RSAKey, ECKey]:
    return RSAKey.generate_key(2048), ECKey.generate_key("P-256")


class AtProvider:
    """The cookies that a browser has of the provider, and what somebody does on its pages."""

    def __init__(self, provider: CertifiedProvider) -> None:
        self._provider = provider
        self._browser = httpx2.Client(trust_env=False)

    def open(self, address: str) -> str:
        """Go where an address of the provider leads; return its page, or the way back to us."""
        while address.startswith(self._provider.issuer):
            answer = self._browser.get(address)
            if not answer.is_redirect:
                return address
            address = urljoin(address, answer.headers["Location"])
        return address

    def signs_in(self, address: str, name: str = "noor", password: str = PASSWORD) -> str:
        """Go there, fill in the page where it is asked, and return the path back to us."""
        return self._send(address, {"name": name, "password": password, "choice": "in"})

    def stops(self, address: str) -> str:
        """Go there, stop, and return the path back to us."""
        return self._send(address, {"choice": "stop"})

    def _send(self, address: str, typed: dict[str, str]) -> str:
        place = self.open(address)
        if "/interaction/" in place:
            answer = self._browser.post(place, data=typed)
            assert answer.is_redirect, re.sub("<[^>]+>", "", answer.text)
            place = self.open(answer.headers["Location"])
        assert not place.startswith(self._provider.issuer), self._browser.get(place).text
        parts = urlsplit(place)
        return f"{parts.path}?{parts.query}"
