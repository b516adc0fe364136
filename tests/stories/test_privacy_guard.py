"""The privacy guard, from the keyboard to the disk, with a real browser and server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from scripts.picture_steps import DO
from scripts.voorbeelden import Subset
from tests.engines.expectations import expect
from tests.stories.conftest import House
from tests.support.builders.marked import files_with
from tests.support.server import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import FloatRect, WebSocketRoute

    from tests.stories.browser_driver import BrowserDriver

pytestmark = pytest.mark.browser

ONDERWERP = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
LEERVRAAG = inhoud().casusvelden.leervraag.label
PHONE = "Hoe bel ik 06-12345678 op?"
SMALL = {"width": 390, "height": 844}
NAMED = "Hoe vertel ik mevrouw Wybenga van 84 jaar dat we minder komen?"
PREVIEW = screen_text("nakijken.zo_wordt")


@pytest.fixture
def eigen_huis(tmp_path: Path) -> Iterator[House]:
    """A server whose folder and log hold nothing but this story."""
    with running(tmp_path) as server:
        yield House(server, Archive(open_store(str(server.store))))


def test_a_number_never_reaches_the_disk_and_a_name_only_until_it_is_looked_at(
    eigen_huis: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    gast = new_driver(eigen_huis.server, viewport=SMALL)
    gast.open(Subset(eigen_huis.archive, "Team Zuid", ("Anna", "Bo")).at(Stap.CASUS, DO.prepare))
    gast.write(ONDERWERP, "Minder vaak komen")
    gast.field(LEERVRAAG).click()
    gast.write(LEERVRAAG, PHONE)
    expect(gast.page.get_by_role("alert").last).to_contain_text("een telefoonnummer")
    gast.until(lambda: _stands_above_the_bar(gast), "the refusal stands above the bar")
    gast.holds(LEERVRAAG, PHONE)
    gast.write(LEERVRAAG, NAMED)
    gast.sees(screen_text("nakijken.let_op"))
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.sees(screen_text("nakijken.titel"), screen_text("nakijken.ziet_niet_alles"))
    expect(gast.page.locator(".nakijken mark")).to_have_count(2)
    gast.tap_main(screen_text("nakijken.verder"))
    gast.is_at(Stap.INLEVEN)
    gast.sees("in de tachtig")
    folder = eigen_huis.server.store
    assert files_with(folder, "12345678") == files_with(folder, "Wybenga") == []
    log = eigen_huis.server.log.read_text("utf-8")
    assert not [word for word in ("12345678", "Wybenga", "minder komen") if word in log]


@pytest.mark.not_in("webkit", reason="its driver can not change what comes over a WebSocket")
def test_a_browser_that_missed_the_drawing_that_fills_a_text_keeps_that_text(
    eigen_huis: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    """Streamlit tells it once; where the next tap follows at once, that is never sent."""
    gast = new_driver(eigen_huis.server)
    missed: list[str] = []
    gast.page.route_web_socket("**/_stcore/stream", lambda line: _without_values(line, missed))
    gast.open(Subset(eigen_huis.archive, "Team Traag", ("Anna", "Bo")).at(Stap.CASUS, DO.prepare))
    gast.write(ONDERWERP, "Minder vaak komen")
    gast.write(LEERVRAAG, NAMED)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.sees(screen_text("nakijken.titel"))
    gast.lets_everything_stand()
    expect(gast.page.get_by_label(PREVIEW).first).to_have_value(NAMED)  # two while it is drawn
    gast.tap_main(screen_text("nakijken.verder"))
    gast.is_at(Stap.INLEVEN)
    assert missed
    (stored,) = eigen_huis.archive.oefeningen(eigen_huis.archive.teams()[0].id)
    assert stored.casus.leervraag == NAMED


def _without_values(line: WebSocketRoute, missed: list[str]) -> None:
    """Take out of each drawing of the preview what it is filled with."""
    server = line.connect_to_server()

    def pass_on(data: str | bytes) -> None:
        message = ForwardMsg()
        message.ParseFromString(data)
        drawn = message.delta.new_element.text_area
        if drawn.label == PREVIEW and drawn.set_value:
            missed.append(drawn.value)
            drawn.set_value = False
            drawn.ClearField("value")
        line.send(message.SerializeToString())

    server.on_message(pass_on)
    line.on_message(server.send)


def _stands_above_the_bar(gast: BrowserDriver) -> bool:
    refusal = gast.page.get_by_role("alert").last.bounding_box()
    bar = gast.page.locator(selector("bottom")).bounding_box()
    return refusal is not None and bar is not None and _bottom(refusal) <= bar["y"]


def _bottom(box: FloatRect) -> float:
    return box["y"] + box["height"]
