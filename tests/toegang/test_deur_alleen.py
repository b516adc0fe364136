"""The doorway without the shell around it: it does not lean on that to drop our headers."""

import asyncio
from typing import Any

import pytest

from gesprek.opslag.protocol import Store
from gesprek.server.deur import Deur, Doorway
from gesprek.toegang.geheim import Geheim
from gesprek.toegang.portier import Portier
from tests.toegang.conftest import Klok


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", [b"x-gesprek-soort", b"X-Gesprek-Aanmelding", b"x-gesprek-rol"])
def test_the_doorway_itself_drops_headers_of_ours(
    kind: str, name: bytes, store: Store, geheim: Geheim, klok: Klok
) -> None:
    seen: list[Any] = []

    async def inside(scope: Any, _receive: Any, _send: Any) -> None:
        seen.extend(scope["headers"])

    async def nothing(*_message: Any) -> Any:
        return {}

    scope = {
        "type": kind,
        "method": "GET",
        "path": "/wie",
        "headers": [(b"host", b"gesprek.nl"), (name, b"adviseur")],
        "client": ("192.0.2.1", 1),
    }
    doorway = Doorway(inside, Deur(lambda: Portier(store, geheim, klok)))
    asyncio.run(doorway(scope, nothing, nothing))
    assert seen == [(b"host", b"gesprek.nl"), (b"x-gesprek-soort", b"gast")]
