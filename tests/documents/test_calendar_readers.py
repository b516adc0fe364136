"""Calendar files in programs of others: what khal shows, and what a CalDAV server makes of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
import vobject

from gesprek.content import with_tables
from gesprek.documents.calendar import feed, gesprek_file, moment_file, vervolg_file
from gesprek.domain.base import Versioned
from gesprek.domain.oefening import Oefening, plan_moment
from gesprek.domain.text import clean_line
from gesprek.domain.vervolg import mark_niet_doorgegaan
from gesprek.storage.values import new_id
from tests.documents.calendar_readers import Khal, Radicale, Shown
from tests.documents.test_calendar import CARD, CHANGES, SHOWN, TODAY
from tests.support.builders.marked import MARKED_AT as NOW
from tests.support.builders.marked import marked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOMENT = datetime(2026, 12, 1, 9, tzinfo=UTC)
LATE = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG = timedelta(minutes=45)
SECOND = timedelta(seconds=1)
PLANNED = marked().changed(gepland_op=MOMENT)
OFF = plan_moment(PLANNED.changed(vervolg=mark_niet_doorgegaan(PLANNED.vervolg, TODAY)), None, NOW)
TITLE = {
    kind: SHOWN.tekst(f"agendabestand.{kind}") for kind in ("moment", "gesprek", "vervolg", "open")
}
WHOLE: Final = [
    Shown(TITLE["gesprek"], "2026-11-03", "2026-11-03", "CONFIRMED"),
    Shown(TITLE["vervolg"], "2026-11-04", "2026-11-04", "CONFIRMED"),
    Shown(TITLE["open"], "2026-11-20", "2026-11-20", "CONFIRMED"),
    Shown(TITLE["moment"], "2026-12-01 10:00", "2026-12-01 10:45", "CONFIRMED"),
]
CLOCK: Final = {
    "voor de zomertijd": ("2027-03-28 01:59", "2027-03-28 03:44"),
    "erna": ("2027-03-28 03:00", "2027-03-28 03:45"),
    "de eerste half drie": ("2026-10-25 02:30", "2026-10-25 02:15"),
    "de tweede half drie": ("2026-10-25 02:30", "2026-10-25 03:15"),
    "na de wintertijd": ("2026-10-25 03:00", "2026-10-25 03:45"),
}
"""When a moment of 45 minutes begins and ends by the clock on the wall."""
TITLES: Final = [
    'Oefenen: één, twee; drie, \\n en \\ of "dat"',
    "👩‍⚕️🏳️‍🌈 汉字 " * 12,
    "שלום مرحبا e\u0301",
    "é" * 74 + "€😀",
    "BEGIN:VEVENT END:VCALENDAR",
]


def files(one: Oefening, version: int) -> list[bytes | None]:
    """Return the moment, the real conversation and the follow-up, each as a file of its own."""
    seen = Versioned(version, one)
    return [
        moment_file(seen, SHOWN, NOW),
        gesprek_file(seen, SHOWN, NOW, CARD),
        vervolg_file(seen, SHOWN, NOW),
    ]


def moments() -> bytes:
    """Return a feed with a moment on each side of a change of the clock."""
    bare = marked().changed(vervolg=mark_niet_doorgegaan(marked().vervolg, TODAY))
    many = [bare.changed(id=new_id(), gepland_op=moment) for moment in CHANGES.values()]
    return feed([Versioned(1, one) for one in many], SHOWN, NOW, CARD)


def titled(title: str) -> bytes | None:
    """Return the file of a moment where an organisation has this own text."""
    texts = with_tables({"uitvoer": {"agendabestand": {"moment": title}}})
    one = PLANNED.changed(id=new_id())
    return moment_file(Versioned(1, one), texts, NOW)


# khal


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path / "khal")


def test_khal_shows_the_whole_feed_each_at_its_time(khal: Khal) -> None:
    khal.imports(feed([Versioned(5, PLANNED)], SHOWN, LATE, CARD))
    assert khal.shown() == WHOLE


def test_in_khal_what_is_cancelled_takes_the_place_of_what_was_planned(khal: Khal) -> None:
    khal.imports(*files(PLANNED, 3))
    khal.imports(*files(OFF, 4))
    kinds = ("gesprek", "vervolg", "moment")
    found = khal.shown()
    assert [one.title for one in found] == [f"Vervallen: {TITLE[kind]}" for kind in kinds]
    assert {one.status for one in found} == {"CANCELLED"}
    khal.imports(moment_file(Versioned(5, plan_moment(OFF, MOMENT, NOW)), SHOWN, NOW))
    assert khal.shown()[-1] == WHOLE[-1]


def test_khal_shows_a_moment_right_on_both_sides_of_a_clock_change(khal: Khal) -> None:
    khal.imports(moments())
    found = [(one.begin, one.end) for one in khal.shown() if one.title == TITLE["moment"]]
    assert sorted(found) == sorted(CLOCK.values())


def test_khal_shows_an_own_title_sign_by_sign(khal: Khal) -> None:
    khal.imports(*map(titled, TITLES))
    assert sorted(one.title for one in khal.shown()) == sorted(map(clean_line, TITLES))


# Radicale


@pytest.fixture(scope="module")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    one = Radicale(tmp_path_factory.mktemp("radicale") / "server").start()
    yield one
    one.stop()


def test_a_calendar_server_replaces_what_was_planned_by_what_is_cancelled(
    radicale: Radicale,
) -> None:
    radicale.makes("team")
    for name, before, after in zip("mgv", files(PLANNED, 3), files(OFF, 4), strict=True):
        path = f"team/{name}.ics"
        assert radicale.takes(path, before) == 201
        planned = vobject.readOne(radicale.gives(path)).vevent
        assert radicale.takes(path, after) == 204
        off = vobject.readOne(radicale.gives(path)).vevent
        assert off.uid.value == planned.uid.value
        assert int(off.sequence.value) > int(planned.sequence.value)
        assert off.summary.value == f"Vervallen: {planned.summary.value}"
        assert (planned.status.value, off.status.value) == ("CONFIRMED", "CANCELLED")
    kept = radicale.gives("team/")
    assert (kept.count("BEGIN:VEVENT"), kept.count("STATUS:CANCELLED")) == (3, 3)
    assert "CLASS:" not in kept


def test_a_calendar_server_finds_each_event_of_the_feed_at_its_time(radicale: Radicale) -> None:
    assert radicale.takes("feed/", feed([Versioned(5, PLANNED)], SHOWN, LATE, CARD)) == 201
    assert radicale.gives("feed/").count("BEGIN:VEVENT") == len(WHOLE)
    for title, begin, *_ in WHOLE[:3]:
        noon = datetime.fromisoformat(f"{begin}T12:00:00+00:00")
        (found,) = radicale.finds("feed", noon, noon + SECOND)
        assert vobject.readOne(found).vevent.summary.value == title
    assert len(radicale.finds("feed", MOMENT, MOMENT + SECOND)) == 1


@pytest.mark.parametrize("name", CHANGES)
def test_a_calendar_server_keeps_a_moment_busy_for_just_its_time(
    radicale: Radicale, name: str
) -> None:
    begin, calendar = CHANGES[name], new_id()
    radicale.makes(calendar)
    seen = Versioned(1, PLANNED.changed(gepland_op=begin))
    assert radicale.takes(f"{calendar}/moment.ics", moment_file(seen, SHOWN, NOW)) == 201
    for first, last, is_busy in (
        (begin - SECOND, begin, False),
        (begin, begin + SECOND, True),
        (begin + LONG - SECOND, begin + LONG, True),
        (begin + LONG, begin + LONG + SECOND, False),
    ):
        assert bool(radicale.finds(calendar, first, last)) is is_busy


def test_a_calendar_server_gives_back_an_own_title_sign_by_sign(radicale: Radicale) -> None:
    radicale.makes("titels")
    for title in TITLES:
        assert radicale.takes("titels/een.ics", titled(title)) in {201, 204}
        told = vobject.readOne(radicale.gives("titels/een.ics")).vevent.summary.value
        assert told == clean_line(title)
        assert radicale._line.delete("/team/titels/een.ics").is_success


@pytest.mark.parametrize("property_name", [b"UID", b"DTSTART", b"END"])
def test_the_calendar_server_refuses_what_is_no_event(
    radicale: Radicale, property_name: bytes
) -> None:
    whole = moment_file(Versioned(1, PLANNED), SHOWN, NOW) or b""
    calendar = new_id()
    radicale.makes(calendar)
    broken = whole.replace(b"\r\n" + property_name + b":", b"\r\nX-A:").replace(
        b"\r\n" + property_name + b";", b"\r\nX-A;"
    )
    assert radicale.takes(f"{calendar}/een.ics", broken) == 400
