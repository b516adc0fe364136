from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from gesprek.domain.base import UserError
from gesprek.live import hub as zaal_module
from gesprek.live.hub import BEAT, STAYS_FOR, Hub, stand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping

PATIENCE = 60.0
ANNA, BO = "anna", "bo"
O1, O2 = "o1", "o2"


class StoreFails(UserError):
    """What the store raises when it cannot be asked."""


@dataclass
class Opslag:
    """The versions that a store would tell, and how often it was asked."""

    stored: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    fails: bool = False

    def versions(self, oefeningen: Iterable[str]) -> Mapping[str, int]:
        self.asked += 1
        if self.fails:
            raise StoreFails("De opslag doet het niet.")
        return {one: self.stored[one] for one in oefeningen if one in self.stored}


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Lijn:
    """An open line, with what it heard and nobody looked at yet."""

    def __init__(
        self,
        hub: Hub,
        oefening: str,
        persoon: str,
        version: int = 1,
        still: Callable[[], bool] = lambda: True,
    ) -> None:
        self.heard: asyncio.Queue[str | None] = asyncio.Queue()
        self._stands = hub.follow(oefening, persoon, version, still)
        self._task = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        async for one in self._stands:
            self.heard.put_nowait(one)
        self.heard.put_nowait(None)

    async def next(self) -> str | None:
        """Return what is heard next; None: the line ended."""
        return await asyncio.wait_for(self.heard.get(), PATIENCE)

    async def until(self, wanted: str | None) -> None:
        """Wait until this is heard."""
        async with asyncio.timeout(PATIENCE):
            while await self.heard.get() != wanted:
                pass

    async def close(self) -> None:
        """Be closed by the browser."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._stands.aclose()  # type: ignore[attr-defined]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until this holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110 - what changes it knows of no test
            await asyncio.sleep(0.005)


async def settled() -> None:
    """Let everything that is due be done."""
    for _ in range(20):
        await asyncio.sleep(0)


@asynccontextmanager
async def open_lines(
    hub: Hub, *who: tuple[str, str], version: int = 1
) -> AsyncIterator[list[Lijn]]:
    """Open a line for each (oefening, persoon); each has heard what there was to hear."""
    lines = []
    for oefening, persoon in who:
        lines.append(Lijn(hub, oefening, persoon, version))
        await settled()
    for line in lines:
        while not line.heard.empty():
            line.heard.get_nowait()
    yield lines
    for line in lines:
        await line.close()


def play(story: Coroutine[None, None, None]) -> None:
    # In a thread of its own: a browser of another test may hold the loop of this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, story).result()


@pytest.fixture
def opslag() -> Opslag:
    return Opslag()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(opslag: Opslag, clock: Clock) -> Hub:
    return Hub(opslag.versions, clock)


@pytest.fixture
def asks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hall ask the store every moment instead of every second."""
    monkeypatch.setattr(zaal_module, "ASK_EVERY", 0.005)


@pytest.fixture
def asks_never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hall not ask the store while a test runs."""
    monkeypatch.setattr(zaal_module, "ASK_EVERY", 3600.0)


@pytest.mark.usefixtures("asks_never")
def test_who_follows_is_here_and_a_device_of_all_is_nobody(hub: Hub) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, ""), (O2, BO)):
            assert hub.here(O1) == {ANNA}
            assert hub.here(O2) == {BO}
            assert hub.here("o3") == frozenset()

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_a_line_hears_the_stand_at_once(hub: Hub) -> None:
    async def story() -> None:
        line = Lijn(hub, O1, ANNA, version=7)
        assert await line.next() == stand(7, 1)
        await line.close()

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_a_save_rings_every_line_of_that_oefening_and_no_other(hub: Hub) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, BO), (O2, "cas")) as (anna, bo, cas):
            hub.tell(O1, 2)
            assert await anna.next() == await bo.next() == stand(2, 2)
            await settled()
            assert cas.heard.empty()

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_a_save_in_another_thread_rings_too(hub: Hub) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            # A moment later: the loop has nothing to do by then, and only a ring wakes it.
            threading.Timer(0.1, hub.tell, args=(O1, 2)).start()
            assert await anna.next() == stand(2, 1)

    play(story())


@pytest.mark.usefixtures("asks_never")
@pytest.mark.parametrize("version", [4, 5])
def test_an_old_version_rings_nobody(hub: Hub, version: int) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), version=5) as (anna,):
            hub.tell(O1, version)
            await settled()
            assert anna.heard.empty()
            assert hub.stand(O1) == stand(5, 1)

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_save_elsewhere_is_found_by_asking(hub: Hub, opslag: Opslag) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            opslag.stored[O1] = 9
            await anna.until(stand(9, 1))

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_store_that_fails_for_a_while_ends_no_line(hub: Hub, opslag: Opslag) -> None:
    async def story() -> None:
        opslag.fails = True
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            asked = opslag.asked
            await until(lambda: opslag.asked >= asked + 2)
            opslag.fails, opslag.stored[O1] = False, 3
            await anna.until(stand(3, 1))

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_who_left_is_here_for_a_moment_and_the_others_hear_when_they_are_not(
    hub: Hub, clock: Clock
) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, BO)) as (anna, bo):
            await bo.close()
            assert hub.here(O1) == {ANNA, BO}
            clock.now += STAYS_FOR + 1
            await anna.until(stand(1, 3))
            assert hub.here(O1) == {ANNA}

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_gone_is_who_was_here_and_stayed_away_and_nobody_else(hub: Hub, clock: Clock) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, BO), (O1, "")) as (_anna, bo, of_all):
            assert hub.gone(O1) == frozenset()
            await of_all.close()
            await bo.close()
            assert hub.gone(O1) == frozenset()
            clock.now += STAYS_FOR + 1
            assert hub.gone(O1) == {BO}
            async with open_lines(hub, (O1, BO)):
                assert hub.gone(O1) == frozenset()
        assert hub.gone(O2) == frozenset()

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_who_comes_back_in_that_moment_rings_nobody(hub: Hub, clock: Clock) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, BO)) as (anna, bo):
            await bo.close()
            clock.now += STAYS_FOR / 2
            async with open_lines(hub, (O1, BO)):
                await settled()
                assert anna.heard.empty()
                assert hub.comings(O1) == 2

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_two_lines_of_one_person_count_once(hub: Hub, clock: Clock, opslag: Opslag) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, ANNA)) as (one, _other):
            assert hub.comings(O1) == 1
            await one.close()
            clock.now += STAYS_FOR + 1
            asked = opslag.asked
            await until(lambda: opslag.asked >= asked + 2)
            assert hub.here(O1) == {ANNA}
            assert hub.comings(O1) == 1

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_who_asks_without_a_line_is_here_for_a_moment(hub: Hub, clock: Clock) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            hub.pass_by(O1, BO, 2)
            assert await anna.next() == stand(2, 2)
            assert hub.here(O1) == {ANNA, BO}
            clock.now += STAYS_FOR + 1
            assert hub.here(O1) == {ANNA}

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_an_oefening_that_nobody_follows_is_forgotten(
    hub: Hub, clock: Clock, opslag: Opslag
) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), version=5):
            assert hub.stand(O1) == stand(5, 1)
        clock.now += STAYS_FOR + 1
        await until(lambda: hub.stand(O1) == stand(0, 0))
        await asyncio.sleep(0.02)
        asked = opslag.asked
        await asyncio.sleep(0.05)
        assert opslag.asked == asked  # and nothing is asked for it

    play(story())


@pytest.mark.usefixtures("asks_never")
def test_close_ends_all_lines_and_those_that_come_later(hub: Hub) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA), (O1, BO), (O2, "cas")) as lines:
            hub.close()
            assert hub.is_closed
            assert [await line.next() for line in lines] == [None, None, None]
        assert await Lijn(hub, O1, ANNA).next() is None

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_log_in_that_ended_ends_its_line_and_no_other(hub: Hub) -> None:
    async def story() -> None:
        counts = True
        line = Lijn(hub, O1, BO, still=lambda: counts)
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            counts = False
            await line.until(None)
            assert not hub.is_closed
            hub.tell(O1, 2)
            await anna.until(stand(2, 2))

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_log_in_is_looked_at_within_so_many_questions(hub: Hub, opslag: Opslag) -> None:
    async def story() -> None:
        asked = [opslag.asked]
        gaps: list[int] = []

        def still() -> bool:
            gaps.append(opslag.asked - asked[0])
            asked[0] = opslag.asked
            return True

        lines = [
            Lijn(hub, O1, ANNA, still=still if number == 2 else lambda: True) for number in range(4)
        ]
        await until(lambda: len(gaps) >= 4)
        for line in lines:
            await line.close()
        assert gaps[1:4] == [BEAT] * 3

    assert BEAT * 1.0 < 5  # seconds within which an open page ends, see decision 12
    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_line_says_something_at_each_turn_even_when_nothing_changed(hub: Hub) -> None:
    async def story() -> None:
        async with open_lines(hub, (O1, ANNA)) as (anna,):
            assert await anna.next() == await anna.next() == stand(1, 1)

    play(story())


@pytest.mark.usefixtures("asks_often")
def test_a_log_in_of_which_nothing_can_be_known_now_keeps_its_line(hub: Hub) -> None:
    async def story() -> None:
        asked = 0

        def still() -> bool:
            nonlocal asked
            asked += 1
            raise StoreFails("De opslag doet het niet.")

        line = Lijn(hub, O1, ANNA, still=still)
        await until(lambda: asked >= 3)
        hub.tell(O1, 2)
        await line.until(stand(2, 1))
        await line.close()

    play(story())
