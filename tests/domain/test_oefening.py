from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gesprek.domain.base import ImpossibleMoment, InvalidRolverdeling, TextTooLong, Value
from gesprek.domain.dates import TIME_ZONE, local_day
from gesprek.domain.gesprek import (
    Markering,
    Observatie,
    Ronde,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import (
    Casus,
    Casusveld,
    Oefening,
    assign,
    everyone_ready,
    new_oefening,
    plan_moment,
    propose_moment,
)
from gesprek.domain.preparation import Inleven, Voorbereidingswijze, Vraag
from gesprek.domain.progress import is_complete
from gesprek.domain.rolverdeling import next_casus
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Feedback, Leerpunt, Meenemer, Terugblik
from gesprek.domain.themas import Leerthema
from gesprek.domain.vervolg import Dagkaart, Vervolg, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import TEN_MINUTES, Rol, Werkvorm
from tests.domain.strategies import AWKWARD, divisions, oefeningen
from tests.support.builders.oefeningen import NOW, TWEE, VIER, complete, done_until, fresh

TEXT_FIELDS: dict[str, Callable[[str], Value]] = {
    "plaats": lambda text: fresh().changed(plaats=text),
    "onderwerp": lambda text: Casus(onderwerp=text),
    "client": lambda text: Casus(client=text),
    "geboden_zorg": lambda text: Casus(geboden_zorg=text),
    "wijziging": lambda text: Casus(wijziging=text),
    "knelpunten": lambda text: Casus(knelpunten=text),
    "leervraag": lambda text: Casus(leervraag=text),
    "vraag": lambda text: Vraag(vraag=text),
    "antwoord": lambda text: Vraag(vraag="wat", antwoord=text),
    "eigen": lambda text: Inleven(eigen={"anna": text}),
    "brief": lambda text: Inleven(brief=text),
    "fragment": lambda text: Ronde(started=NOW, fragment=text),
    "ronde.notitie": lambda text: Ronde(started=NOW, notitie=text),
    "citaat": lambda text: Observatie(citaat=text),
    "feedback": lambda text: Feedback.model_validate({"soort": "tip", "tekst": text}),
    "ervaringen": lambda text: Terugblik.model_validate({"ervaringen": {"meenemer": text}}),
    "als": lambda text: Meenemer(als=text),
    "dan": lambda text: Meenemer(dan=text),
    "afspraken": lambda text: Terugblik(afspraken=text),
    "leerpunt": lambda text: Leerpunt.model_validate(
        {"rol": "observant", "leerthema": "openen", "tekst": text}
    ),
    "vervolg.notitie": lambda text: Vervolg(notitie=text),
    "markering": lambda text: Markering(ronde="r001", seconde=1, tekst=text),
    "zin_1": lambda text: Dagkaart(zin_1=text),
    "zin_2": lambda text: Dagkaart(zin_2=text),
    "zin_3": lambda text: Dagkaart(zin_3=text),
    "bij_lastig": lambda text: Dagkaart(bij_lastig=text),
}


@pytest.mark.parametrize("field", TEXT_FIELDS)
@pytest.mark.parametrize("text", AWKWARD, ids=ascii)
def test_every_text_field_takes_awkward_text_and_stores_it_as_utf_8(field: str, text: str) -> None:
    value = TEXT_FIELDS[field](text)
    value.model_dump_json().encode("utf-8")
    assert "\x00" not in value.model_dump_json()
    assert type(value).model_validate(value.to_document()) == value


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_every_text_field_refuses_100_000_characters_with_a_sentence(field: str) -> None:
    with pytest.raises(TextTooLong, match="nog niets opgeslagen"):
        TEXT_FIELDS[field]("🙂" * 100_000)


def test_every_text_field_of_an_oefening_is_among_these() -> None:
    tried = {field.rpartition(".")[2] for field in TEXT_FIELDS} | {"feedback", "tekst"}
    ids = {"id", "team", "leider", "van", "ronde", "bij_markering"}
    assert _text_field_names(Oefening) - ids <= tried


def _text_field_names(value: type[Value]) -> set[str]:
    found: set[str] = set()
    for name, field in value.model_fields.items():
        annotation = field.annotation
        found |= {name} if annotation is str or "str, AfterValidator" in repr(annotation) else set()
        for inner in (annotation, *getattr(annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, Value):
                found |= _text_field_names(inner)
    return found


def test_no_text_stands_in_an_oefening_before_somebody_types_it() -> None:
    untyped = complete().changed(casus=Casus())
    codes = {"rollenspel", "moment", *Rol, *Verwachting, *Vervolgstaat, *Leerthema}
    codes |= {"O1", "T1", *Voorbereidingswijze}
    texts = [text for text in _strings(untyped.model_dump(mode="json")) if text not in codes]
    assert {text for text in texts if not text.startswith("2026-05-11")} == {""}
    assert not any((untyped.gesprek.uit_de_rol, untyped.vervolg.behoeften_delen))


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for inner in node:
            yield from _strings(inner)
    elif isinstance(node, str):
        yield node


def test_a_case_has_the_five_fields_of_the_leaflet_and_a_leervraag() -> None:
    assert {*Casusveld, "leervraag"} < set(Casus.model_fields)
    assert len(Casusveld) == 5


@given(divisions())
def test_a_new_oefening_has_these_people_and_nothing_else(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    werkvorm, rollen = division
    made = new_oefening("O", "T", NOW, werkvorm, rollen)
    assert made.rollen == rollen
    assert made.is_untouched
    assert (made.stap, made.verst, made.minuten) == (Stap.MOMENT, Stap.MOMENT, 45)
    assert made == Oefening(id="O", team="T", created=NOW, werkvorm=werkvorm, rollen=rollen)


def test_roles_that_break_a_rule_make_no_oefening() -> None:
    with pytest.raises(InvalidRolverdeling):
        new_oefening("O", "T", NOW, Werkvorm.VOORBESPREKEN, VIER)
    with pytest.raises(InvalidRolverdeling):
        assign(fresh(), Werkvorm.VOORBESPREKEN, VIER)


@given(oefeningen(), divisions())
def test_other_roles_or_another_form_change_nothing_else(
    oefening: Oefening, division: tuple[Werkvorm, dict[str, Rol]]
) -> None:
    werkvorm, rollen = division
    assigned = assign(oefening, werkvorm, rollen)
    assert (assigned.werkvorm, assigned.rollen) == division
    assert assigned.changed(werkvorm=oefening.werkvorm, rollen=oefening.rollen) == oefening


def test_the_inbrenger_is_who_brings_in_the_case() -> None:
    assert fresh().inbrenger == "anna"
    assert fresh({"bo": Rol.CLIENTROL}).inbrenger is None
    assert fresh({**TWEE, "c": Rol.OBSERVANT, "d": Rol.OBSERVANT}).with_rol(Rol.OBSERVANT) == (
        "c",
        "d",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"verst": Stap.VOORBEREIDING},
        {"gepland_op": NOW},
        {"casus": Casus(onderwerp="x")},
        {"casus": Casus(leervraag="x")},
    ],
)
def test_an_oefening_with_anything_in_it_is_not_untouched(changes: dict[str, object]) -> None:
    assert fresh().is_untouched
    assert not fresh().changed(**changes).is_untouched


# practised


def test_the_day_of_practice_is_the_last_round_then_the_plan_then_the_start() -> None:
    made = fresh()
    planned = made.changed(gepland_op=NOW + timedelta(days=3))
    first = stop_ronde(start_ronde(planned.gesprek, "R1", NOW), NOW + timedelta(days=5))
    played = planned.changed(gesprek=first)
    second = start_ronde(first, "R2", NOW + timedelta(days=6))
    replayed = played.changed(gesprek=stop_ronde(second, NOW + timedelta(days=7)))
    days = [(one.practised - local_day(NOW)).days for one in (made, planned, played, replayed)]
    assert days == [0, 3, 5, 7]
    assert replayed.changed(gesprek=second).practised == played.practised


@pytest.mark.parametrize(
    ("stopped", "day"),
    [
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
)
def test_the_day_of_practice_is_the_dutch_one_around_both_clock_changes(
    stopped: datetime, day: date
) -> None:
    ronde = Ronde(started=stopped - timedelta(minutes=4), stopped=stopped)
    gesprek = fresh().gesprek.changed(rondes={"R1": ronde})
    assert fresh().changed(gesprek=gesprek).practised == day


# plan_moment


@pytest.mark.parametrize("ahead", [timedelta(hours=-1), timedelta(), timedelta(days=366)])
def test_a_moment_from_an_hour_ago_to_a_year_ahead_can_be_planned(ahead: timedelta) -> None:
    assert plan_moment(fresh(), NOW + ahead, NOW).gepland_op == NOW + ahead


@pytest.mark.parametrize(
    "moment",
    [
        NOW - timedelta(hours=1, seconds=1),
        NOW + timedelta(days=366, seconds=1),
        datetime(1, 1, 1, tzinfo=TIME_ZONE),
        datetime(9999, 12, 31, 23, 59, tzinfo=TIME_ZONE),
    ],
)
def test_a_moment_past_or_far_ahead_is_refused(moment: datetime) -> None:
    with pytest.raises(ImpossibleMoment, match="Kies een"):
        plan_moment(fresh(), moment, NOW)


def test_no_moment_means_now_and_keeps_the_rest() -> None:
    planned = plan_moment(complete(), NOW + timedelta(days=1), NOW)
    now = plan_moment(planned, None, NOW)
    assert now == complete().changed(afgezegd=planned.gepland_op)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 5, 11, 21, 59, tzinfo=UTC), 12),
        (datetime(2026, 5, 11, 22, 0, tzinfo=UTC), 13),
    ],
)
def test_a_planned_moment_begins_with_tomorrow_at_two_by_the_dutch_clock(
    now: datetime, day: int
) -> None:
    proposed = propose_moment(now)
    assert proposed == datetime(2026, 5, day, 14, tzinfo=TIME_ZONE)
    assert plan_moment(fresh(), proposed, now).gepland_op == proposed


@pytest.mark.parametrize("minutes", [0, 29, -45, 46, 10_000, "veel", None])
def test_a_length_without_a_time_plan_is_refused(minutes: object) -> None:
    with pytest.raises(ValidationError):
        fresh().changed(minuten=minutes)


# everyone_ready and next_casus


def test_one_tap_makes_all_who_take_part_klaar() -> None:
    assert everyone_ready(fresh()).inleven.klaar == dict.fromkeys(VIER, True)


def test_who_was_klaar_and_left_is_still_klaar_on_return() -> None:
    left = assign(everyone_ready(fresh()), Werkvorm.ROLLENSPEL, TWEE)
    back = assign(everyone_ready(left), Werkvorm.ROLLENSPEL, VIER)
    assert is_complete(back.changed(stap=Stap.INLEVEN), Stap.INLEVEN)


@given(oefeningen())
def test_everyone_ready_changes_nothing_but_klaar(oefening: Oefening) -> None:
    ready = everyone_ready(oefening)
    assert is_complete(ready, Stap.INLEVEN) == bool(oefening.rollen)
    inleven = ready.inleven.changed(klaar=oefening.inleven.klaar)
    assert ready.changed(inleven=inleven) == oefening


@given(oefeningen(), st.sampled_from(["N1", "N2"]))
def test_the_next_case_starts_empty_with_the_same_people(oefening: Oefening, new_id: str) -> None:
    made = next_casus(oefening, new_id, NOW)
    assert (made.id, made.created) == (new_id, NOW)
    assert set(made.rollen) <= set(oefening.rollen)
    minuten = 45 if oefening.minuten == TEN_MINUTES else oefening.minuten
    kept = {"plaats": oefening.plaats, "minuten": minuten}
    empty = new_oefening(made.id, oefening.team, NOW, oefening.werkvorm, made.rollen)
    assert made == empty.changed(**kept)


def test_another_person_brings_in_the_next_case() -> None:
    made = next_casus(fresh(), "N1", NOW)
    assert set(made.rollen) == set(fresh().rollen)
    assert made.inbrenger != fresh().inbrenger


def test_a_replay_in_the_next_quarter_leaves_the_first_day_of_practice() -> None:
    played = done_until(Stap.TERUGKIJKEN)
    later = NOW + timedelta(days=100)
    again = stop_ronde(start_ronde(played.gesprek, "z", later), later)
    assert played.changed(gesprek=again).first_practised == played.practised


def test_a_resumed_round_leaves_the_day_of_practice_to_the_plan() -> None:
    played = done_until(Stap.TERUGKIJKEN)
    assert played.changed(gesprek=resume_ronde(played.gesprek)).practised == local_day(NOW)
