"""What is half filled in in Beheer or to be shared stays, and overwrites nothing unseen."""

from collections.abc import Callable, Iterator

import pytest

from gesprek.access.openid import PersonClaim
from gesprek.access.settings import NetworkMode, change_settings
from gesprek.content import inhoud, shipped, use_own
from gesprek.domain.team import Team
from gesprek.domain.text import PrivacyWords
from gesprek.domain.themas import Thema
from gesprek.services.archive import Archive
from gesprek.services.organisation_info import (
    change_own_texts,
    change_privacy_words,
    read_own_texts,
    read_privacy_words,
)
from gesprek.services.root import services
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.storage.store_errors import NotFound
from gesprek.ui.frame import notices
from gesprek.ui.frame.words import label, screen_text
from tests.ui.page_driver import PageDriver
from tests.ui.test_admin_texts import BRIEF, choose_text

HALF, THEIRS = "Onze kaarten", "De kaarten van hier"
LINK, OWN = screen_text("teksten.link_label"), screen_text("teksten.eigen_tekst")
WORDS, BOTSING = screen_text("beheer.eigen"), screen_text("formulier.botsing")
MINE, OTHER = screen_text("formulier.mijn"), screen_text("formulier.andere")
TITLE, THEMAS = screen_text("teksten.titel"), screen_text("teksten.themas")
NAAM = screen_text("organisatie.organisatie")


@pytest.fixture(autouse=True)
def shipped_texts() -> Iterator[None]:
    """The texts of the app before and after: they are the process's, not the test's."""
    yield
    use_own({})
    notices._texts_shown.clear()


def drafts() -> str:
    return str([one.document for one in services().store.list(Kind.CONCEPT)])


def own_link(part: str, text: str) -> Callable[[], None]:
    """Return what lets a colleague change the first link."""
    name, link = next(iter(shipped()["links"].items()))
    ours = {**{key: link[key] for key in ("label", "uitleg", "adres")}, part: text}

    def change() -> None:
        change_own_texts(
            open_store(None), lambda one: {**one, "links": {**one.get("links", {}), name: ours}}
        )

    return change


# --- it stays --------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", [0, -1], ids=["a link that is there", "a new one"])
def test_a_link_that_was_half_typed_is_back_after_a_tap_elsewhere_and_a_reload(
    beheer: PageDriver, nth: int
) -> None:
    beheer.write(LINK, HALF, nth=nth)
    beheer.choose(THEMAS, Thema.ZELF_DOEN)
    beheer.holds(LINK, HALF, nth=nth)
    beheer.reload()
    beheer.holds(LINK, HALF, nth=nth)
    beheer.tap(screen_text("concept.weg"))
    beheer.reload()
    assert beheer.field(LINK, nth=nth).value != HALF


def test_a_case_comes_back_with_its_themes_and_nothing_is_left_once_it_is_saved(
    beheer: PageDriver,
) -> None:
    beheer.write(TITLE, HALF)
    beheer.write(screen_text("teksten.zegt"), "Een zin.")
    beheer.choose(THEMAS, Thema.ZELF_DOEN, Thema.ZORGTECHNOLOGIE)
    beheer.reload()
    beheer.holds(TITLE, HALF)
    beheer.holds(screen_text("teksten.zegt"), "Een zin.")
    assert beheer.chosen(THEMAS) == [label(Thema.ZELF_DOEN), label(Thema.ZORGTECHNOLOGIE)]
    velden = inhoud().casusvelden
    for words in (*(one.label for one in velden.velden.values()), velden.leervraag.label):
        beheer.type(words, "Bedacht.")
    for part in BRIEF:
        beheer.type(screen_text(f"teksten.{part}"), "Een zin.")
    beheer.tap(screen_text("teksten.bewaar_casus"))
    assert not beheer.at.error
    assert [one.titel for one in inhoud().casussen.values()].count(HALF) == 1
    assert HALF not in drafts()


def test_an_own_text_is_back_with_which_text_it_is(beheer: PageDriver) -> None:
    choose_text(beheer, "waarom", "titel")
    beheer.write(OWN, HALF)
    beheer.reload()
    beheer.holds(OWN, HALF)
    choose_text(beheer, "waarom", "titel")
    beheer.tap(screen_text("teksten.bewaar_tekst"))
    assert read_own_texts(open_store(None))["waarom"]["titel"] == HALF
    assert HALF not in drafts()


def test_another_text_and_back_keeps_what_was_typed(beheer: PageDriver) -> None:
    choose_text(beheer, "waarom", "titel")
    beheer.write(OWN, HALF)
    words = screen_text("teksten.welke_tekst")
    (piece,) = [one for one in beheer.at.selectbox if one.label == words]
    other = next(one for one in piece.options if not one.startswith("titel:"))
    piece.select(other)
    beheer._run()
    assert beheer.field(OWN).value != HALF
    choose_text(beheer, "waarom", "titel")
    beheer.holds(OWN, HALF)


def test_the_network_comes_back_with_who_may_open_it(beheer: PageDriver) -> None:
    beheer.write(NAAM, HALF)
    (radio,) = [one for one in beheer.at.radio if one.label == screen_text("organisatie.netwerk")]
    radio.set_value(NetworkMode.PROXY)
    beheer._run()
    beheer.write(screen_text("organisatie.proxies"), "10.0.0.2")
    beheer.reload()
    beheer.holds(NAAM, HALF)
    beheer.holds(screen_text("organisatie.proxies"), "10.0.0.2")
    beheer.write(screen_text("organisatie.namen"), "gesprek.example")
    beheer.tap(screen_text("organisatie.bewaar"))
    assert services().visits.settings().proxies == ("10.0.0.2",)
    assert HALF not in drafts()


def test_the_settings_of_the_provider_come_back_without_the_secret(beheer: PageDriver) -> None:
    beheer.write(screen_text("aanmelding.waarde"), HALF)
    beheer.write(screen_text("aanmelding.geheim"), "heel geheim")
    words = screen_text("aanmelding.kenmerk")
    (radio,) = [one for one in beheer.at.radio if one.label == words]
    radio.set_value(PersonClaim.GROUPS)
    beheer._run()
    beheer.reload()
    beheer.holds(screen_text("aanmelding.waarde"), HALF)
    (radio,) = [one for one in beheer.at.radio if one.label == words]
    assert radio.value == PersonClaim.GROUPS
    assert "heel geheim" not in drafts()


def test_a_new_team_a_manager_and_a_threshold_that_were_half_filled_in_come_back(
    beheer: PageDriver,
) -> None:
    beheer.write(screen_text("teams.naam"), HALF)
    beheer.write(screen_text("managers.naam"), HALF)
    beheer.write(screen_text("managers.wachtwoord"), "een lang wachtwoord")
    beheer.set_number(screen_text("organisatie.drempel"), 12)
    beheer.reload()
    beheer.holds(screen_text("teams.naam"), HALF)
    beheer.holds(screen_text("managers.naam"), HALF)
    assert beheer.number(screen_text("organisatie.drempel")).value == 12
    assert "lang wachtwoord" not in drafts()


def test_a_name_for_the_team_that_is_refused_is_back_after_a_reload(
    beheer: PageDriver, team: Team
) -> None:
    beheer.open("beheer")
    field = next(one for one in beheer.fields if one.value == team.naam)
    field.set_value(HALF)
    beheer._run()
    beheer.reload()
    assert HALF in [one.value for one in beheer.fields]
    beheer.tap(screen_text("teams.bewaar_naam"))
    assert [one.naam for one in Archive(open_store(None)).teams()] == [HALF]
    assert HALF not in drafts()


# --- nothing is overwritten unseen --------------------------------------------------------------


def test_a_link_that_somebody_else_saved_meanwhile_shows_both(beheer: PageDriver) -> None:
    beheer.write(LINK, HALF)
    own_link("label", THEIRS)()
    beheer.tap(screen_text("teksten.bewaar_link"))
    assert next(iter(read_own_texts(open_store(None))["links"].values()))["label"] == THEIRS
    beheer.sees(BOTSING, HALF, THEIRS)
    beheer.tap(MINE)
    beheer.tap(screen_text("teksten.bewaar_link"))
    assert next(iter(read_own_texts(open_store(None))["links"].values()))["label"] == HALF
    beheer.sees_not(BOTSING)


def test_another_field_that_somebody_else_saved_meanwhile_stays_as_they_left_it(
    beheer: PageDriver,
) -> None:
    beheer.write(LINK, HALF)
    own_link("uitleg", THEIRS)()
    beheer.tap(screen_text("teksten.bewaar_link"))
    kept = next(iter(read_own_texts(open_store(None))["links"].values()))
    assert (kept["label"], kept["uitleg"]) == (HALF, THEIRS)


def test_a_draft_that_comes_back_after_somebody_else_saved_shows_both(beheer: PageDriver) -> None:
    beheer.write(LINK, HALF)
    own_link("label", THEIRS)()
    beheer.reload()
    beheer.sees(BOTSING, HALF, THEIRS)
    beheer.tap(OTHER)
    beheer.holds(LINK, THEIRS)
    beheer.sees_not(BOTSING)
    assert HALF not in drafts()


def test_an_own_text_that_somebody_else_saved_meanwhile_shows_both(beheer: PageDriver) -> None:
    choose_text(beheer, "waarom", "titel")
    beheer.write(OWN, HALF)
    change_own_texts(open_store(None), lambda one: {**one, "waarom": {"titel": THEIRS}})
    beheer.tap(screen_text("teksten.bewaar_tekst"))
    assert read_own_texts(open_store(None))["waarom"]["titel"] == THEIRS
    beheer.sees(BOTSING, HALF, THEIRS)


@pytest.mark.parametrize(("words", "left"), [(MINE, HALF), (OTHER, THEIRS)])
def test_a_list_of_words_that_somebody_else_saved_meanwhile_shows_both(
    beheer: PageDriver, words: str, left: str
) -> None:
    change_privacy_words(open_store(None), lambda _: PrivacyWords(eigen=(THEIRS,)))
    beheer.write(WORDS, HALF)
    assert read_privacy_words(open_store(None)).eigen == (THEIRS,)
    beheer.sees(BOTSING, HALF, THEIRS)
    beheer.reload()
    beheer.sees(BOTSING, HALF, THEIRS)
    beheer.tap(words)
    assert read_privacy_words(open_store(None)).eigen == (left,)
    beheer.holds(WORDS, left)
    beheer.sees_not(BOTSING)
    assert HALF not in drafts()


def test_a_list_that_was_typed_and_not_left_is_back_and_saved_by_a_tap(beheer: PageDriver) -> None:
    visit = services().visits.again(beheer._who["soort"], beheer._who["aanmelding"])
    services().drafts.keep(visit, str(beheer.field(WORDS).key), HALF)
    beheer.reload()
    beheer.holds(WORDS, HALF)
    beheer.sees(screen_text("concept.teruggezet"))
    beheer.tap(screen_text("concept.bewaar"), nth=1)  # after that of the network
    assert read_privacy_words(open_store(None)).eigen == (HALF,)
    beheer.sees_not(screen_text("concept.teruggezet"))


def test_the_name_of_the_organisation_is_not_overwritten_unseen(beheer: PageDriver) -> None:
    beheer.write(NAAM, HALF)
    change_settings(open_store(None), lambda one: one.changed(organisatie=THEIRS))
    beheer.tap(screen_text("organisatie.bewaar"))
    assert services().visits.settings().organisatie == THEIRS
    beheer.sees(BOTSING, HALF, THEIRS)


def test_a_draft_of_beheer_is_for_who_may_do_that_only(
    beheer: PageDriver,
) -> None:
    beheer.write(LINK, HALF)
    key = str(beheer.field(LINK).key)
    guest = services().visits.again("gast", "")
    with pytest.raises(NotFound):
        services().drafts.keep(guest, key, THEIRS)
    assert THEIRS not in drafts()
