"""What all tests share: the browser, the server, and the rule that CI skips nothing."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from streamlit.components.v2 import manifest_scanner

from tests.engines.choice import CHOSEN, Engine
from tests.support.extent import ALLES, NOT_ON_WINDOWS
from tests.support.postgres import NO_POSTGRES, start_cluster
from tests.support.server import Server
from tests.support.waiting import wait_for_pages_quietly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.engines.launch import Engines
    from tests.support.postgres import Cluster

# For every tab of an AppTest Streamlit looks through all installed packages for components: 0.15 s.
manifest_scanner.scan_component_manifests = lambda max_workers=None: []  # noqa: ARG005 - its name
wait_for_pages_quietly()


# No test is timed: a busy machine would fail it. The rest is as it was, in CI as Hypothesis has it.
settings.register_profile(
    "untimed", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


def _forbidden_skips(config: pytest.Config) -> list[str]:
    """List what was skipped where nothing may be."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") != "true" or reporter is None:
        return []
    return [
        f"{report.nodeid}: {report.longrepr[2]}" for report in reporter.stats.get("skipped", [])
    ]


def _is_long(item: pytest.Item) -> bool:
    """Return whether a test comes with ``--alles`` only: so do the stories, but for a few."""
    if item.get_closest_marker("alles"):
        return True
    return bool(item.get_closest_marker("browser") and not item.get_closest_marker("kort"))


def _is_elsewhere(item: pytest.Item) -> bool:
    """Return whether a test is of another browser than the chosen one, which can't do it."""
    if CHOSEN in {name for mark in item.iter_markers("not_in") for name in mark.args}:
        return True
    return CHOSEN is not Engine.CHROMIUM and "visitor" not in getattr(item, "fixturenames", ())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip on Windows what is about something that it does not have."""
    mark = item.get_closest_marker("posix_only")
    if mark and sys.platform == "win32":
        pytest.skip(f"{NOT_ON_WINDOWS}: {mark.args[0]}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what comes with ``--alles``; the stories, which take longest, come first."""
    left_out = {one for one in items if _is_elsewhere(one) or (_is_long(one) and not ALLES)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
    chosen = [one for one in items if one not in left_out]
    for one in chosen:
        if one.get_closest_marker("browser"):
            one.add_marker(pytest.mark.flaky(reruns=1))  # decision 33; the run names each of these
    items[:] = sorted(chosen, key=lambda one: not one.get_closest_marker("browser"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _forbidden_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    skipped = _forbidden_skips(config)
    if skipped:
        terminalreporter.section("CI=true: overslaan telt als fout", red=True)
        for line in skipped:
            terminalreporter.line(line)


@pytest.fixture(scope="session")
def engines() -> Iterator[Engines]:
    """The browsers of the whole run."""
    from tests.engines.launch import Engines  # in the Python for Windows nothing drives a browser

    engines = Engines()
    yield engines
    engines.stop()


@pytest.fixture(scope="session")
def chromium(engines: Engines) -> Browser:
    """A real browser; one for the whole run."""
    return engines.chromium


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Engine:
    """In which engine visitors come: the chosen one, unless the test names one."""
    return getattr(request, "param", CHOSEN)


@pytest.fixture
def visitor(engines: Engines, engine: Engine) -> Iterator[Callable[..., Page]]:
    """A function that lets a new visitor, with cookies of their own, open an empty page.

    Its keyword arguments go to Playwright's `new_context`, such as `viewport`.
    """
    contexts = []

    def arrive(**options: object) -> Page:
        settings = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", **options}
        contexts.append(engines.open(engine, **settings))
        return contexts[-1].new_page()

    yield arrive
    for context in contexts:
        engines.close(context)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """A function that starts the program: `server()`, or `server(store=folder)`.

    Without a folder it gets an empty one. Everything that runs is stopped after the test.
    """
    started: list[Server] = []

    def start(store: Path | None = None, **options: object) -> Server:
        folder = store or tmp_path / f"opslag{len(started)}"
        one = Server(folder, tmp_path / f"server{len(started)}.log", **options)  # type: ignore[arg-type]
        started.append(one)
        return one.start()

    yield start
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A private PostgreSQL; one for each process of the tests."""
    one = start_cluster()
    if one is None:
        pytest.skip(NO_POSTGRES)
    yield one
    one.remove()
