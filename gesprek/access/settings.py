"""The settings of the organisation, as the advisor made them."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, model_validator

from gesprek.access.access_errors import InvalidSetting
from gesprek.access.certificate import check_certificate
from gesprek.access.openid import ProviderSettings
from gesprek.access.request_origin import LOOPBACK_NAMES, authority, host_name, name_in, networks
from gesprek.domain.base import Value
from gesprek.domain.dates import Moment
from gesprek.domain.text import LineText, NameText
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import update_or_create, value_of

_LOWEST_DREMPEL: Final = 5
_KEY: Final = DocumentKey(Kind.BEHEER, "instellingen")
_HOST: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)


class NetworkMode(StrEnum):
    """Who can reach the server, and what keeps others from reading along."""

    DICHT = "dicht"
    """This machine only."""
    CERTIFICAAT = "certificaat"
    """Open, with a certificate of our own."""
    PROXY = "proxy"
    """Open, behind a proxy of the organisation that does TLS."""
    ONBEVEILIGD = "onbeveiligd"
    """Open without TLS: 'wij weten dat dit onbeveiligd is'."""


def _host(naam: str) -> str:
    host = host_name(naam)
    if "/" in naam.rpartition("://")[2].rstrip("/"):
        raise InvalidSetting(
            "Gesprekstool werkt alleen op een eigen naam, niet op een pad achter een andere naam. "
            "Vul alleen een naam in, zoals gesprek.organisatie.nl."
        )
    if not _HOST.fullmatch(host):
        raise InvalidSetting(
            "Dit adres kan niet. Vul alleen de naam in, zoals gesprek.organisatie.nl."
        )
    return host


def _proxy(adres: str) -> str:
    try:
        (network,) = networks([adres.strip()])
    except ValueError:
        raise InvalidSetting(
            "Dit adres van een proxy kan niet. Vul een IP-adres in, zoals 10.0.0.2."
        ) from None
    if network.prefixlen == 0:
        raise InvalidSetting("Zo vertrouw je iedereen. Vul alleen het adres van je proxy in.")
    return adres.strip()


class Settings(Value):
    """What the advisor sets; an organisation that was not set up has all of it empty."""

    ingericht: Moment | None = None
    """When the set-up was done."""
    organisatie: NameText = ""
    netwerk: NetworkMode = NetworkMode.DICHT
    namen: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    """Host names and IPv4 addresses under which colleagues reach the server."""
    certificaat: LineText = ""
    """Path of the certificate, and ``certificaatsleutel`` of its private key."""
    certificaatsleutel: LineText = ""
    proxies: tuple[Annotated[str, AfterValidator(_proxy)], ...] = ()
    """Addresses and networks of the organisation's own proxies."""
    onbeveiligd_sinds: Moment | None = None
    """When the advisor declared to know that there is no TLS."""
    drempel: Annotated[int, Field(ge=_LOWEST_DREMPEL, le=1_000)] = _LOWEST_DREMPEL
    """Oefeningen from which on a figure is shown."""
    organisatie_aanmelding: ProviderSettings | None = None
    """How managers sign in by the organisation; None: by password only."""

    @property
    def has_tls(self) -> bool:
        """Whether what goes over the network cannot be read along: cookies are Secure then."""
        return self.netwerk in (NetworkMode.CERTIFICAAT, NetworkMode.PROXY)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that a request may be addressed to."""
        return (*sorted(LOOPBACK_NAMES), *(() if self.netwerk is NetworkMode.DICHT else self.namen))

    @property
    def trusted_proxies(self) -> tuple[str, ...]:
        """The proxies whose word on the address of a visitor counts."""
        return self.proxies if self.netwerk is NetworkMode.PROXY else ()

    @property
    def tls_files(self) -> tuple[Path, Path] | None:
        """The absolute paths of our own certificate and its key; None where another does TLS."""
        if self.netwerk is not NetworkMode.CERTIFICAAT:
            return None
        certificaat, key = (
            Path(one).expanduser().absolute() for one in (self.certificaat, self.certificaatsleutel)
        )
        return certificaat, key

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        match self.netwerk:
            case NetworkMode.CERTIFICAAT if not (self.certificaat and self.certificaatsleutel):
                sentence = "Vul de plek van het certificaat en van de sleutel daarvan in."
            case NetworkMode.PROXY if not self.proxies:
                sentence = "Vul het IP-adres van je proxy in."
            case NetworkMode.ONBEVEILIGD if self.onbeveiligd_sinds is None:
                sentence = (
                    "Vink aan dat jullie weten dat dit onbeveiligd is, of kies een andere manier."
                )
            case mode if mode is not NetworkMode.DICHT and not self.namen:
                sentence = "Vul het adres in waarop collega's Gesprekstool openen."
            case _:
                return self
        raise InvalidSetting(sentence)


def read_settings(store: Store) -> Settings:
    """Return the settings; empty ones where nothing was set up.

    Raises Corrupt or SchemaTooNew where they cannot be read. Nobody gets in then: a server that
    forgot that it was set up would serve this machine without a password.
    """
    try:
        return value_of(Settings, store.get(_KEY).document)
    except NotFound:
        return Settings()


def address_for_colleagues(settings: Settings, here: str) -> str:
    """Return the address at which colleagues open this server, without a path.

    ``here`` is the address that this visitor used.
    """
    used = urlsplit(here)
    if settings.netwerk is NetworkMode.DICHT:
        return f"{used.scheme}://{used.netloc}"
    opened, scheme = authority(used.netloc, used.scheme), "https" if settings.has_tls else "http"
    name = name_in(opened)
    # On this machine itself one goes past the proxy, to a port that colleagues do not use.
    is_past = settings.netwerk is NetworkMode.PROXY and name not in settings.namen
    port = "" if is_past else opened.removeprefix(name)
    return f"{scheme}://{authority(settings.namen[0] + port, scheme)}"


def change_settings(store: Store, change: Callable[[Settings], Settings]) -> None:
    """Change the settings as they are now.

    Raises:
        InvalidSetting: the threshold would go down, or the set-up be undone.
        StoreError: they cannot be read; see also ``Store.apply``.
    """

    def apply(stored: Document) -> Document:
        before = value_of(Settings, stored)
        after = change(before)
        if after.drempel < before.drempel:
            raise InvalidSetting(
                "De drempel kan alleen omhoog, want anders wordt zichtbaar wat eerst verborgen "
                f"was. Kies {before.drempel} of meer."
            )
        if before.ingericht and not after.ingericht:
            raise InvalidSetting("Inrichten kan maar één keer. Pas de instellingen aan in Beheer.")
        return after.to_document()

    update_or_create(store, _KEY, apply)


def filled_in(before: Settings, form: Mapping[str, str], now: datetime) -> Settings:
    """Return the settings with the name and the network that somebody filled in.

    ``form`` has the fields as they were typed: organisatie, netwerk, and where needed namen,
    certificaat, certificaatsleutel and proxies. ``now`` is when the advisor declared to know that
    there is no TLS.

    Raises:
        InvalidCertificate: the server could not start with it: told here, where it can be changed.
        UserError: something else misses or cannot be.
    """
    if not form.get("organisatie", "").strip():
        raise InvalidSetting("Vul de naam van je organisatie in.")
    netwerk = form.get("netwerk", NetworkMode.DICHT)
    lists = {name: form.get(name, "").replace(",", " ").split() for name in ("namen", "proxies")}
    typed = {
        "organisatie": form["organisatie"],
        "netwerk": netwerk,
        "certificaat": form.get("certificaat", ""),
        "certificaatsleutel": form.get("certificaatsleutel", ""),
        "onbeveiligd_sinds": now if netwerk == NetworkMode.ONBEVEILIGD else None,
        **lists,
    }
    try:
        after = Settings.model_validate({**before.to_document(), **typed})
    except ValidationError:
        # Without the cause: it quotes what was typed.
        raise InvalidSetting("Kies wie Gesprekstool kan openen.") from None
    if after.tls_files:
        check_certificate(*after.tls_files)
    return after
