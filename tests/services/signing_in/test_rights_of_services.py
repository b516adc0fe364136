"""Each public method of each service, for each kind of visitor: the table of rights decides."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest

from gesprek.access.access_errors import RightMissing
from gesprek.access.rights import NO_SUBJECT, Right, Subject, may
from gesprek.access.visitors import GAST, LOKAAL, Visitor, VisitorKind
from gesprek.domain.base import UserError
from gesprek.domain.dates import Span
from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.reminders import Herinnerwijze, Kanaalsoort
from gesprek.domain.retention_terms import LONGEST
from gesprek.domain.team import new_team
from gesprek.domain.themas import Behoefte
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Versioned
from gesprek.services.erasing import Undo
from gesprek.services.erasure_ledger import Erased
from gesprek.services.practices import subject_of
from gesprek.services.root import ProgramSettings, Services, VisitorServices, build
from gesprek.services.visits import Visit
from gesprek.storage.values import new_id, new_oefening_id
from tests.support.builders.oefeningen import team_of_five

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Thing:
    """What a method is asked about."""

    oefening: Oefening

    @property
    def team(self) -> str:
        return self.oefening.team

    @property
    def of_team(self) -> Subject:
        return Subject(self.team)

    @property
    def of_oefening(self) -> Subject:
        return subject_of(self.oefening)

    @property
    def undo(self) -> Undo:
        return Undo(self.team, Erased(oefening={self.oefening.id: NOW}))


def of_nothing(_thing: Thing) -> Subject:
    return NO_SUBJECT


def of_team(thing: Thing) -> Subject:
    return thing.of_team


def of_oefening(thing: Thing) -> Subject:
    return thing.of_oefening


Call = Callable[[Any, Thing], object]
ASKS: dict[str, tuple[Right, Callable[[Thing], Subject], Call]] = {
    "practices.team": (Right.TEAM_ZIEN, of_team, lambda one, of: one.team(of.team)),
    "practices.team_with": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.team_with(of.oefening),
    ),
    "practices.change_team": (
        Right.NAMEN_BEHEREN,
        of_team,
        lambda one, of: one.change_team(of.team, lambda team: team),
    ),
    "practices.add_name": (
        Right.NAAM_TOEVOEGEN,
        of_oefening,
        lambda one, of: one.add_name(of.oefening, new_id(), "Bo"),
    ),
    "practices.mark_taking_part": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.mark_taking_part(of.oefening, DAY),
    ),
    "practices.oefeningen": (Right.TEAM_ZIEN, of_team, lambda one, of: one.oefeningen(of.team)),
    "practices.past": (Right.TEAM_ZIEN, of_team, lambda one, of: one.past(of.team, [])),
    "practices.oefeningen_with": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.oefeningen_with(of.oefening),
    ),
    "practices.oefening": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.oefening(of.oefening.id),
    ),
    "practices.with_card": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.with_card(of.oefening.id),
    ),
    "practices.latest": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.latest(Versioned(1, of.oefening)),
    ),
    "practices.create_oefening": (
        Right.OEFENING_MAKEN,
        of_team,
        lambda one, of: one.create_oefening(of.oefening),
    ),
    "practices.save": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.save(Versioned(1, of.oefening), of.oefening),
    ),
    "practices.team_rows": (Right.TEAMCIJFERS, of_team, lambda one, of: one.team_rows(of.team)),
    "practices.problems": (Right.OPSLAG_GEZONDHEID, of_nothing, lambda one, _of: one.problems()),
    "practices.has_unreadable": (
        Right.TEAM_ZIEN,
        of_team,
        lambda one, of: one.has_unreadable(of.team),
    ),
    "practices.team_lines": (Right.TEAMS_BEHEREN, of_nothing, lambda one, _of: one.team_lines()),
    "practices.begin_proefteam": (
        Right.PROEFTEAM,
        of_nothing,
        lambda one, _of: one.begin_proefteam(new_team(new_id(), "Proef")),
    ),
    "practices.make_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, _of: one.make_team(new_id(), "Nieuw"),
    ),
    "practices.rename_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.rename_team(of.team, "Anders"),
    ),
    "practices.place_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.place_team(of.team, "Noord"),
    ),
    "practices.archive_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.archive_team(of.team, DAY),
    ),
    "practices.unarchive_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.unarchive_team(of.team),
    ),
    "learned.kept": (Right.TEAM_ZIEN, of_team, lambda one, of: one.kept(of.team)),
    "learned.take_away": (Right.TEAM_ZIEN, of_team, lambda one, of: one.take_away(of.team)),
    "learned.goes_on": (Right.MEENEMEN, of_oefening, lambda one, of: one.goes_on(of.oefening)),
    "learned.share": (
        Right.NAMEN_BEHEREN,
        of_team,
        lambda one, of: one.share(of.oefening.id, "a", "Tekst", DAY),
    ),
    "learned.take_back": (
        Right.NAMEN_BEHEREN,
        of_team,
        lambda one, of: one.take_back(of.oefening.id, "a"),
    ),
    "learned.privacy_words": (Right.TEAM_ZIEN, of_team, lambda one, of: one.privacy_words(of.team)),
    "erasing.oefening": (
        Right.OEFENING_VERWIJDEREN,
        of_oefening,
        lambda one, of: one.oefening(of.oefening.id),
    ),
    "erasing.naam": (Right.NAMEN_BEHEREN, of_team, lambda one, of: one.naam(of.team, "sam")),
    "erasing.leerpunt": (
        Right.NAMEN_BEHEREN,
        of_team,
        lambda one, of: one.leerpunt(of.oefening.id, "a"),
    ),
    "erasing.inbreng": (Right.NAMEN_BEHEREN, of_team, lambda one, of: one.inbreng(of.team, "sam")),
    "erasing.undo": (Right.OEFENING_VERWIJDEREN, of_oefening, lambda one, of: one.undo(of.undo)),
    "access.devices": (Right.TEAMAPPARATEN, of_team, lambda one, of: one.devices(of.team)),
    "access.sign_out_device": (
        Right.TEAMAPPARATEN,
        of_team,
        lambda one, of: one.sign_out_device(of.team, "x"),
    ),
    "access.devices_of": (
        Right.OEFENING,
        of_oefening,
        lambda one, of: one.devices_of(of.oefening, "sam"),
    ),
    "access.calendar_made": (Right.AGENDA, of_team, lambda one, of: one.calendar_made(of.team)),
    "access.renew_calendar": (Right.AGENDA, of_team, lambda one, of: one.renew_calendar(of.team)),
    "access.stop_calendar": (Right.AGENDA, of_team, lambda one, of: one.stop_calendar(of.team)),
    "access.join_code": (Right.DEELCODE, of_oefening, lambda one, of: one.join_code(of.oefening)),
    "access.join_code_works": (
        Right.DEELCODE,
        of_oefening,
        lambda one, of: one.join_code_works(of.oefening),
    ),
    "access.let_in": (Right.DEELCODE, of_oefening, lambda one, of: one.let_in(of.oefening)),
    "reminders.is_shown": (Right.HERINNEREN, of_team, lambda one, of: one.is_shown(of.team)),
    "reminders.ways": (Right.HERINNEREN, of_team, lambda one, of: one.ways(of.team)),
    "reminders.choice": (Right.HERINNEREN, of_team, lambda one, of: one.choice(of.team)),
    "reminders.state_of": (
        Right.HERINNEREN,
        of_team,
        lambda one, of: one.state_of(of.team, "sam"),
    ),
    "reminders.choose_way": (
        Right.HERINNEREN,
        of_team,
        lambda one, of: one.choose_way(of.team, Herinnerwijze.AGENDA),
    ),
    "reminders.set_channel": (
        Right.HERINNEREN,
        of_team,
        lambda one, of: one.set_channel(of.team, Kanaalsoort.TEAMS, "x"),
    ),
    "reminders.forget_channel": (
        Right.HERINNEREN,
        of_team,
        lambda one, of: one.forget_channel(of.team),
    ),
    "reminders.give_address": (
        Right.HERINNEREN,
        of_team,
        lambda one, of: one.give_address(of.team, "sam", "x"),
    ),
    "reminders.stop": (Right.HERINNEREN, of_team, lambda one, of: one.stop(of.team, "sam")),
    "reminder_settings.settings": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.settings(),
    ),
    "reminder_settings.counts": (Right.ORGANISATIE, of_nothing, lambda one, _of: one.counts()),
    "reminder_settings.change": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.change(lambda settings: settings),
    ),
    "reminder_settings.set_mail": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.set_mail("", None, ""),
    ),
    "reminder_settings.begin_trial": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.begin_trial("x"),
    ),
    "organisation.settings": (Right.ORGANISATIE, of_nothing, lambda one, _of: one.settings()),
    "organisation.change_settings": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.change_settings(lambda settings: settings),
    ),
    "organisation.set_provider": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.set_provider(None, ""),
    ),
    "organisation.change_own_password": (
        Right.ORGANISATIE,
        of_nothing,
        lambda one, _of: one.change_own_password("a", "b", "c"),
    ),
    "organisation.sign_everybody_out": (
        Right.AANMELDINGEN_INTREKKEN,
        of_nothing,
        lambda one, _of: one.sign_everybody_out(),
    ),
    "organisation.managers": (Right.ACCOUNTS_BEHEREN, of_nothing, lambda one, _of: one.managers()),
    "organisation.blocked": (Right.ACCOUNTS_BEHEREN, of_nothing, lambda one, _of: one.blocked()),
    "organisation.add_manager": (
        Right.ACCOUNTS_BEHEREN,
        of_nothing,
        lambda one, _of: one.add_manager("", ""),
    ),
    "organisation.set_manager": (
        Right.ACCOUNTS_BEHEREN,
        of_nothing,
        lambda one, _of: one.set_manager("x", ""),
    ),
    "organisation.remove_manager": (
        Right.ACCOUNTS_BEHEREN,
        of_nothing,
        lambda one, _of: one.remove_manager("x"),
    ),
    "organisation.allow_again": (
        Right.ACCOUNTS_BEHEREN,
        of_nothing,
        lambda one, _of: one.allow_again("x"),
    ),
    "organisation.key_made": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.key_made(of.team),
    ),
    "organisation.renew_key": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.renew_key(of.team),
    ),
    "organisation.close_team": (
        Right.TEAMS_BEHEREN,
        of_nothing,
        lambda one, of: one.close_team(of.team),
    ),
    "texts.terms": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.terms()),
    "texts.doubted_date": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.doubted_date()),
    "texts.believe_date": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.believe_date()),
    "texts.save_terms": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.save_terms(LONGEST)),
    "texts.privacy_words": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.privacy_words()),
    "texts.change_privacy_words": (
        Right.INSTELLINGEN,
        of_nothing,
        lambda one, _of: one.change_privacy_words(lambda words: words),
    ),
    "texts.own_texts": (Right.INSTELLINGEN, of_nothing, lambda one, _of: one.own_texts()),
    "texts.change_own_texts": (
        Right.INSTELLINGEN,
        of_nothing,
        lambda one, _of: one.change_own_texts(lambda tables: tables),
    ),
    "texts.remove_example_data": (
        Right.INSTELLINGEN,
        of_nothing,
        lambda one, _of: one.remove_example_data(),
    ),
    "texts.log_months": (Right.LOGBOEK, of_nothing, lambda one, _of: one.log_months()),
    "texts.log_lines": (Right.LOGBOEK, of_nothing, lambda one, _of: one.log_lines("2026-06")),
    "figures.quarters": (Right.CIJFERS, of_nothing, lambda one, _of: one.quarters()),
    "figures.threshold": (Right.CIJFERS, of_nothing, lambda one, _of: one.threshold()),
    "figures.so_far": (Right.CIJFERS, of_nothing, lambda one, _of: one.so_far()),
    "figures.drawings": (Right.CIJFERS, of_nothing, lambda one, _of: one.drawings(())),
    "figures.shared": (Right.CIJFERS, of_nothing, lambda one, _of: one.shared()),
    "figures.shown_needs": (Right.CIJFERS, of_nothing, lambda one, _of: one.shown_needs()),
    "figures.answered": (Right.CIJFERS, of_nothing, lambda one, _of: one.answered(())),
    "answers.current": (Right.ANTWOORDEN, of_nothing, lambda one, _of: one.current()),
    "answers.all": (Right.BEANTWOORDEN, of_nothing, lambda one, _of: one.all()),
    "answers.answer": (
        Right.BEANTWOORDEN,
        of_nothing,
        lambda one, _of: one.answer(Behoefte.TIJD, "Meer tijd", ""),
    ),
    "answers.stop": (Right.BEANTWOORDEN, of_nothing, lambda one, _of: one.stop(Behoefte.TIJD, "")),
    "answers.go_on": (Right.BEANTWOORDEN, of_nothing, lambda one, _of: one.go_on("x")),
    "answers.remove": (Right.BEANTWOORDEN, of_nothing, lambda one, _of: one.remove("x")),
    "year.periods": (Right.CIJFERS, of_nothing, lambda one, _of: one.periods()),
    "year.text": (
        Right.CIJFERS,
        of_nothing,
        lambda one, _of: one.text(Span.named("2026-K1", "2026-K4")),
    ),
    "year.make_file": (
        Right.CIJFERS_UITVOEREN,
        of_nothing,
        lambda one, _of: one.make_file("pdf", "2026-K1", "2026-K4"),
    ),
    "figures.make_file": (
        Right.CIJFERS_UITVOEREN,
        of_nothing,
        lambda one, _of: one.make_file("csv", ("2026-K1", "2026-K1"), "", ""),
    ),
    "here": (Right.OEFENING, of_oefening, lambda one, of: one.here(of.oefening)),
    "gone": (Right.OEFENING, of_oefening, lambda one, of: one.gone(of.oefening)),
    "comings": (Right.OEFENING, of_oefening, lambda one, of: one.comings(of.oefening)),
    "privacy_words": (Right.OEFENING, of_oefening, lambda one, of: one.privacy_words(of.oefening)),
    "be": (Right.OEFENING, of_oefening, lambda one, of: one.be(of.oefening, "sam")),
}
"""Method → the right that it asks for, of what, and a call."""

ASKS_NOTHING = {
    "practices.teams": "returns only teams that the visitor may see",
    "practices.is_open": "tells whether the visitor has the right",
    "practices.has_unreadable_team": "tells only of teams that the visitor may see",
    "open_by_code": "is about the own log-in",
    "sign_out": "is about the own log-in",
}
"""Method → why it asks for no right by itself."""

PARTS = (
    *("practices", "learned", "erasing", "access", "reminders", "organisation"),
    *("reminder_settings", "texts", "figures", "answers", "year"),
)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The root of the program, on a store and a clock of its own."""
    folder = tmp_path_factory.mktemp("rechten") / "opslag"
    return build(ProgramSettings(str(folder), lambda: NOW))


@pytest.fixture(scope="module")
def own(services: Services) -> Thing:
    return _stored(services)


@pytest.fixture(scope="module")
def other(services: Services) -> Thing:
    return _stored(services)


def _stored(services: Services) -> Thing:
    team = services.archive.create_team(team_of_five()).value
    oefening = new_oefening(new_oefening_id(team.id), team.id, NOW, Werkvorm.ROLLENSPEL, {})
    return Thing(services.archive.create_oefening(oefening).value)


def _visitors(own: Thing) -> list[Visitor]:
    kind, only = VisitorKind.TEAM, own.oefening.id
    return [
        GAST,
        LOKAAL,
        Visitor(VisitorKind.MANAGER),
        Visitor(VisitorKind.ADVISEUR),
        Visitor(kind, team=own.team),
        Visitor(kind, team=own.team, alleen=only),
        Visitor(kind, team=own.team, vraagt_code=True),
        Visitor(kind, team=own.team, vraagt_code=True, geopend=frozenset({only})),
    ]


def _is_refused(services: Services, visitor: Visitor, method: str, thing: Thing) -> bool:
    part, _, _ = method.rpartition(".")
    mine = VisitorServices(services, Visit(visitor))
    try:
        ASKS[method][2](getattr(mine, part) if part else mine, thing)
    except RightMissing:
        return True
    except UserError:
        return False  # it asked, and found something else in the way
    return False


@pytest.mark.parametrize("method", ASKS)
def test_who_has_not_the_right_is_refused_and_who_has_it_is_not(
    services: Services, own: Thing, other: Thing, method: str
) -> None:
    right, subject_of_thing, _ = ASKS[method]
    for visitor in _visitors(own):
        for thing in (own, other):
            expected = not may(visitor, right, subject_of_thing(thing))
            assert _is_refused(services, visitor, method, thing) is expected, visitor


def test_each_public_method_of_each_service_is_walked() -> None:
    mine = VisitorServices(cast("Services", None), Visit(GAST))
    found = set(_public(VisitorServices)) - {*PARTS}
    for part in PARTS:
        found |= {f"{part}.{name}" for name in _public(type(getattr(mine, part)))}
    assert found == {*ASKS, *ASKS_NOTHING}


def _public(kind: type) -> list[str]:
    return [name for name in dir(kind) if not name.startswith("_")]
