"""A real nginx with the example of deploy/, in a folder of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from scripts.find_programs import find_nginx
from start import ON_WINDOWS
from tests.support.proxy import Proxy
from tests.support.server import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.support.certificate import Certificaat

EXAMPLE = ROOT / "deploy" / "nginx.conf"
SERVERS = ROOT / "deploy" / "nginx-servers.conf"
NO_NGINX = "geen nginx gevonden: installeer nginx, of zet GESPREK_NGINX"
# What every nginx has around the example, with nothing outside the folder.
_AROUND = """
daemon off;
worker_processes 1;
pid nginx.pid;
error_log error.log info;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path tijdelijk/body;
    proxy_temp_path tijdelijk/proxy;
    fastcgi_temp_path tijdelijk/fastcgi;
    uwsgi_temp_path tijdelijk/uwsgi;
    scgi_temp_path tijdelijk/scgi;
    types {{ text/html html; }}
    {example}
}}
"""


class Nginx(Proxy):
    """Stands in front of a server.

    Args:
        folder: Where it keeps everything; must not be there yet.
        behind: The ports of the servers.
        name: The host name that it answers to.
        certificaat: Its certificate.
    """

    name = "nginx"

    def __init__(
        self, folder: Path, behind: Sequence[int], name: str, certificaat: Certificaat
    ) -> None:
        program = find_nginx()
        if ON_WINDOWS or program is None:
            pytest.skip(NO_NGINX)
        super().__init__(folder)
        (folder / "tijdelijk").mkdir(parents=True)
        example = self._example(behind, name, certificaat)
        (folder / "nginx.conf").write_text(_AROUND.format(example=example), "utf-8")
        self.command = [program, "-p", str(folder), "-c", "nginx.conf"]

    def _example(self, behind: Sequence[int], name: str, certificaat: Certificaat) -> str:
        """Return the example with our name, ports and files, and nothing else changed."""
        text, is_one = EXAMPLE.read_text("utf-8"), len(behind) == 1
        for old, new in (
            (r"listen +80;", f"listen 127.0.0.1:{self.plain_port};"),
            (r"listen +443 ssl;", f"listen 127.0.0.1:{self.port} ssl;"),
            (r"gesprek\.organisatie\.nl", name),
            (r"/etc/ssl/gesprek/certificaat\.pem", certificaat.path.as_posix()),
            (r"/etc/ssl/gesprek/sleutel\.pem", certificaat.key.as_posix()),
            (r"/var/log/nginx/", f"{self.folder.as_posix()}/"),
            (r"127\.0\.0\.1:8501", f"127.0.0.1:{behind[0]}" if is_one else "gesprek_servers"),
            # Which server answered, for the tests.
            (r"( +add_header .*;)", r"\1 add_header X-Proef $upstream_addr always;"),
        ):
            text, count = re.subn(old, new, text)
            assert count, f"the example has no {old}"
        return text if is_one else self._servers(behind) + text

    @staticmethod
    def _servers(behind: Sequence[int]) -> str:
        """Return the example for more servers than one, with these ports."""
        ports = iter(behind)
        text = SERVERS.read_text("utf-8")
        text = re.sub(r"10\.0\.0\.\d+:8501", lambda _: f"127.0.0.1:{next(ports)}", text)
        assert next(ports, None) is None, "the example has fewer servers"
        return text
