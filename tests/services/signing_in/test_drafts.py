"""Drafts: private to the device they were typed on, and gone once the text is saved."""

import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesprek.access.access_errors import ConceptOnmogelijk, GeenRecht
from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.signing import Geheim
from gesprek.access.visitors import GAST, LOKAAL, Bezoekersoort
from gesprek.domain.oefening import Inleven, Oefening, Vraag
from gesprek.domain.terugblik import Feedback, Feedbacksoort, add_feedback
from gesprek.domain.text import MAX_TEKST, clean
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archief, Versie
from gesprek.services.drafts import Concepten
from gesprek.services.erasing import Wissen
from gesprek.services.visits import Binnen
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import Soort, Store
from gesprek.storage.store_errors import GeweigerdeTekst, NotFound
from tests.access.conftest import Klok

HALF = "Ze zei dat ze er"


@pytest.fixture
def archief(store: Store) -> Archief:
    return Archief(store)


@pytest.fixture
def concepten(store: Store, archief: Archief, geheim: Geheim) -> Concepten:
    return Concepten(store, archief, geheim)


@pytest.fixture
def oefening(archief: Archief, klok: Klok) -> Oefening:
    team = new_id()
    made = Oefening(
        id=new_oefening_id(team),
        team=team,
        created=klok.now,
        werkvorm=Werkvorm.ROLLENSPEL,
        rollen={new_id(): Rol.INBRENGER},
    )
    return archief.create_oefening(made).waarde


@pytest.fixture
def device(store: Store, klok: Klok, oefening: Oefening) -> Binnen:
    """A device on which the team of the oefening is signed in."""
    return another(store, klok, oefening)


def another(store: Store, klok: Klok, oefening: Oefening) -> Binnen:
    one = Aanmeldingen(store, klok).begin_team(oefening.team, generatie=None)
    return Binnen(one.visitor(klok.now), one)


def field(oefening: Oefening, *path: str) -> str:
    return "-".join(("veld", oefening.id, *(path or ("casus", "client"))))


def test_a_draft_comes_back_on_its_own_device_and_on_no_other(
    concepten: Concepten, oefening: Oefening, device: Binnen, store: Store, klok: Klok
) -> None:
    concepten.keep(device, field(oefening), HALF)
    assert concepten.of(device, oefening) == {field(oefening): HALF}
    assert concepten.of(another(store, klok, oefening), oefening) == {}


def test_typing_on_replaces_the_draft(
    concepten: Concepten, oefening: Oefening, device: Binnen
) -> None:
    for text in (HALF, HALF + " niet", HALF + " niet uitkwam"):
        concepten.keep(device, field(oefening), text)
    assert concepten.of(device, oefening) == {field(oefening): HALF + " niet uitkwam"}


def test_before_the_set_up_this_machine_is_one_writer(
    concepten: Concepten, oefening: Oefening
) -> None:
    concepten.keep(Binnen(LOKAAL), field(oefening), HALF)
    assert concepten.of(Binnen(LOKAAL), oefening) == {field(oefening): HALF}


def test_what_is_saved_is_no_draft_any_more(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief
) -> None:
    concepten.keep(device, field(oefening), f"{HALF} ")
    seen = archief.oefening(oefening.id)
    saved = archief.save(seen, seen.waarde.with_value(("casus", "client"), HALF)).waarde
    assert concepten.of(device, saved) == {}
    concepten.keep(device, field(oefening), f"{HALF}  ")  # the last keys come after the save
    assert concepten.of(device, oefening) == {}


def test_a_field_that_is_saved_while_its_draft_comes_in_leaves_no_draft(
    concepten: Concepten,
    oefening: Oefening,
    device: Binnen,
    archief: Archief,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Archief.oefening

    def read_just_before_the_save(mine: Archief, oefening_id: str) -> Versie[Oefening]:
        monkeypatch.setattr(Archief, "oefening", real)
        seen = real(mine, oefening_id)
        archief.save(seen, seen.waarde.with_value(("casus", "client"), HALF))
        concepten.forget(device, oefening.id, field(oefening))
        return seen

    monkeypatch.setattr(Archief, "oefening", read_just_before_the_save)
    concepten.keep(device, field(oefening), HALF)
    assert concepten.of(device, oefening) == {}  # also for who had not seen the save


@pytest.mark.parametrize("empty", ["", "   ", "\n\n", "\u200b"])
def test_an_emptied_field_is_no_draft(
    concepten: Concepten, oefening: Oefening, device: Binnen, empty: str
) -> None:
    concepten.keep(device, field(oefening), HALF)
    concepten.keep(device, field(oefening), empty)
    assert concepten.of(device, oefening) == {}


def test_a_draft_that_is_forgotten_leaves_the_others(
    concepten: Concepten, oefening: Oefening, device: Binnen
) -> None:
    other = field(oefening, "casus", "onderwerp")
    concepten.keep(device, field(oefening), HALF)
    concepten.keep(device, other, HALF)
    concepten.forget(device, oefening.id, field(oefening))
    concepten.forget(device, oefening.id, field(oefening))
    assert concepten.of(device, oefening) == {other: HALF}


def test_what_was_typed_since_a_text_was_saved_stays_a_draft(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief
) -> None:
    archief.save(
        archief.oefening(oefening.id), oefening.with_value(("casus", "client"), "Er stond al iets")
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
    concepten: Concepten, oefening: Oefening, device: Binnen, store: Store, refused: str
) -> None:
    concepten.keep(device, field(oefening), HALF)
    with pytest.raises(GeweigerdeTekst):
        concepten.keep(device, field(oefening), f"{HALF} {refused}")
    assert concepten.of(device, oefening) == {field(oefening): HALF}
    assert refused not in str(list(store.list(Soort.CONCEPT)))


def test_a_guest_another_team_manager_and_advisor_keep_nothing(
    concepten: Concepten, oefening: Oefening, store: Store, klok: Klok
) -> None:
    log_ins = Aanmeldingen(store, klok)
    others = [
        log_ins.begin_team(new_id(), generatie=None),
        log_ins.begin_team(oefening.team, generatie=None, alleen=new_oefening_id(oefening.team)),
        log_ins.begin_account(Bezoekersoort.MANAGER, "m", generatie=None),
        log_ins.begin_account(Bezoekersoort.ADVISEUR, "adviseur", generatie=None),
    ]
    visitors = [Binnen(GAST), *(Binnen(one.visitor(klok.now), one) for one in others)]
    for one in visitors:
        with pytest.raises(GeenRecht):
            concepten.keep(one, field(oefening), HALF)
    assert not list(store.list(Soort.CONCEPT))


@pytest.mark.parametrize(
    "name",
    ["", "veld", "veld-", "veld-x-y", "../../etc", "veld-" + "0" * 26, "a" * 100_000, "veld-\x00"],
)
def test_what_is_no_field_of_an_oefening_is_refused(
    concepten: Concepten, device: Binnen, name: str
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
    concepten: Concepten,
    oefening: Oefening,
    device: Binnen,
    store: Store,
    path: tuple[str, ...],
) -> None:
    with pytest.raises(NotFound):
        concepten.keep(device, field(oefening, *path), HALF)
    assert list(store.list(Soort.CONCEPT)) == []


def test_a_text_that_is_too_long_or_one_too_many_is_refused_and_the_rest_stays(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief
) -> None:
    asked = {new_id(): Vraag(vraag="Wat wil je?") for _ in range(101)}
    archief.save(archief.oefening(oefening.id), oefening.changed(inleven=Inleven(vragen=asked)))
    answers = [field(oefening, "inleven", "vragen", one, "antwoord") for one in asked]
    for one in answers[:100]:
        concepten.keep(device, one, HALF)
    with pytest.raises(ConceptOnmogelijk):
        concepten.keep(device, field(oefening), HALF)
    with pytest.raises(ConceptOnmogelijk):
        concepten.keep(device, answers[0], "a" * (MAX_TEKST + 1))
    assert len(concepten.of(device, oefening)) == 100


def test_a_removed_oefening_takes_its_drafts_along(
    concepten: Concepten, oefening: Oefening, device: Binnen, store: Store
) -> None:
    concepten.keep(device, field(oefening), HALF)
    Wissen(store).oefening(oefening.id)
    assert not list(store.list(Soort.CONCEPT))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_any_text_comes_back_as_it_was_typed_or_is_refused(
    concepten: Concepten, oefening: Oefening, device: Binnen, text: str
) -> None:
    try:
        concepten.keep(device, field(oefening), text)
    except GeweigerdeTekst:
        return
    kept = concepten.of(device, oefening).get(field(oefening), "")
    assert clean(kept) == clean(text)


@pytest.mark.parametrize("added", [True, False])
def test_the_last_keys_of_a_tip_that_was_added_meanwhile_are_no_draft(
    concepten: Concepten, device: Binnen, oefening: Oefening, archief: Archief, *, added: bool
) -> None:
    tip = Feedback(soort=Feedbacksoort.TIP, tekst=HALF if added else "Iets anders")
    with_tip = oefening.changed(terugblik=add_feedback(oefening.terugblik, new_id(), tip))
    archief.save(archief.oefening(oefening.id), with_tip)
    concepten.keep(device, field(oefening, "feedback"), HALF)
    assert bool(concepten.of(device, with_tip)) is not added


def test_a_draft_is_overtaken_once_another_text_is_saved_and_not_before(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief
) -> None:
    client, onderwerp = field(oefening), field(oefening, "casus", "onderwerp")
    for text in (HALF, f"{HALF} niet"):
        concepten.keep(device, client, text)
    concepten.keep(device, onderwerp, HALF)
    assert not concepten.is_overtaken(device, oefening, client, HALF)
    seen = archief.oefening(oefening.id)
    saved = archief.save(seen, seen.waarde.with_value(("casus", "client"), "Anders")).waarde
    concepten.keep(device, client, f"{HALF} niet uitkwam")  # typed on: on the old text still
    assert concepten.is_overtaken(device, saved, client, HALF)
    assert not concepten.is_overtaken(device, saved, client, "Anders ")  # the same text is none
    assert not concepten.is_overtaken(device, saved, onderwerp, HALF)
    concepten.forget(device, oefening.id, client)
    assert not concepten.is_overtaken(device, saved, client, HALF)


@pytest.mark.parametrize("typed", ["Bel 111222333", ""])
def test_what_is_no_draft_can_be_overtaken_too(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief, typed: str
) -> None:
    seen = archief.oefening(oefening.id)
    first = archief.save(seen, seen.waarde.with_value(("casus", "client"), "Eerst"))
    with suppress(GeweigerdeTekst):
        concepten.keep(device, field(oefening), typed)
    assert concepten.of(device, first.waarde) == {}
    assert not concepten.is_overtaken(device, first.waarde, field(oefening), HALF)
    saved = archief.save(first, first.waarde.with_value(("casus", "client"), "Anders")).waarde
    assert concepten.is_overtaken(device, saved, field(oefening), HALF)


def test_what_is_kept_beside_a_draft_never_looks_like_a_number_that_is_refused(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief, store: Store
) -> None:
    for number in range(30):
        seen = archief.oefening(oefening.id)
        archief.save(seen, seen.waarde.with_value(("casus", "client"), f"Versie {number}"))
        concepten.keep(device, field(oefening), HALF)
        (kept,) = store.list(Soort.CONCEPT)
        assert re.fullmatch("[a-p]{64}", kept.document["op"][field(oefening)])
        concepten.forget(device, oefening.id, field(oefening))


def test_what_stood_in_a_field_is_not_kept_beside_its_draft(
    concepten: Concepten, oefening: Oefening, device: Binnen, archief: Archief, store: Store
) -> None:
    seen = archief.oefening(oefening.id)
    archief.save(seen, seen.waarde.with_value(("casus", "client"), "Heel geheim"))
    concepten.keep(device, field(oefening), HALF)
    (kept,) = store.list(Soort.CONCEPT)
    assert "geheim" not in repr(kept)
