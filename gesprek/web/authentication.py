"""Looks at every request: who asks, from where, and whether the page is one of ours."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gesprek.access.reminder_links import LinkKind
from gesprek.access.request_origin import RequestOrigin, address_of, authority, own_addresses
from gesprek.access.settings import NetworkMode, Settings
from gesprek.access.visitors import GAST
from gesprek.browser import contract
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.visits import Visit, Visits
from gesprek.services.way_back import way_back, with_way_back
from gesprek.web.sign_in_pages import NO_STORE, FooterLine, Notice, form_page

KIND_HEADER = "x-gesprek-soort"
LOGIN_HEADER = "x-gesprek-aanmelding"
SCOPE_KEY = "gesprek.binnen"
FOREIGN_PAGE = "Dit verzoek kwam van een andere website. Open Gesprekstool zelf en probeer opnieuw."
UNSAFE = (
    "Let op: deze verbinding is niet beveiligd. Anderen op het netwerk kunnen zien wat je invult."
)

LOOKS_AGAIN = "Deze pagina kijkt om de paar tellen zelf of het weer kan."
_AGAIN_AFTER = 5  # seconds

_OUR_HEADERS = b"x-gesprek-"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_STREAMLIT = contract()["paths"]
# Pages for everybody; paths of Streamlit give no page of ours, and their own answer is clearer.
_FOR_GUESTS = (
    *paths.below(paths.JOIN, paths.SET_UP, paths.CALENDAR),
    *(paths.SIGN_IN, paths.SIGN_OUT, "/verantwoording"),
    *(_STREAMLIT[name] for name in ("stream", "health", "host")),
)
# Nobody is looked up for these: they are the same for everybody, or a link is all that counts.
FOR_ALL = (
    *(_STREAMLIT["files"], _STREAMLIT["own_files"], *paths.below(paths.OUR_FILES)),
    *(paths.HEALTH, paths.FAVICON, *paths.below(paths.REMINDER)),
)
# A provider of mail sends this for who taps 'unsubscribe' there (RFC 8058), without any cookie.
_FROM_ANYWHERE = paths.reminder_path(LinkKind.STOP, "")


@dataclass(frozen=True)
class Authenticator:
    """Knows who asks; the network settings count from the start of the server.

    Attributes:
        visits: Returns the service; it opens the store, so it may fail now and work later.
        is_secure: Whether browsers reach the server by TLS.
        proxies: Whose word on the address of a visitor counts.
        is_unprotected: Whether others on the network can read along.
        hosts: The names that are ours.
    """

    visits: Callable[[], Visits]
    is_secure: bool = False
    proxies: tuple[str, ...] = ()
    is_unprotected: bool = False
    hosts: tuple[str, ...] = ()

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; with the prefix no other site of the domain can set it.

        Raises StoreError where it cannot be known now, as all names of cookies.
        """
        return f"{self._prefix}-{self.visits().cookie_mark}"

    @property
    def _prefix(self) -> str:
        return "__Host-gesprek" if self.is_secure else "gesprek"

    @property
    def notice(self) -> str:
        """What everybody must know before they fill in a key or a password; mostly empty."""
        return UNSAFE if self.is_unprotected else ""

    @property
    def device_cookie_name(self) -> str:
        """The name of the cookie by which an account knows a browser."""
        return f"{self.cookie_name}-apparaat"

    def address(self, scope: Scope) -> str:
        """The address that failures are counted for."""
        return address_of(_origin_of(scope), self.proxies)

    def own_addresses(self, scope: Scope, scheme: str = "") -> tuple[str, ...]:
        """Return what a visitor may have opened this server as; the first is most likely."""
        usual = scheme or ("https" if self.is_secure else "http")
        return own_addresses(_origin_of(scope), self.proxies, self.hosts, usual)

    def who(self, scope: Scope) -> Visit:
        """Tell who sent a request; blocks.

        Raises:
            StoreError: that cannot be known now.
        """
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        # A program before 0.3 gave its cookie no mark: its devices stay signed in. Who has none of
        # ours is a guest, also where its name cannot be known.
        cookie = cookies.get(self._prefix, "")
        if any(name.startswith(f"{self._prefix}-") for name in cookies):
            cookie = cookies.get(self.cookie_name) or cookie
        return self.visits().visit_of(cookie, _origin_of(scope))


def visit_of(scope: Scope) -> Visit:
    """Return who sent a request, as the middleware found."""
    visit: Visit = scope[SCOPE_KEY]
    return visit


def make_authenticator(visits: Callable[[], Visits], settings: Settings) -> Authenticator:
    """Build it from the settings as they are at the start of the server."""
    unsafe = settings.netwerk is NetworkMode.ONBEVEILIGD
    proxies = settings.trusted_proxies
    return Authenticator(visits, settings.has_tls, proxies, unsafe, settings.hosts)


def authentication_middleware(authenticator: Authenticator) -> list[Middleware]:
    """Build the middleware to hand to `st.App`, inside that of `page_middleware`."""
    return [Middleware(AuthenticationMiddleware, authenticator=authenticator)]


class AuthenticationMiddleware:
    """ASGI middleware: refuses what another site sends, and tells the pages who is there.

    Whatever a client sends as `x-gesprek-*` is dropped. `x-gesprek-soort` always tells the kind
    of visitor, `x-gesprek-aanmelding` the log-in; both on HTTP and on the WebSocket.
    """

    def __init__(self, app: ASGIApp, authenticator: Authenticator) -> None:
        self.app = app
        self.authenticator = authenticator

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or WebSocket."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        own = self._own_address(scope)
        if own is None:
            await PlainTextResponse(FOREIGN_PAGE, 403)(scope, receive, send)
            return
        visit = Visit(GAST)
        if not scope["path"].startswith(FOR_ALL):
            try:
                visit = await run_in_threadpool(self.authenticator.who, scope)
            except UserError as error:
                if not _is_for_guests(scope):  # they are no guest: who is in must stay in
                    await _not_now(scope, error)(scope, receive, send)
                    return
            if visit.visitor == GAST and _asks_page(scope):
                await _to_sign_in(scope)(scope, receive, send)
                return
        await self.app(_with_visitor(scope, visit, own), receive, send)

    def _own_address(self, scope: Scope) -> str | None:
        """Return as what the visitor opened this server; empty where nothing sensible tells.

        None where no page of this server sent what could change something. A browser names the
        page's origin with every POST and every WebSocket; a program that names none has no cookies
        of somebody else, but a POST without is refused all the same.
        """
        headers, is_line = Headers(scope=scope), scope["type"] == "websocket"
        is_link = scope["path"].startswith(_FROM_ANYWHERE)
        if "origin" not in headers if is_line else is_link or scope["method"] in _SAFE_METHODS:
            return next(iter(self.authenticator.own_addresses(scope)), "")
        site = "same-origin" if is_line else headers.get("sec-fetch-site", "same-origin")
        scheme, _, page = headers.get("origin", "").lower().partition("://")
        allowed = {"https"} if self.authenticator.is_secure else {"http", "https"}
        asks = authority(page, scheme)
        own = self.authenticator.own_addresses(scope, scheme)
        return asks if site == "same-origin" and scheme in allowed and asks in own else None


def _asks_page(scope: Scope) -> bool:
    """Tell whether somebody typed the address of a page that is not for guests."""
    is_html = "text/html" in Headers(scope=scope).get("accept", "")
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and is_html
        and scope["path"] != paths.JOIN
        and not _is_for_guests(scope)
    )


def _is_for_guests(scope: Scope) -> bool:
    return scope["type"] == "http" and str(scope["path"]).startswith(_FOR_GUESTS)


def _not_now(scope: Scope, error: UserError) -> Response:
    """Say why nobody can be let in now; a page looks again by itself."""
    wait = {"Retry-After": str(_AGAIN_AFTER)}
    if not _asks_page(scope):
        return PlainTextResponse(error.sentence, 503, headers=NO_STORE | wait)
    page = form_page(
        "Even geduld",
        (),
        Notice(error.sentence, 503, _AGAIN_AFTER),
        footer=(FooterLine(LOOKS_AGAIN),),
    )
    page.headers["Refresh"] = str(_AGAIN_AFTER)
    return page


def _to_sign_in(scope: Scope) -> RedirectResponse:
    """Lead a guest to the page to sign in, with the way back to what they asked for."""
    query = scope["query_string"].decode("latin-1")
    place = with_way_back(paths.SIGN_IN, way_back(f"{scope['path']}?{query}"))
    return RedirectResponse(place, 303, headers={"Cache-Control": "no-store"})


def _with_visitor(scope: Scope, visit: Visit, own: str) -> Scope:
    """Tell who asks, and where: in one spelling, as Streamlit compares them sign by sign."""
    kept = [pair for pair in scope["headers"] if not pair[0].lower().startswith(_OUR_HEADERS)]
    headers = MutableHeaders(raw=kept)
    if own:
        headers["host"] = own
    if own and scope["type"] == "websocket" and "origin" in headers:
        headers["origin"] = f"{headers['origin'].lower().partition('://')[0]}://{own}"
    headers[KIND_HEADER] = visit.visitor.soort
    if visit.log_in:
        headers[LOGIN_HEADER] = visit.log_in.id
    return {**scope, "headers": headers.raw, SCOPE_KEY: visit}


def _origin_of(scope: Scope) -> RequestOrigin:
    found: dict[str, str] = {}
    for name, value in Headers(scope=scope).items():
        found[name] = f"{found[name]}, {value}" if name in found else value
    return RequestOrigin(scope["client"][0] if scope.get("client") else "", found)
