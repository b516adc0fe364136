"""What draws runs in a process that ends: the same drawings, and an error where it fails."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest

from gesprek.content import inhoud
from gesprek.trends import chart_process
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.chart_process import NotDrawn, digest_of, draw
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from tests.trends import fixed
from tests.trends.counted import calculate

KWARTALEN = [calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))]
FIGUREN = [one for one in Figures(KWARTALEN, ALLES, 5, inhoud()).alle() if one.punten]


@pytest.fixture(autouse=True)
def nothing_failed() -> Iterator[None]:
    yield
    chart_process._failed[0] = float("-inf")


def test_a_process_draws_what_this_one_would() -> None:
    assert draw(FIGUREN) == tuple(map(drawings_of, FIGUREN))


def test_who_asks_loads_nothing_that_draws() -> None:
    program = (
        "import sys; from gesprek.trends import chart_process as one; one.draw([]); "
        "print({'altair', 'pandas', 'vl_convert'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"


@pytest.mark.parametrize(
    "program",
    ["import sys; sys.exit(1)", "print('geen JSON')", "import time; time.sleep(60)", None],
    ids=["it fails", "it says something else", "it takes too long", "it cannot start"],
)
def test_what_goes_wrong_is_one_error_that_quotes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    program: str | None,
    tmp_path: object,
) -> None:
    def started(_command: list[str], **options: object) -> object:
        command = [sys.executable, "-c", program] if program else [f"{tmp_path}/niets"]
        return real(command, **options)  # type: ignore[call-overload]

    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", started)
    monkeypatch.setattr(chart_process, "_PATIENCE", 0.5 if program and "sleep" in program else 30)
    with pytest.raises(NotDrawn, match="niet te tekenen") as found:
        draw(FIGUREN)
    assert found.value.__cause__ is None
    assert found.value.__suppress_context__
    (told,) = caplog.messages
    assert re.fullmatch(r"Grafieken tekenen is niet gelukt: \w+", told)


def test_after_a_failure_nobody_waits_for_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []

    def fails(_asked: bytes) -> bytes:
        started.append(1)
        raise OSError

    monkeypatch.setattr(chart_process, "run", fails)
    for _ in range(3):
        with pytest.raises(NotDrawn):
            draw(FIGUREN)
    assert started == [1]
    chart_process._failed[0] -= chart_process._REST
    with pytest.raises(NotDrawn):
        draw(FIGUREN)
    assert started == [1, 1]


def test_two_processes_at_once_and_a_third_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_process, "_PATIENCE", 0.01)
    with chart_process._AT_ONCE, chart_process._AT_ONCE, pytest.raises(NotDrawn):
        draw(FIGUREN)
    monkeypatch.setattr(chart_process, "_PATIENCE", 30)
    assert draw([]) == ()


def test_another_number_or_word_has_another_digest() -> None:
    figure = FIGUREN[0]
    point = figure.punten[0]
    others = [
        figure._replace(punten=(point._replace(aantal=97), *figure.punten[1:])),
        figure._replace(punten=(point._replace(row="Eigen woord"), *figure.punten[1:])),
        figure._replace(titel="Een eigen titel"),
    ]
    assert len({digest_of(one) for one in (figure, *others)}) == 1 + len(others)
    assert digest_of(figure._replace()) == digest_of(figure)
    assert digest_of(figure._replace(sentence="Beantwoord.")) == digest_of(figure)
