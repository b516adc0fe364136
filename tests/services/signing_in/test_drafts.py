"""Drafts: private to the device they were typed on, and gone once the text is saved."""

import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesprek.access.access_errors import ImpossibleDraft, RightMissing
from gesprek.access.log_ins import LogIns
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import GAST, LOKAAL, VisitorKind
from gesprek.domain.oefening import Oefening
from gesprek.domain.preparation import Inleven, Vraag
from gesprek.domain.terugblik import Feedback, Feedbacksoort, add_feedback
from gesprek.domain.text import MAX_TEKST, clean
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive, Versioned
from gesprek.services.drafts import Drafts
from gesprek.services.erasing import Erasing
from gesprek.services.visits import Visit
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.storage.values import new_id, new_oefening_id
from tests.access.conftest import Clock

HALF = "Ze zei dat ze er"


@pytest.fixture
def archive(store: Store) -> Archive:
    return Archive(store)


@pytest.fixture
def concepten(store: Store, archive: Archive, server_secrets: ServerSecrets) -> Drafts:
    return Drafts(store, archive, server_secrets)


@pytest.fixture
def oefening(archive: Archive, clock: Clock) -> Oefening:
    team = new_id()
    made = Oefening(
        id=new_oefening_id(team),
        team=team,
        created=clock.now,
        werkvorm=Werkvorm.ROLLENSPEL,
        rollen={new_id(): Rol.INBRENGER},
    )
    return archive.create_oefening(made).value


@pytest.fixture
def device(store: Store, clock: Clock, oefening: Oefening) -> Visit:
    """A device on which the team of the oefening is signed in."""
    return another(store, clock, oefening)


def another(store: Store, clock: Clock, oefening: Oefening) -> Visit:
    one = LogIns(store, clock).begin_team(oefening.team, generatie=None)
    return Visit(one.visitor(clock.now), one)


def field(oefening: Oefening, *path: str) -> str:
    return "-".join(("veld", oefening.id, *(path or ("casus", "client"))))


def test_a_draft_comes_back_on_its_own_device_and_on_no_other(
    concepten: Drafts, oefening: Oefening, device: Visit, store: Store, clock: Clock
) -> None:
    concepten.keep(device, field(oefening), HALF)
    assert concepten.of(device, oefening) == {field(oefening): HALF}
    assert concepten.of(another(store, clock, oefening), oefening) == {}


def test_a_draft_of_an_older_program_comes_back_is_typed_on_and_is_erased(
    concepten: Drafts,
    oefening: Oefening,
    device: Visit,
    store: Store,
    server_secrets: ServerSecrets,
) -> None:
    concepten.keep(device, field(oefening), HALF)
    (kept,) = store.list(Kind.CONCEPT)
    assert device.log_in
    printed = server_secrets.fingerprint("concept", f"{device.log_in.id}/{oefening.id}")
    store.delete(kept.key)
    store.create(DocumentKey(Kind.CONCEPT, printed), kept.document)
    concepten.keep(device, field(oefening, "casus", "leervraag"), HALF)
    assert list(concepten.of(device, oefening).values()) == [HALF, HALF]
    assert [one.key.id for one in store.list(Kind.CONCEPT)] == [printed]
    Erasing(store).oefening(oefening.id)
    assert list(store.list(Kind.CONCEPT)) == []


def test_typing_on_replaces_the_draft(concepten: Drafts, oefening: Oefening, device: Visit) -> None:
    for text in (HALF, HALF + " niet", HALF + " niet uitkwam"):
        concepten.keep(device, field(oefening), text)
    assert concepten.of(device, oefening) == {field(oefening): HALF + " niet uitkwam"}


def test_before_the_set_up_this_machine_is_one_writer(
    concepten: Drafts, oefening: Oefening
) -> None:
    concepten.keep(Visit(LOKAAL), field(oefening), HALF)
    assert concepten.of(Visit(LOKAAL), oefening) == {field(oefening): HALF}


def test_what_is_saved_is_no_draft_any_more(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive
) -> None:
    concepten.keep(device, field(oefening), f"{HALF} ")
    seen = archive.oefening(oefening.id)
    saved = archive.save(seen, seen.value.with_value(("casus", "client"), HALF)).value
    assert concepten.of(device, saved) == {}
    concepten.keep(device, field(oefening), f"{HALF}  ")  # the last keys come after the save
    assert concepten.of(device, oefening) == {}


@pytest.mark.parametrize("typed", ["8-12-2026", "8 december 2026", "081226", " di 8 dec 2026 "])
def test_a_day_that_is_saved_is_no_draft_in_any_way_to_write_it(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive, typed: str
) -> None:
    """The last keys of a day may come after it was saved, and be shown in words by then."""
    path = ("vervolg", "gesprek_op")
    seen = archive.oefening(oefening.id)
    saved = archive.save(seen, seen.value.with_value(path, "2026-12-08")).value
    concepten.keep(device, field(oefening, *path), typed)
    assert concepten.of(device, saved) == {}
    assert not concepten.is_overtaken(device, saved, field(oefening, *path), typed)
    concepten.keep(device, field(oefening, *path), "9-12-2026")
    assert concepten.of(device, saved) == {field(oefening, *path): "9-12-2026"}


def test_a_field_that_is_saved_while_its_draft_comes_in_leaves_no_draft(
    concepten: Drafts,
    oefening: Oefening,
    device: Visit,
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Archive.oefening

    def read_just_before_the_save(mine: Archive, oefening_id: str) -> Versioned[Oefening]:
        monkeypatch.setattr(Archive, "oefening", real)
        seen = real(mine, oefening_id)
        archive.save(seen, seen.value.with_value(("casus", "client"), HALF))
        concepten.forget(device, oefening.id, field(oefening))
        return seen

    monkeypatch.setattr(Archive, "oefening", read_just_before_the_save)
    concepten.keep(device, field(oefening), HALF)
    assert concepten.of(device, oefening) == {}  # also for who had not seen the save


@pytest.mark.parametrize("empty", ["", "   ", "\n\n", "\u200b"])
def test_an_emptied_field_is_no_draft(
    concepten: Drafts, oefening: Oefening, device: Visit, empty: str
) -> None:
    concepten.keep(device, field(oefening), HALF)
    concepten.keep(device, field(oefening), empty)
    assert concepten.of(device, oefening) == {}


def test_a_draft_that_is_forgotten_leaves_the_others(
    concepten: Drafts, oefening: Oefening, device: Visit
) -> None:
    other = field(oefening, "casus", "onderwerp")
    concepten.keep(device, field(oefening), HALF)
    concepten.keep(device, other, HALF)
    concepten.forget(device, oefening.id, field(oefening))
    concepten.forget(device, oefening.id, field(oefening))
    assert concepten.of(device, oefening) == {other: HALF}


def test_what_was_typed_since_a_text_was_saved_stays_a_draft(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive
) -> None:
    archive.save(
        archive.oefening(oefening.id), oefening.with_value(("casus", "client"), "Er stond al iets")
    )
    for later in ("", HALF + " niet"):
        concepten.keep(device, field(oefening), HALF)
        concepten.keep(device, field(oefening), later)
        concepten.forget(device, oefening.id, field(oefening), (HALF, HALF))
        assert concepten.typed(device, oefening.id, field(oefening)) == later
        concepten.forget(device, oefening.id, field(oefening), (later,))
        assert concepten.typed(device, oefening.id, field(oefening)) is None


@pytest.mark.parametrize(
    "refused", ["BSN 111222333", "bel 06 12345678", "mail jan@example.org", "NL91ABNA0417164300"]
)
def test_what_may_never_be_stored_is_not_kept_as_a_draft_either(
    concepten: Drafts, oefening: Oefening, device: Visit, store: Store, refused: str
) -> None:
    concepten.keep(device, field(oefening), HALF)
    with pytest.raises(RefusedText):
        concepten.keep(device, field(oefening), f"{HALF} {refused}")
    assert concepten.of(device, oefening) == {field(oefening): HALF}
    assert refused not in str(list(store.list(Kind.CONCEPT)))


def test_a_guest_another_team_manager_and_advisor_keep_nothing(
    concepten: Drafts, oefening: Oefening, store: Store, clock: Clock
) -> None:
    log_ins = LogIns(store, clock)
    others = [
        log_ins.begin_team(new_id(), generatie=None),
        log_ins.begin_team(oefening.team, generatie=None, alleen=new_oefening_id(oefening.team)),
        log_ins.begin_account(VisitorKind.MANAGER, "m", generatie=None),
        log_ins.begin_account(VisitorKind.ADVISEUR, "adviseur", generatie=None),
    ]
    visitors = [Visit(GAST), *(Visit(one.visitor(clock.now), one) for one in others)]
    for one in visitors:
        with pytest.raises(RightMissing):
            concepten.keep(one, field(oefening), HALF)
    assert not list(store.list(Kind.CONCEPT))


@pytest.mark.parametrize(
    "name",
    ["", "veld", "veld-", "veld-x-y", "../../etc", "veld-" + "0" * 26, "a" * 100_000, "veld-\x00"],
)
def test_what_is_no_field_of_an_oefening_is_refused(
    concepten: Drafts, device: Visit, name: str
) -> None:
    with pytest.raises(NotFound):
        concepten.keep(device, name, HALF)


@pytest.mark.parametrize(
    "path",
    [
        ("__class__",),
        ("casus", "x", "y"),
        ("",),
        ("111222333",),
        ("casus", "111222333"),
        ("inleven", "eigen", "wie dan ook"),
        ("inleven", "vragen", "geen", "antwoord"),
        ("gesprek", "rondes", "geen", "notitie"),
        ("casus", "a" * 50_000),
    ],
)
def test_a_field_that_no_page_has_is_refused_and_its_name_stands_nowhere(
    concepten: Drafts,
    oefening: Oefening,
    device: Visit,
    store: Store,
    path: tuple[str, ...],
) -> None:
    with pytest.raises(NotFound):
        concepten.keep(device, field(oefening, *path), HALF)
    assert list(store.list(Kind.CONCEPT)) == []


def test_a_text_that_is_too_long_or_one_too_many_is_refused_and_the_rest_stays(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive
) -> None:
    asked = {new_id(): Vraag(vraag="Wat wil je?") for _ in range(101)}
    archive.save(archive.oefening(oefening.id), oefening.changed(inleven=Inleven(vragen=asked)))
    answers = [field(oefening, "inleven", "vragen", one, "antwoord") for one in asked]
    for one in answers[:100]:
        concepten.keep(device, one, HALF)
    with pytest.raises(ImpossibleDraft):
        concepten.keep(device, field(oefening), HALF)
    with pytest.raises(ImpossibleDraft):
        concepten.keep(device, answers[0], "a" * (MAX_TEKST + 1))
    assert len(concepten.of(device, oefening)) == 100


def test_a_removed_oefening_takes_its_drafts_along(
    concepten: Drafts, oefening: Oefening, device: Visit, store: Store
) -> None:
    concepten.keep(device, field(oefening), HALF)
    Erasing(store).oefening(oefening.id)
    assert not list(store.list(Kind.CONCEPT))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_comes_back_as_it_was_typed_or_is_refused(
    concepten: Drafts, oefening: Oefening, device: Visit, text: str
) -> None:
    try:
        concepten.keep(device, field(oefening), text)
    except RefusedText:
        return
    kept = concepten.of(device, oefening).get(field(oefening), "")
    assert clean(kept) == clean(text)


@pytest.mark.parametrize("added", [True, False])
def test_the_last_keys_of_a_tip_that_was_added_meanwhile_are_no_draft(
    concepten: Drafts, device: Visit, oefening: Oefening, archive: Archive, *, added: bool
) -> None:
    tip = Feedback(soort=Feedbacksoort.TIP, tekst=HALF if added else "Iets anders")
    with_tip = oefening.changed(terugblik=add_feedback(oefening.terugblik, new_id(), tip))
    archive.save(archive.oefening(oefening.id), with_tip)
    concepten.keep(device, field(oefening, "feedback"), HALF)
    assert bool(concepten.of(device, with_tip)) is not added


def test_a_draft_is_overtaken_once_another_text_is_saved_and_not_before(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive
) -> None:
    client, onderwerp = field(oefening), field(oefening, "casus", "onderwerp")
    for text in (HALF, f"{HALF} niet"):
        concepten.keep(device, client, text)
    concepten.keep(device, onderwerp, HALF)
    assert not concepten.is_overtaken(device, oefening, client, HALF)
    seen = archive.oefening(oefening.id)
    saved = archive.save(seen, seen.value.with_value(("casus", "client"), "Anders")).value
    concepten.keep(device, client, f"{HALF} niet uitkwam")  # typed on: on the old text still
    assert concepten.is_overtaken(device, saved, client, HALF)
    assert not concepten.is_overtaken(device, saved, client, "Anders ")  # the same text is none
    assert not concepten.is_overtaken(device, saved, onderwerp, HALF)
    concepten.forget(device, oefening.id, client)
    assert not concepten.is_overtaken(device, saved, client, HALF)


@pytest.mark.parametrize("typed", ["Bel 111222333", ""])
def test_what_is_no_draft_can_be_overtaken_too(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive, typed: str
) -> None:
    seen = archive.oefening(oefening.id)
    first = archive.save(seen, seen.value.with_value(("casus", "client"), "Eerst"))
    with suppress(RefusedText):
        concepten.keep(device, field(oefening), typed)
    assert concepten.of(device, first.value) == {}
    assert not concepten.is_overtaken(device, first.value, field(oefening), HALF)
    saved = archive.save(first, first.value.with_value(("casus", "client"), "Anders")).value
    assert concepten.is_overtaken(device, saved, field(oefening), HALF)


def test_what_is_kept_beside_a_draft_never_looks_like_a_number_that_is_refused(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive, store: Store
) -> None:
    for number in range(30):
        seen = archive.oefening(oefening.id)
        archive.save(seen, seen.value.with_value(("casus", "client"), f"Versie {number}"))
        concepten.keep(device, field(oefening), HALF)
        (kept,) = store.list(Kind.CONCEPT)
        assert re.fullmatch("[a-p]{64}", kept.document["op"][field(oefening)])
        concepten.forget(device, oefening.id, field(oefening))


def test_what_stood_in_a_field_is_not_kept_beside_its_draft(
    concepten: Drafts, oefening: Oefening, device: Visit, archive: Archive, store: Store
) -> None:
    seen = archive.oefening(oefening.id)
    archive.save(seen, seen.value.with_value(("casus", "client"), "Heel geheim"))
    concepten.keep(device, field(oefening), HALF)
    (kept,) = store.list(Kind.CONCEPT)
    assert "geheim" not in repr(kept)
