"""Whatever people type in a field: stored as it was, or refused in Dutch with the text kept."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.text import MAX_REGEL, MAX_TEKST, clean, clean_line
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import KWAAD, LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

ENDLESS = "lang verhaal " * 7_693  # 100,009 characters

ODD = [
    "Fijn 👩🏽‍⚕️ gesprek 🇳🇱 e\u0301",
    "שלום עולם مرحبا",
    LEVEND[:200],
    f"# {KWAAD}\n- {KWAAD}\n| {KWAAD} | b |\n|---|---|\nhttps://kwaad.example/{KWAAD}",
    "voor\x00na\x07\u202eom\x1b[31m",
    "regel een\r\nregel twee\rregel drie",
    "{naam} {0} %s ${HOME} {{7*7}}",
    "   spaties eromheen   ",
    "null",
]
NOTHING = ["", "   ", "\u200b\u200d", "\x00"]


class Veld(NamedTuple):
    """A field that saves itself, and how to bring it on screen."""

    stap: Stap
    label: str
    path: tuple[str, ...]
    limit: int
    prepare: Callable[[PageDriver], None] = lambda _: None
    turn: Beurt = Beurt.AFSPRAAK
    fill: Fill = Fill.WHOLE

    def value(self, tab: PageDriver) -> str:
        """Return what the store holds; ``*`` is the first key, whatever it is."""
        node: object = stored(tab)
        for part in self.path:
            found = min(node, default="") if part == "*" and isinstance(node, dict) else part
            node = node.get(found, "") if isinstance(node, dict) else getattr(node, found)
        return str(node)

    def cleaned(self, text: str) -> str:
        return clean_line(text) if self.limit == MAX_REGEL else clean(text)


def plan_later(tab: PageDriver) -> None:
    tab.choose(screen_text("stap_1.moment"), "later")


def write_brief(tab: PageDriver) -> None:
    tab.tap(screen_text("algemeen.prive_schrijf", naam="Bastiaan"))


def write_note(tab: PageDriver) -> None:
    tab.tap(screen_text("algemeen.prive_schrijf", naam="Anouk"))


def keep_a_moment(tab: PageDriver) -> None:
    tab.tap(screen_text("stap_5.verder_spelen"))
    tab.tap(screen_text("moment.onthoud"))


MOMENT = ("gesprek", "markeringen", "*", "tekst")
CASUS = inhoud().casusvelden
EIGEN = screen_text("stap_4.eigen_van", naam="Anouk")
VELDEN = [
    Veld(Stap.MOMENT, screen_text("stap_1.plaats"), ("plaats",), MAX_REGEL, plan_later),
    Veld(Stap.CASUS, CASUS.velden[Casusveld.ONDERWERP].label, ("casus", "onderwerp"), MAX_REGEL),
    *(
        Veld(Stap.CASUS, CASUS.velden[veld].label, ("casus", veld), MAX_TEKST)
        for veld in Casusveld
        if veld is not Casusveld.ONDERWERP
    ),
    Veld(Stap.CASUS, CASUS.leervraag.label, ("casus", "leervraag"), MAX_TEKST),
    Veld(Stap.INLEVEN, screen_text("stap_4.brief"), ("inleven", "brief"), MAX_TEKST, write_brief),
    Veld(Stap.INLEVEN, EIGEN, ("inleven", "eigen", "*"), MAX_TEKST, write_note),
    Veld(
        Stap.INLEVEN,
        screen_text("stap_4.antwoord"),
        ("inleven", "vragen", "*", "antwoord"),
        MAX_TEKST,
    ),
    Veld(
        Stap.GESPREK,
        screen_text("stap_5.citaat"),
        ("gesprek", "observaties", "*", "citaat"),
        MAX_REGEL,
    ),
    Veld(
        Stap.GESPREK,
        screen_text("stap_5.notitie_veld", nummer=1),
        ("gesprek", "rondes", "*", "notitie"),
        MAX_TEKST,
    ),
    Veld(Stap.GESPREK, screen_text("moment.woord"), MOMENT, MAX_REGEL, keep_a_moment),
    *(
        Veld(
            Stap.TERUGKIJKEN, label(beurt), ("terugblik", "ervaringen", beurt), MAX_TEKST
        )._replace(turn=beurt)
        for beurt in (Beurt.INBRENGER_VERTELT, Beurt.CLIENTROL_VERTELT)
    ),
    *(
        Veld(
            Stap.TERUGKIJKEN,
            screen_text(f"stap_6.meenemer_{part}"),
            ("terugblik", "meenemer", part),
            MAX_TEKST,
            turn=Beurt.MEENEMER,
        )
        for part in ("als", "dan")
    ),
    *(
        Veld(
            Stap.TERUGKIJKEN,
            screen_text(f"dagkaart.{part}"),
            ("vervolg", "dagkaart", part),
            MAX_REGEL,
            turn=Beurt.MEENEMER,
        )
        for part in Dagkaart.model_fields
    ),
    Veld(
        Stap.TERUGKIJKEN,
        screen_text("stap_6.afspraken"),
        ("terugblik", "afspraken"),
        MAX_TEKST,
        turn=Beurt.MEENEMER,
    ),
    Veld(
        Stap.VERVOLG,
        screen_text("stap_7.notitie"),
        ("vervolg", "notitie"),
        MAX_TEKST,
        fill=Fill.HALF,
    ),
]

EACH_FIELD = pytest.mark.parametrize("veld", VELDEN, ids=lambda veld: ".".join(veld.path))

Open = Callable[[Veld], PageDriver]


@pytest.fixture
def open_field(tab: PageDriver, archive: Archive, make: Make) -> Open:
    """A function that brings a field on screen."""

    def open_one(veld: Veld) -> PageDriver:
        versie = archive.oefening(make(Werkvorm.ROLLENSPEL, 3, veld.stap, veld.fill).id)
        terugblik = versie.value.terugblik.changed(besproken_beurt=veld.turn)
        archive.save(versie, versie.value.changed(terugblik=terugblik))
        tab.open_step(veld.stap, versie.value.id)
        veld.prepare(tab)
        return tab

    return open_one


@EACH_FIELD
def test_any_text_comes_back_as_it_was_and_stays_plain(open_field: Open, veld: Veld) -> None:
    tab = open_field(veld)
    for text in ODD:
        tab.write(veld.label, text)
        assert not tab.at.error
        assert veld.value(tab) == veld.cleaned(text)
        tab.holds(veld.label, veld.cleaned(text))
        tab.is_plain()


@EACH_FIELD
def test_what_shows_nothing_empties_the_field(open_field: Open, veld: Veld) -> None:
    tab = open_field(veld)
    tab.write(veld.label, " \u200b\x00\n")
    assert not tab.at.error
    assert veld.value(tab) == ""


@EACH_FIELD
def test_a_text_that_is_too_long_is_refused_in_dutch_and_nothing_is_lost(
    open_field: Open, veld: Veld
) -> None:
    tab = open_field(veld)
    tab.write(veld.label, "Kort")
    before = stored(tab)
    tab.write(veld.label, ENDLESS)
    (error,) = tab.at.error
    assert error.value.startswith("Deze tekst is te lang: 100.0")
    assert "Er is nog niets opgeslagen." in error.value
    tab.holds(veld.label, ENDLESS)
    assert stored(tab) == before
    tab.tap(screen_text("naslag.titel"))
    tab.holds(veld.label, ENDLESS)
    assert len(tab.at.error) == 1
    tab.write(veld.label, "Korter")
    assert veld.value(tab) == "Korter"
    assert not tab.at.error


@pytest.mark.parametrize("limit", [MAX_REGEL, MAX_TEKST])
def test_the_longest_text_is_stored_and_one_sign_more_is_not(open_field: Open, limit: int) -> None:
    veld = next(one for one in VELDEN if one.stap is Stap.CASUS and one.limit == limit)
    tab = open_field(veld)
    tab.write(veld.label, "a" * limit)
    assert veld.value(tab) == "a" * limit
    tab.write(veld.label, "a" * (limit + 1))
    assert len(tab.at.error) == 1
    assert veld.value(tab) == "a" * limit


def test_a_refused_text_is_still_there_after_visiting_another_step(open_field: Open) -> None:
    veld = VELDEN[1]
    tab = open_field(veld)
    tab.write(veld.label, ENDLESS)
    tab.follow(inhoud().stappen[Stap.INLEVEN].kort)
    tab.sees_not(ENDLESS)
    tab.follow(inhoud().stappen[Stap.CASUS].kort)
    tab.holds(veld.label, ENDLESS)
    assert [error.value[:22] for error in tab.at.error] == ["Deze tekst is te lang:"]


def test_a_refused_text_of_one_oefening_does_not_show_in_another(
    open_field: Open, make: Make
) -> None:
    veld = VELDEN[1]
    tab = open_field(veld)
    tab.write(veld.label, ENDLESS)
    other = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    tab.open_step(Stap.CASUS, other.id)
    tab.holds(veld.label, "")
    assert not tab.at.error


def test_two_refused_fields_each_keep_their_text_and_sentence(open_field: Open) -> None:
    onderwerp, leervraag = VELDEN[1], VELDEN[6]
    tab = open_field(onderwerp)
    tab.write(onderwerp.label, ENDLESS)
    tab.write(leervraag.label, ENDLESS)
    assert len(tab.at.error) == 2
    tab.holds(onderwerp.label, ENDLESS)
    tab.holds(leervraag.label, ENDLESS)
    tab.write(onderwerp.label, "Kort")
    assert len(tab.at.error) == 1
    tab.holds(leervraag.label, ENDLESS)


# --- fields that add something ---------------------------------------------------------------


@pytest.fixture
def vragen(tab: PageDriver, make: Make) -> PageDriver:
    return tab.open_step(Stap.INLEVEN, make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN).id)


@pytest.mark.parametrize("text", [text for text in ODD if clean(text)])
def test_any_question_is_stored_and_stays_plain(vragen: PageDriver, text: str) -> None:
    vragen.write(screen_text("stap_4.nieuwe_vraag"), text)
    (made,) = stored(vragen).inleven.vragen.values()
    assert made.vraag == clean(text)
    vragen.is_plain()


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_a_question_that_shows_nothing_is_not_added(vragen: PageDriver, text: str) -> None:
    vragen.write(screen_text("stap_4.nieuwe_vraag"), text)
    assert stored(vragen).inleven.vragen == {}


def test_a_question_that_is_too_long_is_refused_in_dutch_and_stays_in_its_field(
    vragen: PageDriver,
) -> None:
    vragen.write(screen_text("stap_4.nieuwe_vraag"), ENDLESS)
    (error,) = vragen.at.error
    assert error.value.startswith("Deze tekst is te lang")
    vragen.holds(screen_text("stap_4.nieuwe_vraag"), ENDLESS)
    assert stored(vragen).inleven.vragen == {}


@pytest.mark.parametrize("text", [f"[{KWAAD}](https://kwaad.example)", "a" * 100_000, "   "])
def test_a_wrong_name_at_step_1_is_refused_in_dutch_and_stays_in_its_field(
    tab: PageDriver, archive: Archive, make: Make, text: str
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT)
    before = archive.team(one.team).value
    tab.open_step(Stap.MOMENT, one.id)
    tab.write(screen_text("team.nieuwe_naam"), text)
    assert len(tab.at.error) == 1
    tab.holds(screen_text("team.nieuwe_naam"), text)
    assert archive.team(one.team).value == before
    assert stored(tab) == one
    tab.is_plain()
