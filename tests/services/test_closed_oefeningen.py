"""What a device that asks for the code of an oefening gets of it before that was typed."""

from datetime import UTC, datetime
from pathlib import Path

from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import texts_of
from gesprek.services.root import ProgramSettings, VisitorServices, build
from gesprek.services.visits import Visit
from tests.support.builders.marked import MARKER, store_marked


def test_nothing_that_anybody_wrote_also_of_a_replay(tmp_path: Path) -> None:
    services = build(ProgramSettings(str(tmp_path), lambda: datetime(2026, 3, 2, 9, tzinfo=UTC)))
    stored = store_marked(services.archive, services.store).value
    rondes = stored.gesprek.rondes
    assert any(one.observaties for one in rondes.values())
    closed = Visitor(VisitorKind.TEAM, team=stored.team, vraagt_code=True)
    mine = VisitorServices(services, Visit(closed))
    (one,) = mine.practices.oefeningen(stored.team)
    assert one.gesprek.rondes.keys() == rondes.keys()
    assert [place for stap in Stap for place in texts_of(one, stap)] == []
    assert MARKER not in str(one.to_document())
