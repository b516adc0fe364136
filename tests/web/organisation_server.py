"""A real server with a real provider of the organisation, that may misbehave."""

from __future__ import annotations

import http.client
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gesprek.access.openid import OrganisatieAanmelding
from gesprek.access.settings import Instellingen, change_instellingen
from gesprek.access.signing import Geheim
from gesprek.services.visits import Portier
from gesprek.storage.files.file_store import TinyDBStore, utc_now
from tests.support.openid_provider import CLIENT, ROLE, SECRET, Aanbieder
from tests.support.server import ROOT, Server
from tests.web.browser import Antwoord, Bezoek

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
KOEK = "gesprek-organisatie"


@dataclass
class Huis:
    """A server, its provider, and a doorkeeper beside that of the server on the same store."""

    server: Server
    aanbieder: Aanbieder
    portier: Portier

    def choose(self, gedrag: str = "goed") -> None:
        """Set the provider that behaves like this; the one before it is forgotten."""
        issuer = self.aanbieder.issuer(gedrag)
        self.set(OrganisatieAanmelding(uitgever=issuer, client_id=CLIENT, waarde=ROLE))

    def set(self, aanmelding: OrganisatieAanmelding | None) -> None:
        """Change this setting."""
        change_instellingen(
            TinyDBStore(self.server.store),
            lambda before: before.changed(organisatie_aanmelding=aanmelding),
        )

    def leave(self, bezoek: Bezoek) -> str:
        """Start, and return the path that the provider sends the browser back to."""
        answer = bezoek.get(START)
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

    def sign_in(self, bezoek: Bezoek | None = None) -> Antwoord:
        """Go to the provider and back."""
        one = bezoek or Bezoek(self.server)
        return one.get(self.leave(one))


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def kind(bezoek: Bezoek) -> str:
    told = dict(json.loads(bezoek.get("/wie").text))
    return str(told["x-gesprek-soort"])


def refused(answer: Antwoord, status: int, sentence: str) -> None:
    """Check that a page of ours tells this, and that nobody got in."""
    assert answer.status == status, answer.text
    assert 'role="alert"' in answer.text
    assert sentence in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "gesprek" not in answer.cookies
    assert "<script>" not in answer.text


@contextmanager
def open_house(folder: Path) -> Iterator[Huis]:
    """Run a server that was set up, and a provider; the folder is that of the store."""
    portier = Portier(TinyDBStore(folder), Geheim(folder), utc_now)
    portier.set_up(portier.inrichting.new_link(), Instellingen(organisatie="Zorg"), WACHTWOORD)
    portier.organisatie.set_secret(SECRET)
    aanbieder = Aanbieder().start()
    server = Server(folder, folder.with_suffix(".log"), app=APP, environment=ENVIRONMENT).start()
    yield Huis(server, aanbieder, portier)
    server.stop()
    aanbieder.stop()
