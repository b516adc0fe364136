"""Beheer: terms that may only be shortened, the log, and the account for the works council."""

from pathlib import Path

import pytest

from gesprek.domein.bewaartermijn import LONGEST, Termijnen
from gesprek.domein.stappen import Stap
from gesprek.domein.team import Team
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import inhoud
from gesprek.opslag import open_store
from gesprek.opslag.logboek import Gebeurtenis, Logboek
from gesprek.opslag.termijnen import read_termijnen
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import now
from tests.scherm.conftest import Maak
from tests.scherm.oefeningen import KWAAD, Gevuld
from tests.scherm.tab import Tab


@pytest.mark.parametrize(
    ("label", "days", "expected"),
    [
        (tekst("beheer.na_afsluiten"), 3, Termijnen(na_afsluiten=3)),
        (tekst("beheer.na_oefenen"), 28, Termijnen(na_oefenen=28)),
    ],
)
def test_a_term_that_is_made_shorter_is_kept(
    tab: Tab, label: str, days: int, expected: Termijnen
) -> None:
    tab.open("beheer")
    tab.set_number(label, days)
    assert read_termijnen(open_store(None)) == expected
    tab.reload()
    assert tab.number(label).value == days


def test_a_term_cannot_be_made_longer_than_the_domain_says(tab: Tab) -> None:
    tab.open("beheer")
    limits = {field.label: (field.min, field.max) for field in tab.at.number_input}
    assert limits == {
        tekst("beheer.na_afsluiten"): (1, LONGEST.na_afsluiten),
        tekst("beheer.na_oefenen"): (1, LONGEST.na_oefenen),
    }


def test_the_log_tells_what_happened_and_how_often_the_newest_first(
    tab: Tab, team: Team, maak: Maak
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Gevuld.COMPLEET)
    Logboek(open_store(None), now).note(Gebeurtenis.OPGESCHOOND, aantallen={"oefeningen": 2})
    tab.open("team", t=team.id)
    tab.tap(tekst("team.verwijder_oefening"))
    tab.open("beheer")
    told = [line for line in tab.lines() if " om " in line and ": " in line]
    cleaned = tekst("beheer.log_aantal", wat=tekst("beheer.log_opgeschoond"), aantal=2)
    removed, here = tekst("beheer.log_oefening_verwijderd"), tekst("beheer.wie_lokaal")
    assert told[0].endswith(tekst("beheer.log_door", wat=removed, wie=here))
    assert told[1].endswith(cleaned)
    assert not [line for line in tab.lines() if KWAAD in line or one.id in line]


def test_every_event_of_the_log_has_words() -> None:
    assert all(tekst(f"beheer.log_{one}") for one in Gebeurtenis)


def test_a_log_of_a_newer_program_does_not_break_the_page(tab: Tab, root: Path) -> None:
    Logboek(open_store(None), now).note(Gebeurtenis.HERSTELD)
    path = next(root.glob("logboek/*.json"))
    path.write_text(path.read_text("utf-8").replace("hersteld", "nog_onbekend"), "utf-8")
    tab.open("beheer")
    tab.sees(tekst("beheer.logboek_leeg"))


def test_the_account_names_each_kind_of_text_its_readers_and_its_end(tab: Tab) -> None:
    tab.open("beheer")
    tab.follow(inhoud().verantwoording.titel)
    assert tab.title == inhoud().verantwoording.titel
    for regel in inhoud().verantwoording.regels.values():
        tab.sees(regel.soort, regel.lezers, regel.tot)
