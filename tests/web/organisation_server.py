"""A real server with a real provider of the organisation, that may misbehave."""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gesprek.access.openid import ProviderSettings
from gesprek.access.settings import Settings, change_settings
from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import utc_now
from gesprek.services.visits import Visits
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.openid_provider import CLIENT, ROLE, SECRET, ProviderClient
from tests.support.server import ROOT, Server
from tests.web.http_driver import LOG_IN, Answer, HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APP = ROOT / "tests" / "support" / "door_app" / "app.py"
USER = {"x-gesprek-soort": "soort", "x-gesprek-aanmelding": "aanmelding"}
ENVIRONMENT = {
    "STREAMLIT_SERVER_TRUSTED_USER_HEADERS": json.dumps(USER),
    "NO_PROXY": "127.0.0.1,localhost",
}
WACHTWOORD = "een paarse fiets in de sloot"
START = "/aanmelden/organisatie"
TERUG = "/aanmelden/organisatie/terug"
KOEK = "gesprek-organisatie-"
"""How the name of the cookie of an attempt begins."""


@dataclass
class House:
    """A server, its provider, and a doorkeeper beside that of the server on the same store."""

    server: Server
    aanbieder: ProviderClient
    visits: Visits

    def choose(self, gedrag: str = "goed") -> None:
        """Set the provider that behaves like this; the one before it is forgotten."""
        issuer = self.aanbieder.issuer(gedrag)
        self.set(ProviderSettings(uitgever=issuer, client_id=CLIENT, waarde=ROLE))

    def set(self, log_in: ProviderSettings | None) -> None:
        """Change this setting."""
        change_settings(
            TinyDBStore(self.server.store),
            lambda before: before.changed(organisatie_aanmelding=log_in),
        )

    def leave(self, driver: HttpDriver) -> str:
        """Start, and return the path that the provider sends the browser back to."""
        answer = driver.get(START)
        assert answer.status == 303, answer.text
        return path_of(self.at_provider(answer.headers["Location"]))

    def at_provider(self, address: str) -> str:
        """Open a page of the provider and return the address that it leads to."""
        parts = urlsplit(address)
        line = http.client.HTTPConnection("127.0.0.1", self.aanbieder.port, timeout=60)
        try:
            line.request("GET", f"{parts.path}?{parts.query}")
            return str(line.getresponse().headers["Location"])
        finally:
            line.close()

    def sign_in(self, driver: HttpDriver | None = None) -> Answer:
        """Go to the provider and back."""
        one = driver or HttpDriver(self.server)
        return one.get(self.leave(one))


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def attempts_in(answer: Answer) -> list[str]:
    """Return the names of the cookies of attempts that an answer sets."""
    return [name for name in answer.cookies if KOEK in name]


def kind(driver: HttpDriver) -> str:
    told = dict(json.loads(driver.get("/wie").text))
    return str(told["x-gesprek-soort"])


def refused(answer: Answer, status: int, sentence: str) -> None:
    """Check that a page of ours tells this, and that nobody got in."""
    assert answer.status == status, answer.text
    assert 'role="alert"' in answer.text
    assert sentence in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert not any(map(LOG_IN.fullmatch, answer.cookies))
    assert "<script>" not in answer.text


@contextmanager
def open_house(folder: Path) -> Iterator[House]:
    """Run a server that was set up, and a provider; the folder is that of the store."""
    visits = Visits(TinyDBStore(folder), ServerSecrets(folder), utc_now)
    visits.set_up(visits.setting_up.new_link(), Settings(organisatie="Zorg"), WACHTWOORD)
    visits.organisation.set_secret(SECRET)
    aanbieder = ProviderClient().start()
    server = Server(folder, folder.with_suffix(".log"), app=APP, environment=ENVIRONMENT).start()
    yield House(server, aanbieder, visits)
    server.stop()
    aanbieder.stop()
