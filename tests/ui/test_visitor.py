"""Who a page is drawn for: asked once for what it shows, anew for what it reads or saves."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.paths import SIGN_IN
from gesprek.services.root import services
from gesprek.services.visits import Visit, Visits
from gesprek.ui.frame import notices
from gesprek.ui.frame.words import screen_text
from tests.ui.conftest import Make, OwnDevice

_FEW = 10  # of twenty-odd uses on a page of a step; each is a look in the store


def test_a_page_is_drawn_with_a_few_looks_at_who_asks(
    make: Make, own_device: OwnDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN)
    tab = own_device(one)
    looks, again = [], Visits.again

    def look(mine: Visits, *told: str, in_use: bool = False) -> Visit:
        looks.append(told)
        return again(mine, *told, in_use=in_use)

    monkeypatch.setattr(Visits, "again", look)
    tab.open_step(Stap.TERUGKIJKEN, one.id)
    assert 0 < len(looks) <= _FEW


def test_a_log_in_that_ends_while_its_page_is_drawn_opens_nothing_more(
    make: Make, own_device: OwnDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab = own_device(one)
    monkeypatch.setattr(notices, "example_banner", services().visits.log_ins.revoke_all)
    tab.open_step(Stap.CASUS, one.id)
    tab.sees("Meld je eerst aan.")
    tab.sees_not(inhoud().casusvelden.leervraag.label, screen_text("stapbalk.nodig"))


def test_who_signs_in_from_a_page_whose_log_in_ended_comes_back_to_it(
    make: Make, own_device: OwnDevice
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab = own_device(one)
    services().visits.log_ins.revoke_all()
    tab.at.context = {"url": "http://127.0.0.1:8501/stap-3"}
    tab.open_step(Stap.CASUS, one.id)
    (link,) = [one.proto.body for one in tab.at.get("html") if SIGN_IN in one.proto.body]
    assert f'href="{SIGN_IN}?naar=%2Fstap-3%3Fo%3D{one.id}"' in link
