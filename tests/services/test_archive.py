"""What the screens rely on: values in and out, two tabs, coded rows without a word of text."""

import json
from pathlib import Path

import pytest

from gesprek.domain.coded_row import encode
from gesprek.domain.errors import TekstTeLang
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import give_lead
from gesprek.domain.team import add_deelnemer, new_team
from gesprek.domain.terugblik import Feedback, Feedbacksoort, Leerpunt, add_feedback, add_leerpunt
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.services import coded_rows
from gesprek.services.archive import Archief, Versie
from gesprek.storage import store_errors
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.ids import new_id
from gesprek.storage.protocol import Operation, Record, Sleutel, Soort, Store
from gesprek.storage.store_errors import (
    AlreadyExists,
    Corrupt,
    FieldConflict,
    InvalidDocument,
    NotFound,
    StoreFull,
)
from gesprek.storage.stored_form import SCHEMA
from tests.storage.examples import oefening_of, put, stored_oefening, team_with_people, with_casus
from tests.storage.place import Plek

OP_BESTANDEN = pytest.mark.op_bestanden("reads or writes the files themselves")


def remove_text(store: Store, seen: Versie[Oefening]) -> None:
    store.delete(Sleutel(Soort.OEFENING, seen.waarde.id, seen.waarde.team))


MARKER = "GEHEIMEMERKTEKST"


def key_of(versie: Versie[Oefening], soort: Soort = Soort.OEFENING) -> Sleutel:
    return Sleutel(soort, versie.waarde.id, versie.waarde.team)


def test_a_team_and_an_oefening_come_back_after_a_restart(archief: Archief, plek: Plek) -> None:
    versie = stored_oefening(archief)
    again = Archief(plek.open())
    assert again.oefening(versie.waarde.id) == versie
    assert again.team(versie.waarde.team).waarde.naam == "Team Noord"


def test_an_oefening_keeps_everything_it_was_given(archief: Archief) -> None:
    versie = stored_oefening(archief)
    full = with_casus(versie, onderwerp="Kousen 🧦", leervraag="Hoe?", themas=(Thema.ZELF_DOEN,))
    saved = archief.save(versie, full)
    assert saved.waarde == full
    assert archief.oefening(full.id) == saved


def test_teams_are_sorted_by_name(archief: Archief) -> None:
    for naam in ("zuid", "Noord", "oost"):
        archief.create_team(new_team(new_id(), naam))
    assert [team.naam for team in archief.teams()] == ["Noord", "oost", "zuid"]


def test_oefeningen_of_a_team_come_newest_last_and_not_those_of_another(archief: Archief) -> None:
    first = stored_oefening(archief).waarde
    second = archief.create_oefening(oefening_of(first.team)).waarde
    stored_oefening(archief)
    assert archief.oefeningen(first.team) == [first, second]
    assert archief.oefeningen(new_id()) == []


def test_two_tabs_that_fill_different_fields_both_keep_theirs(archief: Archief) -> None:
    seen = stored_oefening(archief)
    archief.save(seen, with_casus(seen, onderwerp="Kousen"))
    both = archief.save(seen, with_casus(seen, leervraag="Hoe begin ik?"))
    assert both.waarde.casus.onderwerp == "Kousen"
    assert both.waarde.casus.leervraag == "Hoe begin ik?"
    assert both.version == 3


def test_two_tabs_in_one_field_give_the_second_both_texts_and_change_nothing(
    archief: Archief,
) -> None:
    seen = stored_oefening(archief)
    first = archief.save(seen, with_casus(seen, client="van de een"))
    with pytest.raises(FieldConflict) as caught:
        archief.save(seen, with_casus(seen, client="van de ander", onderwerp="mee"))
    assert caught.value.conflicts == {("casus", "client"): ("van de ander", "van de een")}
    assert archief.oefening(seen.waarde.id) == first


def test_emptying_the_only_field_of_a_group_does_not_meet_filling_another(
    archief: Archief,
) -> None:
    versie = stored_oefening(archief)
    seen = archief.save(versie, with_casus(versie, onderwerp="weg ermee"))
    archief.save(seen, with_casus(seen, onderwerp=""))
    both = archief.save(seen, with_casus(seen, leervraag="Hoe?"))
    assert both.waarde.casus.onderwerp == ""
    assert both.waarde.casus.leervraag == "Hoe?"


def test_two_tabs_that_add_a_tip_both_keep_theirs(archief: Archief) -> None:
    seen = stored_oefening(archief)
    for number in ("f1", "f2"):
        tip = Feedback(soort=Feedbacksoort.TIP, tekst=number)
        terugblik = add_feedback(seen.waarde.terugblik, number, tip)
        archief.save(seen, seen.waarde.changed(terugblik=terugblik))
    assert set(archief.oefening(seen.waarde.id).waarde.terugblik.feedback) == {"f1", "f2"}


def test_a_tip_that_one_removes_while_another_changes_it_is_a_conflict_and_never_half(
    archief: Archief,
) -> None:
    versie = stored_oefening(archief)
    tip = Feedback(soort=Feedbacksoort.TIP, tekst="rustiger")
    filled = add_feedback(versie.waarde.terugblik, "f1", tip)
    seen = archief.save(versie, versie.waarde.changed(terugblik=filled))
    archief.save(seen, seen.waarde.with_value(("terugblik", "feedback", "f1"), None))
    marked = {"f1": tip.changed(bij_leervraag=True)}
    changed = seen.waarde.changed(terugblik=seen.waarde.terugblik.changed(feedback=marked))
    with pytest.raises(FieldConflict):
        archief.save(seen, changed)
    assert archief.oefening(seen.waarde.id).waarde.terugblik.feedback == {}


def test_saving_what_did_not_change_writes_nothing(archief: Archief) -> None:
    seen = stored_oefening(archief)
    assert archief.save(seen, seen.waarde.changed()) is seen
    assert archief.oefening(seen.waarde.id).version == 1


def test_a_retry_with_the_same_id_is_harmless(archief: Archief) -> None:
    seen = stored_oefening(archief)
    archief.save(seen, with_casus(seen, client="eerst"), "poging")
    later = archief.oefening(seen.waarde.id)
    archief.save(later, with_casus(later, client="later"))
    again = archief.save(seen, with_casus(seen, client="eerst"), "poging")
    assert again.waarde.casus.client == "later"


def test_two_tabs_that_change_a_team_both_keep_theirs(archief: Archief) -> None:
    seen = archief.create_team(team_with_people())
    noor = seen.waarde.deelnemers["noor"]
    archief.save_team(seen, seen.waarde.changed(deelnemers={"noor": noor}))
    both = archief.save_team(seen, add_deelnemer(seen.waarde, "kim", "Kim"))
    assert set(both.waarde.deelnemers) == {"noor", "kim"}
    assert archief.save_team(both, both.waarde) is both


def test_a_removed_oefening_is_not_found_and_its_row_stays(archief: Archief, store: Store) -> None:
    seen = stored_oefening(archief)
    remove_text(store, seen)
    with pytest.raises(NotFound):
        archief.oefening(seen.waarde.id)
    with pytest.raises(NotFound):
        archief.save(seen, with_casus(seen, onderwerp="te laat"))
    assert [rij.oefening for rij in archief.rijen()] == [seen.waarde.id]


def test_a_second_team_or_oefening_with_the_same_id_is_refused(archief: Archief) -> None:
    seen = stored_oefening(archief)
    with pytest.raises(AlreadyExists):
        archief.create_oefening(seen.waarde)
    with pytest.raises(AlreadyExists):
        archief.create_team(archief.team(seen.waarde.team).waarde)


def test_an_oefening_with_the_id_of_another_team_is_refused(archief: Archief) -> None:
    seen = stored_oefening(archief)
    with pytest.raises(InvalidDocument):
        archief.create_oefening(oefening_of(new_id()).changed(team=seen.waarde.team))
    with pytest.raises(InvalidDocument):
        archief.save(seen, seen.waarde.changed(id=oefening_of(seen.waarde.team).id))


def test_a_text_that_is_too_long_is_refused_as_itself_and_nothing_changes(
    archief: Archief,
) -> None:
    seen = stored_oefening(archief)
    with pytest.raises(TekstTeLang):
        archief.save(seen, with_casus(seen, client="x" * 100_000))
    assert archief.oefening(seen.waarde.id) == seen


def test_a_stored_text_that_no_longer_fits_is_damage_and_not_an_error_of_the_user(
    archief: Archief, store: Store
) -> None:
    seen = stored_oefening(archief)
    store.apply(key_of(seen), 1, put("casus/client", "x" * 100_000))
    with pytest.raises(Corrupt):
        archief.oefening(seen.waarde.id)


def test_a_damaged_oefening_is_skipped_and_counted_and_the_others_work(
    archief: Archief, store: Store, plek: Plek
) -> None:
    good = stored_oefening(archief)
    team = good.waarde.team
    unreadable, unfit = (archief.create_oefening(oefening_of(team)) for _ in range(2))
    plek.damage(key_of(unreadable))
    store.apply(key_of(unfit), 1, put("werkvorm", f"{MARKER} bestaat niet"))
    assert archief.oefeningen(team) == [good.waarde]
    assert {problem.sleutel for problem in archief.problems()} == {
        key_of(unreadable),
        key_of(unfit),
    }
    with pytest.raises(Corrupt) as caught:
        archief.oefening(unfit.waarde.id)
    assert MARKER not in str(caught.value) + str(caught.value.__cause__)


@OP_BESTANDEN
def test_a_file_in_the_place_of_another_is_damage(archief: Archief, root: Path) -> None:
    first = stored_oefening(archief).waarde
    second = archief.create_oefening(oefening_of(first.team)).waarde
    folder = root / "teams" / first.team
    (folder / f"{first.id}.json").replace(folder / f"{second.id}.json")
    with pytest.raises(Corrupt):
        archief.oefening(second.id)


def test_the_row_follows_the_text(archief: Archief, store: Store) -> None:
    seen = stored_oefening(archief)
    saved = archief.save(seen, with_casus(seen, themas=(Thema.NAASTEN,), leervraag="Hoe?"))
    (rij,) = archief.rijen()
    assert rij.themas == (Thema.NAASTEN,)
    assert rij.has_leervraag
    moment = store.get(key_of(seen)).saved
    assert rij.with_pseudonyms((), None) == encode(saved.waarde, moment)


@OP_BESTANDEN
def test_the_row_and_the_secret_hold_no_word_of_text_and_no_name(
    archief: Archief, root: Path
) -> None:
    team = archief.create_team(add_deelnemer(new_team(new_id(), MARKER), "sam", MARKER)).waarde
    seen = archief.create_oefening(
        oefening_of(team.id).changed(rollen={"sam": Rol.INBRENGER}, plaats=MARKER)
    )
    texts = ("onderwerp", "client", "geboden_zorg", "wijziging", "knelpunten", "leervraag")
    oefening = with_casus(seen, **dict.fromkeys(texts, MARKER))
    leerpunt = Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN, tekst=MARKER)
    terugblik = add_leerpunt(oefening.terugblik, "l1", leerpunt).changed(afspraken=MARKER)
    archief.save(seen, oefening.changed(terugblik=terugblik))
    coded = [path for name in ("gecodeerd", "beheer") for path in (root / name).rglob("*.json")]
    assert len(coded) == 2
    for path in coded:
        content = path.read_bytes()
        assert MARKER.encode() not in content
        assert b'"sam"' not in content


def test_people_are_counted_by_pseudonyms_that_last(archief: Archief, plek: Plek) -> None:
    seen = stored_oefening(archief)
    again = Archief(plek.open())
    again.create_oefening(oefening_of(seen.waarde.team))
    first, second = archief.rijen()
    assert first.deelnemers == second.deelnemers
    assert len(set(first.deelnemers)) == 2
    assert first.inbrenger in first.deelnemers
    assert list(first.deelnemers) == sorted(first.deelnemers)


def test_another_store_gives_the_same_people_other_pseudonyms(archief: Archief, plek: Plek) -> None:
    seen = stored_oefening(archief)
    other = Archief(plek.beside("ander").open())
    other.create_oefening(seen.waarde)
    assert not set(archief.rijen()[0].deelnemers) & set(other.rijen()[0].deelnemers)


@OP_BESTANDEN
def test_a_damaged_secret_is_never_replaced(archief: Archief, root: Path) -> None:
    stored_oefening(archief)
    secret = root / "beheer" / "pseudoniemen.json"
    secret.write_bytes(b"kapot")
    again = Archief(TinyDBStore(root))
    again.create_oefening(oefening_of(archief.teams()[0].id))
    assert not secret.exists()
    assert (root / "quarantaine/beheer/pseudoniemen.json").read_bytes() == b"kapot"
    assert len(again.rijen()) == 1
    assert len(again.problems()) == 2


def test_a_row_that_a_crash_left_out_is_mended(archief: Archief, store: Store, plek: Plek) -> None:
    seen = stored_oefening(archief)
    expected = archief.rijen()
    store.delete(key_of(seen, Soort.GECODEERD))
    again = Archief(plek.open())
    assert again.mend() == 1
    assert again.rijen() == expected
    assert again.mend() == 0
    assert again.oefening(seen.waarde.id) == seen


def test_a_row_that_a_crash_left_behind_is_mended(archief: Archief, store: Store) -> None:
    seen = stored_oefening(archief)
    store.apply(key_of(seen), 1, put("casus/themas", ["naasten"]))
    assert archief.rijen()[0].themas == ()
    assert archief.mend() == 1
    assert archief.rijen()[0].themas == (Thema.NAASTEN,)
    assert archief.mend() == 0


def test_a_row_of_an_older_program_is_made_again(
    archief: Archief, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored_oefening(archief)
    monkeypatch.setattr(coded_rows, "VORM", 2)
    assert archief.mend() == 1
    assert archief.mend() == 0


def test_mending_leaves_the_rows_of_removed_oefeningen(archief: Archief, store: Store) -> None:
    seen = stored_oefening(archief)
    remove_text(store, seen)
    assert archief.mend() == 0
    assert len(archief.rijen()) == 1


def test_a_row_that_cannot_be_written_does_not_undo_the_text(
    archief: Archief, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = stored_oefening(archief)
    real = store.apply

    def full_for_rows(
        sleutel: Sleutel, base: int, operations: list[Operation], operation_id: str | None = None
    ) -> Record:
        if sleutel.soort is Soort.GECODEERD:
            raise StoreFull
        return real(sleutel, base, operations, operation_id)

    with monkeypatch.context() as failing:
        failing.setattr(store, "apply", full_for_rows)
        saved = archief.save(seen, with_casus(seen, leervraag="Hoe?"))
    assert archief.oefening(seen.waarde.id) == saved
    assert [problem.sleutel for problem in archief.problems()] == [key_of(seen, Soort.GECODEERD)]
    assert archief.mend() == 1
    assert archief.problems() == ()


def test_a_row_never_stays_behind_a_text_that_was_saved_at_the_same_time(
    archief: Archief, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = stored_oefening(archief)
    real = store.apply
    other = Archief(store)

    def overtaken(
        sleutel: Sleutel, base: int, operations: list[Operation], operation_id: str | None = None
    ) -> Record:
        # Just before the first row is written a colleague takes the theme away again: the row
        # that is stored then still fits that text, so the colleague writes none.
        if sleutel.soort is Soort.GECODEERD:
            monkeypatch.setattr(store, "apply", real)
            now = other.oefening(seen.waarde.id)
            other.save(now, with_casus(now, themas=()))
        return real(sleutel, base, operations, operation_id)

    monkeypatch.setattr(store, "apply", overtaken)
    archief.save(seen, with_casus(seen, themas=(Thema.NAASTEN,)))
    assert archief.oefening(seen.waarde.id).waarde.casus.themas == ()
    assert archief.rijen()[0].themas == ()


def test_a_damaged_row_is_skipped_and_counted(archief: Archief, store: Store, plek: Plek) -> None:
    unreadable, unfit, good = (stored_oefening(archief) for _ in range(3))
    plek.damage(key_of(unreadable, Soort.GECODEERD))
    store.apply(key_of(unfit, Soort.GECODEERD), 1, put("rij", {"dag": "ooit"}))
    assert [rij.oefening for rij in archief.rijen()] == [good.waarde.id]
    assert {problem.sleutel.id for problem in archief.problems()} == {
        unreadable.waarde.id,
        unfit.waarde.id,
    }


def test_no_sentence_of_the_store_holds_english_or_is_empty() -> None:
    errors = [
        one
        for one in vars(store_errors).values()
        if isinstance(one, type) and issubclass(one, store_errors.Opslagfout)
    ]
    assert len(errors) == 17
    for error in errors:
        assert error.melding.endswith(".")
        assert " the " not in error.melding
    assert len({error.melding for error in errors}) == len(errors)


@OP_BESTANDEN
def test_text_on_the_disk_is_readable_json(archief: Archief, root: Path) -> None:
    seen = stored_oefening(archief)
    archief.save(seen, with_casus(seen, onderwerp="Steunkousen voor wie 🧦 é"))
    content = (root / "teams" / seen.waarde.team / f"{seen.waarde.id}.json").read_text("utf-8")
    assert "Steunkousen voor wie 🧦 é" in content
    assert json.loads(content)["oefening"]["1"]["schema"] == SCHEMA


def test_a_team_gets_its_own_coded_rows_and_no_others(archief: Archief) -> None:
    mine, other = stored_oefening(archief).waarde, stored_oefening(archief).waarde
    assert mine.team != other.team
    assert [row.oefening for row in archief.rijen_of(mine.team)] == [mine.id]
    with pytest.raises(NotFound):
        archief.rijen_of("../x")


def test_versions_come_with_the_oefeningen_of_a_team(archief: Archief) -> None:
    made = stored_oefening(archief)
    saved = archief.save(made, made.waarde.changed(plaats="Huiskamer"))
    assert archief.versies(made.waarde.team) == [saved]
    assert saved.version > made.version


@OP_BESTANDEN
def test_an_oefening_of_before_own_devices_is_read_as_it_was_and_saved_in_the_present_schema(
    archief: Archief, root: Path
) -> None:
    seen = stored_oefening(archief)
    file = root / "teams" / seen.waarde.team / f"{seen.waarde.id}.json"
    stored = json.loads(file.read_text("utf-8"))
    envelope = stored["oefening"]["1"]
    envelope["schema"] = 2
    assert not {"leider", "scherm"} & envelope["document"].keys()
    assert not {"kijklijsten", "ronde_minuten"} & envelope["document"].get("gesprek", {}).keys()
    file.write_text(json.dumps(stored), "utf-8")
    old = archief.oefening(seen.waarde.id)
    assert old.waarde == seen.waarde
    led = give_lead(old.waarde, next(iter(old.waarde.rollen)))
    archief.save(old, led)
    assert archief.oefening(seen.waarde.id).waarde == led
    assert json.loads(file.read_text("utf-8"))["oefening"]["1"]["schema"] == SCHEMA
