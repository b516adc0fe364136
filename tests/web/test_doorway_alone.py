"""The doorway without the shell around it: it does not lean on that to drop our headers."""

import pytest
from starlette.types import Message, Receive, Scope, Send

from gesprek.access.signing import ServerSecrets
from gesprek.services.visits import Visits
from gesprek.storage.protocol import Store
from gesprek.web.authentication import AuthenticationMiddleware, Authenticator
from tests.access.conftest import Clock
from tests.support.in_thread import aside


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", [b"x-gesprek-soort", b"X-Gesprek-Aanmelding", b"x-gesprek-rol"])
def test_the_doorway_itself_drops_headers_of_ours(
    kind: str, name: bytes, store: Store, server_secrets: ServerSecrets, clock: Clock
) -> None:
    seen: list[tuple[bytes, bytes]] = []

    async def inside(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.extend(scope["headers"])

    async def receive() -> Message:
        return {}

    async def send(_message: Message) -> None:
        pass

    scope = {
        "type": kind,
        "method": "GET",
        "path": "/wie",
        "headers": [(b"host", b"gesprek.nl"), (name, b"adviseur")],
        "client": ("192.0.2.1", 1),
    }
    doorway = AuthenticationMiddleware(
        inside, Authenticator(lambda: Visits(store, server_secrets, clock))
    )
    aside(doorway(scope, receive, send))
    assert seen == [(b"host", b"gesprek.nl"), (b"x-gesprek-soort", b"gast")]
