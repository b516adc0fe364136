"""Where a request comes from: which address, through which proxy, and whether from this machine."""

import ipaddress
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from urllib.parse import unquote

_NAME: Final = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_AUTHORITY: Final = re.compile(r"(\[[^\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_USUAL_PORTS: Final = {"http": 80, "https": 443}
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FORWARDED: Final = ("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip")
_FORWARDED_PREFIXES: Final = ("x-forwarded", "x-original", "cf-")

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class RequestOrigin:
    """What a request tells of where it comes from."""

    peer: str
    """The address at the other end of the line, empty where it is not known."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Name in lower case → value; of a header that came twice both, with a comma."""

    @property
    def is_forwarded(self) -> bool:
        """Whether anything on the way says that it passed the request on."""
        return any(
            name in _FORWARDED or name.startswith(_FORWARDED_PREFIXES) for name in self.headers
        )

    @property
    def host(self) -> str:
        """The name in the address, without port, as ``authority`` writes it."""
        return name_in(authority(self.headers.get("host", ""), "http"))


def host_name(text: str) -> str:
    """Return a host name as browsers write it, whatever its spelling; empty for what is none.

    In lower case, without a dot at the end, without codes for plain signs, in ASCII (IDNA), and an
    IPv6 address in its shortest form between brackets.

    Source: https://url.spec.whatwg.org/#host-parsing
    """
    name = unquote(text.strip()).lower()
    try:
        if name.startswith("["):
            return f"[{ipaddress.IPv6Address(name[1:-1])}]" if name.endswith("]") else ""
        name = (name if name.isascii() else name.encode("idna").decode()).removesuffix(".")
    except ValueError:
        return ""
    return name if _NAME.fullmatch(name) else ""


def authority(text: str, scheme: str) -> str:
    """Return a host with its port as browsers write them: without the usual port of the scheme.

    Empty for what is none.
    """
    parts = _AUTHORITY.fullmatch(text.strip())
    name = host_name(parts[1]) if parts else ""
    port = int(parts[2] or 0) if parts else 0
    return f"{name}:{port}" if name and port and port != _USUAL_PORTS.get(scheme) else name


def name_in(host: str) -> str:
    """Return the name in what ``authority`` wrote."""
    name, _, port = host.rpartition(":")
    return name if name and port.isdigit() else host


def own_addresses(
    origin: RequestOrigin, proxies: Sequence[str], hosts: Container[str], scheme: str
) -> tuple[str, ...]:
    """Return what a visitor may have opened this server as, in the spelling of ``authority``.

    Where one of our own ``proxies`` passed the request on, it may tell under which name, if that
    is one of ours, and on which port: not every proxy leaves the header Host as it is.
    """
    told, headers = [origin.headers.get("host", "")], origin.headers
    if _is_in(origin.peer, networks(proxies)):
        forwarded = headers.get("x-forwarded-host", "").rpartition(",")[2]
        port = headers.get("x-forwarded-port", "").rpartition(",")[2].strip()
        if name_in(authority(forwarded, scheme)) in hosts:
            told.insert(0, forwarded)
        elif ":" not in told[0].rpartition("]")[2]:
            told.insert(0, f"{told[0]}:{port}")
    return tuple(filter(None, (authority(one, scheme) for one in told)))


class Device(StrEnum):
    """A kind of device, as coarse as people need to know their own in a list."""

    IPHONE = "iphone"
    IPAD = "ipad"
    ANDROID = "android"
    WINDOWS = "windows"
    MAC = "mac"
    ANDERS = "anders"


def device_of(user_agent: str) -> Device:
    """Return the kind of device that a browser says it runs on."""
    told = user_agent[:1_000].lower()
    marks = {kind: kind.value for kind in Device} | {Device.MAC: "macintosh"}
    return next((kind for kind, mark in marks.items() if mark in told), Device.ANDERS)


def is_local(origin: RequestOrigin, *, ingericht: bool) -> bool:
    """Return whether a request counts as made by this machine itself; after set-up none does."""
    peer = read_address(origin.peer)
    is_here = peer is not None and peer.is_loopback and origin.host in LOOPBACK_NAMES
    return is_here and not ingericht and not origin.is_forwarded


def address_of(origin: RequestOrigin, proxies: Sequence[str]) -> str:
    """Return the address that failures are counted for.

    Of a request through one of the organisation's own ``proxies`` (addresses and networks) it is
    the last address in ``X-Forwarded-For`` that is none of them: what is before it, anybody can
    have written.
    """
    trusted = networks(proxies)
    if not _is_in(origin.peer, trusted):
        return origin.peer
    chain = [one.strip() for one in origin.headers.get("x-forwarded-for", "").split(",")]
    return next((one for one in reversed(chain) if one and not _is_in(one, trusted)), origin.peer)


def networks(proxies: Sequence[str]) -> list[Network]:
    """Return addresses and networks as networks; raises ValueError where one is neither."""
    return [ipaddress.ip_network(one) for one in proxies]


def read_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address, the IPv4 one of an IPv6 address that holds it; None: it is none."""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return found.ipv4_mapped
    return found


def _is_in(address: str, trusted: Sequence[Network]) -> bool:
    found = read_address(address)
    return found is not None and any(found in one for one in trusted)
