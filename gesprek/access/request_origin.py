"""Where a request comes from: which address, through which proxy, and whether from this machine."""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

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
        """The name in the address, without port, in lower case."""
        host = self.headers.get("host", "").strip().lower()
        name, colon, port = host.rpartition(":")
        return name if colon and port.isdigit() else host


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
