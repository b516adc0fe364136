"""Each screen text that the program asks for exists, with the gaps that it fills."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gesprek.inhoud import inhoud
from gesprek.inhoud.schermtekst import gaps
from tests.inhoud.teksten import ROOT

SOURCES = [
    ROOT / "app.py",
    *sorted((ROOT / "gesprek").rglob("*.py")),
    *sorted((ROOT / "pages").glob("*.py")),
]
KEYS = {f"{page}.{key}" for page, table in inhoud().scherm.items() for key in table}

_WAITING = """
algemeen.alleen_voor_uitleg algemeen.andere_tekst algemeen.annuleer algemeen.besproken
algemeen.besproken_uitleg algemeen.bewaar algemeen.een_collega algemeen.geen_namen
algemeen.hoeft_niet algemeen.intussen_veranderd algemeen.ja algemeen.jullie_tekst algemeen.kies
algemeen.kopieer algemeen.meer_lezen algemeen.naar_oefening algemeen.nee algemeen.niemand
algemeen.nog_niet_opgeslagen algemeen.ongedaan_gemaakt algemeen.pas_aan algemeen.sluit
algemeen.terug_naar algemeen.toch_opschrijven algemeen.toon algemeen.verberg algemeen.verder
algemeen.voeg_toe fouten.geen_oefening fouten.oefening_kapot fouten.oefening_onbekend
fouten.onverwacht fouten.opslag_bezet fouten.opslag_vol fouten.opslag_weg fouten.probeer_opnieuw
fouten.stap_nog_dicht fouten.te_nieuw fouten.team_onbekend fouten.tekst_te_lang
fouten.uitkomst_onzeker nu.begin nu.hoe_lang nu.hoe_oefenen nu.kies_inbrenger nu.nieuwe_naam
nu.rollen nu.te_weinig nu.titel nu.uitleg nu.voeg_naam_toe nu.voorstel_rollen nu.voorstel_vorm
nu.wie_brengt_in nu.wie_brengt_in_uitleg nu.wie_is_er nu.wie_is_er_uitleg
overzicht.aantal_afgerond overzicht.aantal_open overzicht.te_weinig rollen.doet_mee
rollen.doet_niet_mee rollen.geef_rol rollen.kies_begeleider rollen.met_drie rollen.minder_mensen
rollen.niemand rollen.nog_niet_ingebracht rollen.scherm_let_op_tijd rollen.time_out_voor_spelers
rollen.titel rollen.voorstel_gedaan rollen.wat_doet rollen.wie_geeft_feedback
rollen.wie_let_op_tijd stap_2.afspraken stap_2.feedbackregels stap_2.gelezen_door
stap_2.gesprekskaarten stap_2.hoe_bekeken stap_2.iedereen_akkoord stap_2.lees_voor
stap_2.materiaal stap_2.methodes stap_2.samen_gelezen stap_2.twee_minuten stap_3.begin_bij_kaart
stap_3.bekijk_voorbeeld stap_3.denk_hierbij_aan stap_3.klaar_met_vertellen stap_3.leen_voorbeeld
stap_3.leervraag stap_3.mag_ook stap_3.nodig stap_3.privacy stap_3.privacy_uitleg
stap_3.thema_betekenis stap_3.verteld stap_3.voorbeeld_geleend stap_3.voorbeeld_vervangt
stap_4.allemaal_klaar stap_4.brief_leeg stap_4.brief_voorbeeld stap_4.eigen_notitie_voorbeeld
stap_4.geen_vragen stap_4.in_deze_stap stap_4.jouw_kaart stap_4.kies_naam stap_4.klaar
stap_4.leen_brief stap_4.lees_brief stap_4.minder_mensen stap_4.naam_is_klaar
stap_4.nieuwe_vraag_voorbeeld stap_4.nog_bezig stap_4.schrijf_brief stap_4.script
stap_4.stel_vraag stap_4.straks stap_4.toon_kaart stap_4.verwijder_vraag stap_5.aantal_time_outs
stap_5.best_kort stap_5.citaat_voorbeeld stap_5.fragment_voorbeeld stap_5.geen_rondes
stap_5.gespeeld stap_5.groot_scherm stap_5.groot_scherm_sluit stap_5.is_herkansing
stap_5.kaart_besproken stap_5.kijklijst stap_5.kijklijst_uitleg stap_5.kijklijst_verborgen
stap_5.notitie_uitleg stap_5.ronde stap_5.ronde_klaar stap_5.ronde_loopt stap_5.rondes_tot_nu
stap_5.start_ronde stap_5.time_out_uitleg stap_5.time_out_vraag stap_5.uit_de_rol_gedaan
stap_6.daarna stap_6.geen_feedback stap_6.geen_leerpunten stap_6.kijklijst_leeg
stap_6.leerpunt_van stap_6.leerpunten stap_6.meenemer stap_6.nu_aan_de_beurt
stap_6.ronde_notities stap_6.voeg_leerpunt_toe stap_6.vraag_dit stap_6.wanneer_gesprek_uitleg
stap_6.weet_nog_niet stap_7.dag_geweest stap_7.nieuwe_dag stap_7.notitie_uitleg stapbalk.bezig
stapbalk.doel stapbalk.jouw_rol stapbalk.klaar stapbalk.nog_niet stapbalk.rollen stapbalk.tijd
stapbalk.uitleg stapbalk.wat_doe_je start.hoe_werkt_het start.nu_oefenen start.nu_oefenen_uitleg
start.team_bestaat start.twee_vormen start.verder_met start.vooruit_plannen
start.vooruit_plannen_uitleg start.waarom start.zeven_stappen team.in_stap team.naam_weg
team.nog_niet_ingebracht team.oefening_verwijderd team.op_dag team.open_oefening team.te_doen
team.titel team.verwijder_oefening team.verwijder_oefening_zeker team.voeg_naam_toe
team.wissel_team
"""
NOT_YET_USED = frozenset(_WAITING.split())
"""Keys that wait for a screen; whoever builds it takes the key off this list."""


class Aanroep(NamedTuple):
    """A ``tekst(…)`` in the code: its key (a pattern where it is an f-string) and its gaps."""

    waar: str
    patroon: str
    waarden: frozenset[str] | None


def _calls(path: Path) -> Iterator[Aanroep]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not _is_tekst(node.func):
            continue
        names = [one.arg for one in node.keywords]
        values = None if None in names else frozenset(name for name in names if name)
        for pattern in _patterns(node.args[0]):
            yield Aanroep(f"{path.relative_to(ROOT)}:{node.lineno}", pattern, values)


def _is_tekst(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "tekst"


def _patterns(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.JoinedStr):
        yield _pattern(argument)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value)
    elif isinstance(argument, ast.IfExp):
        yield from _patterns(argument.body)
        yield from _patterns(argument.orelse)


def _pattern(argument: ast.JoinedStr) -> str:
    parts = (one.value if isinstance(one, ast.Constant) else None for one in argument.values)
    return "".join("[a-z0-9_]+" if part is None else re.escape(str(part)) for part in parts)


def _matching(pattern: str) -> set[str]:
    return {key for key in KEYS if re.fullmatch(pattern, key)}


def _text(key: str) -> str:
    page, _, name = key.partition(".")
    return inhoud().scherm[page][name]


def _all_calls() -> list[Aanroep]:
    return [call for path in SOURCES for call in _calls(path)]


def _names_a_page(pattern: str) -> bool:
    """Whether an f-string is about one page; one that could be any key proves nothing."""
    page, dot, _ = pattern.partition(r"\.")
    return bool(dot) and page in inhoud().scherm


def _named_in_code() -> set[str]:
    """Keys that stand as a text of their own anywhere in the code, or match an f-string."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in KEYS:
                found.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and _names_a_page(_pattern(node)):
                found |= _matching(_pattern(node))
    return found


def test_each_screen_text_that_the_code_asks_for_exists() -> None:
    assert [f"{c.waar}: {c.patroon}" for c in _all_calls() if not _matching(c.patroon)] == []


def test_each_call_fills_exactly_the_gaps_of_its_text() -> None:
    wrong = [
        f"{call.waar}: {key}"
        for call in _all_calls()
        for key in KEYS & {call.patroon.replace("\\", "")}
        if call.waarden is not None and call.waarden != gaps(_text(key))
    ]
    assert wrong == []


def test_each_screen_text_is_used() -> None:
    assert sorted(KEYS - _named_in_code() - NOT_YET_USED) == []


def test_what_is_not_yet_used_exists() -> None:
    assert NOT_YET_USED <= KEYS


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.bestaat_niet")
    with pytest.raises(KeyError):
        inhoud().tekst("verder")


def test_a_gap_without_a_value_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.opgeslagen")


def test_a_value_without_a_gap_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.verder", tijd="14:03")


def test_a_gap_is_filled() -> None:
    assert inhoud().tekst("algemeen.opgeslagen", tijd="14:03") == "Opgeslagen om 14:03"


def test_braces_in_a_value_stay_as_they_were_typed() -> None:
    assert "{tijd.__class__}" in inhoud().tekst("algemeen.opgeslagen", tijd="{tijd.__class__}")


def test_a_backslash_in_a_value_stays_as_it_was_typed() -> None:
    assert inhoud().tekst("algemeen.opgeslagen", tijd=r"\1\g<0>") == r"Opgeslagen om \1\g<0>"
