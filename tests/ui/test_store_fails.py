"""The store fails: a Dutch sentence, the text stays on screen, and all else goes on."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import Mock

import pytest

from gesprek.access.visitors import VisitorKind
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, new_team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services import root
from gesprek.services.archive import Archive
from gesprek.services.draft_fields import FIELD
from gesprek.services.drafts import Drafts
from gesprek.services.root import services
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import LOCKS, file_of
from gesprek.storage.files.locks import Locks
from gesprek.storage.files.operating_system import temporary_of
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import Busy, Corrupt, SchemaTooNew, StoreError, Unusable
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

LEERVRAAG = inhoud().casusvelden.leervraag.label
NAAM = screen_text("team.nieuwe_naam")
NAAR_INLEVEN = screen_text("algemeen.verder_naar", stap="inleven")


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the screens wait a tenth of a second for a lock; five would only be slower."""

    def open_hastily(address: str, _clock: object) -> Store:
        return TinyDBStore(Path(address), lock_timeout=0.1)

    monkeypatch.setattr(root, "open_store", open_hastily)


@pytest.fixture
def casus(tab: PageDriver, make: Make) -> PageDriver:
    return tab.open_step(Stap.CASUS, make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS).id)


def file_of_oefening(root: Path, one: Oefening) -> Path:
    return root / file_of(DocumentKey(Kind.OEFENING, one.id, one.team))


@contextmanager
def no_writing(path: Path) -> Iterator[None]:
    """Put a folder where the temporary file would come: the account of root may write anywhere."""
    temporary_of(path).mkdir()
    yield
    temporary_of(path).rmdir()


@contextmanager
def somebody_else_saves(root: Path, path: Path) -> Iterator[None]:
    with Locks(root / LOCKS, timeout=1).hold(path.relative_to(root).as_posix()):
        yield


@contextmanager
def no_locks(root: Path) -> Iterator[None]:
    (root / LOCKS).rename(root / "weg")
    yield
    (root / "weg").rename(root / LOCKS)


Failure = Callable[[Path, Path], AbstractContextManager[None]]
FAILURES = [
    pytest.param(lambda _, path: no_writing(path), Unusable, id="read-only"),
    pytest.param(somebody_else_saves, Busy, id="busy"),
    pytest.param(lambda root, _: no_locks(root), Unusable, id="folder-gone"),
]


# --- saving ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("failure", "error"), FAILURES)
def test_a_text_that_cannot_be_saved_stays_in_its_field_with_a_sentence_and_saves_later(
    casus: PageDriver, root: Path, failure: Failure, error: type[StoreError]
) -> None:
    one = stored(casus)
    with failure(root, file_of_oefening(root, one)):
        casus.write(LEERVRAAG, "Hoe begin ik?")
        assert [shown.value for shown in casus.at.error] == [error.message]
        casus.holds(LEERVRAAG, "Hoe begin ik?")
        assert not casus.saved
        casus.tap(screen_text("naslag.titel"))
        casus.holds(LEERVRAAG, "Hoe begin ik?")
    assert stored(casus) == one
    casus.write(LEERVRAAG, "Hoe begin ik dan?")
    assert stored(casus).casus.leervraag == "Hoe begin ik dan?"
    assert not casus.at.error


@contextmanager
def saved_without_a_word() -> Iterator[None]:
    """Let the store fail to say that it saved, as a database does that dies right after it."""
    apply = TinyDBStore.apply

    def saves_and_dies(self: TinyDBStore, *asked: object, **more: object) -> Record:
        apply(self, *asked, **more)  # type: ignore[arg-type]
        raise Unusable

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TinyDBStore, "apply", saves_and_dies)
        yield


def test_what_was_saved_without_a_word_is_no_text_of_a_colleague(casus: PageDriver) -> None:
    with saved_without_a_word():
        casus.write(LEERVRAAG, "Hoe begin ik?")
    assert stored(casus).casus.leervraag == "Hoe begin ik?"
    assert not casus.at.error
    casus.write(LEERVRAAG, "Hoe begin ik dan?")
    assert stored(casus).casus.leervraag == "Hoe begin ik dan?"
    casus.sees_not(screen_text("algemeen.botsing"))


def test_a_draft_that_could_not_be_forgotten_is_no_text_of_a_colleague(casus: PageDriver) -> None:
    field = f"{FIELD}-{stored(casus).id}-casus-leervraag"
    who = services().visits.again(VisitorKind.LOKAAL, "")
    services().drafts.keep(who, field, "Hoe begin")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Drafts, "forget", Mock(side_effect=Unusable))
        casus.write(LEERVRAAG, "Hoe begin ik?")
    casus.tap(screen_text("naslag.titel"))
    services().drafts.keep(who, field, "Hoe begin ik d")
    casus.write(LEERVRAAG, "Hoe begin ik dan?")
    assert stored(casus).casus.leervraag == "Hoe begin ik dan?"
    casus.sees_not(screen_text("algemeen.botsing"))


@pytest.mark.parametrize(("failure", "_error"), FAILURES)
def test_a_text_that_could_not_be_saved_is_saved_once_that_is_possible(
    casus: PageDriver, root: Path, failure: Failure, _error: type[StoreError]
) -> None:
    one = stored(casus)
    with failure(root, file_of_oefening(root, one)):
        casus.write(LEERVRAAG, "Hoe begin ik?")
        casus.tap(screen_text("fouten.probeer_nu"))
        casus.holds(LEERVRAAG, "Hoe begin ik?")
    assert stored(casus) == one
    casus.tap(screen_text("fouten.probeer_nu"))
    assert stored(casus).casus.leervraag == "Hoe begin ik?"
    casus.holds(LEERVRAAG, "Hoe begin ik?")
    assert not casus.at.error
    casus.sees_not(screen_text("fouten.probeert_zelf"))


@pytest.mark.parametrize(("failure", "error"), FAILURES)
def test_a_tap_that_cannot_be_saved_says_so_and_changes_nothing(
    casus: PageDriver, root: Path, failure: Failure, error: type[StoreError]
) -> None:
    one = stored(casus)
    words = inhoud().casusvelden.velden[Casusveld.CLIENT].label
    with failure(root, file_of_oefening(root, one)):
        casus.tick(words)
        assert [shown.value for shown in casus.at.error] == [error.message]
        (box,) = [one for one in casus.at.checkbox if one.label == words]
        assert not box.value
    assert stored(casus) == one


@pytest.mark.parametrize(("failure", "error"), FAILURES)
def test_going_on_while_nothing_can_be_saved_stays_on_the_step_with_a_sentence(
    casus: PageDriver, root: Path, failure: Failure, error: type[StoreError]
) -> None:
    casus.tap(next(iter(inhoud().casussen.values())).titel)
    before = stored(casus)
    with failure(root, file_of_oefening(root, before)):
        casus.tap_main(NAAR_INLEVEN)
        casus.is_at(Stap.CASUS)
        assert [shown.value for shown in casus.at.error] == [error.message]
    assert stored(casus) == before
    casus.tap_main(NAAR_INLEVEN)
    casus.is_at(Stap.INLEVEN)


@pytest.mark.parametrize(("failure", "error"), FAILURES)
def test_a_name_that_cannot_be_saved_stays_in_its_field_with_a_sentence(
    tab: PageDriver, root: Path, team: Team, failure: Failure, error: type[StoreError]
) -> None:
    tab.open("team", t=team.id)
    with failure(root, root / file_of(DocumentKey(Kind.TEAM, team.id))):
        tab.write(NAAM, "Fleur")
        assert [shown.value for shown in tab.at.error] == [error.message]
        tab.holds(NAAM, "Fleur")
    tab.write(NAAM, "Fleur ")
    tab.sees("Fleur")
    tab.holds(NAAM, "")


def test_a_new_oefening_that_cannot_be_saved_gives_a_sentence(
    tab: PageDriver, root: Path, team: Team, archive: Archive
) -> None:
    tab.open("team", t=team.id)
    with no_locks(root):
        for door in (screen_text("team.nu_oefenen"), screen_text("team.plan")):
            tab.tap(door)
            assert [shown.value for shown in tab.at.error] == [Unusable.message]
            tab.sees(
                screen_text("team.lopend"), screen_text("team.deelnemers")
            )  # the page goes on below
    assert archive.teams() == [team]
    assert archive.oefeningen(team.id) == []


def test_one_more_case_that_cannot_be_saved_gives_a_sentence(
    tab: PageDriver, root: Path, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open_step(Stap.VERVOLG, one.id)
    with no_locks(root):
        tab.tap_main(screen_text("stap_7.nog_een_casus"))
        assert [shown.value for shown in tab.at.error] == [Unusable.message]
    tab.is_at(Stap.VERVOLG)


@pytest.mark.parametrize("page", ["start", "team", "overzicht", "stap_1_moment"])
def test_without_a_usable_folder_every_page_gives_a_sentence(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bestand").write_text("geen map")
    monkeypatch.setenv("GESPREK_OPSLAG", str(tmp_path / "bestand"))
    team = new_id()
    tab = PageDriver().open(page, t=team, o=new_oefening_id(team))
    assert [shown.value for shown in tab.at.error] == [Unusable.message]


def test_a_page_that_could_not_be_drawn_is_drawn_once_the_store_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "bestand"
    in_the_way.write_text("geen map")
    monkeypatch.setenv("GESPREK_OPSLAG", str(in_the_way))
    tab = PageDriver().open("start")
    tab.sees(screen_text("fouten.probeert_zelf"))
    tab.tap(screen_text("fouten.probeer_nu"))
    assert [shown.value for shown in tab.at.error] == [Unusable.message]
    in_the_way.unlink()
    tab.tap(screen_text("fouten.probeer_nu"))
    assert not tab.at.error
    assert tab.title == screen_text("start.titel")


def test_what_does_not_pass_by_itself_is_not_tried_again(tab: PageDriver) -> None:
    tab.open_step(Stap.CASUS, new_oefening_id(new_id()))
    assert len(tab.at.error) == 1
    tab.sees_not(screen_text("fouten.probeert_zelf"))


# --- reading ---------------------------------------------------------------------------------


def with_envelope(path: Path, **changed: object) -> None:
    """Put other values beside or in place of the text that is stored."""
    found = json.loads(path.read_text())
    for table in found.values():
        for envelope in table.values():
            envelope.update(changed)
    path.write_text(json.dumps(found))


class Damage(NamedTuple):
    """What happens to a file, and the error that it gives."""

    name: str
    do: Callable[[Path], object]
    error: type[StoreError] = Corrupt


EACH_DAMAGE = pytest.mark.parametrize(
    "damage",
    [
        Damage("no json", lambda path: path.write_bytes(b"\x00\xff{")),
        Damage("no object", lambda path: path.write_text("[]")),
        Damage("empty", lambda path: path.write_text("")),
        Damage("cut off", lambda path: path.write_bytes(path.read_bytes()[:-20])),
        Damage("other shape", lambda path: with_envelope(path, document={"id": 1})),
        Damage("newer", lambda path: with_envelope(path, schema=999), SchemaTooNew),
    ],
    ids=lambda damage: damage.name,
)


@EACH_DAMAGE
def test_a_damaged_oefening_gives_a_sentence_and_all_others_work(
    tab: PageDriver, root: Path, make: Make, team: Team, damage: Damage
) -> None:
    good = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN, Fill.HALF)
    bad = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN, Fill.HALF)
    damage.do(file_of_oefening(root, bad))
    for stap in (Stap.MOMENT, Stap.INLEVEN, Stap.VERVOLG):
        tab.open_step(stap, bad.id)
        assert [shown.value for shown in tab.at.error] == [damage.error.message]
        tab.is_plain()
    tab.open_step(Stap.INLEVEN, good.id)
    tab.is_at(Stap.INLEVEN)
    tab.open("team", t=team.id)
    assert [text.value for text in tab.at.text].count(LEVEND) == 1
    tab.open("overzicht")
    assert tab.title == screen_text("overzicht.titel")


@EACH_DAMAGE
def test_an_oefening_that_is_damaged_while_somebody_types_keeps_the_text_until_it_is_mended(
    casus: PageDriver, root: Path, damage: Damage
) -> None:
    one = stored(casus)
    casus.write(LEERVRAAG, "Eerst")
    path = file_of_oefening(root, one)
    whole = path.read_bytes()
    damage.do(path)
    casus.write(LEERVRAAG, "Hoe begin ik?")
    assert [shown.value for shown in casus.at.error] == [damage.error.message]
    path.write_bytes(whole)
    casus.open_step(Stap.CASUS, one.id)
    casus.holds(LEERVRAAG, "Hoe begin ik?")
    assert stored(casus).casus.leervraag == "Eerst"


@EACH_DAMAGE
def test_a_damaged_team_gives_a_sentence_and_the_others_can_be_chosen(
    tab: PageDriver, root: Path, archive: Archive, team: Team, damage: Damage
) -> None:
    other = archive.create_team(new_team(new_id(), "Team Noord")).value
    path = root / file_of(DocumentKey(Kind.TEAM, team.id))
    damage.do(path)
    tab.open("team", t=team.id)
    assert [shown.value for shown in tab.at.error] == [damage.error.message]
    tab.open("start")
    assert other.naam in tab.buttons
    assert team.naam not in tab.buttons


def test_a_damaged_oefening_is_named_on_the_team_page(
    tab: PageDriver, root: Path, make: Make, team: Team
) -> None:
    bad = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    file_of_oefening(root, bad).write_text("")
    tab.open("team", t=team.id)
    tab.sees_not(screen_text("team.leeg"))
    tab.sees(screen_text("fouten.oefening_kapot"))
