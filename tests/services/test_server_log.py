"""The terminal holds the place in the code, and nothing that came from outside."""

from __future__ import annotations

import ast
import logging
import subprocess
import sys
import textwrap

import pytest

from gesprek.domain.text import printable
from gesprek.services.server_log import WINDOW, Repeats, describe, told
from tests.support.server import ROOT

MARK = "MERK mevrouw Jansen"
LINK = "\x1b[31mhttp://127.0.0.1/inrichten/vals\x1b[0m\r\nOpen deze link"


def said(program: str) -> list[str]:
    """Return the lines that a program says in the terminal, once our logs are quiet."""
    code = "from gesprek.services.server_log import configure_logging\nconfigure_logging()\n"
    done = subprocess.run(
        [sys.executable, "-c", code + textwrap.dedent(program)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return (done.stdout + done.stderr).splitlines()


@pytest.mark.parametrize(
    "log",
    [
        "logging.getLogger('van.niemand').warning(TEXT)",
        "logging.getLogger('van.niemand').error('veld %s', TEXT)",
        "logging.getLogger('streamlit.runtime').warning(f'veld {TEXT}')",
        "logging.getLogger('x').critical('a', extra={'color_message': TEXT})",
        "logging.error(TEXT)",
        "logging.getLogger('x').warning('a', stack_info=True)",
        "logging.getLogger('x').warning(TEXT * 100_000)",
        "logging.getLogger(TEXT).warning('a')",
        # A handler and a logger of their own, made before or after.
        (
            "one = logging.getLogger('x'); one.propagate = False; "
            "one.addHandler(logging.StreamHandler()); one.error('veld %s', TEXT)"
        ),
        "logging.basicConfig(format='%(message)s %(args)s %(exc_text)s'); logging.error(TEXT)",
        "logging.getLogger('uvicorn.access').warning('%s GET %s', '127.0.0.1', TEXT)",
    ],
)
def test_a_record_of_any_logger_tells_its_place_and_not_its_text(log: str) -> None:
    lines = said(f"import logging\nTEXT = {LINK + MARK!r}\n{log}")
    assert len(lines) == 1
    assert "Melding van" in lines[0]
    assert "<string>" in lines[0]
    if "getLogger(TEXT)" not in log:
        assert "MERK" not in lines[0]
        assert "inrichten" not in lines[0]
    assert lines[0].isprintable()
    assert len(lines[0]) < 2_100


def test_an_error_tells_its_kind_and_places_and_not_its_text() -> None:
    (line,) = said(f"""
        import logging
        def deep():
            raise ValueError({MARK!r})
        try:
            deep()
        except ValueError:
            logging.getLogger('x').exception({MARK!r})
    """)
    assert line == "Onverwachte fout: ValueError < <string>:6 deep < <string>:8 <module>"


@pytest.mark.parametrize(
    "raised", ["ValueError(TEXT)", "KeyError(TEXT, {'casus': TEXT})", "OSError(5, TEXT, TEXT)"]
)
def test_an_exception_with_a_case_in_its_arguments_tells_none_of_it(raised: str) -> None:
    lines = said(f"""
        import logging
        TEXT = {MARK!r}
        logging.basicConfig()
        try:
            try:
                raise {raised}
            except Exception as first:
                raise RuntimeError(TEXT) from first
        except RuntimeError as error:
            error.add_note(TEXT)
            logging.getLogger('niemand').error(TEXT, exc_info=error)
    """)
    assert len(lines) == 1
    assert "RuntimeError" in lines[0]
    assert "MERK" not in lines[0]


def test_an_error_of_a_thread_tells_no_text_either() -> None:
    lines = said(f"""
        import threading
        def work():
            raise ValueError({MARK!r})
        one = threading.Thread(target=work)
        one.start()
        one.join()
    """)
    assert len(lines) == 1
    assert "ValueError" in lines[0]
    assert "MERK" not in lines[0]


def test_a_warning_of_python_does_not_reach_the_terminal() -> None:
    assert said(f"import warnings\nwarnings.warn({LINK + MARK!r}, stacklevel=1)") == []


def test_a_warning_of_a_library_has_no_text_where_something_tells_it() -> None:
    (line,) = said(f"""
        import logging, warnings
        logging.basicConfig()
        warnings.warn({LINK + MARK!r}, stacklevel=1)
    """)
    assert "Melding van py.warnings" in line
    assert "MERK" not in line


def test_our_own_records_are_made_of_words_of_the_program_only() -> None:
    """The kind of an error and the code of a database are the only things that are filled in."""
    found = []
    for path in (ROOT / "gesprek").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("_LOGGER."):
                words, *filled = node.args
                assert isinstance(words, ast.Constant)
                found += [ast.unparse(one) for one in filled]
    assert set(found) == {"type(error).__name__", "state or ''"}


def test_what_is_no_problem_is_not_told() -> None:
    assert said("import logging\nlogging.basicConfig(level=0)\nlogging.info('a')") == []


def test_a_burst_of_the_same_is_told_once() -> None:
    lines = said("""
        import logging
        for number in range(1_000):
            logging.getLogger('x').warning('veld %s', number)
        logging.getLogger('y').warning('iets anders')
    """)
    assert len(lines) == 2


def test_a_burst_is_counted_and_told_again_after_a_minute() -> None:
    moment = [0.0]
    repeats = Repeats(lambda: moment[0])
    assert [repeats.count("a") for _ in range(4)] == [0, 1, 2, 3]
    assert repeats.count("b") == 0
    assert repeats.take("a") == 3
    assert repeats.count("a") == 1
    assert repeats.take("a") == 1
    moment[0] += WINDOW
    assert repeats.count("a") == 0


def test_a_record_without_a_logger_is_told_too() -> None:
    assert said("import logging\nlogging.makeLogRecord({'levelno': 40})") == []


def test_an_error_that_is_deep_takes_one_line_of_bounded_length() -> None:
    def deeper() -> None:
        deeper()

    with pytest.raises(RecursionError) as raised:
        deeper()
    assert len(describe(raised.value)) < 2_000


def test_what_is_told_of_a_record_holds_no_control_character() -> None:
    record = logging.LogRecord("\x1b[31m", logging.ERROR, "/a/\x07.py", 1, MARK, (), None, "f\n")
    assert MARK not in told(record)
    assert "\x1b" not in told(record)
    assert "\x07" not in told(record)


@pytest.mark.parametrize(
    "one", ["\x00", "\x07", "\x1b", "\r", "\x9b", "\u202e", "\u2066", "\ud800"]
)
def test_what_could_steer_a_terminal_is_replaced(one: str) -> None:
    assert printable(f"a{one}b") == "a?b"


def test_the_words_of_people_are_left_as_they_are() -> None:
    words = "Zoë – één ‘team’\tم\n😀"
    assert printable(words) == words
