"""The overview, the team's own figures, sharing and example data, as each visitor sees them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gesprek.access.access_errors import RightMissing
from gesprek.access.visitors import GAST, Visitor, VisitorKind
from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer
from gesprek.domain.team_memory import Geleerd
from gesprek.domain.terugblik import Leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services import figure_services
from gesprek.services.archive import Archive
from gesprek.services.audit_log import AuditEvent, AuditLine, AuditLog
from gesprek.services.organisation_info import ExampleData, Sharing
from gesprek.services.root import VisitorServices, services
from gesprek.services.visits import Visit
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.trends.chart_process import NotDrawn
from gesprek.trends.figure import ChartPoint, Figure
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, Chain, ClosedSpan, QuarterCounts
from gesprek.ui.frame.words import label, screen_text
from tests.documents.reading import on_one_line, outline_of, text_of
from tests.support.builders.oefeningen import Fill
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

NAAM = "Bastiaan"


@pytest.fixture
def store(root: Path) -> Store:
    return open_store(str(root))


@pytest.fixture
def kwartaal(store: Store) -> None:
    """A closed quarter with the fixed set of oefeningen, counted already."""
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())


def _make_file(kind: str, period: tuple[str, str], part: tuple[str, str]) -> bytes | None:
    manager = VisitorServices(services(), Visit(Visitor(VisitorKind.MANAGER)))
    return manager.figures.make_file(kind, period, *part)


def charts(tab: PageDriver) -> list[str]:
    return [one.value for one in tab.at.markdown if "<svg" in one.value]


def tables(tab: PageDriver) -> list[str]:
    bodies = [one.proto.body for one in tab.at.get("html")]
    return [body for body in bodies if "<table>" in body]


def choose(tab: PageDriver, words: str, value: str) -> None:
    (box,) = [one for one in tab.at.selectbox if one.label == words]
    box.set_value(value)
    tab._run()


@pytest.mark.usefixtures("kwartaal")
def test_a_closed_quarter_shows_conclusions_charts_and_tables(tab: PageDriver) -> None:
    tab.open("overzicht")
    tab.sees(screen_text("overzicht.titel_oefeningen"), "Teams oefenden samen 96 keer.")
    assert len(tables(tab)) == 11
    assert len(charts(tab)) == 8  # the tiles are one, three other figures are in them
    tab.sees(screen_text("overzicht.grens", aantal=5))


@pytest.mark.usefixtures("kwartaal")
def test_a_chart_is_in_the_page_with_its_title_and_conclusion_in_words(tab: PageDriver) -> None:
    tab.open("overzicht")
    told = f"{screen_text('overzicht.titel_oefeningen')} Teams oefenden samen 96 keer."
    (found,) = [one for one in charts(tab) if f'aria-label="{told}' in one]
    assert ">96</text>" in found


@pytest.mark.usefixtures("kwartaal")
def test_four_tiles_tell_the_last_number_and_what_it_was_before(tab: PageDriver) -> None:
    tab.open("overzicht")
    tiles = next(one for one in charts(tab) if one.startswith('<div class="tegels">'))
    assert tiles.count('<section class="tegel">') == 4
    assert "<b>96</b> keer geoefend in kwartaal 1 van 2026" in tiles
    assert "<b>8 van 8</b>" in tiles
    assert screen_text("overzicht.verandering_eerste") in tiles


@pytest.mark.usefixtures("kwartaal")
@pytest.mark.parametrize("part", [("", ""), (Werkvorm.ROLLENSPEL, ""), ("", "Noord")])
def test_paper_has_the_figures_of_the_screen_in_the_same_order(
    tab: PageDriver, part: tuple[str, str]
) -> None:
    tab.open("overzicht")
    for name, value in zip(("vorm", "plaats"), part, strict=True):
        if value:
            choose(tab, screen_text(f"overzicht.{name}"), value)
    made = _make_file("pdf", ("2026-K1", "2026-K1"), part)
    assert made
    tiles = next(one for one in charts(tab) if one.startswith('<div class="tegels">'))
    not_there = [screen_text(one) for one in ("overzicht.meenemen", "antwoorden.titel")]
    shown = [one.value for one in tab.at.header if one.value not in not_there]
    assert outline_of(made)[1:] == [*re.findall("<h2>(.*?)</h2>", tiles), *shown]
    numbers = {one for chart in charts(tab) for one in re.findall(r">([\d.,]+)</text>", chart)}
    assert len(numbers) > 2
    others = ("<", "**", screen_text("overzicht.meenemen_uitleg"))  # charts, folded tables, files
    said = [one.value for one in tab.at.markdown if not one.value.startswith(others)]
    lines = [line.strip("- ").replace("**", "") for each in said for line in each.splitlines()]
    assert len(lines) > 5
    on_paper = text_of(made)
    assert [one for one in (*numbers, *lines) if on_one_line(one) not in on_paper] == []


@pytest.fixture
def now(store: Store, kwartaal: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """The day after the quarter was closed; what was practised since is as in the fixed set."""
    monkeypatch.setattr(figure_services, "local_day", lambda _moment: date(2026, 5, 1))
    for number, row in enumerate(fixed.rijen()[:23]):
        team, oefening = f"t{number % 6}", f"o{number}"
        stored = {"rij": row.changed(dag=date(2026, 4, 20), team=team).to_document()}
        store.create(DocumentKey(Kind.GECODEERD, oefening, team), stored)


@pytest.mark.usefixtures("now")
def test_what_runs_is_told_in_fives(tab: PageDriver) -> None:
    tab.open("overzicht")
    (told,) = [one.value for one in tab.at.caption if "tot nu toe" in one.value]
    found = re.fullmatch(
        r"Sinds kwartaal 2 van 2026, tot nu toe: minstens (\d+) oefeningen, door minstens 5 teams.",
        told,
    )
    assert found
    assert int(found[1]) % 5 == 0
    assert int(found[1]) >= 10


@pytest.mark.usefixtures("now")
def test_what_is_not_there_says_after_how_many_it_may_be(tab: PageDriver, store: Store) -> None:
    (record,) = store.list(Kind.CIJFERS)
    store.delete(record.key)
    little = QuarterCounts(
        kwartaal="2026-K1",
        geteld_op=date(2026, 4, 30),
        spans=(ClosedSpan(reeks=Chain.TOTAAL, eerst="2026-K1", laatst="2026-K1"),),
    )
    store.create(record.key, little.to_document())
    tab.open("overzicht")
    said = " ".join(one.value for one in tab.at.markdown)
    assert re.search(r"thema bij hun casus. Het kan er zijn na nog zo'n \d*[05] oefeningen", said)
    assert re.search(r"Eerst oefenen teams vaker. We proberen het uiterlijk na kwartaal \d", said)


def test_before_the_first_quarter_is_closed_it_says_what_was_done_so_far(
    tab: PageDriver,
) -> None:
    tab.open("overzicht")
    tab.sees(screen_text("overzicht.leeg"))
    assert any("nog te weinig om te tonen" in one.value for one in tab.at.caption)


@pytest.mark.usefixtures("now")
def test_what_runs_is_told_of_all_oefeningen_together_only(tab: PageDriver) -> None:
    tab.open("overzicht")
    choose(tab, screen_text("overzicht.plaats"), "Noord")
    assert not any("tot nu toe" in one.value for one in tab.at.caption)
    listed = [one.value for one in tab.at.markdown if one.value.startswith("- **")]
    assert listed
    assert not any("zo'n" in one or "uiterlijk" in one for one in listed)


def test_a_file_is_made_of_a_period_that_begins_with_a_quarter_without_figures(
    store: Store,
) -> None:
    for name in ("2025-K1", "2026-K2"):
        one = calculate(name, fixed.rijen(), fixed.ploegen(), date(2026, 7, 30))
        store.create(DocumentKey(Kind.CIJFERS, name.lower()), one.to_document())
    assert _make_file("csv", ("2025-K3", "2026-K2"), ("", ""))
    for wrong in (("2024-K4", "2026-K2"), ("2025-K1", "2026-K3"), ("x", "2026-K2"), ("", "")):
        assert _make_file("csv", wrong, ("", "")) is None


@pytest.mark.usefixtures("kwartaal")
def test_a_table_is_folded_and_the_last_years_can_be_chosen(tab: PageDriver) -> None:
    tab.open("overzicht")
    assert all(not one.proto.expanded for one in tab.at.expander)
    (box,) = [one for one in tab.at.selectbox if one.label == screen_text("overzicht.periode")]
    assert box.options == [f"{screen_text('overzicht.periode_alles')} (2026-K1)"]


@pytest.mark.usefixtures("kwartaal")
def test_where_no_chart_can_be_drawn_the_tables_are_there_and_a_sentence_says_why(
    tab: PageDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_figures: object) -> None:
        raise NotDrawn

    monkeypatch.setattr("gesprek.services.kept_drawings.draw", fails)
    tab.open("overzicht")
    assert [one.value for one in tab.at.info] == [screen_text("overzicht.geen_grafieken")]
    assert charts(tab) == []
    assert len(tables(tab)) == 11


def test_who_may_not_see_figures_gets_no_chart_of_them(root: Path) -> None:
    assert not root.exists()
    with pytest.raises(RightMissing):
        VisitorServices(services(), Visit(GAST)).figures.drawings([])


@pytest.mark.usefixtures("kwartaal")
def test_what_cannot_be_shown_is_told_once_at_the_end_with_what_it_waits_for(
    tab: PageDriver,
) -> None:
    tab.open("overzicht")
    choose(tab, screen_text("overzicht.plaats"), "Noord")
    titles = [one.value for one in tab.at.header]
    missing = {
        screen_text(f"overzicht.titel_{one}") for one in ("per_rol", "geholpen", "behoeften")
    }
    assert titles[-2:] == [screen_text("overzicht.nog_niet"), screen_text("overzicht.meenemen")]
    assert missing.isdisjoint(titles)
    said = [one.value for one in tab.at.markdown]
    for words in (screen_text("overzicht.te_weinig"), screen_text("overzicht.alleen_geheel")):
        assert said.count(words) <= 1
    tab.sees(screen_text("overzicht.alleen_geheel"), *missing)


@pytest.mark.usefixtures("kwartaal")
def test_where_every_figure_is_shown_nothing_is_said_to_be_missing(
    tab: PageDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = Figure("dagen", "Hoe snel?", "Zeven.", punten=(ChartPoint("", "2026-K1", 7),))
    monkeypatch.setattr(Figures, "alle", lambda _self: iter([figure]))
    tab.open("overzicht")
    tab.sees("Zeven.")
    tab.sees_not(screen_text("overzicht.nog_niet"))


def test_every_figure_that_waits_says_for_what() -> None:
    for one in Figures([], ALLES, 5, inhoud()).alle():
        assert screen_text(f"overzicht.wacht_{one.naam}").endswith(".")


@pytest.mark.usefixtures("kwartaal")
def test_a_table_names_its_columns_and_rows_and_holds_no_markup_of_a_text(
    tab: PageDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    kop, regels = ("Kop <b>", "Aantal"), (("Rij <i>", 7), ("Leeg", None))
    figure = Figure("dagen", "T", "Z.", punten=(ChartPoint("", "", 7),), kop=kop, regels=regels)
    monkeypatch.setattr(Figures, "alle", lambda _self: iter([figure]))
    tab.open("overzicht")
    (table,) = tables(tab)
    assert '<th scope="col">Kop &lt;b&gt;</th>' in table
    assert '<th scope="row">Rij &lt;i&gt;</th><td>7</td>' in table
    assert f"<td>{screen_text('overzicht.weinig')}</td>" in table


@pytest.mark.usefixtures("kwartaal")
def test_a_location_shows_its_own_figures_and_what_is_for_all_together_says_so(
    tab: PageDriver,
) -> None:
    tab.open("overzicht")
    choose(tab, screen_text("overzicht.plaats"), "Noord")
    tab.sees("Teams oefenden samen 48 keer.", screen_text("overzicht.alleen_geheel"))
    choose(tab, screen_text("overzicht.vorm"), Werkvorm.ROLLENSPEL)
    tab.sees("Teams oefenden samen 30 keer.")


@pytest.mark.usefixtures("kwartaal")
@pytest.mark.parametrize("bestand", ["csv", "xlsx", "json", "pdf"])
def test_a_file_is_made_and_the_log_tells_which_and_by_which_kind_of_person(
    store: Store, bestand: str
) -> None:
    made = _make_file(bestand, ("2026-K1", "2026-K1"), ("", ""))
    assert made
    (line,) = lines_of(store)
    assert (line.wat, line.soort) == (AuditEvent.CIJFERS_UITGEVOERD, "manager")
    assert line.aantallen == {bestand: 1}


@pytest.mark.usefixtures("kwartaal")
@pytest.mark.parametrize(
    ("period", "part"),
    [
        (("2026-K1", "2026-K9"), ("", "")),
        (("", ""), ("", "")),
        (("../..", "2026-K1"), ("", "")),
        (("2026-K1", "2026-K1"), ("iets", "")),
        (("2026-K1", "2026-K1"), ("", "Oost")),
        (("2026-K1", "2026-K1"), ("", "~")),
    ],
)
def test_what_the_screen_does_not_offer_is_no_file_and_no_line_in_the_log(
    store: Store, period: tuple[str, str], part: tuple[str, str]
) -> None:
    assert _make_file("csv", period, part) is None
    assert lines_of(store) == []


def lines_of(store: Store) -> list[AuditLine]:
    """Return all lines of the log."""
    log = AuditLog(store, lambda: datetime.now(UTC))
    return [line for month in log.months() for line in log.lines_of(month)]


# --- the team's own ----------------------------------------------------------------------------


def test_a_team_sees_its_own_figures_after_one_oefening(
    tab: PageDriver, make: Make, team: Team
) -> None:
    make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.sees(screen_text("teamcijfers.uitleg"))
    assert any("1 keer geoefend" in one.value for one in tab.at.text)


def keep(store: Store, team: str, tekst_: str) -> str:
    oefening = new_oefening_id(team)
    leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN, tekst=tekst_)
    one = Geleerd(oefening=oefening, team=team, dag=date(2026, 6, 1), leerpunten={"a": leerpunt})
    store.create(DocumentKey(Kind.LEERPUNTEN, oefening, team), one.to_document())
    return oefening


def document(store: Store, team: Team, oefening: str) -> str:
    return str(store.get(DocumentKey(Kind.LEERPUNTEN, oefening, team.id)).document)


def test_a_leerpunt_is_shared_in_neutral_words_and_taken_back(
    tab: PageDriver, make: Make, team: Team, store: Store
) -> None:
    make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    oefening = keep(store, team.id, "Eerst vraagt Anouk wat iemand al weet.")
    tab.open("team", t=team.id)
    assert "gedeeld" not in document(store, team, oefening)
    field = tab.field(screen_text("teamcijfers.deel_tekst"))
    assert "Anouk" not in str(field.value)
    tab.tap(screen_text("teamcijfers.deel_nu"))
    assert "gedeeld" in document(store, team, oefening)
    tab.tap(screen_text("teamcijfers.haal_terug"))
    assert "gedeeld" not in document(store, team, oefening)


def test_a_text_in_which_the_guard_finds_somebody_is_not_shared(
    tab: PageDriver, make: Make, team: Team, store: Store
) -> None:
    make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    oefening = keep(store, team.id, "Eerst vragen wat iemand al weet.")
    tab.open("team", t=team.id)
    tab.type(screen_text("teamcijfers.deel_tekst"), f"Dat {NAAM} eerst vraagt wat iemand al weet.")
    tab.tap(screen_text("teamcijfers.deel_nu"))
    assert [one.value for one in tab.at.error] == [
        screen_text("teamcijfers.te_herkennen", wat=f"'{NAAM}'")
    ]
    assert "gedeeld" not in document(store, team, oefening)


def test_the_refusal_names_the_colleague_as_the_text_does_and_the_text_stays_in_its_field(
    tab: PageDriver, make: Make, team: Team, store: Store, archive: Archive
) -> None:
    make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)
    seen = archive.team(team.id)
    archive.save_team(seen, add_deelnemer(seen.value, new_id(), "Wil (stagiair)"))
    oefening = keep(store, team.id, "Eerst vragen wat iemand al weet.")
    tab.open("team", t=team.id)
    field, typed = screen_text("teamcijfers.deel_tekst"), "Dat Wil eerst vraagt wat iemand wil."
    tab.type(field, typed)
    tab.tap(screen_text("teamcijfers.deel_nu"))
    assert [one.value for one in tab.at.error] == [
        screen_text("teamcijfers.te_herkennen", wat="'Wil'")
    ]
    assert tab.field(field).value == typed
    assert "gedeeld" not in document(store, team, oefening)


@pytest.mark.usefixtures("kwartaal")
def test_shared_texts_of_five_teams_stand_in_the_overview_without_their_team(
    tab: PageDriver, archive: Archive, store: Store
) -> None:
    for number in range(5):
        team = archive.create_team(Team(id=new_id(), naam=f"Team {number}")).value
        oefening = keep(store, team.id, "x")
        Sharing(store).share(oefening, "a", f"Tekst nummer {number}", date(2026, 2, 1))
        if number == 3:
            tab.open("overzicht")
            tab.sees_not("Tekst nummer 0")
    tab.open("overzicht")
    tab.sees(
        screen_text("overzicht.gedeeld"),
        label(Leerthema.OPENEN),
        "Tekst nummer 0",
        "Tekst nummer 4",
    )
    tab.sees_not("Team 0")


# --- example data ------------------------------------------------------------------------------


def test_example_data_have_a_banner_on_every_page_and_go_in_one_tap(
    tab: PageDriver, team: Team, store: Store, archive: Archive
) -> None:
    ExampleData(store).mark([team.id])
    for page in ("start", "overzicht", "verantwoording"):
        tab.open(page)
        tab.sees(screen_text("voorbeeld.banner"))
    tab.tap(screen_text("voorbeeld.verwijder"))
    tab.sees_not(screen_text("voorbeeld.banner"))
    assert archive.teams() == []


def test_who_does_not_look_after_the_store_sees_the_banner_and_no_button(
    as_visitor: Callable[..., PageDriver], team: Team, store: Store
) -> None:
    ExampleData(store).mark([team.id])
    tab = as_visitor("gast").open("verantwoording")
    tab.sees(screen_text("voorbeeld.banner"))
    assert screen_text("voorbeeld.verwijder") not in [one.label for one in tab.at.button]


def test_a_team_is_counted_with_a_location_that_the_advisor_gives_it(
    beheer: PageDriver, archive: Archive
) -> None:
    beheer.write(screen_text("teams.naam"), "Team Zuid")
    beheer.tap(screen_text("teams.maak"))
    beheer.tap(screen_text("sleutelkaart.klaar"))
    beheer.write(screen_text("teams.locatie"), " De  Linden ")
    beheer.tap(screen_text("teams.bewaar_locatie"))
    (made,) = archive.teams()
    assert made.locatie == "De Linden"
    beheer.sees(screen_text("teams.hoort_bij", locatie="De Linden"))


def test_a_figure_knows_no_field_for_who() -> None:
    assert set(Figure._fields) == {
        "naam",
        "titel",
        "sentence",
        "vorm",
        "punten",
        "kop",
        "deel",
        "regels",
        "tile",
    }
