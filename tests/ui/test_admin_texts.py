"""Own links, example cases and texts in Beheer."""

from collections.abc import Iterator

import pytest

from gesprek.content import inhoud, shipped, use_own
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Thema
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.organisation_info import KEY, change_own_texts, read_own_texts
from gesprek.storage import open_store
from gesprek.ui.frame import notices
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import KWAAD
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

NEW = {"label": "Ons intranet", "uitleg": "Alles bij elkaar.", "adres": "https://intranet.example"}


@pytest.fixture(autouse=True)
def shipped_texts() -> Iterator[None]:
    """The texts of the app before and after: they are the process's, not the test's."""
    yield
    use_own({})
    notices._texts_shown.clear()


def write_link(beheer: PageDriver, **typed: str) -> None:
    """Fill in the fields for a new link, the last ones of their kind, and keep it."""
    for part, text in {**NEW, **typed}.items():
        beheer.type(screen_text(f"teksten.link_{part}"), text, nth=len(shipped()["links"]))
    beheer.tap(screen_text("teksten.bewaar_link"), nth=len(shipped()["links"]))


def test_a_new_link_shows_in_every_step_and_can_go_again(beheer: PageDriver, make: Make) -> None:
    one = make(Werkvorm.VOORBESPREKEN, 2, Stap.CASUS)
    write_link(beheer)
    beheer.sees(NEW["label"])
    assert NEW["label"] in [link.label for link in inhoud().links.values()]
    beheer.tap(screen_text("teksten.verwijder"))
    beheer.sees_not(NEW["label"])
    assert one.team


@pytest.mark.parametrize(
    "typed",
    [
        {"label": ""},
        {"uitleg": " "},
        {"adres": ""},
        {"adres": "http://intranet.example"},
        {"adres": "javascript:alert(1)"},
        {"adres": "https://"},
        {"adres": "https://a b.example"},
        {"label": f"![{KWAAD}](https://kwaad.example/a.png)"},
        {"uitleg": f"<img src=x onerror={KWAAD}>"},
        {"label": "a" * 100_000},
    ],
    ids=str,
)
def test_a_link_that_cannot_be_one_is_refused_in_dutch_and_stays_in_its_fields(
    beheer: PageDriver, typed: dict[str, str]
) -> None:
    before = dict(inhoud().links)
    write_link(beheer, **typed)
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert dict(inhoud().links) == before
    for part, text in typed.items():
        beheer.holds(screen_text(f"teksten.link_{part}"), text, nth=len(before))


def test_a_shipped_link_can_be_changed_and_put_back(beheer: PageDriver) -> None:
    name, link = next(iter(inhoud().links.items()))
    beheer.type(screen_text("teksten.link_label"), "Onze kaarten")
    beheer.tap(screen_text("teksten.bewaar_link"))
    assert inhoud().links[name].label == "Onze kaarten"
    beheer.tap(screen_text("teksten.terug"))
    assert inhoud().links[name] == link


def write_case(beheer: PageDriver, **typed: str) -> None:
    velden = inhoud().casusvelden
    given = {
        screen_text("teksten.titel"): "Zelf douchen met hulp op afstand",
        **{velden.velden[veld].label: f"Bedacht: {veld}." for veld in Casusveld},
        velden.leervraag.label: "Hoe begin ik?",
        **{screen_text(f"teksten.{part}"): "Een zin.\nNog een zin." for part in BRIEF},
        **typed,
    }
    for words, text in given.items():
        beheer.type(words, text)
    beheer.choose(screen_text("teksten.themas"), Thema.ZELF_DOEN)
    beheer.tap(screen_text("teksten.bewaar_casus"))


BRIEF = ("gevoel", "zegt", "helpt", "hindert")


def test_an_own_example_case_can_be_borrowed_by_a_team(beheer: PageDriver, make: Make) -> None:
    write_case(beheer)
    (name,) = inhoud().casussen.keys() - shipped()["casussen"].keys()
    case = inhoud().casussen[name]
    assert case.themas == (Thema.ZELF_DOEN,)
    assert case.brief.zegt == ("Een zin.", "Nog een zin.")
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    assert one.id
    beheer.tap(screen_text("teksten.verwijder"))
    assert name not in inhoud().casussen


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (screen_text("teksten.titel"), ""),
        (screen_text("teksten.zegt"), "   "),
        (inhoud().casusvelden.leervraag.label, "haar BSN is 111222333"),
        (inhoud().casusvelden.leervraag.label, f"<script>{KWAAD}</script>"),
    ],
)
def test_an_example_case_that_is_not_whole_or_holds_a_number_is_refused(
    beheer: PageDriver, words: str, text: str
) -> None:
    before = set(inhoud().casussen)
    write_case(beheer, **{words: text})
    assert len(beheer.at.error) == 1
    assert set(inhoud().casussen) == before
    beheer.holds(words, text)
    assert "111222333" not in str(read_own_texts(open_store(None)))


def choose_text(beheer: PageDriver, part: str, *place: str) -> None:
    (file,) = [one for one in beheer.at.selectbox if one.label == screen_text("teksten.welk_deel")]
    file.set_value(part)
    beheer.at.run()
    (piece,) = [
        one for one in beheer.at.selectbox if one.label == screen_text("teksten.welke_tekst")
    ]
    piece.set_value(place)
    beheer.at.run()


def test_any_text_can_be_changed_and_put_back(beheer: PageDriver, tab: PageDriver) -> None:
    choose_text(beheer, "waarom", "titel")
    beheer.type(screen_text("teksten.eigen_tekst"), "Daarom oefenen wij")
    beheer.tap(screen_text("teksten.bewaar_tekst"))
    tab.open("verantwoording")
    assert inhoud().waarom.titel == "Daarom oefenen wij"
    beheer.tap(screen_text("teksten.terug"))
    assert inhoud().waarom.titel == shipped()["waarom"]["titel"]


def test_a_text_with_a_gap_keeps_its_gap(beheer: PageDriver) -> None:
    choose_text(beheer, "scherm", "algemeen", "opgeslagen")
    beheer.type(screen_text("teksten.eigen_tekst"), "Bewaard")
    beheer.tap(screen_text("teksten.bewaar_tekst"))
    (error,) = [one.value for one in beheer.at.error]
    assert "{tijd}" in error
    assert inhoud().problemen == ()


def test_what_another_process_stored_shows_at_the_next_page(tab: PageDriver) -> None:
    tab.open("start")
    change_own_texts(open_store(None), lambda _stored: {"waarom": {"titel": "Van elders"}})
    tab.reload()
    tab.sees("Van elders")


def test_damaged_own_texts_break_no_page(tab: PageDriver) -> None:
    open_store(None).create(KEY, {"tabellen": "geen tabel"})
    tab.open("start")
    tab.sees(inhoud().waarom.titel)
    open_store(None).delete(KEY)
    change_own_texts(
        open_store(None), lambda _stored: {"waarom": {"titel": 5}, "bestaat_niet": {"a": "b"}}
    )
    tab.reload()
    tab.sees(str(shipped()["waarom"]["titel"]))


def test_every_label_of_a_theme_is_offered(beheer: PageDriver) -> None:
    assert set(beheer.group(screen_text("teksten.themas")).options) == {label(one) for one in Thema}


def test_every_part_with_texts_has_a_name(beheer: PageDriver) -> None:
    (file,) = [one for one in beheer.at.selectbox if one.label == screen_text("teksten.welk_deel")]
    listed = [name for name in shipped() if name not in BOARDS]
    names = [screen_text(f"teksten.deel_{name}") for name in listed]
    assert file.options == names
    assert len(set(names)) == len(names)


BOARDS = {"links", "casussen", "kijkpunten"}  # the last one holds nothing that shows


@pytest.mark.parametrize(
    "typed", ["W" * 301, "Eerste regel\nTweede regel", screen_text("algemeen.verwijderd").upper()]
)
def test_words_that_would_break_a_button_are_refused_as_they_are_saved(
    beheer: PageDriver, typed: str
) -> None:
    choose_text(beheer, "scherm", "algemeen", "ongedaan")
    beheer.type(screen_text("teksten.eigen_tekst"), typed)
    beheer.tap(screen_text("teksten.bewaar_tekst"))
    (error,) = [one.value for one in beheer.at.error]
    assert error.endswith(".")
    assert read_own_texts(open_store(None)) == {}
    beheer.holds(screen_text("teksten.eigen_tekst"), typed)
