"""The cookies of attempts to sign in by the organisation: one each, as two tabs can have two."""

from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from gesprek.access.openid import LIFE
from gesprek.services import paths
from gesprek.services.way_back import way_back
from gesprek.web.authentication import Authenticator
from gesprek.web.sign_in_pages import wanted_of
from gesprek.web.sign_in_routes import guards

_NAMED_BY: Final = 16
"""So many signs of the state name the cookie of an attempt."""
_BEHIND: Final = "~"
_MOST: Final = 5
"""The latest of one browser: all their cookies come with one request."""
_LONGEST: Final = 200
"""The way back in a cookie; tabs that leave in one moment know nothing of each other's cookies, and
those of twenty must fit in the 8 kB that a proxy takes."""


class AttemptCookies:
    """Sets, finds and takes away; every method may raise StoreError."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator

    def keep(self, request: Request, answer: Response, attempt: tuple[str, str]) -> None:
        """Set the cookie of a new attempt, and take away the oldest where there are many.

        ``attempt`` is its state and what it is known by. The way back comes behind that, and not
        to the provider; one that is too long is left out.
        """
        state, known = attempt
        wanted = quote(wanted_of(request), safe="")
        cookie = f"{known}{_BEHIND}{wanted if len(wanted) <= _LONGEST else ''}"
        names = [one for one in request.cookies if one.startswith(self._name(""))]
        for old in names[: -_MOST + 1]:  # the oldest come first: RFC 6265, 5.4
            self._forget(answer, old)
        life, known_by = int(LIFE.total_seconds()), guards(self._authenticator)
        answer.set_cookie(self._name(state), cookie, life, path=paths.ORGANISATION, **known_by)

    def found(self, request: Request) -> tuple[str, str]:
        """Return what the attempt that a browser comes back from is known by, and its way back.

        Both are empty where it has none.
        """
        kept = request.cookies.get(self._name(request.query_params.get("state", "")), "")
        known, _, wanted = kept.partition(_BEHIND)
        return known, way_back(unquote(wanted))

    def end(self, request: Request, answer: Response) -> None:
        """Take that cookie away."""
        name = self._name(request.query_params.get("state", ""))
        if name in request.cookies:
            self._forget(answer, name)

    def _name(self, state: str) -> str:
        # '__Host-' cannot be: it asks for the path '/'.
        prefix = "__Secure-" if self._authenticator.is_secure else ""
        mark = self._authenticator.visits().cookie_mark
        return f"{prefix}gesprek-organisatie-{mark}-{state[:_NAMED_BY]}"

    def _forget(self, answer: Response, name: str) -> None:
        answer.delete_cookie(name, paths.ORGANISATION, **guards(self._authenticator))
