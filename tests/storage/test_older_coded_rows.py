"""Coded rows and follow-ups that a version stored which did not ask whether the plan was used."""

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import Dagkaart, PlanGebruikt, Vervolgstaat
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.coded_rows import CodedRows
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.values import value_of
from gesprek.trends.indicators import Answer, plan_gebruikt
from tests.storage.place import Place
from tests.support.builders.oefeningen import Fill, oefening_in, team_of_five

BEFORE = 4
"""The schema of the last version that did not ask."""


def closed() -> Oefening:
    return oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE, team_of_five())


def test_an_old_coded_row_is_read_as_one_without_an_answer(place: Place) -> None:
    store, one = place.open(), closed()
    Archive(store).create_oefening(one)
    row = DocumentKey(Kind.GECODEERD, one.id, one.team)
    assert "plan_gebruikt" not in store.get(row).document["rij"]
    place.change(row, schema=BEFORE)
    (read,) = CodedRows(store).all()
    assert (read.vervolg, read.plan_gebruikt) == (Vervolgstaat.AFGEROND, None)
    assert plan_gebruikt(read) is Answer.GEEN


def test_an_old_oefening_gets_its_answer_and_its_row_follows(place: Place) -> None:
    store, one = place.open(), closed()
    archive = Archive(store)
    archive.create_oefening(one)
    text = DocumentKey(Kind.OEFENING, one.id, one.team)
    for key in (text, DocumentKey(Kind.GECODEERD, one.id, one.team)):
        place.change(key, schema=BEFORE)
    seen = archive.oefening(one.id)
    assert (seen.value.vervolg.plan_gebruikt, seen.value.vervolg.hielp) == (None, ())
    assert seen.value.vervolg.dagkaart == Dagkaart()
    archive.save(seen, seen.value.with_value(("vervolg", "plan_gebruikt"), PlanGebruikt.DEELS))
    (row,) = [value_of(CodedRow, kept.document["rij"]) for kept in store.list(Kind.GECODEERD)]
    assert row.plan_gebruikt is PlanGebruikt.DEELS
