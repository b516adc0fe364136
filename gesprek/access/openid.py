"""Signing in by the organisation: its settings, one attempt, and whom a token lets in.

An attempt lasts from leaving for the provider to coming back, once. The browser holds a signed
random id. What the attempt is known by is made from that id with the secret of this server, so
that neither the cookie nor our memory has to hold it.

Source of the checks: OpenID Connect Core 1.0, 3.1.3.7, and RFC 8725 (only the listed algorithms).
"""

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator

from gesprek.access.access_errors import InvalidSetting, ProviderFails, Refused
from gesprek.access.signing import ServerSecrets
from gesprek.domain.base import InvalidName, Value
from gesprek.domain.text import MAX_NAAM, LineText, clean_line, clean_name

_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Signed with a private key of the provider: never 'none', never a secret that we know too."""
_PURPOSE: Final = "organisatie"
SECRET_NAME: Final = "organisatie"  # noqa: S105 - the name that it is kept under
"""What ``ServerSecrets`` keeps the client secret under."""
LIFE: Final = timedelta(minutes=10)
"""Time to sign in at the provider, also with a second factor."""
WRONG_ANSWER: Final = (
    "Het antwoord van je organisatie klopt niet. Probeer het opnieuw. "
    "Blijft dit zo? Vraag de kwaliteitsadviseur om de instellingen na te kijken."
)
_WRONG_CLOCK: Final = (
    "De klok van deze server en die van je organisatie lopen niet gelijk. "
    "Vraag de kwaliteitsadviseur om de klok van de server goed te zetten."
)
_OVER: Final = "Deze aanmelding is te oud of al gebruikt. Begin opnieuw met aanmelden."
_MOST_USED: Final = 20_000
_LEEWAY: Final = 60
"""Seconds between our clock and the provider's."""


class PersonClaim(StrEnum):
    """The claim of a token that tells what somebody may do."""

    ROLES = "roles"
    GROUPS = "groups"


def is_safe(address: str, *, loopback: bool) -> bool:
    """Return whether an address of the provider keeps what is sent to it secret.

    ``loopback``: http is good too where it stays on this machine.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or parts.fragment or not address.isascii():
        return False
    is_here = parts.scheme == "http" and host in ("127.0.0.1", "localhost", "::1")
    return parts.scheme == "https" or (loopback and is_here)


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
    """How managers sign in by the organisation. The client secret is kept by ``ServerSecrets``."""

    uitgever: Annotated[LineText, AfterValidator(_issuer)]
    """The issuer, exactly as the provider writes it."""
    client_id: Annotated[LineText, AfterValidator(_client)]
    """What the provider calls this server."""
    kenmerk: PersonClaim = PersonClaim.ROLES
    waarde: Annotated[LineText, AfterValidator(_required)]
    """What must stand in the claim, exactly."""

    @property
    def is_loopback(self) -> bool:
        """Whether the provider runs on this machine, without TLS."""
        return not is_safe(self.uitgever, loopback=False)


@dataclass(frozen=True)
class Identity:
    """What was received and not checked yet: an ID token, and the key set of the provider."""

    token: str = field(repr=False)
    sleutels: dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Who signed in by the organisation."""

    wie: str
    """Names the person at this provider; never shown or kept as it is."""
    naam: str
    """What to call them, empty where the provider gives nothing that can be a name."""


def person_of(identiteit: Identity, log_in: ProviderSettings, nonce: str, now: datetime) -> Person:
    """Return who an ID token is about; ``nonce`` is the one that this attempt was begun with.

    Raises:
        Refused: it is not signed by the provider, or not for this server, this attempt or
            somebody who may in.
        ProviderFails: it is of another time: the clocks differ.
    """
    claims = _checked(identiteit, log_in, nonce, now)
    held = claims.get(log_in.kenmerk)
    if log_in.waarde not in (held if isinstance(held, list) else [held]):
        raise Refused(
            "Je account heeft geen toegang tot Gesprekstool. "
            "Vraag de kwaliteitsadviseur wie dat in je organisatie regelt."
        )
    return Person(f"{log_in.uitgever}\n{claims['sub']}", name_of(claims.get("name")))


def name_of(claim: object) -> str:
    """Return a name as we may show it, empty where it cannot be one; an e-mail address never is."""
    if not isinstance(claim, str):
        return ""
    try:
        return clean_name(clean_line(claim[:1_000])[:MAX_NAAM].rstrip())
    except InvalidName:
        return ""


def _checked(
    identiteit: Identity, log_in: ProviderSettings, nonce: str, now: datetime
) -> Mapping[str, Any]:
    # Loaded here: nobody waits for them at the start of the server.
    from authlib.oidc.core import CodeIDToken
    from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
    from joserfc.jwk import KeySet, KeySetSerialization
    from joserfc.jws import JWSRegistry
    from joserfc.jwt import decode

    registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
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
        token.validate(int(now.timestamp()), _LEEWAY)
    except ExpiredTokenError:
        raise ProviderFails(_WRONG_CLOCK) from None
    except InvalidClaimError as error:
        is_clock = error.claim in {"iat", "nbf"}
        raise (ProviderFails(_WRONG_CLOCK) if is_clock else Refused(WRONG_ANSWER)) from None
    except (JoseError, ValueError, KeyError, TypeError, RecursionError):
        raise Refused(WRONG_ANSWER) from None
    return found.claims


@dataclass(frozen=True)
class Attempt:
    """What one attempt is known by."""

    state: str
    """Ties the answer of the provider to this browser."""
    nonce: str
    """Ties the ID token to this attempt."""
    verifier: str
    """Ties the code to this server (PKCE); 64 characters."""


class Attempts:
    """All attempts. May be used from several threads; errors as ``ServerSecrets``.

    That one counts once is known in this process: after a restart the provider alone refuses a
    code that was used.
    """

    def __init__(self, server_secrets: ServerSecrets, clock: Callable[[], datetime]) -> None:
        self._server_secrets = server_secrets
        self._clock = clock
        self._used: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> tuple[Attempt, str]:
        """Return a new attempt, and the value for its cookie."""
        own = f"{int(self._clock().timestamp())}-{secrets.token_hex(20)}"
        return self._of(own), self._server_secrets.sign(_PURPOSE, own)

    def take(self, cookie: str, state: str) -> Attempt:
        """Return the attempt that a browser comes back from; it cannot be taken again.

        ``cookie`` is empty where it has none; ``state`` is what the provider gave back.

        Raises:
            Refused: there is none, it is older than 10 minutes, of another browser, or used.
        """
        own = self._server_secrets.verified(_PURPOSE, cookie)
        if own is None:
            raise Refused(_OVER)
        begun = datetime.fromtimestamp(int(own.partition("-")[0]), UTC)
        attempt = self._of(own)
        is_same = hmac.compare_digest(attempt.state.encode(), state.encode("utf-8", "replace"))
        if not (is_same and timedelta(0) <= self._clock() - begun < LIFE):
            raise Refused(_OVER)
        with self._lock:
            if own in self._used:
                raise Refused(_OVER)
            self._used[own] = None
            while len(self._used) > _MOST_USED:
                self._used.popitem(last=False)
        return attempt

    def _of(self, own: str) -> Attempt:
        names = ("state", "nonce", "verifier")
        made = (self._server_secrets.fingerprint(f"organisatie {name}", own) for name in names)
        return Attempt(*made)
