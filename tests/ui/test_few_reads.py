"""How many documents a page reads: each is a file that is opened."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gesprek.access.visitors import VisitorKind
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import new_team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.erasure_ledger import Erased, ErasureLedger
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.storage.files import document_file, operating_system
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.values import names_of_drafts, new_id, new_oefening_id
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make, OwnDevice
from tests.ui.page_driver import PageDriver

MOST = 8
ONDERWERP = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
LEERVRAAG = inhoud().casusvelden.leervraag.label


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were read since the list was emptied; a missing file is none."""
    found: list[str] = []
    real = operating_system.read

    def read(path: Path) -> bytes | None:
        data = real(path)
        if data is not None:
            found.append("/".join(path.parts[-2:]))
        return data

    monkeypatch.setattr(document_file, "read", read)
    monkeypatch.setattr(PageDriver, "_checked", lambda tab: tab)  # it reads for itself
    return found


def _an_hour_later(root: Path) -> None:
    """Let all files be old: one that was written a moment ago is read again, to be sure of it."""
    for path in root.rglob("*.json"):
        written = path.stat().st_mtime_ns - 3_600 * 10**9
        os.utime(path, ns=(written, written))


@pytest.mark.parametrize("stap", list(Stap))
def test_opening_a_step_on_an_own_device_reads_few_documents(
    make: Make, own_device: OwnDevice, reads: list[str], root: Path, stap: Stap
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, stap, Fill.HALF)
    tab = own_device(one, next(iter(one.rollen)))
    _an_hour_later(root)
    reads.clear()
    tab.open_step(stap, one.id)
    assert 0 < len(reads) <= MOST, Counter(reads)


@pytest.mark.parametrize("draft", ["", "Hoe vraag ik door?"], ids=["no draft", "a draft"])
def test_leaving_a_field_reads_few_documents(
    make: Make, own_device: OwnDevice, reads: list[str], root: Path, draft: str
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab = own_device(one, next(iter(one.rollen)))
    _an_hour_later(root)
    tab.open_step(Stap.CASUS, one.id)
    tab.write(ONDERWERP, "Steunkousen")
    _an_hour_later(root)
    tab.open_step(Stap.CASUS, one.id)  # what did not change is known from here on
    if draft:
        visit = services().visits.again("team", tab._who["aanmelding"])
        services().drafts.keep(visit, str(tab.field(LEERVRAAG).key), draft)
    reads.clear()
    tab.write(LEERVRAAG, "Hoe vraag ik door?")
    assert 0 < len(reads) <= MOST, Counter(reads)


MANY = 200


def _much_of_others(visits: Visits) -> set[str]:
    """Store what others leave behind: codes, log-ins, drafts, drawings, a long ledger.

    Returns the documents, as ``reads`` names them.
    """
    store, other = visits.store, new_id()
    root = Path(os.environ["GESPREK_OPSLAG"])
    before = {*root.rglob("*.json")}
    for _ in range(MANY):
        oefening = new_oefening_id(other)
        visits.join_codes.code_of(oefening)
        visits.log_ins.begin_team(other, generatie=None, vertrouwd=True)
        visits.log_ins.begin_account(VisitorKind.MANAGER, other, generatie=None)
        draft = {"oefening": oefening, "teksten": {"veld": "Half getypt"}}
        store.create(DocumentKey(Kind.CONCEPT, f"{names_of_drafts(oefening)[0]}x"), draft)
        store.create(DocumentKey(Kind.GRAFIEKEN, new_id()), {"tekeningen": []})
    gone = {new_oefening_id(other): datetime(2026, 5, 1, tzinfo=UTC) for _ in range(MANY)}
    ErasureLedger(store).note(other, Erased(oefening=gone))
    return {"/".join(path.parts[-2:]) for path in {*root.rglob("*.json")} - before}


Flow = Callable[[PageDriver, Oefening], object]


def _on_the_team_page(tab: PageDriver, one: Oefening) -> None:
    tab.open("team", t=one.team)


def _erase(tab: PageDriver, one: Oefening) -> None:
    tab.open("team", t=one.team)
    tab.tap(screen_text("team.verwijder_oefening"))
    tab.tap(screen_text("algemeen.ongedaan"))


def _erase_inbreng(tab: PageDriver, one: Oefening) -> None:
    tab.open("team", t=one.team)
    tab.tap(screen_text("team.wis_inbreng_van", naam="Anouk"))


def _be_somebody(tab: PageDriver, one: Oefening) -> None:
    tab.open_step(Stap.CASUS, one.id)
    tab.tap(screen_text("wie.mijn_apparaat"))
    tab.tap("Anouk")
    tab.tap(screen_text("wie.jij_bent", naam="Anouk"))
    tab.tap(screen_text("wie.van_ons_allemaal"))


FLOWS: dict[str, Flow] = {
    "start": lambda tab, _one: tab.open("start"),
    "team": _on_the_team_page,
    "take-away": lambda tab, one: tab.open("meenemen", o=one.id),
    "step": lambda tab, one: tab.open_step(Stap.CASUS, one.id),
    "a name": _be_somebody,
    "erase": _erase,
    "erase inbreng": _erase_inbreng,
}


@pytest.mark.parametrize("name", FLOWS)
def test_a_page_or_tap_reads_nothing_of_what_is_kept_of_others(
    make: Make, visits: Visits, as_visitor: Callable[..., PageDriver], reads: list[str], name: str
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab = as_visitor(visits.log_ins.begin_team(one.team, generatie=None))
    others = _much_of_others(visits)
    reads.clear()
    FLOWS[name](tab, one)
    assert reads
    assert others.isdisjoint(reads), Counter(one.split("/")[0] for one in others & {*reads})


def test_beheer_reads_nothing_of_what_is_kept_of_others(
    beheer: PageDriver, visits: Visits, archive: Archive, reads: list[str]
) -> None:
    archive.create_team(new_team(new_id(), "Team Noord"))
    others = _much_of_others(visits)
    reads.clear()
    beheer.open("beheer")
    assert reads
    assert others.isdisjoint(reads), Counter(one.split("/")[0] for one in others & {*reads})
