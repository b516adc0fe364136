from __future__ import annotations

import json
import re
import socket
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from gesprek.access.settings import NetworkMode, Settings
from gesprek.ui.frame.streamlit_hooks import configure_streamlit
from gesprek.web.own_page import UnknownPage, made_of, own_page
from gesprek.web.page_middleware import PageMiddleware
from tests.support.server import ROOT, Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page
    from starlette.requests import Request

PROC_NET = Path("/proc/net")
PROEFAPP = ROOT / "tests" / "support" / "trial_app" / "app.py"
CSP = (
    "default-src 'self'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
SHUT = [
    "/_stcore/metrics",
    "/_stcore/metrics/",
    "/_stcore/agent/interact",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore",
    "/_stcore/",
    "/_stcore/iets",
    "/_stcore/iets/verder?a=b",
    "/_stcore/health/",
    "/_stcore/host-config/x",
    "/_stcore/stream/x",
    "/_stcore/%2e%2e",
    "/_stcore/upload_file/a/b",
]
EVERY_KIND = [
    "/",
    "/geen-pagina",
    "/favicon.png",
    "/static/js/weg.js",
    "/_stcore/health",
    "/_stcore/host-config",
    "/media/weg",
    "/gezond",
    "/gesprek/main.js",
    "/knal",
    *SHUT,
]


def make_server(folder: Path, **environment: str) -> Server:
    ready = 503 if environment else 200
    return Server(folder, folder / "server.log", app=PROEFAPP, environment=environment, ready=ready)


@pytest.fixture(scope="module")
def proef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = make_server(tmp_path_factory.mktemp("proef")).start()
    yield one
    one.stop()


def test_a_server_of_the_tests_that_cannot_start_says_why(tmp_path: Path) -> None:
    app = tmp_path / "kapot.py"
    app.write_text(
        "import streamlit as st\nraise OSError('dit gaat mis')\napp = st.App('x.py')", "utf-8"
    )
    broken = Server(tmp_path / "opslag", tmp_path / "server.log", app=app)
    with pytest.raises(AssertionError, match="dit gaat mis"):
        broken.start()


def test_the_page_is_dutch_and_loads_our_scripts_first(proef: Server) -> None:
    page = proef.request("/")[1].decode()
    assert '<html lang="nl">' in page
    assert "<title>Gesprekstool</title>" in page
    assert page.index('src="/gesprek/main.js"') < page.index('src="/static/js/')
    assert "Zet JavaScript aan" in page
    assert "You need to enable" not in page
    assert "_stcore/agent" not in page


def test_no_browser_translates_a_page_that_draws_itself_anew(proef: Server) -> None:
    page = proef.request("/")[1].decode()
    assert '<body translate="no">' in page
    assert '<meta name="google" content="notranslate">' in page


@pytest.mark.parametrize("lost", ["index.", 'rel="stylesheet"', 'id="root"'])
def test_with_a_page_of_streamlit_that_we_do_not_know_nothing_starts(lost: str) -> None:
    text = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    assert made_of(text) == own_page()
    with pytest.raises(UnknownPage):
        made_of(text.replace(lost, "anders"))


def test_a_page_further_on_is_dutch_too(proef: Server) -> None:
    assert b'<html lang="nl">' in proef.request("/stap-1")[1]


@pytest.mark.parametrize(
    "header",
    [
        {"Accept-Encoding": "gzip"},
        {"Range": "bytes=0-9"},
        {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_no_header_of_a_client_keeps_the_page_english(
    proef: Server, header: dict[str, str]
) -> None:
    answer, body = proef.request("/", headers=header)
    assert answer.status == 200
    assert b'<html lang="nl">' in body
    assert answer.getheader("Content-Length") == str(len(body))


def test_head_answers_without_a_body(proef: Server) -> None:
    answer, body = proef.request("/", method="HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.getheader("Content-Length") == str(len(proef.request("/")[1]))


@pytest.mark.parametrize(
    ("path", "method", "host", "told"),
    [
        ("/m/%00", "GET", "", (404, "Deze pagina bestaat niet.")),
        ("/m/..", "GET", "", (404, "Deze pagina bestaat niet.")),
        ("/static/%2e%2e/x", "GET", "", (400, "Dit adres klopt niet.")),
        ("//elders/deel", "GET", "", (404, "Deze pagina bestaat niet.")),
        ("//elders/", "GET", "", (404, "Deze pagina bestaat niet.")),
        ("/stap-1/", "POST", "", (404, "Deze pagina bestaat niet.")),
        ("/gezond", "POST", "", (405, "Dat kan op deze pagina niet.")),
        (
            "/gezond",
            "GET",
            "elders.example",
            (400, "Dit adres is niet het adres van Gesprekstool."),
        ),
    ],
)
def test_what_is_no_address_of_ours_is_told_in_dutch(
    proef: Server, path: str, method: str, host: str, told: tuple[int, str]
) -> None:
    answer, body = proef.request(path, method=method, headers={"Host": host} if host else {})
    assert (answer.status, body.decode()) == told
    assert answer.getheader("Content-Length") == str(len(body))
    assert (answer.getheader("Content-Type") or "").startswith("text/plain")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [("/stap-1/", "/stap-1"), ("/team/?t=a&x=/", "/team?t=a&x=/"), ("/gezond///", "/gezond")],
)
def test_a_slash_too_many_leads_to_the_same_page_with_what_was_asked(
    proef: Server, path: str, leads_to: str
) -> None:
    answer, _ = proef.request(path)
    assert (answer.status, answer.getheader("Location")) == (301, leads_to)
    assert answer.getheader("Cache-Control") == "no-store"


def test_what_streamlit_answers_in_few_words_keeps_its_status() -> None:
    async def busy(_request: Request) -> Response:
        return PlainTextResponse("unavailable", 503)

    app = Starlette(
        routes=[Route("/_stcore/health", busy)],
        middleware=[Middleware(PageMiddleware, routes=())],
    )
    answer = TestClient(app).get("/_stcore/health")
    assert (answer.status_code, answer.text) == (503, "unavailable")


def test_streamlit_is_told_the_names_and_that_there_is_a_certificate() -> None:
    names = ("server.allowedHosts", "server.sslCertFile")
    before = {name: st.get_option(name) for name in names}
    opened = Settings(
        netwerk=NetworkMode.CERTIFICAAT,
        namen=("gesprek.nl",),
        certificaat="/c.pem",
        certificaatsleutel="/k.pem",
    )
    try:
        configure_streamlit(opened)
        assert st.get_option("server.allowedHosts") == [
            *("127.0.0.1", "::1", "localhost", "gesprek.nl")
        ]
        assert st.get_option("server.sslCertFile") == str(Path("/c.pem").absolute())
    finally:
        for name, value in before.items():
            config.set_option(name, value)


@pytest.mark.parametrize("path", EVERY_KIND)
def test_every_path_carries_the_safety_headers(proef: Server, path: str) -> None:
    answer, _ = proef.request(path)
    assert answer.getheader("Content-Security-Policy") == CSP
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert answer.getheader("X-Frame-Options") == "DENY"
    assert answer.getheader("Referrer-Policy") == "same-origin"
    assert answer.getheader("Cross-Origin-Opener-Policy") == "same-origin"


@pytest.mark.parametrize("path", SHUT)
def test_figures_and_the_interface_for_programs_do_not_exist(proef: Server, path: str) -> None:
    answer, body = proef.request(path)
    assert (answer.status, body.decode()) == (404, "Deze pagina bestaat niet.")
    assert proef.request(path, method="POST")[0].status == 404


@pytest.mark.parametrize(
    "path",
    [
        *("/static/weg", "/static/js/weg.js", "/static/a/b?c=d", "/app/static/weg"),
        *("/media/weg", "/media/", "/component/weg", "/component/weg/x", "/gesprek/weg"),
        *("/live/a/b", "/live/"),
    ],
)
@pytest.mark.parametrize("packed", ["", "gzip"])
def test_where_there_is_no_file_streamlit_does_not_answer_with_its_own_page(
    proef: Server, path: str, packed: str
) -> None:
    asks = {"Accept-Encoding": packed} if packed else {}
    answer, body = proef.request(path, headers=asks)
    if answer.status == 301:  # the same without the slash
        answer, body = proef.request(answer.getheader("Location") or "", headers=asks)
        assert b'lang="en"' not in body
        return
    assert (answer.status, body.decode()) == (404, "Deze pagina bestaat niet.")
    assert answer.getheader("Content-Encoding") is None


def test_a_file_that_is_there_is_served_as_it_is(proef: Server) -> None:
    _, page = proef.request("/")
    (script,) = re.findall(rb'src="[^"]*(/static/js/index\.[^"]+\.js)"', page)[:1]
    answer, body = proef.request(script.decode())
    assert answer.status == 200
    assert len(body) > 10_000


def test_a_request_with_two_lengths_is_refused_and_its_line_ends(proef: Server) -> None:
    for length in ("5", "0"):
        with socket.create_connection(("127.0.0.1", proef.port), timeout=60) as line:
            line.sendall(
                f"POST /gezond HTTP/1.1\r\nHost: 127.0.0.1:{proef.port}\r\n"
                f"Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n"
                "0\r\n\r\nGET /gezond HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
            )
            told = b""
            while part := line.recv(1_000):
                told += part
        assert told.startswith(b"HTTP/1.1 400 ")
        assert told.count(b"HTTP/1.1 ") == 1


def test_no_websocket_is_opened_on_another_path(proef: Server) -> None:
    for path in ("/", "/x", "/_stcore/iets", "/_stcore/stream/x"):
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(f"ws://127.0.0.1:{proef.port}{path}", subprotocols=[Subprotocol("streamlit")]),
        ):
            pass
        assert refused.value.response.status_code == 404


def test_a_foreign_host_name_is_refused(proef: Server) -> None:
    for path in ("/", "/gezond", "/_stcore/host-config"):
        assert proef.request(path, headers={"Host": "kwaad.example"})[0].status == 400


def test_a_foreign_host_name_gets_no_websocket(proef: Server) -> None:
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
    }
    own = f"127.0.0.1:{proef.port}"
    assert _upgrade(proef, own, upgrade) == 101
    assert _upgrade(proef, "kwaad.example", upgrade) in {400, 403}


def _upgrade(proef: Server, host: str, headers: dict[str, str]) -> int:
    lines = [f"{name}: {value}" for name, value in {"Host": host, **headers}.items()]
    with socket.create_connection(("127.0.0.1", proef.port), timeout=60) as line:
        line.sendall(("\r\n".join(["GET /_stcore/stream HTTP/1.1", *lines]) + "\r\n\r\n").encode())
        return int(line.recv(64).split()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_own_names_are_accepted_with_their_port(proef: Server, host: str) -> None:
    answer, _ = proef.request("/gezond", headers={"Host": f"{host}:{proef.port}"})
    assert answer.status == 200


def test_a_client_cannot_send_our_headers(proef: Server) -> None:
    sent = {"X-Gesprek-Rol": "adviseur", "x-gesprek-wie": "1", "X-Anders": "1"}
    came_through = json.loads(proef.request("/koppen", headers=sent)[1])
    assert "x-anders" in came_through
    assert not [name for name in came_through if name.startswith("x-gesprek")]


def test_a_usable_store_makes_the_server_healthy(proef: Server) -> None:
    answer, body = proef.request("/gezond")
    assert (answer.status, json.loads(body)) == (200, {"status": "ok", "opslag": "ok"})
    assert answer.getheader("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    ("failure", "reason"),
    [("bekend", "De map van de opslag is weg"), ("onbekend", "De opslag is niet bruikbaar")],
)
def test_an_unusable_store_answers_503_with_a_dutch_reason(
    tmp_path: Path, failure: str, reason: str
) -> None:
    one = make_server(tmp_path, PROEF_OPSLAG=failure).start()
    try:
        answer, body = one.request("/gezond")
    finally:
        one.stop()
    told = json.loads(body)
    assert (answer.status, told["status"], told["opslag"]) == (503, "fout", "fout")
    assert told["reden"].startswith(reason)
    assert "secret" not in body.decode()


def test_a_route_that_breaks_says_so_in_dutch_and_logs_no_text(proef: Server) -> None:
    answer, body = proef.request("/knal")
    assert (answer.status, body.decode()) == (500, "Er ging iets mis. Laad de pagina opnieuw.")
    log = proef.logged("Onverwachte fout: RuntimeError")
    assert "Onverwachte fout: RuntimeError" in log
    assert "Jansen" not in log


def test_our_scripts_are_served_as_script(proef: Server) -> None:
    answer, body = proef.request("/gesprek/main.js")
    assert answer.getheader("Content-Type", "").startswith("text/javascript")
    assert body == (ROOT / "gesprek/browser/main.js").read_bytes()


def test_our_picture_stands_in_the_tab_of_every_page(proef: Server) -> None:
    assert b'href="/favicon.png"' in proef.request("/")[1]
    answer, body = proef.request("/favicon.png")
    assert answer.getheader("Content-Type") == "image/svg+xml"
    assert body == (ROOT / "gesprek/browser/icon.svg").read_bytes()


@pytest.mark.skipif(not PROC_NET.is_dir(), reason="leest /proc/net (Linux)")
def test_the_server_listens_on_this_machine_only(proef: Server) -> None:
    addresses = set()
    for table in ("tcp", "tcp6"):
        lines = (PROC_NET / table).read_text("utf-8").splitlines()[1:]
        for fields in map(str.split, lines):
            address, port = fields[1].split(":")
            if int(port, 16) == proef.port and fields[3] == "0A":
                addresses.add(address)
    assert addresses == {"0100007F"}


# The hidden settings: each does what it is there for. The pages that each kind of visitor gets
# (tests/web/test_every_path.py) prove server.trustedUserHeaders.


def test_no_other_site_may_steer_the_page(proef: Server) -> None:
    told = json.loads(proef.request("/_stcore/host-config")[1])
    assert told["allowedOrigins"] == []


def test_the_server_starts_without_words_of_streamlit(proef: Server) -> None:
    assert "You can now view" not in proef.log.read_text("utf-8")


def test_no_full_collection_follows_each_drawing(proef: Server) -> None:
    def collections() -> int:
        found = re.search(r'body: "(\d+)"', HttpDriver(proef).all_of("opruimen"))
        assert found
        return int(found[1])

    drawings = 12
    before = collections()
    for _ in range(drawings):
        after = collections()
    assert after - before < drawings / 2


@pytest.mark.parametrize(("megabytes", "is_drawn"), [(1.5, True), (2.5, False)])
def test_what_the_fields_hold_may_be_two_megabytes(
    proef: Server, megabytes: float, *, is_drawn: bool
) -> None:
    message = BackMsg()
    held = message.rerun_script.widget_states.widgets.add(id="veld")
    held.string_value = "x" * int(megabytes * 1e6)
    assert _is_drawn(proef, message) is is_drawn


def _is_drawn(server: Server, message: BackMsg) -> bool:
    """Tell whether a page is drawn for who asks it like this."""
    with connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream", subprotocols=[Subprotocol("streamlit")]
    ) as line:
        try:
            line.send(message.SerializeToString())
            while True:
                answer = ForwardMsg.FromString(bytes(line.recv(20)))  # type: ignore[arg-type]
                if answer.HasField("script_finished"):
                    return True
        except ConnectionClosed:
            return False


def test_every_setting_exists_in_this_streamlit() -> None:
    for name in _flatten(tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))):
        st.get_option(name)  # raises for a name that Streamlit doesn't know


def _flatten(table: dict[str, object], before: str = "") -> list[str]:
    names = []
    for key, value in table.items():
        name = before + key
        if isinstance(value, dict) and name != "server.trustedUserHeaders":
            names += _flatten(value, f"{name}.")
        else:
            names.append(name)
    return names


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_links_stand_out_from_every_ground(theme: str) -> None:
    colors = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"][theme]
    for ground in ("backgroundColor", "secondaryBackgroundColor"):
        for ink in ("textColor", "linkColor"):
            assert _contrast(colors[ink], colors[ground]) >= 4.5
        for part in ("primaryColor", "borderColor"):
            assert _contrast(colors[part], colors[ground]) >= 3
    assert _contrast("#ffffff", colors["primaryColor"]) >= 4.5  # the words on a primary button


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", color)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.browser
def test_the_server_stops_with_a_page_open(tmp_path: Path, visitor: Callable[..., Page]) -> None:
    one = make_server(tmp_path).start()
    page = visitor()
    page.goto(one.url)
    page.get_by_role("heading", name="Proef").wait_for()
    one.stop()  # within STOP_SECONDS, or it fails


@pytest.mark.browser
def test_an_error_in_a_page_is_logged_without_its_text(
    proef: Server, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.goto(f"{proef.url}/?fout=1")
    page.get_by_text("Er ging iets mis. Laad de pagina opnieuw.").wait_for()
    assert "Jansen" not in page.content()
    log = proef.log.read_text("utf-8")
    assert "Onverwachte fout: ValueError < screen.py" in log
    assert "Jansen" not in log
