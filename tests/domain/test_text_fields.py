from gesprek.domain.gesprek import Gesprek, Markering, Observatie
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import is_reviewed, reviewed, texts_of
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Rol
from tests.support.builders.marked import LEARNED, MARKER, played, with_every_text
from tests.support.builders.oefeningen import oefening_of


def _full() -> Oefening:
    return played(with_every_text(oefening_of("01m851gbf80t9h9d14yspndp6j")))


def _leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [value] if isinstance(value, str) else []


def test_every_text_that_was_typed_belongs_to_one_step() -> None:
    full = _full()
    typed = [leaf for leaf in _leaves(full.to_document()) if leaf in (MARKER, LEARNED)]
    found = [plek for stap in Stap for plek in texts_of(full, stap)]
    assert len(found) == len({plek.path for plek in found}) == len(typed) - 1  # not the place
    assert all(full.value_at(plek.path) == plek.tekst for plek in found)


def test_only_brief_own_notes_and_the_card_for_the_day_have_readers_of_their_own() -> None:
    full = _full()
    every = [plek for stap in Stap for plek in texts_of(full, stap)]
    private = {plek.path: plek.lezers for plek in every if plek.lezers is not None}
    both = {*full.with_rol(Rol.INBRENGER), *full.with_rol(Rol.CLIENTROL)}
    card = {("vervolg", "dagkaart", part): {"sam"} for part in Dagkaart.model_fields}
    own = {("inleven", "eigen", person): {person} for person in ("sam", "noor")}
    assert private == {("inleven", "brief"): both} | own | card


def test_the_quotes_of_an_own_list_are_for_their_writer_and_those_of_the_team_for_all() -> None:
    seen = {Observatiepunt.STILTE: Observatie(citaat="Wat rust.")}
    gesprek = Gesprek(observaties=seen, kijklijsten={"sam": seen, "noor": seen, "wim": {}})
    one = _full().changed(gesprek=gesprek)
    found = {plek.path: plek.lezers for plek in texts_of(one, Stap.GESPREK)}
    assert found == {
        ("gesprek", "observaties", "stilte", "citaat"): None,
        ("gesprek", "kijklijsten", "sam", "stilte", "citaat"): {"sam"},
        ("gesprek", "kijklijsten", "noor", "stilte", "citaat"): {"noor"},
    }


def test_the_word_beside_a_moment_is_for_its_writer_and_of_a_device_of_all_for_everybody() -> None:
    kept = {van: Markering(ronde="r", seconde=1, tekst="Stil.", van=van) for van in ("", "sam")}
    one = _full().changed(gesprek=Gesprek(markeringen={f"m{key}": kept[key] for key in kept}))
    assert {plek.path[2]: plek.lezers for plek in texts_of(one, Stap.GESPREK)} == {
        "m": None,
        "msam": {"sam"},
    }


def test_names_of_the_team_may_stand_in_notes_but_not_in_what_is_told_or_taken_along() -> None:
    full = _full()
    nameless = {
        plek.path[:2]
        for stap in Stap
        for plek in texts_of(full, stap)
        if not plek.may_name_the_team
    }
    assert {path[0] for path in nameless} == {"casus", "inleven", "terugblik", "vervolg"}
    assert nameless - {path for path in nameless if path[0] == "casus"} == {
        ("inleven", "brief"),
        ("terugblik", "meenemer"),
        ("terugblik", "leerpunten"),
        ("vervolg", "dagkaart"),
    }


def test_what_was_let_stand_is_asked_again_only_when_there_is_more_of_it() -> None:
    full = _full()
    assert is_reviewed(full, Stap.CASUS, {})
    assert not is_reviewed(full, Stap.CASUS, {"NAME": 1})
    done = reviewed(full, Stap.CASUS, {"NAME": 2})
    assert is_reviewed(done, Stap.CASUS, {"NAME": 2})
    assert is_reviewed(done, Stap.CASUS, {"NAME": 1})
    assert not is_reviewed(done, Stap.CASUS, {"NAME": 3})
    assert not is_reviewed(done, Stap.CASUS, {"NAME": 2, "AGE": 1})
    assert not is_reviewed(done, Stap.VERVOLG, {"NAME": 1})
    assert done.changed(nagekeken={}) == full
