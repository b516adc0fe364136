"""An attacker who has every screen and export of all quarters, knows the rules, and can do sums.

Independent of the program's own reasoning: it makes an unknown for each kind of oefening that there
could be in each quarter (form, location, how far, answer, themes, needs), and for each kind of
leerpunt. It writes down what the screens say of all spans of all
tables as equations over them, and asks which hidden figures have one possible value only. Which
spans there are tells it nothing more: the rule that ends them knows published numbers only
(``test_spans``).

First one linear programme finds the unknowns that must be nought: of all solutions, scaled at will,
it takes one with as many unknowns above nought as there can be. What is left has a solution in
which all are above nought, so that a figure is fixed exactly when it is a sum of the equations;
that is a question of rank.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any, NamedTuple, TypeVar

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, hstack, identity, vstack

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Span
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
    plan_gebruikt,
)
from gesprek.trends.kept_figures import Chain, Selection
from gesprek.trends.selected_figures import SelectedFigures, locaties
from tests.trends.organisations import Published

_EXACT = 1e-6
_Kind = TypeVar("_Kind")
Matrix = np.ndarray[Any, np.dtype[np.float64]]
OTHERS = "~"
"""All that never occurs, together: unknown to the attacker too, and one unknown is enough."""


class Unknown(NamedTuple):
    """How many oefeningen, or leerpunten, of this kind there are in a quarter.

    Attributes:
        deel: what it is about: the total by form and location, how far, themes, or what is learned.
        kind: how far, answer, needs and whether the plan was used; themes; or role and leerthema.
        sign: -1 where what is gone since the total was published counts less.
    """

    kwartaal: Span
    deel: str
    form: Werkvorm
    locatie: str
    kind: tuple[Any, ...] = ()
    sign: int = 1


Test = Callable[..., bool]


class Where(NamedTuple):
    """Which part of which span; None: all."""

    span: Span
    form: Werkvorm | None
    locatie: str | None


class Cell(NamedTuple):
    """A figure that a screen could show: what it counts, and its rows in truth."""

    naam: str
    delen: tuple[str, ...]
    telt: Test
    rijen: list[CodedRow]
    waarde: int | None


class Question(NamedTuple):
    """What an indicator counts: of which unknowns, and which rows in truth."""

    chain: Chain
    indicator: Indicator
    soort: str
    delen: tuple[str, ...]
    telt: Test
    rijen: Callable[..., int]
    rol: Rol | None = None


class Attacker:
    """Knows all that was published, and the rows of one team where that is an ``insider``.

    With ``changes`` it also thinks of rows that came or went after a total was published.
    """

    def __init__(
        self, published: Sequence[Published], *, insider: str = "", changes: bool = False
    ) -> None:
        self._published = list(published)
        self._insider = insider
        kept = [one.cijfers for one in published]
        choices = product((None, *Werkvorm), (None, *locaties(kept)))
        self._shown = {Selection(*one): SelectedFigures(kept, Selection(*one)) for one in choices}
        self._selected = self._shown[Selection()]
        last = published[-1]
        self._played = [row for rows in last.rijen.values() for row in rows if is_played(row)]
        self._places = sorted(
            {group.locatie for one in published for group in one.ploegen.values()}
        )
        # Also those of which every row is gone by now.
        names = {name for one in published for name in one.rijen}
        self._quarters = [Span.named(name) for name in sorted(names)]
        self._changes = changes
        self._ask()
        self.unknowns = list(self._all_unknowns())
        self._per_deel: dict[str, list[tuple[int, Unknown]]] = defaultdict(list)
        for place, one in enumerate(self.unknowns):
            self._per_deel[one.deel].append((place, one))

    def derived(self) -> list[Cell]:
        """Return the hidden figures of which the attacker knows the value."""
        cells = list(self._cells())
        known = [cel for cel in cells if cel.waarde is not None]
        asked = [cel for cel in cells if cel.waarde is None]
        if not known or not asked:
            return []
        matrix, values = self._equations(known)
        free = _can_be_more_than_nought(matrix, values)
        targets = np.array([self._row(cel.delen, cel.telt) for cel in asked])[:, free]
        basis = np.linalg.svd(matrix[:, free], full_matrices=False)
        rows = basis.Vh[basis.S > _EXACT]
        left = targets - (targets @ rows.T) @ rows
        return [cel for cel, rest in zip(asked, left, strict=True) if np.abs(rest).max() < _EXACT]

    def answers(self) -> dict[str, float]:
        """Return of how many counts each hidden answer could be, where a band is published."""
        cells = list(self._cells())
        known = [cel for cel in cells if cel.waarde is not None]
        found = {}
        for span in self._selected.spans(Chain.HOEVER):
            band = self._selected.band(span)
            if not band:
                continue
            matrix, values = self._equations(known)
            ja, nee = (
                self._row(("hoever",), partial(_answered, span, one)) for one in ("ja", "nee")
            )
            # boven < ja / (ja + nee) <= tot, of twenty who answered at least.
            limits = np.array(
                [band.boven * (ja + nee) - ja, ja - band.tot * (ja + nee), -(ja + nee)]
            )
            bounds = np.array([-_EXACT if band.boven else 0, 0, -20])
            for naam, target in (("ja", ja), ("nee", nee)):
                if self._selected.value(span, Indicator.GEHOLPEN, naam) is None:
                    low, high = (
                        _extreme(sign * target, (matrix, values), (limits, bounds)) * sign
                        for sign in (1, -1)
                    )
                    found[f"{naam} {span}"] = np.floor(high + _EXACT) - np.ceil(low - _EXACT) + 1
        return found

    def _equations(self, known: list[Cell]) -> tuple[Matrix, Matrix]:
        """Return what is shown, less what the insider knows, and that all count the same."""
        matrix = [self._row(cel.delen, cel.telt) for cel in known]
        own = [sum(row.team == self._insider for row in cel.rijen) for cel in known]
        values = [(cel.waarde or 0) - less for cel, less in zip(known, own, strict=True)]
        for quarter, form, place, deel in product(
            self._quarters, Werkvorm, self._places, ("hoever", "thema")
        ):
            # Of each form and location there are as many by how far they came as by theme.
            here = partial(_is_at, quarter, form, place)
            matrix.append(self._row((deel, f"weg {deel}"), here) - self._row(("totaal",), here))
            values.append(0)
        return np.array(matrix), np.array(values, float)

    def _row(self, delen: Sequence[str], telt: Test) -> Matrix:
        """Return which unknowns a figure is the sum of."""
        row = np.zeros(len(self.unknowns))
        for deel in delen:
            for place, one in self._per_deel[deel]:
                row[place] = one.sign if telt(one) else 0
        return row

    def _ask(self) -> None:
        """Choose what is asked about: with all themes and needs there are too many unknowns."""
        self._themas = sorted({one for row in self._played for one in row.themas})[:2]
        self._needs = sorted({one for row in self._played for one in row.behoeften})[:1]
        learned = {one.leerthema for row in self._played for one in row.leerpunten}
        self._learned: list[str] = [*sorted(learned), OTHERS]

    def _all_unknowns(self) -> Iterator[Unknown]:
        for quarter, form, place in product(self._quarters, Werkvorm, self._places):
            yield Unknown(quarter, "totaal", form, place)
            for how, answer in product(HowFar, Answer):
                if not (how in BEFORE_STEP_6 and answer is not Answer.GEEN):
                    is_done = how is HowFar.AFGEROND
                    needs = _subsets(self._needs if is_done else [])
                    for need, plan in product(needs, Answer if is_done else [Answer.GEEN]):
                        yield Unknown(quarter, "hoever", form, place, (how, answer, need, plan))
            for has in _subsets(self._themas):
                yield Unknown(quarter, "thema", form, place, (has,))
            for learned in product(Rol, self._learned):
                yield Unknown(quarter, "leerpunt", form, place, learned)
        if self._changes:
            yield from self._changed_unknowns()

    def _changed_unknowns(self) -> Iterator[Unknown]:
        """Yield what came and what went after something else was counted."""
        wheres = product(self._quarters, Werkvorm, self._places, (1, -1))
        for quarter, form, place, sign in wheres:
            for learned in product(Rol, self._learned):
                yield Unknown(quarter, "later", form, place, learned, sign)
            for deel in ("hoever", "thema", "totaal"):
                yield Unknown(quarter, f"weg {deel}", form, place, (), sign)

    def _cells(self) -> Iterator[Cell]:
        """Yield every figure that any filter could show of any span, shown or not."""
        for question in self._questions():
            own = self._selected.spans(question.chain)
            for span in dict.fromkeys([*own, *self._quarters]):
                for form, place in product((None, *Werkvorm), (None, *self._places)):
                    # No screen asks for the role in a part, nor for a quarter in a span.
                    if not (form or place) or (span in own and not question.rol):
                        yield from self._cell(question, span, form, place)
        if self._changes:
            yield from self._changed()

    def _changed(self) -> Iterator[Cell]:
        """Yield how many came or went after a total was published: nobody may know that.

        Whether anybody did is not asked where nobody did.
        """
        for chain, deel in ((Chain.HOEVER, "hoever"), (Chain.THEMA, "thema"), (Chain.DELEN, "")):
            for span in self._selected.spans(chain):
                for form, place in product((None, *Werkvorm), (None, *self._places)):
                    before = Chain.DELEN if form or place else Chain.TOTAAL
                    then = sum(
                        len(self._rows(self._counted(before, one), one, form, place))
                        for one in self._quarters
                        if span.has(one)
                    )
                    now = len(self._rows(self._counted(chain, span), span, form, place))
                    if now != then:
                        delen = (f"weg {deel or 'totaal'}",)
                        telt = partial(_fits, Where(span, form, place), lambda _one: True)
                        yield Cell(f"weg {deel} {form} {place} {span}", delen, telt, [], None)

        for span, thema in product(self._selected.spans(Chain.ROL), self._learned):
            learned = partial(_learned, None, thema)
            parts = [one for one in self._selected.spans(Chain.LEERTHEMA) if span.has(one)]
            counted = [(self._counted(Chain.LEERTHEMA, one), one) for one in parts]
            then = sum(
                learned(row) for one, part in counted for row in self._rows(one, part, None, None)
            )
            one = self._counted(Chain.ROL, span)
            if then != sum(map(learned, self._rows(one, span, None, None))):
                telt = partial(_fits, Where(span, None, None), partial(_is_learned, None, thema))
                yield Cell(f"weg {thema} {span}", ("later",), telt, [], None)

    def _cell(
        self, question: Question, span: Span, form: Werkvorm | None, place: str | None
    ) -> Iterator[Cell]:
        one = self._counted(question.chain, span)
        selected = self._shown.get(Selection(form, place))
        value = None
        if selected:
            key = (question.indicator, question.soort, question.rol)
            value = selected.value(span, *key)
        if not self._rows(one, span, None, place):
            return  # that a location did nothing at all is no secret
        if question.chain is (Chain.TOTAAL if form or place else Chain.DELEN):
            return  # the parts and the whole of how often are two tables
        here = self._rows(one, span, form, place)
        rows = [row for row in here for _ in range(question.rijen(row))]
        naam = f"{question.indicator} {question.soort} {form} {place} {question.rol} {span}"
        telt = partial(_fits, Where(span, form, place), question.telt)
        yield Cell(naam, question.delen, telt, rows, value)

    def _rows(
        self, one: Published, span: Span, form: Werkvorm | None, place: str | None
    ) -> list[CodedRow]:
        return [
            row
            for name in span.kwartalen
            for row in one.rijen.get(name, ())
            if is_played(row)
            and form in (None, row.werkvorm)
            and place in (None, one.ploegen[row.team].locatie)
        ]

    def _counted(self, chain: Chain, span: Span) -> Published:
        """Return when a span was counted; what is no span by itself: with the one around it."""
        for one in self._published:
            closed = one.cijfers.span(chain)
            if closed and closed.has(span):
                return one
        return self._published[-1]

    def _questions(self) -> Iterator[Question]:
        for chain, delen in (
            (Chain.TOTAAL, ("totaal", "weg totaal")),
            (Chain.DELEN, ("totaal",)),
        ):
            every = (lambda _one: True, lambda _row: 1)
            yield Question(chain, Indicator.OEFENINGEN, "", delen, *every)
        yield from self._how_far_questions()
        for thema in self._themas:
            for has in (True, False):
                yield Question(
                    Chain.THEMA,
                    Indicator.THEMA,
                    thema if has else "-",
                    ("thema",),
                    lambda one, thema=thema, has=has: (thema in one.kind[0]) is has,
                    lambda row, thema=thema, has=has: (thema in row.themas) is has,
                )
        for rol, learned in product((None, *Rol), ("", *self._learned)):
            yield Question(
                Chain.ROL if rol else Chain.LEERTHEMA,
                Indicator.LEERTHEMA,
                learned,
                ("leerpunt", "later") if rol else ("leerpunt",),
                partial(_is_learned, rol, learned),
                partial(_learned, rol, learned),
                rol,
            )

    def _how_far_questions(self) -> Iterator[Question]:
        make = partial(Question, Chain.HOEVER)
        today = {
            name: one.cijfers.geteld_op
            for one in self._published
            if (span := one.cijfers.span(Chain.HOEVER))
            for name in span.kwartalen
        }

        def how(row: CodedRow) -> HowFar:
            day = today.get(row.kwartaal, self._published[-1].cijfers.geteld_op)
            return hoever(row, day)

        present = {*SHOWN, *map(how, self._played)}
        for kind in present:
            yield make(
                Indicator.HOEVER,
                kind,
                ("hoever",),
                lambda one, kind=kind: one.kind[0] is kind,
                lambda row, kind=kind: how(row) is kind,
            )
        yield make(
            Indicator.AFGEMAAKT,
            "",
            ("hoever",),
            lambda one: one.kind[0] not in BEFORE_STEP_6,
            lambda row: how(row) not in BEFORE_STEP_6,
        )
        for answer in Answer:
            yield make(
                Indicator.GEHOLPEN,
                answer,
                ("hoever",),
                lambda one, answer=answer: one.kind[1] is answer,
                lambda row, answer=answer: geholpen(row) is answer,
            )
        for answer in Answer:
            yield make(
                Indicator.PLAN,
                answer,
                ("hoever",),
                lambda one, answer=answer: one.kind[0] is HowFar.AFGEROND and one.kind[3] is answer,
                lambda row, answer=answer: (
                    how(row) is HowFar.AFGEROND and plan_gebruikt(row) is answer
                ),
            )
        for need in self._needs:
            yield make(
                Indicator.BEHOEFTE,
                need,
                ("hoever",),
                lambda one, need=need: need in one.kind[2],
                lambda row, need=need: how(row) is HowFar.AFGEROND and need in row.behoeften,
            )


def _subsets(kinds: Sequence[_Kind]) -> list[frozenset[_Kind]]:
    return [
        frozenset(one for one, chosen in zip(kinds, mask, strict=True) if chosen)
        for mask in product((False, True), repeat=len(kinds))
    ]


def _is_at(quarter: Span, form: Werkvorm, place: str, one: Unknown) -> bool:
    return (one.kwartaal, one.form, one.locatie) == (quarter, form, place)


def _fits(where: Where, telt: Test, one: Unknown) -> bool:
    span, form, place = where
    is_here = form in (None, one.form) and place in (None, one.locatie)
    return is_here and span.has(one.kwartaal) and bool(telt(one))


def _answered(span: Span, answer: str, one: Unknown) -> bool:
    return span.has(one.kwartaal) and one.kind[1] == answer


def _is_learned(rol: Rol | None, thema: str, one: Unknown) -> bool:
    return rol in (None, one.kind[0]) and thema in ("", one.kind[1])


def _learned(rol: Rol | None, thema: str, row: CodedRow) -> int:
    return sum(
        rol in (None, one.rol) and thema in ("", str(one.leerthema)) for one in row.leerpunten
    )


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


def _extreme(target: Matrix, equal: tuple[Matrix, Matrix], below: tuple[Matrix, Matrix]) -> float:
    """Return the least that a figure can be."""
    found = linprog(target, *below, *equal, bounds=(0, None), method="highs")
    if found.status == 3:  # without any limit
        return -np.inf
    assert found.status == 0, found.message
    return float(found.fun)


def is_small(cel: Cell) -> bool:
    """Return whether a figure may not be known; the threshold of the domain, counted anew.

    Of those who gave no answer no screen shows a figure. Of those still busy only where there are.
    """
    is_named = not cel.naam.startswith(("hoever bezig", "hoever wacht"))
    if cel.naam.startswith("geholpen geen") or not (cel.rijen or is_named):
        return False
    people = {one for row in cel.rijen for one in row.deelnemers}
    brought = {row.inbrenger for row in cel.rijen} - {None}
    return len({row.oefening for row in cel.rijen}) < 5 or len(people) < 5 or len(brought) < 3
