"""The organisation answers what teams need: on the overview, the team's page and in step 2."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from gesprek.content import inhoud
from gesprek.domain.antwoorden import MAX_ANTWOORD, AnswerChanged
from gesprek.domain.dates import date_in_words, local_day, utc_now
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.themas import Behoefte
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.answers import KeptAnswers, NeedNotShown, read_answers
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import KWAAD
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.ui.conftest import WACHTWOORD, Make, OwnDevice
from tests.ui.page_driver import PageDriver
from tests.ui.test_overview import choose

TRAINING, TIJD = Behoefte.TRAINING, Behoefte.TIJD
TEXT = "Elke maand is er een oefenmiddag."
TITLE = screen_text("antwoorden.titel")
FIELD = screen_text("antwoorden.tekst", soort=label(TRAINING))
SAVE, STOP = screen_text("antwoorden.bewaar"), screen_text("antwoorden.stop_nu")
NEWEST = screen_text("antwoorden.nieuwste", soort=label(TRAINING))
CIJFERS = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))


def today() -> str:
    """Asked as late as it can be: a run may go on past midnight."""
    return date_in_words(local_day(utc_now()))


@pytest.fixture
def store(root: Path) -> Store:
    """A store with a closed quarter, of which the need for training is shown."""
    store = open_store(str(root))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), CIJFERS.to_document())
    return store


@pytest.fixture
def manager(
    store: Store, visits: Visits, as_visitor: Callable[..., PageDriver]
) -> Callable[[], PageDriver]:
    """A function that returns the overview of a manager, each time on another device."""
    assert store
    visits.administration.add_manager("Anne", WACHTWOORD)

    def come() -> PageDriver:
        log_in = visits.sign_in.by_password("Anne", WACHTWOORD, "10.0.0.1")
        return as_visitor(log_in).open("overzicht")

    return come


@pytest.fixture
def of_team(visits: Visits, team: Team, as_visitor: Callable[..., PageDriver]) -> PageDriver:
    return as_visitor(visits.log_ins.begin_team(team.id, generatie=None))


def answered(store: Store, text: str = TEXT, need: Behoefte = TRAINING) -> None:
    KeptAnswers(store, utc_now).answer(need, text, read_answers(store).text(need))


def save(tab: PageDriver, need: Behoefte = TRAINING) -> None:
    tab.at.button(key=f"antwoord-{need}").click()
    tab._run()


def test_a_manager_answers_changes_and_ends_it_and_lets_it_go_on(
    manager: Callable[[], PageDriver], store: Store
) -> None:
    tab = manager()
    tab.sees(TITLE, screen_text("antwoorden.genoemd", aantal="20"))
    tab.type(FIELD, TEXT)
    save(tab)
    assert tab.saved
    tab.sees(TEXT, screen_text("antwoorden.sinds", dag=today()))
    tab.write(FIELD, "Elke week.")
    save(tab)
    assert read_answers(store).text(TRAINING) == "Elke week."
    tab.tap(STOP)
    ended = {"soort": label(TRAINING), "dag": today(), "tot": today()}
    tab.sees(screen_text("antwoorden.gestopt", **ended))
    assert read_answers(store).newest_first == ()
    tab.tap(screen_text("antwoorden.ga_door"))
    assert read_answers(store).text(TRAINING) == "Elke week."
    tab.tap(STOP)
    tab.tap(screen_text("antwoorden.verwijder"))
    assert read_answers(store).antwoorden == {}


def test_an_advisor_may_answer_too(beheer: PageDriver, store: Store) -> None:
    tab = beheer.open("overzicht")
    tab.type(FIELD, TEXT)
    save(tab)
    assert read_answers(store).text(TRAINING) == TEXT


def test_the_figure_says_since_when_it_was_answered_and_a_part_does_not(
    manager: Callable[[], PageDriver], store: Store
) -> None:
    answered(store)
    tab, said = manager(), f"{label(TRAINING)}: beantwoord sinds {today()}."
    assert any(said in one.value for one in tab.at.markdown)
    choose(tab, screen_text("overzicht.plaats"), "Noord")
    assert not any(said in one.value for one in tab.at.markdown)
    tab.sees(TEXT)
    tab.sees_not(screen_text("antwoorden.genoemd", aantal="20"))


def test_only_what_is_shown_can_be_answered(manager: Callable[[], PageDriver]) -> None:
    shown = {*Figures([CIJFERS], ALLES, 5, inhoud()).needs()}
    fields = [one.label for one in manager().fields]
    for need in Behoefte:
        asked = screen_text("antwoorden.tekst", soort=label(need))
        assert (asked in fields) is (need in shown)
    assert shown != set(Behoefte)


def test_a_need_that_is_hidden_by_now_keeps_its_answer_and_tells_no_number(
    manager: Callable[[], PageDriver], store: Store, visits: Visits, of_team: PageDriver, team: Team
) -> None:
    answered(store)
    visits.administration.change_settings(lambda one: one.changed(drempel=500))
    tab = manager()
    tab.sees(TITLE, TEXT)
    tab.sees_not("keer genoemd", "beantwoord sinds")
    tab.sees_not(screen_text("antwoorden.tekst", soort=label(TIJD)))
    of_team.open("team", t=team.id)
    of_team.sees(TEXT)
    tab.tap(STOP)
    assert read_answers(store).newest_first == ()


def test_without_any_answer_a_team_sees_nothing_of_it(
    of_team: PageDriver, team: Team, make: Make, store: Store
) -> None:
    assert store
    of_team.open("team", t=team.id)
    of_team.sees_not(TITLE)
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.VOORBEREIDING)
    of_team.open_step(Stap.VOORBEREIDING, one.id)
    of_team.sees_not("van de organisatie")


def test_a_team_sees_it_folded_on_its_page_and_in_the_next_preparation_till_it_ends(
    of_team: PageDriver, team: Team, make: Make, store: Store
) -> None:
    answered(store)
    answered(store, KWAAD, Behoefte.ANDERS)
    of_team.open("team", t=team.id)
    (fold,) = [one for one in of_team.at.expander if one.label == TITLE]
    assert not fold.proto.expanded
    of_team.sees(TEXT, screen_text("antwoorden.team_sinds", dag=today()))
    of_team.is_plain()
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.VOORBEREIDING)
    of_team.open_step(Stap.VOORBEREIDING, one.id)
    of_team.sees(TEXT)
    of_team.is_plain()
    for need in (TRAINING, Behoefte.ANDERS):
        KeptAnswers(store, utc_now).stop(need, read_answers(store).text(need))
    of_team.open("team", t=team.id)
    of_team.sees_not(TITLE, TEXT)
    of_team.open_step(Stap.VOORBEREIDING, one.id)
    of_team.sees_not(TEXT)


def test_who_takes_part_by_a_code_reads_it_while_preparing_and_not_during_the_practice(
    own_device: OwnDevice, make: Make, store: Store
) -> None:
    answered(store)
    before = make(Werkvorm.ROLLENSPEL, 4, Stap.VOORBEREIDING)
    tab = own_device(before, next(iter(before.rollen)))
    tab.open_step(Stap.VOORBEREIDING, before.id)
    tab.sees(NEWEST, TEXT)
    playing = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    other = own_device(playing, next(iter(playing.rollen)))
    other.open_step(Stap.VOORBEREIDING, playing.id)
    other.sees_not(NEWEST)


def test_a_refusal_names_the_fragment_and_the_text_stays_in_its_field(
    manager: Callable[[], PageDriver], store: Store
) -> None:
    tab, typed = manager(), "Bel Fatima El Idrissi voor een cursus."
    tab.type(FIELD, typed)
    save(tab)
    (told,) = tab.at.error
    assert "'Fatima El Idrissi'" in told.value
    tab.holds(FIELD, typed)
    assert read_answers(store).antwoorden == {}


@pytest.mark.parametrize("text", ["", "a" * (MAX_ANTWOORD + 1)])
def test_an_empty_or_long_text_is_refused_in_a_sentence(
    manager: Callable[[], PageDriver], store: Store, text: str
) -> None:
    tab = manager()
    tab.type(FIELD, text)
    save(tab)
    (told,) = tab.at.error
    assert told.value.endswith(".")
    assert read_answers(store).antwoorden == {}


def test_two_managers_at_once_lose_nothing(manager: Callable[[], PageDriver], store: Store) -> None:
    first, second = manager(), manager()
    first.type(FIELD, TEXT)
    save(first)
    second.type(FIELD, "Iets heel anders.")
    save(second)
    (told,) = second.at.error
    assert told.value == screen_text("formulier.botsing")
    second.sees(TEXT, "Iets heel anders.")
    assert read_answers(store).text(TRAINING) == TEXT
    second.tap(screen_text("formulier.mijn"))
    save(second)
    assert read_answers(store).text(TRAINING) == "Iets heel anders."
    first.tap(STOP)  # first still sees its own text
    (told,) = first.at.error
    assert told.value == AnswerChanged().sentence
    assert read_answers(store).text(TRAINING) == "Iets heel anders."


def test_what_was_half_typed_is_back_after_a_reload(manager: Callable[[], PageDriver]) -> None:
    tab = manager()
    tab.write(FIELD, TEXT)
    tab.reload()
    tab.holds(FIELD, TEXT)


def test_a_need_that_is_hidden_while_somebody_writes_is_refused_and_the_text_stays(
    manager: Callable[[], PageDriver], store: Store, visits: Visits
) -> None:
    tab = manager()
    tab.type(FIELD, TEXT)
    visits.administration.change_settings(lambda one: one.changed(drempel=500))
    save(tab)
    assert [one.value for one in tab.at.error] == [NeedNotShown().sentence]
    assert read_answers(store).antwoorden == {}


def test_before_the_first_figures_an_answer_that_is_there_can_be_ended(
    root: Path, tab: PageDriver
) -> None:
    store = open_store(str(root))
    KeptAnswers(store, lambda: datetime.now(UTC) - timedelta(days=40)).answer(TRAINING, TEXT, "")
    tab.open("overzicht")
    tab.sees(TITLE, TEXT)
    tab.tap(STOP)
    assert read_answers(store).newest_first == ()
