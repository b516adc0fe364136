"""How many documents a page reads: each is a file that is opened."""

import os
from collections import Counter
from pathlib import Path

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.root import services
from gesprek.storage.files import document_file, operating_system
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
