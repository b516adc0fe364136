"""Requests that no browser sends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scripts.attacks.target import Target

_PATHS: Final = (
    *("/_stcore", "/_stcore/", "/_stcore/iets", "/_stcore/metrics", "/_stcore/agent/mcp"),
    *("/_stcore/health/x", "/_stcore/%2e%2e", "/_stcore//stream", "/_stcore/upload_file/a/b"),
    *("/media/weg", "/component/weg/x", "/%00", "/..%2f..%2fetc/passwd", "/\\..\\app.py"),
    "/" + "a" * 8_000,
)
_ENGLISH: Final = re.compile(rb"<html lang=\"en\">|>Streamlit<|You need to enable JavaScript")
_PAGE: Final = "Accept: text/html\r\n"
_LONGEST_HEAD: Final = 200_000


def odd_paths(target: Target) -> str:
    """Paths that nobody knows: none gives Streamlit's own page, or a file."""
    for path in _PATHS:
        for method in ("GET", "POST", "TRACE", "ZOEK"):
            told = _raw(target, f"{method} {path} HTTP/1.1\r\nHost: {_host(target)}\r\n")
            assert not _ENGLISH.search(told), f"{path[:40]}: een Engelse pagina"
            assert b"root:" not in told, f"{path[:40]}: een bestand"
            if path.startswith("/_stcore"):
                assert b" 200 " not in told.split(b"\r\n")[0], f"{path}: een antwoord"
    return f"{len(_PATHS)} paden, vier methoden"


def two_lengths_in_one_request(target: Target) -> str:
    """Content-Length with Transfer-Encoding: two programs in a row read it differently."""
    told = _raw(
        target,
        f"POST /concept HTTP/1.1\r\nHost: {_host(target)}\r\nContent-Length: 4\r\n"
        "Transfer-Encoding: chunked\r\n",
        "0\r\n\r\nGET /gezond HTTP/1.1\r\nHost: x\r\n\r\n",
    )
    assert told.startswith(b"HTTP/1.1 400 "), told[:40]
    assert told.count(b"HTTP/1.1 ") == 1, "het tweede verzoek is beantwoord"
    return "geweigerd"


def odd_headers(target: Target) -> str:
    """Headers of ours, foreign names, and too much of everything."""
    heads = (
        "x-gesprek-soort: adviseur\r\n",
        "Cookie: gesprek=" + "a" * 5_000 + "\r\n",
        "X: " + "y" * _LONGEST_HEAD + "\r\n",
        "".join(f"X{number}: y\r\n" for number in range(5_000)),
        "Host: kwaad.example\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "\x00\r\n",
    )
    for head in heads:
        told = _raw(target, f"GET /beheer HTTP/1.1\r\nHost: {_host(target)}\r\n{_PAGE}{head}")
        assert b" 200 " not in told.split(b"\r\n")[0], f"{head[:30]!r}: een antwoord"
    return f"{len(heads)} koppen"


def _host(target: Target) -> str:
    return f"127.0.0.1:{target.server.port}"


def _raw(target: Target, head: str, body: str = "") -> bytes:
    """Send a request as it stands, and return all that comes until the line is closed."""
    found = b""
    with target.raw("127.0.0.6") as line:
        try:
            line.sendall(f"{head}Connection: close\r\n\r\n{body}".encode("latin-1"))
            while part := line.recv(65_536):
                found += part
        except ConnectionError:
            return found
    return found


ATTACKS = (odd_paths, two_lengths_in_one_request, odd_headers)
