"""What the screens rely on: values in and out, two tabs, coded rows without a word of text."""

import json
from pathlib import Path

import pytest

from gesprek.domain.base import TextTooLong
from gesprek.domain.coded_row import encode
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import give_lead
from gesprek.domain.team import add_deelnemer, new_team
from gesprek.domain.terugblik import Feedback, Feedbacksoort, Leerpunt, add_feedback, add_leerpunt
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.services import coded_rows
from gesprek.services.archive import Archive, Versioned
from gesprek.storage import store_errors
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Record, Store
from gesprek.storage.store_errors import (
    AlreadyExists,
    Corrupt,
    FieldConflict,
    InvalidDocument,
    NotFound,
    StoreFull,
)
from gesprek.storage.stored_form import SCHEMA
from gesprek.storage.values import new_id
from tests.storage.examples import put, stored_oefening, with_casus
from tests.storage.place import Place
from tests.support.builders.oefeningen import oefening_of, team_of_two

OP_BESTANDEN = pytest.mark.op_bestanden("reads or writes the files themselves")


def remove_text(store: Store, seen: Versioned[Oefening]) -> None:
    store.delete(DocumentKey(Kind.OEFENING, seen.value.id, seen.value.team))


MARKER = "GEHEIMEMERKTEKST"


def key_of(versie: Versioned[Oefening], soort: Kind = Kind.OEFENING) -> DocumentKey:
    return DocumentKey(soort, versie.value.id, versie.value.team)


def test_a_team_and_an_oefening_come_back_after_a_restart(archive: Archive, place: Place) -> None:
    versie = stored_oefening(archive)
    again = Archive(place.open())
    assert again.oefening(versie.value.id) == versie
    assert again.team(versie.value.team).value.naam == "Team Noord"


def test_an_oefening_keeps_everything_it_was_given(archive: Archive) -> None:
    versie = stored_oefening(archive)
    full = with_casus(versie, onderwerp="Kousen 🧦", leervraag="Hoe?", themas=(Thema.ZELF_DOEN,))
    saved = archive.save(versie, full)
    assert saved.value == full
    assert archive.oefening(full.id) == saved


def test_teams_are_sorted_by_name(archive: Archive) -> None:
    for naam in ("zuid", "Noord", "oost"):
        archive.create_team(new_team(new_id(), naam))
    assert [team.naam for team in archive.teams()] == ["Noord", "oost", "zuid"]


def test_oefeningen_of_a_team_come_newest_last_and_not_those_of_another(archive: Archive) -> None:
    first = stored_oefening(archive).value
    second = archive.create_oefening(oefening_of(first.team)).value
    stored_oefening(archive)
    assert archive.oefeningen(first.team) == [first, second]
    assert archive.oefeningen(new_id()) == []


def test_two_tabs_that_fill_different_fields_both_keep_theirs(archive: Archive) -> None:
    seen = stored_oefening(archive)
    archive.save(seen, with_casus(seen, onderwerp="Kousen"))
    both = archive.save(seen, with_casus(seen, leervraag="Hoe begin ik?"))
    assert both.value.casus.onderwerp == "Kousen"
    assert both.value.casus.leervraag == "Hoe begin ik?"
    assert both.version == 3


def test_two_tabs_in_one_field_give_the_second_both_texts_and_change_nothing(
    archive: Archive,
) -> None:
    seen = stored_oefening(archive)
    first = archive.save(seen, with_casus(seen, client="van de een"))
    with pytest.raises(FieldConflict) as caught:
        archive.save(seen, with_casus(seen, client="van de ander", onderwerp="mee"))
    assert caught.value.conflicts == {("casus", "client"): ("van de ander", "van de een")}
    assert archive.oefening(seen.value.id) == first


def test_emptying_the_only_field_of_a_group_does_not_meet_filling_another(
    archive: Archive,
) -> None:
    versie = stored_oefening(archive)
    seen = archive.save(versie, with_casus(versie, onderwerp="weg ermee"))
    archive.save(seen, with_casus(seen, onderwerp=""))
    both = archive.save(seen, with_casus(seen, leervraag="Hoe?"))
    assert both.value.casus.onderwerp == ""
    assert both.value.casus.leervraag == "Hoe?"


def test_two_tabs_that_add_a_tip_both_keep_theirs(archive: Archive) -> None:
    seen = stored_oefening(archive)
    for number in ("f1", "f2"):
        tip = Feedback(soort=Feedbacksoort.TIP, tekst=number)
        terugblik = add_feedback(seen.value.terugblik, number, tip)
        archive.save(seen, seen.value.changed(terugblik=terugblik))
    assert set(archive.oefening(seen.value.id).value.terugblik.feedback) == {"f1", "f2"}


def test_a_tip_that_one_removes_while_another_changes_it_is_a_conflict_and_never_half(
    archive: Archive,
) -> None:
    versie = stored_oefening(archive)
    tip = Feedback(soort=Feedbacksoort.TIP, tekst="rustiger")
    filled = add_feedback(versie.value.terugblik, "f1", tip)
    seen = archive.save(versie, versie.value.changed(terugblik=filled))
    archive.save(seen, seen.value.with_value(("terugblik", "feedback", "f1"), None))
    marked = {"f1": tip.changed(bij_leervraag=True)}
    changed = seen.value.changed(terugblik=seen.value.terugblik.changed(feedback=marked))
    with pytest.raises(FieldConflict):
        archive.save(seen, changed)
    assert archive.oefening(seen.value.id).value.terugblik.feedback == {}


def test_saving_what_did_not_change_writes_nothing(archive: Archive) -> None:
    seen = stored_oefening(archive)
    assert archive.save(seen, seen.value.changed()) is seen
    assert archive.oefening(seen.value.id).version == 1


def test_two_tabs_that_change_a_team_both_keep_theirs(archive: Archive) -> None:
    seen = archive.create_team(team_of_two())
    noor = seen.value.deelnemers["noor"]
    archive.save_team(seen, seen.value.changed(deelnemers={"noor": noor}))
    both = archive.save_team(seen, add_deelnemer(seen.value, "kim", "Kim"))
    assert set(both.value.deelnemers) == {"noor", "kim"}
    assert archive.save_team(both, both.value) is both


def test_a_removed_oefening_is_not_found_and_its_row_stays(archive: Archive, store: Store) -> None:
    seen = stored_oefening(archive)
    remove_text(store, seen)
    with pytest.raises(NotFound):
        archive.oefening(seen.value.id)
    with pytest.raises(NotFound):
        archive.save(seen, with_casus(seen, onderwerp="te laat"))
    assert [row.oefening for row in archive.rijen()] == [seen.value.id]


def test_a_second_team_or_oefening_with_the_same_id_is_refused(archive: Archive) -> None:
    seen = stored_oefening(archive)
    with pytest.raises(AlreadyExists):
        archive.create_oefening(seen.value)
    with pytest.raises(AlreadyExists):
        archive.create_team(archive.team(seen.value.team).value)


def test_an_oefening_with_the_id_of_another_team_is_refused(archive: Archive) -> None:
    seen = stored_oefening(archive)
    with pytest.raises(InvalidDocument):
        archive.create_oefening(oefening_of(new_id()).changed(team=seen.value.team))
    with pytest.raises(InvalidDocument):
        archive.save(seen, seen.value.changed(id=oefening_of(seen.value.team).id))


def test_a_text_that_is_too_long_is_refused_as_itself_and_nothing_changes(
    archive: Archive,
) -> None:
    seen = stored_oefening(archive)
    with pytest.raises(TextTooLong):
        archive.save(seen, with_casus(seen, client="x" * 100_000))
    assert archive.oefening(seen.value.id) == seen


def test_a_stored_text_that_no_longer_fits_is_damage_and_not_an_error_of_the_user(
    archive: Archive, store: Store
) -> None:
    seen = stored_oefening(archive)
    store.apply(key_of(seen), 1, put("casus/client", "x" * 100_000))
    with pytest.raises(Corrupt):
        archive.oefening(seen.value.id)


def test_a_damaged_oefening_is_skipped_and_counted_and_the_others_work(
    archive: Archive, store: Store, place: Place
) -> None:
    good = stored_oefening(archive)
    team = good.value.team
    unreadable, unfit = (archive.create_oefening(oefening_of(team)) for _ in range(2))
    place.damage(key_of(unreadable))
    store.apply(key_of(unfit), 1, put("werkvorm", f"{MARKER} bestaat niet"))
    assert archive.oefeningen(team) == [good.value]
    assert {problem.key for problem in archive.problems()} == {
        key_of(unreadable),
        key_of(unfit),
    }
    with pytest.raises(Corrupt) as caught:
        archive.oefening(unfit.value.id)
    assert MARKER not in str(caught.value) + str(caught.value.__cause__)


@OP_BESTANDEN
def test_a_file_in_the_place_of_another_is_damage(archive: Archive, root: Path) -> None:
    first = stored_oefening(archive).value
    second = archive.create_oefening(oefening_of(first.team)).value
    folder = root / "teams" / first.team
    (folder / f"{first.id}.json").replace(folder / f"{second.id}.json")
    with pytest.raises(Corrupt):
        archive.oefening(second.id)


def test_the_row_follows_the_text(archive: Archive, store: Store) -> None:
    seen = stored_oefening(archive)
    saved = archive.save(seen, with_casus(seen, themas=(Thema.NAASTEN,), leervraag="Hoe?"))
    (row,) = archive.rijen()
    assert row.themas == (Thema.NAASTEN,)
    assert row.has_leervraag
    moment = store.get(key_of(seen)).saved
    assert row.with_pseudonyms((), None) == encode(saved.value, moment)


@OP_BESTANDEN
def test_the_row_and_the_secret_hold_no_word_of_text_and_no_name(
    archive: Archive, root: Path
) -> None:
    team = archive.create_team(add_deelnemer(new_team(new_id(), MARKER), "sam", MARKER)).value
    seen = archive.create_oefening(
        oefening_of(team.id).changed(rollen={"sam": Rol.INBRENGER}, plaats=MARKER)
    )
    texts = ("onderwerp", "client", "geboden_zorg", "wijziging", "knelpunten", "leervraag")
    oefening = with_casus(seen, **dict.fromkeys(texts, MARKER))
    leerpunt = Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN, tekst=MARKER)
    terugblik = add_leerpunt(oefening.terugblik, "l1", leerpunt).changed(afspraken=MARKER)
    archive.save(seen, oefening.changed(terugblik=terugblik))
    coded = [path for name in ("gecodeerd", "beheer") for path in (root / name).rglob("*.json")]
    assert len(coded) == 2
    for path in coded:
        content = path.read_bytes()
        assert MARKER.encode() not in content
        assert b'"sam"' not in content


def test_people_are_counted_by_pseudonyms_that_last(archive: Archive, place: Place) -> None:
    seen = stored_oefening(archive)
    again = Archive(place.open())
    again.create_oefening(oefening_of(seen.value.team))
    first, second = archive.rijen()
    assert first.deelnemers == second.deelnemers
    assert len(set(first.deelnemers)) == 2
    assert first.inbrenger in first.deelnemers
    assert list(first.deelnemers) == sorted(first.deelnemers)


def test_another_store_gives_the_same_people_other_pseudonyms(
    archive: Archive, place: Place
) -> None:
    seen = stored_oefening(archive)
    other = Archive(place.beside("ander").open())
    other.create_oefening(seen.value)
    assert not set(archive.rijen()[0].deelnemers) & set(other.rijen()[0].deelnemers)


@OP_BESTANDEN
def test_a_damaged_secret_is_never_replaced(archive: Archive, root: Path) -> None:
    stored_oefening(archive)
    secret = root / "beheer" / "pseudoniemen.json"
    secret.write_bytes(b"kapot")
    again = Archive(TinyDBStore(root))
    again.create_oefening(oefening_of(archive.teams()[0].id))
    assert not secret.exists()
    assert (root / "quarantaine/beheer/pseudoniemen.json").read_bytes() == b"kapot"
    assert len(again.rijen()) == 1
    assert len(again.problems()) == 2


def test_a_row_that_a_crash_left_out_is_mended(
    archive: Archive, store: Store, place: Place
) -> None:
    seen = stored_oefening(archive)
    expected = archive.rijen()
    store.delete(key_of(seen, Kind.GECODEERD))
    again = Archive(place.open())
    assert again.mend() == 1
    assert again.rijen() == expected
    assert again.mend() == 0
    assert again.oefening(seen.value.id) == seen


def test_a_row_that_a_crash_left_behind_is_mended(archive: Archive, store: Store) -> None:
    seen = stored_oefening(archive)
    store.apply(key_of(seen), 1, put("casus/themas", ["naasten"]))
    assert archive.rijen()[0].themas == ()
    assert archive.mend() == 1
    assert archive.rijen()[0].themas == (Thema.NAASTEN,)
    assert archive.mend() == 0


def test_a_row_of_an_older_program_is_made_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_oefening(archive)
    monkeypatch.setattr(coded_rows, "VORM", 2)
    assert archive.mend() == 1
    assert archive.mend() == 0


def test_mending_leaves_the_rows_of_removed_oefeningen(archive: Archive, store: Store) -> None:
    seen = stored_oefening(archive)
    remove_text(store, seen)
    assert archive.mend() == 0
    assert len(archive.rijen()) == 1


def test_a_row_that_cannot_be_written_does_not_undo_the_text(
    archive: Archive, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = stored_oefening(archive)
    real = store.apply

    def full_for_rows(sleutel: DocumentKey, base: int, operations: list[Operation]) -> Record:
        if sleutel.kind is Kind.GECODEERD:
            raise StoreFull
        return real(sleutel, base, operations)

    with monkeypatch.context() as failing:
        failing.setattr(store, "apply", full_for_rows)
        saved = archive.save(seen, with_casus(seen, leervraag="Hoe?"))
    assert archive.oefening(seen.value.id) == saved
    assert [problem.key for problem in archive.problems()] == [key_of(seen, Kind.GECODEERD)]
    assert archive.mend() == 1
    assert archive.problems() == ()


def test_a_row_never_stays_behind_a_text_that_was_saved_at_the_same_time(
    archive: Archive, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = stored_oefening(archive)
    real = store.apply
    other = Archive(store)

    def overtaken(sleutel: DocumentKey, base: int, operations: list[Operation]) -> Record:
        # Just before the first row is written a colleague takes the theme away again: the row
        # that is stored then still fits that text, so the colleague writes none.
        if sleutel.kind is Kind.GECODEERD:
            monkeypatch.setattr(store, "apply", real)
            now = other.oefening(seen.value.id)
            other.save(now, with_casus(now, themas=()))
        return real(sleutel, base, operations)

    monkeypatch.setattr(store, "apply", overtaken)
    archive.save(seen, with_casus(seen, themas=(Thema.NAASTEN,)))
    assert archive.oefening(seen.value.id).value.casus.themas == ()
    assert archive.rijen()[0].themas == ()


def test_a_damaged_row_is_skipped_and_counted(archive: Archive, store: Store, place: Place) -> None:
    unreadable, unfit, good = (stored_oefening(archive) for _ in range(3))
    place.damage(key_of(unreadable, Kind.GECODEERD))
    store.apply(key_of(unfit, Kind.GECODEERD), 1, put("rij", {"dag": "ooit"}))
    assert [row.oefening for row in archive.rijen()] == [good.value.id]
    assert {problem.key.id for problem in archive.problems()} == {
        unreadable.value.id,
        unfit.value.id,
    }


def test_no_sentence_of_the_store_holds_english_or_is_empty() -> None:
    errors = [
        one
        for one in vars(store_errors).values()
        if isinstance(one, type) and issubclass(one, store_errors.StoreError)
    ]
    assert len(errors) == 17
    for error in errors:
        assert error.message.endswith(".")
        assert " the " not in error.message
    assert len({error.message for error in errors}) == len(errors)


@OP_BESTANDEN
def test_text_on_the_disk_is_readable_json(archive: Archive, root: Path) -> None:
    seen = stored_oefening(archive)
    archive.save(seen, with_casus(seen, onderwerp="Steunkousen voor wie 🧦 é"))
    content = (root / "teams" / seen.value.team / f"{seen.value.id}.json").read_text("utf-8")
    assert "Steunkousen voor wie 🧦 é" in content
    assert json.loads(content)["oefening"]["1"]["schema"] == SCHEMA


def test_a_team_gets_its_own_coded_rows_and_no_others(archive: Archive) -> None:
    mine, other = stored_oefening(archive).value, stored_oefening(archive).value
    assert mine.team != other.team
    assert [row.oefening for row in archive.rijen_of(mine.team)] == [mine.id]
    with pytest.raises(NotFound):
        archive.rijen_of("../x")


def test_versions_come_with_the_oefeningen_of_a_team(archive: Archive) -> None:
    made = stored_oefening(archive)
    saved = archive.save(made, made.value.changed(plaats="Huiskamer"))
    assert archive.versies(made.value.team) == [saved]
    assert saved.version > made.version


@OP_BESTANDEN
def test_an_oefening_of_before_own_devices_is_read_as_it_was_and_saved_in_the_present_schema(
    archive: Archive, root: Path
) -> None:
    seen = stored_oefening(archive)
    file = root / "teams" / seen.value.team / f"{seen.value.id}.json"
    stored = json.loads(file.read_text("utf-8"))
    envelope = stored["oefening"]["1"]
    envelope["schema"] = 2
    assert not {"leider", "scherm"} & envelope["document"].keys()
    assert not {"kijklijsten", "ronde_minuten"} & envelope["document"].get("gesprek", {}).keys()
    file.write_text(json.dumps(stored), "utf-8")
    old = archive.oefening(seen.value.id)
    assert old.value == seen.value
    led = give_lead(old.value, next(iter(old.value.rollen)))
    archive.save(old, led)
    assert archive.oefening(seen.value.id).value == led
    assert json.loads(file.read_text("utf-8"))["oefening"]["1"]["schema"] == SCHEMA
