"""A server as the program starts it, with the settings of an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gesprek.access.settings import NetworkMode, Settings
from gesprek.cli.serve import plan_of
from tests.support.certificate import NAME
from tests.support.server import Server
from tests.web.test_authentication import APP, GOED, now, portier_of

if TYPE_CHECKING:
    from pathlib import Path

BEHIND_PROXY = Settings(netwerk=NetworkMode.PROXY, namen=(NAME,), proxies=("127.0.0.1",))


def set_up(folder: Path, settings: Settings, app: Path = APP) -> Server:
    """Start a server as the program does, of an organisation with these settings."""
    visits = portier_of(folder / "opslag")
    visits.set_up(visits.setting_up.new_link(), settings, GOED)
    one = Server(folder / "opslag", folder / "server.log", app=app)
    one.plan = plan_of(settings, now())
    return one.start()
