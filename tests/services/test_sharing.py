"""Shared texts go when the leerpunt goes, and example data go all at once."""

from datetime import date

import pytest

from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.domain.text import PrivacyWords
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol
from gesprek.privacy import mask, scan_leaving
from gesprek.services.archive import Archive
from gesprek.services.erasing import Erasing
from gesprek.services.organisation_info import ExampleData, RecognisableText, Sharing
from gesprek.services.quarter_figures import QuarterFigures
from gesprek.services.restore import has_content
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.storage.values import new_id, new_oefening_id, team_of
from tests.services.test_quarter_figures import counted, practise

SHARED, CLOSED = date(2026, 6, 1), date(2026, 7, 30)


def keep(store: Store, team: str = "") -> str:
    team = team or new_id()
    oefening = new_oefening_id(team)
    leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN, tekst="Rustig beginnen")
    one = Geleerd(oefening=oefening, team=team, dag=SHARED, leerpunten={"a": leerpunt})
    store.create(DocumentKey(Kind.LEERPUNTEN, oefening, team), one.to_document())
    return oefening


def share_five(store: Store) -> list[str]:
    kept = [keep(store) for _ in range(5)]
    for number, oefening in enumerate(kept):
        Sharing(store).share(oefening, "a", f"Tekst {number}", SHARED)
    return kept


def test_shared_texts_are_found_again_and_one_that_is_taken_back_is_not(store: Store) -> None:
    kept = share_five(store)
    assert [one.tekst for one in Sharing(store).shown(CLOSED)] == [
        f"Tekst {one}" for one in range(5)
    ]
    Sharing(store).take_back(kept[0], "a")
    assert Sharing(store).shown(CLOSED) == []


def test_who_erases_the_leerpunt_erases_what_was_shared_of_it(store: Store) -> None:
    kept = share_five(store)
    Erasing(store).leerpunt(kept[0], "a")
    document = store.get(DocumentKey(Kind.LEERPUNTEN, kept[0], team_of(kept[0]))).document
    assert "Tekst 0" not in str(document)
    assert Sharing(store).shown(CLOSED) == []


def test_what_is_gone_is_shared_no_more(store: Store) -> None:
    kept = share_five(store)
    store.delete(DocumentKey(Kind.LEERPUNTEN, kept[0], team_of(kept[0])))
    assert Sharing(store).shown(CLOSED) == []
    with pytest.raises(NotFound):
        Sharing(store).share(kept[0], "a", "Tekst", SHARED)


def test_a_text_with_a_phone_number_is_not_shared(store: Store) -> None:
    with pytest.raises(RefusedText):
        Sharing(store).share(keep(store), "a", "Bel 06-12345678", SHARED)


def test_example_data_go_all_at_once_and_what_was_made_since_stays(
    store: Store, archive: Archive
) -> None:
    made_up = team_of(practise(archive, date(2026, 5, 11), 2)[0])
    ExampleData(store).mark([made_up])
    QuarterFigures(store).freeze(CLOSED, counted)
    (own,) = practise(archive, date(2026, 5, 12))
    assert ExampleData(store).is_there
    ExampleData(store).remove()
    assert not ExampleData(store).is_there
    assert [one.id for one in archive.teams()] == [team_of(own)]
    assert [one.oefening for one in archive.rijen()] == [own]
    assert QuarterFigures(store).kept() == []


def test_a_store_with_only_example_data_is_empty_after_it(store: Store, archive: Archive) -> None:
    made_up = team_of(practise(archive, date(2026, 5, 11), 3)[0])
    ExampleData(store).mark([made_up])
    ExampleData(store).remove()
    assert not has_content(store)
    assert archive.rijen() == []


PEOPLE = (
    *("Wil (stagiair)", "J. de Wit", "Anne-Marie de Boer", "Fatima El Idrissi", "José", "Mei"),
    *("Jan-Willem", "'t Hart", "Sam B.", "Annemiek (Mieke)", "Al", "Bakker", "李明"),
)


@pytest.fixture
def own(archive: Archive) -> Team:
    people = {new_id(): Deelnemer(naam=naam) for naam in PEOPLE}
    team = Team(id=new_id(), naam="Team Boterbloem Zuid", locatie="De Linde", deelnemers=people)
    return archive.create_team(team).value


@pytest.mark.parametrize(
    ("tekst", "fragment"),
    [
        ("Wil (stagiair) vroeg rustig door.", "Wil (stagiair)"),
        ("Rustig doorvragen, zoals Wil doet.", "Wil"),
        ("Leer van J. de Wit.", "J. de Wit"),
        ("Leer van j de wit.", "j de wit"),
        ("Leer van De Wit.", "De Wit"),
        ("Leer van Anne\u2011Marie.", "Anne\u2011Marie"),
        ("Leer van Anne–Marie de Boer.", "Anne–Marie de Boer"),
        ("Leer van Anne.", "Anne"),
        ("Leer van anne marie.", "anne marie"),
        ("Annes vraag werkte.", "Annes"),
        ("Fatima's vraag werkte.", "Fatima"),
        ("Fatima’s vraag werkte.", "Fatima"),
        ("FATIMA vroeg door.", "FATIMA"),
        ("fatima vroeg door.", "fatima"),
        ("_Fatima_ vroeg door.", "Fatima"),
        ("Fa\u200btima vroeg door.", "Fatima"),
        ("Leer van Idrissi.", "Idrissi"),
        ("Leer van El\u2010Idrissi.", "El\u2010Idrissi"),
        ("Leer van Jose.", "Jose"),
        ("Leer van Jose\u0301.", "José"),
        ("Leer van Jan Willem.", "Jan Willem"),
        ("Leer van Janwillem.", "Janwillem"),
        ("Leer van ’t Hart.", "’t Hart"),
        ("Leer van Sam B.", "Sam B"),
        ("Leer van Mieke.", "Mieke"),
        ("Leer van 李明的.", "李明的"),
        ("Mei vroeg door.", "Mei"),
        ("Leer van Boterbloem.", "Boterbloem"),
        ("Leer van team Boterbloem Zuid.", "team Boterbloem Zuid"),
        ("Zo doen we dat op De Linde.", "De Linde"),
        ("Zo doen we dat op de\xa0linde.", "de linde"),
    ],
)
def test_a_text_that_names_a_colleague_or_the_team_is_refused_with_the_fragment(
    store: Store, own: Team, tekst: str, fragment: str
) -> None:
    oefening = keep(store, own.id)
    with pytest.raises(RecognisableText) as refused:
        Sharing(store).share(oefening, "a", tekst, SHARED)
    assert f"'{fragment}'" in refused.value.sentence
    document = store.get(DocumentKey(Kind.LEERPUNTEN, oefening, own.id)).document
    assert "gedeeld" not in document


@pytest.mark.parametrize(
    "tekst",
    [
        "Vraag wat de cliënt wil, en al wat helpt.",
        "In mei vroeg ik met hart en ziel naar de witte jas.",
        "De bakker en de boer kwamen langs.",
        "Een team leert in het zuiden net zo goed.",
    ],
)
def test_a_word_that_nobody_reads_as_a_name_is_shared(store: Store, own: Team, tekst: str) -> None:
    oefening = keep(store, own.id)
    Sharing(store).share(oefening, "a", tekst, SHARED)
    assert tekst in str(store.get(DocumentKey(Kind.LEERPUNTEN, oefening, own.id)).document)


def test_the_proposal_to_share_names_no_colleague(own: Team) -> None:
    text = "Fatima's vraag aan zuster Bakker werkte. Wil luistert."
    shown = mask(text, scan_leaving(text, PrivacyWords(), own, SHARED))
    assert shown == "Een collega's vraag aan een collega werkte. Een collega luistert."
    assert scan_leaving(shown, PrivacyWords(), own, SHARED) == []
