import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gesprek.domein.bewaartermijn import text_goes_on
from gesprek.domein.stand import Stand, stand
from gesprek.domein.stappen import Stap
from gesprek.domein.tijd import local_day
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.inhoud import inhoud
from gesprek.opdrachten import regel
from gesprek.opdrachten.organisatie import Organisatie
from gesprek.opslag.archief import Archief
from gesprek.opslag.protocol import Soort, Store
from gesprek.opslag.tinydb_store import TinyDBStore
from tests.opslag.geschiedenis import store_marked

NOW = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)


def stories(seed: int, now: datetime = NOW) -> list[tuple[dict[str, Any], datetime]]:
    casussen = tuple(inhoud().casussen.values())
    random = Random(seed)  # noqa: S311 - a story, no secret
    made = Organisatie(random, now, casussen, 8, 100)
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
def organisation(root: Path) -> Archief:
    assert regel.main(["demo", "--teams", "8", "--oefeningen", "300", "--seed", "5"]) == 0
    return Archief(TinyDBStore(root))


def test_an_organisation_has_all_there_is(organisation: Archief) -> None:
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


def test_no_text_in_it_is_past_its_term_and_leerpunten_outlive_theirs(
    organisation: Archief, root: Path
) -> None:
    store = TinyDBStore(root)
    today = local_day(datetime.now(UTC))
    assert len(list(store.list(Soort.LEERPUNTEN))) > 50
    for team in organisation.teams():
        for one in organisation.oefeningen(team.id):
            assert today < text_goes_on(one, today)
    assert regel.main(["opschonen"]) == 0


def test_a_store_that_holds_something_is_left_alone(
    store: Store, archief: Archief, capsys: pytest.CaptureFixture[str]
) -> None:
    store_marked(archief, store)
    before = archief.rijen()
    assert regel.main(["demo"]) == 1
    assert archief.rijen() == before
    assert "staat al iets" in capsys.readouterr().err


def test_a_thousand_oefeningen_take_less_than_10_seconds_of_work(root: Path) -> None:
    began = time.process_time()  # not of waiting: the tests share their disk
    assert regel.main(["demo", "--oefeningen", "1000"]) == 0
    assert time.process_time() - began < 10
    assert root.is_dir()
