"""A real Caddy with the example of deploy/, in a folder of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scripts.find_programs import find_caddy
from tests.support.proxy import Proxy
from tests.support.server import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.certificate import Certificaat

EXAMPLE = ROOT / "deploy" / "Caddyfile"
NO_CADDY = "geen Caddy gevonden: installeer Caddy, of zet GESPREK_CADDY"


class Caddy(Proxy):
    """Stands in front of a server.

    Args:
        folder: Where it keeps everything; must not be there yet.
        behind: The port of the server.
        name: The host name that it answers to.
        certificaat: Its certificate.
    """

    name = "Caddy"

    def __init__(self, folder: Path, behind: int, name: str, certificaat: Certificaat) -> None:
        program = find_caddy()
        if program is None:
            pytest.skip(NO_CADDY)
        super().__init__(folder)
        folder.mkdir(parents=True)
        place = folder / "Caddyfile"
        place.write_text(self._example(behind, name, certificaat), "utf-8")
        self.command = [program, "run", "--adapter", "caddyfile", "--config", str(place)]
        # Where it would keep certificates and its last settings.
        self.environment = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(folder))

    def _example(self, behind: int, name: str, certificaat: Certificaat) -> str:
        """Return the example with our name, ports and files, and nothing else changed."""
        ports = f"http_port {self.plain_port}\n\thttps_port {self.port}\n\tdefault_bind 127.0.0.1"
        text = EXAMPLE.read_text("utf-8")
        for old, new in (
            (r"^\{$", f"{{\n\tadmin off\n\t{ports}"),
            (r"gesprek\.organisatie\.nl", name),
            (r"# (tls /etc/ssl/gesprek/.*)", r"\1"),
            (r"/etc/ssl/gesprek/certificaat\.pem", certificaat.path.as_posix()),
            (r"/etc/ssl/gesprek/sleutel\.pem", certificaat.key.as_posix()),
            (r"/var/log/caddy/", f"{self.folder.as_posix()}/"),
            (r"127\.0\.0\.1:8501", f"127.0.0.1:{behind}"),
        ):
            text, count = re.subn(old, new, text, flags=re.MULTILINE)
            assert count, f"the example has no {old}"
        return text
