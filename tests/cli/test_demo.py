import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gesprek.cli import command_line
from gesprek.cli.demo import DemoOrganisation
from gesprek.content import inhoud
from gesprek.domain.dates import local_day
from gesprek.domain.progress import Stand, stand
from gesprek.domain.retention_terms import text_goes_on
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.services.answers import KeptAnswers, read_answers
from gesprek.services.archive import Archive
from gesprek.services.organisation_info import ExampleData
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import Kind, Store
from tests.support.builders.marked import store_marked

NOW = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)


def stories(seed: int, now: datetime = NOW) -> list[tuple[dict[str, Any], datetime]]:
    casussen = tuple(inhoud().casussen.values())
    random = Random(seed)  # noqa: S311 - a story, no secret
    made = DemoOrganisation(random, now, casussen, 8, 100)
    return [(oefening.to_document(), moment) for oefening, moment in made.oefeningen()]


def test_the_same_seed_tells_the_same_story_and_another_one_another() -> None:
    assert stories(1) == stories(1)
    assert stories(1) != stories(2)


def test_every_story_lies_in_the_last_two_years_and_what_happened_before_now() -> None:
    for document, last_change in stories(3):
        assert NOW - timedelta(days=735) < last_change <= NOW
        assert datetime.fromisoformat(document["created"]) <= last_change


def test_the_texts_are_those_of_the_example_cases() -> None:
    shipped = json.dumps(inhoud().model_dump(mode="json", include={"casussen"}))
    told = [one.get("casus", {}).get("onderwerp") for one, _ in stories(4)]
    assert any(told)
    assert all(json.dumps(one)[1:-1] in shipped for one in told if one)


@pytest.fixture
def organisation(root: Path) -> Archive:
    assert command_line.main(["demo", "--teams", "8", "--oefeningen", "300", "--seed", "5"]) == 0
    return Archive(TinyDBStore(root))


def test_an_organisation_has_all_there_is(organisation: Archive) -> None:
    today = local_day(datetime.now(UTC))
    rows = organisation.rijen()
    teams = organisation.teams()
    present = [one for team in teams for one in organisation.oefeningen(team.id)]
    stands = Counter(stand(one, today) for one in present)
    assert (len(teams), len(rows)) == (8, 300)
    assert {row.vervolg for row in rows} == {*Vervolgstaat, None} - {Vervolgstaat.GEWEEST}
    assert len({row.kwartaal for row in rows}) >= 8
    assert {row.verst for row in rows} >= {Stap.CASUS, Stap.GESPREK, Stap.VERVOLG}
    assert stands.keys() >= {Stand.GEPLAND, Stand.BEZIG, Stand.WACHT_OP_GESPREK, Stand.TE_LANG_OPEN}
    assert organisation.problems() == ()


def test_one_need_is_answered_and_that_goes_with_the_example_data(
    organisation: Archive, root: Path
) -> None:
    store = TinyDBStore(root)
    assert organisation.teams()
    (one,) = read_answers(store).newest_first
    assert one.sinds < local_day(datetime.now(UTC))
    kept = KeptAnswers(store, lambda: NOW)
    kept.answer(one.behoefte, one.tekst, one.tekst)  # the guard lets it through
    kept.answer(Behoefte.TIJD, "Elke week een uur.", "")
    ExampleData(store).remove()
    assert [one.behoefte for one in read_answers(store).newest_first] == [Behoefte.TIJD]


def test_no_text_in_it_is_past_its_term_and_leerpunten_outlive_theirs(
    organisation: Archive, root: Path
) -> None:
    store = TinyDBStore(root)
    today = local_day(datetime.now(UTC))
    assert len(list(store.list(Kind.LEERPUNTEN))) > 50
    for team in organisation.teams():
        for one in organisation.oefeningen(team.id):
            assert today < text_goes_on(one, today)
    assert command_line.main(["opschonen"]) == 0


def test_a_store_that_holds_something_is_left_alone(
    store: Store, archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    store_marked(archive, store)
    before = archive.rijen()
    assert command_line.main(["demo"]) == 1
    assert archive.rijen() == before
    assert "staat al iets" in capsys.readouterr().err


def test_one_team_with_one_oefening_is_told_in_the_singular(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command_line.main(["demo", "--teams", "1", "--oefeningen", "1"]) == 0
    assert "1 team en 1 oefening in" in capsys.readouterr().out
    assert len(Archive(TinyDBStore(root)).rijen()) == 1
