"""Beheer: terms that may only be shortened, the log, and the account for the works council."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gesprek.content import inhoud
from gesprek.domain.retention_terms import LONGEST, RetentionTerms
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.clock_watch import DateDoubted, doubted_date, require_date
from gesprek.services.retention import read_retention_terms, save_retention_terms
from gesprek.storage import open_store
from gesprek.ui.fields.open_oefening import now, today
from gesprek.ui.frame.words import day, screen_text
from tests.support.builders.oefeningen import KWAAD, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

TOO_LONG = "Langer bewaren kan niet, want teams rekenen op wat er stond. Kies minder dagen."


@pytest.mark.parametrize(
    ("label", "days", "expected"),
    [
        (screen_text("beheer.na_afsluiten"), 3, RetentionTerms(na_afsluiten=3)),
        (screen_text("beheer.na_oefenen"), 28, RetentionTerms(na_oefenen=28)),
    ],
)
def test_a_term_that_is_made_shorter_is_kept_after_a_tap_and_cannot_go_up_again(
    tab: PageDriver, label: str, days: int, expected: RetentionTerms
) -> None:
    tab.open("beheer")
    tab.tap(screen_text("beheer.maak_korter"))  # nothing was changed, so there is nothing to tell
    assert AuditLog(open_store(None), now).months() == []
    tab.set_number(label, days)
    assert read_retention_terms(open_store(None)) == LONGEST  # a slip of the finger changes nothing
    tab.tap(screen_text("beheer.maak_korter"))
    assert read_retention_terms(open_store(None)) == expected
    tab.reload()
    assert (tab.number(label).value, tab.number(label).max) == (days, days)


def test_a_page_that_was_open_before_a_term_was_shortened_cannot_lengthen_it(
    tab: PageDriver,
) -> None:
    tab.open("beheer")
    save_retention_terms(open_store(None), RetentionTerms(na_oefenen=10))
    tab.set_number(screen_text("beheer.na_afsluiten"), 3)
    tab.set_number(screen_text("beheer.na_oefenen"), 10)
    save_retention_terms(open_store(None), RetentionTerms(na_oefenen=9))
    tab.tap(screen_text("beheer.maak_korter"))
    assert [error.value for error in tab.at.error] == [TOO_LONG]
    assert read_retention_terms(open_store(None)) == RetentionTerms(na_oefenen=9)


def test_a_term_cannot_be_made_longer_than_the_domain_says(tab: PageDriver) -> None:
    tab.open("beheer")
    limits = {field.label: (field.min, field.max) for field in tab.at.number_input}
    assert limits == {
        screen_text("beheer.na_afsluiten"): (1, LONGEST.na_afsluiten),
        screen_text("beheer.na_oefenen"): (1, LONGEST.na_oefenen),
    }


def test_the_log_tells_what_happened_and_how_often_the_newest_first(
    tab: PageDriver, team: Team, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    AuditLog(open_store(None), now).note(AuditEvent.OPGESCHOOND, aantallen={"oefeningen": 2})
    tab.open("team", t=team.id)
    tab.tap(screen_text("team.verwijder_oefening"))
    tab.open("beheer")
    (log,) = [line for line in tab.lines() if line.startswith(f"{day(today())}\n")]
    told = log.splitlines()[1:]
    cleaned = screen_text("beheer.log_aantal", wat=screen_text("beheer.log_opgeschoond"), aantal=2)
    removed, here = screen_text("beheer.log_oefening_verwijderd"), screen_text("beheer.wie_lokaal")
    assert told[0].endswith(screen_text("beheer.log_door", wat=removed, wie=here))
    assert told[1].endswith(cleaned)
    assert not [line for line in tab.lines() if KWAAD in line or one.id in line]


def test_the_log_of_each_month_can_be_read(tab: PageDriver) -> None:
    january, february = (datetime(2026, month, 15, 9, 0, tzinfo=UTC) for month in (1, 2))
    AuditLog(open_store(None), lambda: january).note(AuditEvent.INGERICHT)
    AuditLog(open_store(None), lambda: february).note(AuditEvent.INGERICHT)
    tab.open("beheer")
    tab.sees("15 februari 2026\n10:00: ")
    tab.at.selectbox(key="logboek-maand").set_value("2026-01").run()
    tab.sees("15 januari 2026\n10:00: ")
    tab.sees_not("15 februari 2026")


@pytest.mark.parametrize("change", ["term", "word", "link"])
def test_each_setting_that_changes_stands_in_the_log(tab: PageDriver, change: str) -> None:
    tab.open("beheer")
    match change:
        case "term":
            tab.set_number(screen_text("beheer.na_afsluiten"), 3)
            tab.tap(screen_text("beheer.maak_korter"))
        case "word":
            tab.write(screen_text("beheer.eigen"), "Huize Zonnegloren")
        case "link":
            for part, typed in (("label", "A"), ("uitleg", "B"), ("adres", "https://a.example")):
                tab.type(screen_text(f"teksten.link_{part}"), typed, nth=-1)
            tab.tap(screen_text("teksten.bewaar_link"), nth=-1)
    book = AuditLog(open_store(None), now)
    (line,) = [one for month in book.months() for one in book.lines_of(month)]
    assert (line.wat, line.soort) == (AuditEvent.INSTELLING_GEWIJZIGD, "lokaal")


def test_every_event_of_the_log_has_words() -> None:
    assert all(screen_text(f"beheer.log_{one}") for one in AuditEvent)


def test_a_log_of_a_newer_program_does_not_break_the_page(tab: PageDriver, root: Path) -> None:
    AuditLog(open_store(None), now).note(AuditEvent.HERSTELD)
    path = next(root.glob("logboek/*.json"))
    path.write_text(path.read_text("utf-8").replace("hersteld", "nog_onbekend"), "utf-8")
    tab.open("beheer")
    tab.sees(screen_text("beheer.logboek_leeg"))


def test_the_account_names_each_kind_of_text_its_readers_and_its_end(tab: PageDriver) -> None:
    tab.open("beheer")
    tab.follow(inhoud().verantwoording.titel)
    assert tab.title == inhoud().verantwoording.titel
    for regel in inhoud().verantwoording.regels.values():
        tab.sees(regel.soort, regel.lezers, regel.tot)


def test_a_date_that_jumped_ahead_is_told_until_somebody_calls_it_right(tab: PageDriver) -> None:
    jumped, store = today() + timedelta(days=400), open_store(None)
    warning = screen_text("beheer.datum_sprong", dag=day(jumped))
    tab.open("beheer")
    tab.sees_not(warning)
    require_date(store, today())
    with pytest.raises(DateDoubted):
        require_date(store, jumped)
    tab.reload()
    tab.sees(warning)
    tab.tap(screen_text("beheer.datum_klopt"))
    tab.sees_not(warning)
    assert doubted_date(store) is None
