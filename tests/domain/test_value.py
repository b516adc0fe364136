import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from gesprek.domain.base import TextTooLong, Value
from gesprek.domain.gesprek import Gesprek, call_time_out, end_time_out, start_ronde, stop_ronde
from gesprek.domain.oefening import Casus, Oefening, everyone_ready
from gesprek.domain.progress import go_to
from gesprek.domain.rolverdeling import next_casus
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Leerpunt, Meenemer, Terugblik, add_leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol
from tests.domain.strategies import oefeningen
from tests.support.builders.oefeningen import NOW, fresh


@settings(max_examples=40)
@given(oefeningen())
def test_a_document_makes_exactly_the_same_oefening(oefening: Oefening) -> None:
    assert Oefening.model_validate(oefening.to_document()) == oefening


@given(oefeningen())
def test_a_document_survives_json_in_utf_8(oefening: Oefening) -> None:
    text = json.dumps(oefening.to_document(), ensure_ascii=False, allow_nan=False).encode()
    assert Oefening.model_validate(json.loads(text)) == oefening


@given(oefeningen())
def test_the_same_oefening_gives_the_same_document(oefening: Oefening) -> None:
    document = oefening.to_document()
    assert Oefening.model_validate(document).to_document() == document


def test_a_document_leaves_out_what_holds_no_value() -> None:
    assert set(fresh().to_document()) == {"id", "team", "created", "werkvorm", "rollen"}


def test_a_no_is_a_value_and_stays_in_the_document() -> None:
    assert Terugblik(voldoende_geholpen=False).to_document() == {"voldoende_geholpen": False}


def test_a_value_cannot_be_assigned_to() -> None:
    with pytest.raises(ValidationError):
        Meenemer().als = "anders"  # type: ignore[misc]


def test_changed_leaves_the_first_value_as_it_was() -> None:
    first = Meenemer(als="een", dan="twee")
    assert first.changed(dan="drie") == Meenemer(als="een", dan="drie")
    assert first == Meenemer(als="een", dan="twee")


def test_changed_checks_like_the_first_time() -> None:
    with pytest.raises(TextTooLong):
        Casus().changed(leervraag="x" * 10_001)
    assert Casus().changed(leervraag=" hoe? ").leervraag == "hoe?"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Casus().changed(lervraag="hoe?")


def test_values_do_not_share_what_is_empty() -> None:
    assert Casus().verteld is not Casus().verteld
    assert fresh().gesprek.rondes is not fresh().gesprek.rondes


@given(oefeningen())
def test_no_function_changes_the_oefening_it_was_given(oefening: Oefening) -> None:
    before = oefening.model_dump()
    leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN)
    everyone_ready(oefening)
    next_casus(oefening, "nieuw", NOW)
    go_to(oefening, Stap.MOMENT)
    _play(oefening.gesprek)
    add_leerpunt(oefening.terugblik, "L", leerpunt)
    oefening.with_value(("casus", "onderwerp"), "anders")
    assert oefening.model_dump() == before


def _play(gesprek: Gesprek) -> Gesprek:
    if gesprek.running is None:
        gesprek = start_ronde(gesprek, "Z", NOW)
    paused = call_time_out(gesprek, "TZ", NOW + timedelta(minutes=1))
    going_on = end_time_out(paused, NOW + timedelta(minutes=2))
    return stop_ronde(going_on, NOW + timedelta(minutes=3))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("casus", "leervraag"), "Hoe begin ik?"),
        (("terugblik", "meenemer", "als"), "als ze zwijgt"),
        (("terugblik", "voldoende_geholpen"), False),
        (("inleven", "eigen", "anna"), "ik ben mevrouw"),
        (("terugblik", "verteld", "inbrenger_vertelt"), True),
        (("gesprek", "observaties", "stilte", "citaat"), "stil maar"),
    ],
)
def test_a_value_put_at_a_path_is_found_there(path: tuple[str, ...], value: object) -> None:
    one = fresh()
    assert one.with_value(path, value).value_at(path) == value
    assert one.with_value(path, value).with_value(path, None).value_at(path) in (None, "")


def test_with_value_changes_nothing_beside_the_path() -> None:
    one = fresh()
    changed = one.with_value(("casus", "leervraag"), "Hoe begin ik?")
    assert changed.changed(casus=one.casus) == one


def test_with_value_cleans_and_refuses_like_a_field() -> None:
    one = fresh()
    assert one.with_value(("casus", "leervraag"), " a\x00b ").casus.leervraag == "ab"
    with pytest.raises(TextTooLong):
        one.with_value(("casus", "leervraag"), "x" * 10_001)
    with pytest.raises(ValidationError):
        one.with_value(("casus", "onbekend"), "x")


def test_nothing_stands_at_a_path_below_nothing() -> None:
    assert fresh().value_at(("gesprek", "rondes", "weg", "notitie")) is None
    assert fresh().value_at(("vervolg", "gesprek_op")) is None


def test_what_checks_a_value_is_made_at_its_first_use() -> None:
    class Woord(Value):
        tekst: str

    assert not Woord.__pydantic_complete__
    assert Woord(tekst="ja").changed(tekst="nee") == Woord(tekst="nee")
    assert Woord.__pydantic_complete__


def test_a_value_without_fields_is_an_empty_document() -> None:
    assert Value().to_document() == {}
