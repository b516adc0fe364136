"""An attacker who has every screen and export of a quarter, knows the rules, and can do sums.

Independent of the program's own reasoning: it makes an unknown for each kind of oefening that there
could be (form, location, how far, answer, themes, needs), writes down what the screens say as
equations, and asks which hidden figures have one possible value only.

First one linear programme finds the unknowns that must be nought: of all solutions, scaled at will,
it takes one with as many unknowns above nought as there can be. What is left has a solution in
which all are above nought, so that a figure is fixed exactly when it is a sum of the equations;
that is a question of rank.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Any, NamedTuple, TypeVar

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity, vstack

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import (
    BEFORE_STEP_6,
    SHOWN,
    Answer,
    HowFar,
    Indicator,
    geholpen,
    hoever,
    is_played,
)
from gesprek.trends.kept_figures import QuarterCounts, Selection
from gesprek.trends.selected_figures import SelectedFigures, locaties
from tests.trends.organisations import SPAN, TODAY, Organisatie

_EXACT = 1e-7
_Kind = TypeVar("_Kind")
Matrix = np.ndarray[Any, np.dtype[np.float64]]


class Soortgeval(NamedTuple):
    """What an oefening that was played can be."""

    form: Werkvorm
    locatie: str
    hoever: HowFar
    antwoord: Answer
    themas: frozenset[Thema]
    behoeften: frozenset[Behoefte]


class Geleerd(NamedTuple):
    """What a leerpunt can be."""

    form: Werkvorm
    locatie: str
    rol: Rol
    leerthema: Leerthema


Test = Callable[..., bool]


class Cell(NamedTuple):
    """A figure that a screen could show: what it counts, and its rows in truth."""

    naam: str
    telt: Test
    rijen: list[CodedRow]
    waarde: int | None


@dataclass
class Stelsel:
    """Equations over the unknowns: which of them are counted, and how many there are."""

    gevallen: Sequence[Soortgeval | Geleerd]

    def row(self, telt: Test) -> Matrix:
        return np.array([float(telt(one)) for one in self.gevallen])

    def fixed(self, cells: list[Cell]) -> list[Cell]:
        """Return the cells that have one possible value."""
        known = [cel for cel in cells if cel.waarde is not None]
        asked = [cel for cel in cells if cel.waarde is None]
        if not known or not asked:
            return []
        matrix = np.array([self.row(cel.telt) for cel in known])
        values = np.array([cel.waarde for cel in known], float)
        free = _can_be_more_than_nought(matrix, values)
        targets = np.array([self.row(cel.telt) for cel in asked])[:, free]
        basis = np.linalg.svd(matrix[:, free], full_matrices=False)
        rows = basis.Vh[basis.S > _EXACT]
        left = targets - (targets @ rows.T) @ rows
        return [cel for cel, rest in zip(asked, left, strict=True) if np.abs(rest).max() < _EXACT]


def _can_be_more_than_nought(matrix: Matrix, values: Matrix) -> Matrix:
    """Return for each unknown whether a solution exists in which it is above nought."""
    many = matrix.shape[1]
    sparse = csr_matrix(matrix)
    # Unknowns: x (many), t (many), the scale. x is t at least; A x = scale b; t is 1 at most.
    equal = hstack([sparse, csr_matrix(sparse.shape), csr_matrix(-values[:, None])])
    below = hstack([-identity(many), identity(many), csr_matrix((many, 1))])
    found = linprog(
        np.concatenate([np.zeros(many), -np.ones(many), [0.0]]),
        A_ub=vstack([below]),
        b_ub=np.zeros(many),
        A_eq=equal,
        b_eq=np.zeros(len(values)),
        bounds=[(0, None)] * many + [(0, 1)] * many + [(1, None)],
        method="highs",
    )
    assert found.status == 0, found.message  # what the screens say has a solution: the truth
    return np.asarray(found.x[many : 2 * many] > 1 / 2)


def derived(organisation: Organisatie, cijfers: QuarterCounts) -> list[Cell]:
    """Return the hidden figures of one quarter of which an attacker knows the value."""
    played = [row for row in organisation.rijen if is_played(row)]
    places = sorted({organisation.locatie(row) for row in played})
    shown = _screens(cijfers)
    oefeningen = Stelsel(_kinds(played, places))
    leerpunten = Stelsel([Geleerd(*one) for one in product(Werkvorm, places, Rol, Leerthema)])
    return oefeningen.fixed(list(_cells(organisation, played, places, shown))) + leerpunten.fixed(
        list(_learned_cells(organisation, played, places, shown))
    )


def _screens(cijfers: QuarterCounts) -> dict[Selection, SelectedFigures]:
    """Return what the screen shows with each of its filters."""
    choices = product((None, *Werkvorm), (None, *locaties([cijfers])))
    return {Selection(*one): SelectedFigures([cijfers], Selection(*one)) for one in choices}


def _kinds(played: list[CodedRow], places: list[str]) -> list[Soortgeval]:
    themas, needs = _asked_about(played)
    return [
        Soortgeval(*one, has, need)
        for one in product(Werkvorm, places, HowFar, Answer)
        for has in _subsets(themas)
        for need in _subsets(needs if one[2] is HowFar.AFGEROND else [])
        if not (one[2] in BEFORE_STEP_6 and one[3] is not Answer.GEEN)
    ]


def _asked_about(played: list[CodedRow]) -> tuple[list[Thema], list[Behoefte]]:
    """Return three themes and two needs: with all of them there are too many unknowns."""
    themas = sorted({one for row in played for one in row.themas})[:3]
    return themas, sorted({one for row in played for one in row.behoeften})[:2]


def _subsets(kinds: list[_Kind]) -> list[frozenset[_Kind]]:
    return [
        frozenset(one for one, chosen in zip(kinds, mask, strict=True) if chosen)
        for mask in product((False, True), repeat=len(kinds))
    ]


def _cells(
    organisation: Organisatie,
    played: list[CodedRow],
    places: list[str],
    shown: dict[Selection, SelectedFigures],
) -> Iterator[Cell]:
    """Yield every figure about oefeningen that any filter could show, shown or not."""
    for form, place in product((None, *Werkvorm), (None, *places)):
        own = [
            row
            for row in played
            if form in (None, row.werkvorm) and place in (None, organisation.locatie(row))
        ]
        selected = shown.get(Selection(form, place))
        for indicator, soort, counts, rows in _questions(own, *_asked_about(played)):
            waarde = selected.value(SPAN, indicator, soort) if selected else None

            telt = partial(_fits, form, place, counts)
            yield Cell(f"{indicator} {soort} {form} {place}", telt, rows, waarde)


def _questions(
    own: list[CodedRow], themas: list[Thema], needs: list[Behoefte]
) -> Iterator[tuple[Indicator, str, Test, list[CodedRow]]]:
    yield Indicator.OEFENINGEN, "", lambda _one: True, own
    for soort in HowFar:
        rows = [row for row in own if hoever(row, TODAY) is soort]
        if soort in SHOWN or rows:
            yield Indicator.HOEVER, soort, lambda one, soort=soort: one.hoever is soort, rows
    rows = [row for row in own if hoever(row, TODAY) not in BEFORE_STEP_6]
    yield Indicator.AFGEMAAKT, "", lambda one: one.hoever not in BEFORE_STEP_6, rows
    for answer in Answer:
        rows = [row for row in own if geholpen(row) is answer]
        yield Indicator.GEHOLPEN, answer, lambda one, kind=answer: one.antwoord is kind, rows
    for thema in themas:
        rows = [row for row in own if thema in row.themas]
        without = [row for row in own if thema not in row.themas]
        yield Indicator.THEMA, thema, lambda one, thema=thema: thema in one.themas, rows
        yield Indicator.THEMA, "-", lambda one, thema=thema: thema not in one.themas, without
    for need in needs:
        rows = [
            row for row in own if need in row.behoeften and hoever(row, TODAY) is HowFar.AFGEROND
        ]
        yield Indicator.BEHOEFTE, need, lambda one, need=need: need in one.behoeften, rows


def _learned_cells(
    organisation: Organisatie,
    played: list[CodedRow],
    places: list[str],
    shown: dict[Selection, SelectedFigures],
) -> Iterator[Cell]:
    for form, place, rol in product((None, *Werkvorm), (None, *places), (None, *Rol)):
        if rol and (form or place):
            continue  # no screen asks for the role in a part
        selected = shown.get(Selection(form, place))
        for thema in ("", *Leerthema):
            rows = [
                row
                for row in played
                for one in row.leerpunten
                if form in (None, row.werkvorm)
                and place in (None, organisation.locatie(row))
                and rol in (None, one.rol)
                and thema in ("", one.leerthema)
            ]

            telt = partial(_fits, form, place, partial(_is_learned, rol, thema))
            waarde = selected.value(SPAN, Indicator.LEERTHEMA, thema, rol) if selected else None
            yield Cell(f"leerthema {thema} {form} {place} {rol}", telt, rows, waarde)


def _fits(
    form: Werkvorm | None, place: str | None, counts: Test, one: Soortgeval | Geleerd
) -> bool:
    return form in (None, one.form) and place in (None, one.locatie) and bool(counts(one))


def _is_learned(rol: Rol | None, thema: str, one: Geleerd) -> bool:
    return rol in (None, one.rol) and thema in ("", one.leerthema)


def is_small(cel: Cell) -> bool:
    """Return whether a figure may not be known; the threshold of the domain, counted anew.

    Of those who gave no answer no screen shows a figure.
    """
    if cel.naam.startswith("geholpen geen"):
        return False
    people = {one for row in cel.rijen for one in row.deelnemers}
    brought = {row.inbrenger for row in cel.rijen} - {None}
    return len({row.oefening for row in cel.rijen}) < 5 or len(people) < 5 or len(brought) < 3
