import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given

from gesprek.domain.coded_row import CodedLeerpunt, CodedRow, encode
from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import Gesprek, Ronde
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.progress import go_to
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Leerpunt, Terugblik
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import PlanGebruikt, Vervolg, Vervolgstaat, Verwachting, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from tests.domain.strategies import oefeningen
from tests.support.builders.marked import played, with_every_text
from tests.support.builders.oefeningen import NOW, TODAY, complete, done_until, fresh
from tests.support.builders.steps import always

MARK = "GEHEIM"
DAY = timedelta(days=1)
NEEDS = (Behoefte.TIJD, Behoefte.BELEID)


def full_of_marks() -> Oefening:
    """Return an oefening with a mark in every field that somebody types."""
    whole, words = complete(), always(MARK)
    full = played(with_every_text(whole, words), words)
    vervolg = full.vervolg.changed(behoeften=NEEDS, behoeften_delen=True)
    casus = full.casus.changed(themas=(Thema.NAASTEN,))
    return full.changed(casus=casus, vervolg=vervolg, verst=whole.verst)


def _strings(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in _strings(value)]
    if isinstance(node, list | tuple):
        return [text for value in node for text in _strings(value)]
    return [node] if isinstance(node, str) else []


def test_a_coded_row_holds_no_text_that_anybody_typed() -> None:
    oefening = full_of_marks()
    assert _strings(oefening.to_document()).count(MARK) == 37
    assert MARK not in encode(oefening, NOW).model_dump_json()


@given(oefeningen())
def test_a_coded_row_holds_only_codes_ids_and_days(oefening: Oefening) -> None:
    codes = {*Thema, *Leerthema, *Behoefte, *Rol, *Stap, *Werkvorm, *Vervolgstaat, *PlanGebruikt}
    document = json.loads(encode(oefening, NOW).model_dump_json())
    for text in _strings(document):
        assert text in codes | {oefening.id, oefening.team} or date.fromisoformat(text)


@given(oefeningen())
def test_a_coded_row_names_nobody(oefening: Oefening) -> None:
    row = encode(oefening, NOW)
    assert (row.deelnemers, row.inbrenger) == ((), None)
    about_people = row.model_dump(mode="json", exclude={"oefening", "team"})
    assert not set(oefening.rollen) & set(_strings(about_people))


@given(oefeningen())
def test_a_row_makes_the_same_row_from_its_document(oefening: Oefening) -> None:
    row = encode(oefening, NOW)
    assert CodedRow.model_validate(json.loads(json.dumps(row.to_document()))) == row


def test_an_oefening_in_full_gives_every_code() -> None:
    row = encode(complete(), NOW)
    assert row.to_document() == {
        "oefening": "O1",
        "team": "T1",
        "dag": "2026-05-11",
        "werkvorm": "rollenspel",
        "has_leervraag": True,
        "last_activity": "2026-05-11",
        "leerpunten": [{"rol": "observant", "leerthema": "openen"}],
        "voldoende_geholpen": True,
        "vervolg": "afgerond",
        "vervolg_due": "2026-05-12",
        "dagen_tot_vervolg": 0,
    }


def test_the_furthest_step_counts_and_not_where_the_team_looks_now() -> None:
    far = go_to(done_until(Stap.TERUGKIJKEN), Stap.TERUGKIJKEN)
    assert encode(go_to(far, Stap.MOMENT), NOW).verst is Stap.TERUGKIJKEN


def test_a_case_counts_as_started_once_it_has_a_leervraag() -> None:
    assert not encode(fresh().changed(casus=Casus(onderwerp="x")), NOW).has_leervraag
    assert encode(fresh().changed(casus=Casus(leervraag="x")), NOW).has_leervraag


def test_every_leerpunt_is_coded_in_the_order_of_its_id() -> None:
    learned = {
        "L2": Leerpunt(rol=Rol.BEGELEIDER, leerthema=Leerthema.LUISTEREN),
        "L1": Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN),
    }
    row = encode(fresh().changed(terugblik=Terugblik(leerpunten=learned)), NOW)
    assert row.leerpunten == (
        CodedLeerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN),
        CodedLeerpunt(rol=Rol.BEGELEIDER, leerthema=Leerthema.LUISTEREN),
    )


def test_needs_leave_the_team_only_with_its_yes() -> None:
    asked = fresh().changed(vervolg=Vervolg(behoeften=NEEDS))
    assert encode(asked, NOW).behoeften == ()
    shared = asked.with_value(("vervolg", "behoeften_delen"), value=True)
    assert encode(shared, NOW).behoeften == NEEDS


def test_without_a_follow_up_nothing_is_due() -> None:
    row = encode(done_until(Stap.VERVOLG), NOW)
    assert (row.vervolg, row.vervolg_due, row.dagen_tot_vervolg) == (None, None, None)


def test_a_follow_up_without_a_date_is_due_14_days_after_the_practice() -> None:
    one = done_until(Stap.VERVOLG)
    row = encode(one.changed(vervolg=plan(one.vervolg, None, TODAY)), NOW)
    assert row.vervolg_due == TODAY + 14 * DAY


@pytest.mark.parametrize(("closed", "expected"), [(9, 9), (0, 0), (-3, 0)])
def test_the_days_run_from_the_conversation_to_closing_and_are_never_negative(
    closed: int, expected: int
) -> None:
    vervolg = Vervolg(
        staat=Vervolgstaat.AFGEROND,
        gesprek_op=TODAY,
        hoe_ging_het=Verwachting.GOED,
        closed=TODAY + closed * DAY,
    )
    assert encode(fresh().changed(vervolg=vervolg), NOW).dagen_tot_vervolg == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"staat": Vervolgstaat.GEWEEST, "closed": None},
        {"staat": Vervolgstaat.NIET_DOORGEGAAN},
        {"gesprek_op": None},
        {"closed": None},
    ],
)
def test_only_a_finished_follow_up_with_a_date_has_days(changes: dict[str, object]) -> None:
    finished = complete().vervolg
    assert encode(complete(), NOW).dagen_tot_vervolg == 0
    open_one = complete().changed(vervolg=finished.changed(**changes))
    assert encode(open_one, NOW).dagen_tot_vervolg is None


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-K1"),
        (date(2026, 3, 31), "2026-K1"),
        (date(2026, 4, 1), "2026-K2"),
        (date(2026, 6, 30), "2026-K2"),
        (date(2026, 9, 30), "2026-K3"),
        (date(2026, 10, 1), "2026-K4"),
        (date(2026, 12, 31), "2026-K4"),
    ],
)
def test_a_quarter_has_three_months(day: date, quarter: str) -> None:
    assert encode(fresh(), NOW).changed(dag=day).kwartaal == quarter


def test_the_quarter_turns_at_dutch_midnight() -> None:
    turn = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    for started, quarter in ((turn - timedelta(seconds=1), "2026-K4"), (turn, "2027-K1")):
        ronde = Ronde(started=started, stopped=started + DAY)
        played = fresh().changed(gesprek=Gesprek(rondes={"R1": ronde}))
        assert encode(played, NOW).kwartaal == quarter


def test_the_last_activity_is_the_dutch_day_of_the_change() -> None:
    late = datetime(2026, 7, 31, 22, 0, tzinfo=UTC)
    assert encode(fresh(), late).last_activity == local_day(late) == date(2026, 8, 1)


def test_pseudonyms_are_added_and_nothing_else_changes() -> None:
    row = encode(complete(), NOW)
    counted = row.with_pseudonyms(("p1", "p2"), "p1")
    assert (counted.deelnemers, counted.inbrenger) == (("p1", "p2"), "p1")
    assert counted.changed(deelnemers=(), inbrenger=None) == row
