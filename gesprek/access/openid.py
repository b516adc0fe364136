"""Signing in by the organisation: its settings, and whom a token of the provider lets in.

Source of the checks: OpenID Connect Core 1.0, 3.1.3.7, and RFC 8725 (only the listed algorithms).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator

from gesprek.access.access_errors import InvalidSetting, ProviderFails, Refused
from gesprek.domain.base import InvalidName, Value
from gesprek.domain.text import MAX_NAAM, LineText, clean_line, clean_name

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signed with a private key of the provider: never 'none', never a secret that we know too."""
SECRET_NAME: Final = "organisatie"  # noqa: S105 - the name that it is kept under
"""What ``ServerSecrets`` keeps the client secret under."""
LEEWAY: Final = timedelta(seconds=60)
"""Between our clock and the provider's."""
WRONG_ANSWER: Final = (
    "Het antwoord van je organisatie klopt niet. Probeer het opnieuw. "
    "Blijft dit zo? Vraag de kwaliteitsadviseur om de instellingen na te kijken."
)
_WRONG_CLOCK: Final = (
    "De klok van deze server en die van je organisatie lopen niet gelijk. "
    "Vraag de kwaliteitsadviseur om de klok van de server goed te zetten."
)
_NO_ROLE: Final = (
    "Je account heeft geen toegang tot Gesprekstool. "
    "Vraag de kwaliteitsadviseur wie dat in je organisatie regelt."
)
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_LONGEST_NAME: Final = 1_000


class PersonClaim(StrEnum):
    """The claim of a token that tells what somebody may do."""

    ROLES = "roles"
    GROUPS = "groups"


def is_safe(address: str, *, loopback: bool) -> bool:
    """Return whether an address of the provider keeps what is sent to it secret.

    Args:
        address: the address.
        loopback: whether http is good too where it stays on this machine.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or not address.isascii():
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and host in _LOOPBACK)


def _issuer(address: str) -> str:
    if not is_safe(address, loopback=True) or "?" in address:
        raise InvalidSetting(
            "Dit adres van de aanmelding kan niet. Vul het hele adres in, zoals "
            "https://aanmelden.organisatie.nl. Het begint met https en er staat geen vraagteken in."
        )
    return address


def _client(client_id: str) -> str:
    if not client_id or not client_id.isascii() or " " in client_id:
        raise InvalidSetting("Vul de client-id in, zonder spaties.")
    return client_id


def _required(waarde: str) -> str:
    if not waarde:
        raise InvalidSetting(
            "Vul de rol of groep in die toegang geeft. Zonder rol of groep kan niemand zo binnen."
        )
    return waarde


class ProviderSettings(Value):
    """How managers sign in by the organisation. The client secret is kept by ``ServerSecrets``.

    Attributes:
        uitgever: the issuer, exactly as the provider writes it.
        client_id: what the provider calls this server.
        kenmerk: the claim that is looked at.
        waarde: what must stand in it, exactly.
    """

    uitgever: Annotated[LineText, AfterValidator(_issuer)]
    client_id: Annotated[LineText, AfterValidator(_client)]
    kenmerk: PersonClaim = PersonClaim.ROLES
    waarde: Annotated[LineText, AfterValidator(_required)]

    @property
    def is_loopback(self) -> bool:
        """Whether the provider runs on this machine, without TLS."""
        return not is_safe(self.uitgever, loopback=False)


@dataclass(frozen=True)
class Identity:
    """What the provider vouches for, not checked yet.

    Attributes:
        token: the ID token.
        sleutels: the key set of the provider, as it was read from JSON.
    """

    token: str = field(repr=False)
    sleutels: dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Who signed in by the organisation.

    Attributes:
        wie: names the person at this provider; never shown or kept as it is.
        naam: what to call them, empty where the provider gives nothing that can be a name.
    """

    wie: str
    naam: str


def person_of(identiteit: Identity, log_in: ProviderSettings, nonce: str, now: datetime) -> Person:
    """Return who an ID token is about.

    Args:
        identiteit: what the provider vouches for.
        log_in: the settings that it must fit.
        nonce: the one that this attempt was begun with.
        now: the present moment.

    Raises:
        Refused: it is not signed by the provider, or not for this server, this attempt or
            somebody who may in.
        ProviderFails: it is of another time: the clocks differ.
    """
    claims = _checked(identiteit, log_in, nonce, now)
    held = claims.get(log_in.kenmerk)
    if log_in.waarde not in (held if isinstance(held, list) else [held]):
        raise Refused(_NO_ROLE)
    return Person(f"{log_in.uitgever}\n{claims['sub']}", name_of(claims.get("name")))


def name_of(claim: object) -> str:
    """Return a name as we may show it, empty where it cannot be one; an e-mail address never is."""
    if not isinstance(claim, str):
        return ""
    try:
        return clean_name(clean_line(claim[:_LONGEST_NAME])[:MAX_NAAM].rstrip())
    except InvalidName:
        return ""


def _checked(
    identiteit: Identity, log_in: ProviderSettings, nonce: str, now: datetime
) -> Mapping[str, Any]:
    """Return the claims of a token that is right; errors as ``person_of``."""
    # Loaded here: nobody waits for them at the start of the server.
    from authlib.oidc.core import CodeIDToken
    from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
    from joserfc.jwk import KeySet, KeySetSerialization
    from joserfc.jws import JWSRegistry
    from joserfc.jwt import decode

    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    exact = {"iss": log_in.uitgever, "aud": log_in.client_id}
    options = {name: {"essential": True, "value": value} for name, value in exact.items()}
    try:
        keys = KeySet.import_key_set(cast("KeySetSerialization", identiteit.sleutels))
        found = decode(identiteit.token, keys, registry=registry)
        token = CodeIDToken(
            found.claims,
            found.header,
            {**options, "sub": {"essential": True}},
            {"nonce": nonce, "client_id": log_in.client_id},
        )
        token.validate(int(now.timestamp()), int(LEEWAY.total_seconds()))
    except ExpiredTokenError:
        raise ProviderFails(_WRONG_CLOCK) from None
    except InvalidClaimError as error:
        is_clock = error.claim in {"iat", "nbf"}
        raise (ProviderFails(_WRONG_CLOCK) if is_clock else Refused(WRONG_ANSWER)) from None
    except (JoseError, ValueError, KeyError, TypeError, RecursionError):
        raise Refused(WRONG_ANSWER) from None
    return found.claims
