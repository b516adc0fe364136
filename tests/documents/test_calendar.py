"""Calendar files, read by another parser than the one that wrote them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from gesprek.content import inhoud
from gesprek.documents.calendar import feed, gesprek_file, moment_file, vervolg_file
from gesprek.domain.base import Versioned
from gesprek.domain.dates import local
from gesprek.domain.oefening import Oefening, plan_moment
from gesprek.domain.vervolg import close, mark_geweest, mark_niet_doorgegaan, plan
from tests.support.builders.marked import MARKED_AT as NOW
from tests.support.builders.marked import OEFENING, marked

SHOWN = inhoud()
TODAY = date(2026, 10, 20)
CARD = "https://gesprek.voorbeeld.nl/dagkaart?o={}".format


def read(data: bytes | None) -> Any:  # noqa: ANN401 - vobject has no types
    """Return the calendar, checked: each line folded, each property allowed as often as it is."""
    assert data is not None
    assert data.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")
    calendar = vobject.readOne(data.decode(), validate=True)
    calendar.validate(raiseException=True)
    return calendar


def event(data: bytes | None) -> Any:  # noqa: ANN401 - vobject has no types
    (only,) = read(data).vevent_list
    return only


def at(moment: datetime | None, version: int = 1) -> Versioned[Oefening]:
    return Versioned(version, marked().changed(gepland_op=moment))


def with_vervolg(oefening: Oefening, version: int = 1) -> Versioned[Oefening]:
    return Versioned(version, oefening)


def test_the_moment_rings_half_an_hour_before_and_lasts_as_long_as_the_meeting() -> None:
    found = event(moment_file(at(datetime(2026, 12, 1, 9, tzinfo=UTC)), SHOWN, NOW))
    assert found.dtstart.value.isoformat() == "2026-12-01T10:00:00+01:00"
    assert found.duration.value == timedelta(minutes=45)
    assert found.valarm.trigger.value == timedelta(minutes=-30)
    assert found.status.value == "CONFIRMED"


def test_the_follow_up_is_the_day_after_the_conversation_and_rings_at_nine() -> None:
    found = event(vervolg_file(with_vervolg(marked()), SHOWN, NOW))
    assert found.dtstart.value == date(2026, 11, 4)
    assert found.dtend.value == date(2026, 11, 5)
    assert found.valarm.trigger.value == timedelta(hours=9)


def cancelled_files() -> list[bytes]:
    """Return a moment and a follow-up that do not go through, each as a file of its own."""
    planned = marked().changed(gepland_op=datetime(2026, 12, 1, 9, tzinfo=UTC))
    off = planned.changed(vervolg=mark_niet_doorgegaan(planned.vervolg, TODAY))
    gone = Versioned(4, plan_moment(off, None, NOW))
    return [moment_file(gone, SHOWN, NOW) or b"", vervolg_file(gone, SHOWN, NOW) or b""]


def test_what_is_cancelled_reads_so_in_a_program_that_does_not_read_the_status() -> None:
    for data, kind in zip(cancelled_files(), ("moment", "vervolg"), strict=True):
        found = event(data)
        assert found.summary.value == f"Vervallen: {SHOWN.tekst(f'agendabestand.{kind}')}"
        assert found.description.value == SHOWN.tekst("agendabestand.vervallen_uitleg")
        assert found.transp.value == "TRANSPARENT"
        assert "valarm" not in found.contents
        assert read(data).method.value == "CANCEL"


def test_a_file_with_what_goes_on_asks_to_take_nothing_away() -> None:
    seen = at(datetime(2026, 12, 1, 9, tzinfo=UTC))
    for data in (moment_file(seen, SHOWN, NOW), vervolg_file(seen, SHOWN, NOW)):
        assert "method" not in read(data).contents
        assert "Vervallen" not in event(data).summary.value


def test_in_the_feed_only_what_is_cancelled_says_so() -> None:
    planned = marked().changed(gepland_op=datetime(2026, 12, 1, 9, tzinfo=UTC))
    calendar = read(feed([Versioned(4, plan_moment(planned, None, NOW))], SHOWN, NOW, CARD))
    assert "method" not in calendar.contents
    told = {
        one.status.value: one.summary.value.startswith("Vervallen: ")
        for one in calendar.vevent_list
    }
    assert told == {"CANCELLED": True, "CONFIRMED": False}


def test_no_event_is_hidden_from_colleagues() -> None:
    calendar = read(feed([at(NOW)], SHOWN, datetime(2026, 11, 20, 12, tzinfo=UTC), CARD))
    assert len(calendar.vevent_list) == 4
    for one in (*calendar.vevent_list, *map(event, cancelled_files())):
        assert "class" not in one.contents


def test_another_reader_finds_the_same_calendar() -> None:
    for data in (*cancelled_files(), feed([at(NOW)], SHOWN, NOW, CARD)):
        calendar = Calendar.from_ical(data)
        assert calendar.errors == []
        for one in calendar.walk("VEVENT"):
            assert one.errors == []
            assert {"UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY"} <= set(one)


CHANGES = {
    "voor de zomertijd": datetime(2027, 3, 28, 0, 59, tzinfo=UTC),
    "erna": datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    "de eerste half drie": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    "de tweede half drie": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    "na de wintertijd": datetime(2026, 10, 25, 2, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("moment", CHANGES.values(), ids=CHANGES)
def test_a_moment_is_right_on_both_sides_of_a_clock_change(moment: datetime) -> None:
    found = event(moment_file(at(moment), SHOWN, NOW))
    assert found.dtstart.value.astimezone(UTC) == moment


@settings(max_examples=150, deadline=None)
@given(st.datetimes(datetime(2025, 1, 1), datetime(2036, 1, 1)))  # noqa: DTZ001 - UTC is added
def test_every_moment_comes_back_as_it_was(naive: datetime) -> None:
    moment = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    data = moment_file(at(moment), SHOWN, NOW) or b""
    assert event(data).dtstart.value.astimezone(UTC) == moment
    begin, end = local(moment), local(moment + timedelta(minutes=marked().minuten))
    is_plain = begin.utcoffset() == end.utcoffset() and not begin.fold
    assert (b"DTSTART;TZID=Europe/Amsterdam:" in data) is is_plain


def test_a_changed_date_updates_the_same_event() -> None:
    before = event(moment_file(at(datetime(2026, 12, 1, 9, tzinfo=UTC), 3), SHOWN, NOW))
    after = event(moment_file(at(datetime(2026, 12, 2, 9, tzinfo=UTC), 4), SHOWN, NOW))
    assert before.uid.value == after.uid.value == f"{OEFENING}-moment@gesprekstool"
    assert int(before.sequence.value) < int(after.sequence.value)


def test_beginning_now_instead_cancels_the_event_at_its_old_time() -> None:
    planned = marked().changed(gepland_op=datetime(2026, 12, 1, 9, tzinfo=UTC))
    before = event(moment_file(Versioned(3, planned), SHOWN, NOW))
    after = event(moment_file(Versioned(4, plan_moment(planned, None, NOW)), SHOWN, NOW))
    assert after.status.value == "CANCELLED"
    assert (after.uid.value, after.dtstart.value) == (before.uid.value, before.dtstart.value)
    assert "valarm" not in after.contents


def test_planning_again_brings_the_event_back() -> None:
    gone = plan_moment(marked(), None, NOW)
    again = plan_moment(gone, datetime(2026, 12, 3, 9, tzinfo=UTC), NOW)
    assert event(moment_file(Versioned(5, again), SHOWN, NOW)).status.value == "CONFIRMED"


def test_a_follow_up_that_does_not_go_through_is_cancelled_and_a_new_date_brings_it_back() -> None:
    oefening = marked()
    off = oefening.changed(vervolg=mark_niet_doorgegaan(oefening.vervolg, TODAY))
    cancelled = event(vervolg_file(Versioned(2, off), SHOWN, NOW))
    assert cancelled.status.value == "CANCELLED"
    again = off.changed(vervolg=plan(off.vervolg, date(2026, 11, 10), TODAY))
    back = event(vervolg_file(Versioned(3, again), SHOWN, NOW))
    assert back.uid.value == cancelled.uid.value
    assert (back.status.value, back.dtstart.value) == ("CONFIRMED", date(2026, 11, 11))


def test_an_oefening_without_moment_or_follow_up_has_no_file_and_no_event() -> None:
    fresh = Oefening(id=OEFENING, team=marked().team, created=NOW, werkvorm=marked().werkvorm)
    assert moment_file(Versioned(1, fresh), SHOWN, NOW) is None
    assert vervolg_file(Versioned(1, fresh), SHOWN, NOW) is None
    assert "vevent" not in read(feed([Versioned(1, fresh)], SHOWN, NOW, CARD)).contents


def kinds(oefening: Oefening, now: datetime) -> set[str]:
    calendar = read(feed([Versioned(9, oefening)], SHOWN, now, CARD))
    return {one.uid.value.partition("@")[0].rpartition("-")[2] for one in calendar.vevent_list}


def test_the_feed_holds_moments_follow_ups_and_what_is_overdue() -> None:
    assert kinds(marked(), NOW) == {"moment", "gesprek", "vervolg"}
    assert kinds(marked(), datetime(2026, 11, 18, 12, tzinfo=UTC)) == {
        "moment",
        "gesprek",
        "vervolg",
    }
    assert kinds(marked(), datetime(2026, 11, 19, 12, tzinfo=UTC)) == {
        "moment",
        "gesprek",
        "vervolg",
        "open",
    }


def test_an_overdue_one_moves_along_with_today_under_a_higher_sequence() -> None:
    first, second = (
        [
            one
            for one in read(feed([Versioned(9, marked())], SHOWN, moment, CARD)).vevent_list
            if "-open@" in one.uid.value
        ]
        for moment in (
            datetime(2026, 11, 20, 12, tzinfo=UTC),
            datetime(2026, 11, 21, 12, tzinfo=UTC),
        )
    )
    assert [one.dtstart.value for one in (*first, *second)] == [
        date(2026, 11, 20),
        date(2026, 11, 21),
    ]
    assert int(first[0].sequence.value) < int(second[0].sequence.value)


def test_a_closed_follow_up_is_overdue_no_more_and_rings_no_more() -> None:
    later = date(2026, 11, 30)
    had = mark_geweest(marked().vervolg, date(2026, 11, 3), later)
    done = marked().changed(vervolg=close(had.changed(hoe_ging_het="goed"), later))
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert kinds(done, now) == {"moment", "gesprek", "vervolg"}
    assert "valarm" not in event(vervolg_file(Versioned(9, done), SHOWN, now)).contents


def test_the_feed_of_no_oefeningen_is_a_calendar_too() -> None:
    assert read(feed([], SHOWN, NOW, CARD)).vtimezone.tzid.value == "Europe/Amsterdam"


# --- the day of the real conversation ---------------------------------------------------------


def conversation(oefening: Oefening, version: int = 1) -> Any:  # noqa: ANN401 - vobject has no types
    return event(gesprek_file(Versioned(version, oefening), SHOWN, NOW, CARD))


def test_on_the_day_of_the_real_conversation_a_link_leads_to_the_card() -> None:
    found = conversation(marked())
    assert found.dtstart.value == date(2026, 11, 3)
    assert found.url.value == CARD(OEFENING)
    assert found.description.value.splitlines()[-1].endswith(CARD(OEFENING))
    assert found.valarm.trigger.value == timedelta(hours=7)


def test_the_link_holds_the_id_of_the_oefening_and_no_text() -> None:
    data = (gesprek_file(Versioned(1, marked()), SHOWN, NOW, CARD) or b"").decode()
    assert "MERK" not in data.replace("\r\n ", "")


def test_a_conversation_that_does_not_go_through_loses_its_link_and_rings_no_more() -> None:
    off = marked().changed(vervolg=mark_niet_doorgegaan(marked().vervolg, TODAY))
    found = conversation(off)
    assert found.status.value == "CANCELLED"
    assert "url" not in found.contents
    assert "valarm" not in found.contents


def test_a_conversation_that_was_had_rings_no_more() -> None:
    later = date(2026, 11, 5)
    had = marked().changed(vervolg=mark_geweest(marked().vervolg, date(2026, 11, 3), later))
    assert "valarm" not in conversation(had).contents


def test_without_a_day_there_is_no_conversation_in_the_calendar() -> None:
    unknown = marked().changed(vervolg=plan(marked().vervolg, None, TODAY))
    assert gesprek_file(Versioned(1, unknown), SHOWN, NOW, CARD) is None
