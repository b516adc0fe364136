"""Starts Gesprekstool out of the unpacked zip: finds the data and a port, and runs the server.

``Gesprekstool.cmd`` runs it with the Python of the zip. With the name of a command of
``python -m gesprek`` behind it, such as ``backup``, it runs that command on the same data.
"""

import os
import signal
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from deploy.windows.data_folder import LOCK, LaunchError, find_data, say

PROGRAM: Final = Path(__file__).absolute().parents[2]
_ADDRESS: Final = "adres.txt"
_PORTS: Final = range(8501, 8521)
_OPTIONS: Final = ("--poort", "--geen-browser")
_CLOSING: Final = (2, 5, 6)  # CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT and CTRL_SHUTDOWN_EVENT
_CALLED_BY_WINDOWS: Final[list[object]] = []  # to the end of the process: Windows does not keep it
_WINDOWS_WAITS: Final = 4.5  # seconds; after 5 it ends a program whose window is closed
_PATIENCE: Final = 180.0  # seconds for another one that is starting
_FIRST: Final = (
    "De eerste keer kan dit een paar minuten duren: Windows kijkt dan alle bestanden na."
)
_OPEN: Final = "Laat dit venster open zolang je met Gesprekstool werkt. Stoppen: sluit dit venster."
_STUCK: Final = (
    "Gesprekstool staat al aan, maar geeft geen antwoord. Sluit het andere venster van "
    "Gesprekstool en start opnieuw."
)


def free_port(ports: Sequence[int] = _PORTS) -> int:
    """Return the first port that no program uses; the first of all where each is used."""
    from gesprek.cli.console import WrongUsage
    from gesprek.cli.own_server import listening_socket
    from gesprek.cli.serve import HERE

    for port in ports:
        try:
            listening_socket(HERE, port).close()
        except WrongUsage:
            continue
        if not answers(port):  # Windows lets two listen, one of them to all addresses
            return port
    return ports[0]


def answers(port: int) -> bool:
    """Return whether a program on this computer listens to a port."""
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


def serve(data: Path, arguments: Sequence[str]) -> int:
    """Run the server until its window is closed, or open the one that runs on the same data.

    Returns:
        The exit code.

    Raises:
        LaunchError: another one holds the data and does not answer.
    """
    from filelock import FileLock, Timeout

    try:
        with FileLock(data / LOCK, timeout=0):
            return _serve_here(data, [one for part in arguments for one in part.split("=", 1)])
    except Timeout:
        show_running(data, opens_browser="--geen-browser" not in arguments)
        return 0


def _serve_here(data: Path, arguments: list[str]) -> int:
    from gesprek.cli.command_line import main as run_command
    from gesprek.cli.serve import read_plan
    from gesprek.domain.base import UserError
    from gesprek.storage.files.operating_system import discard

    discard(data / _ADDRESS)  # of one that Windows ended; another start may be reading it just now
    if "--poort" in arguments[:-1]:
        port = arguments[arguments.index("--poort") + 1]
    else:
        port = str(free_port())
        arguments += ["--poort", port]
    with suppress(UserError, ValueError, OSError):  # the command tells it itself
        (data / _ADDRESS).write_text(f"{port} {read_plan().own_address(int(port))}", "utf-8")
    say(f"Je gegevens staan in {data}.")
    say(_OPEN)
    try:
        return run_command(["serve", *arguments])
    finally:
        discard(data / _ADDRESS)


def show_running(data: Path, *, opens_browser: bool) -> None:
    """Open the browser on the server that runs, as soon as it answers.

    Raises:
        LaunchError: it does not answer.
    """
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            port, _, address = (data / _ADDRESS).read_text("utf-8").partition(" ")
        except OSError:  # it has only just begun
            port = address = ""
        if address and answers(int(port)):
            say(f"Gesprekstool staat al aan op {address}.")
            if opens_browser:
                webbrowser.open(address)
            return
        time.sleep(0.2)
    raise LaunchError(_STUCK)


def end_with_window(
    ended: threading.Event, patience: float = _WINDOWS_WAITS
) -> Callable[[int], bool]:
    """Let the server end as it should when its window is closed, or Windows shuts down.

    Args:
        ended: is set once the server has ended.
        patience: the most seconds to wait for that.

    Returns:
        What Windows calls.
    """

    def tell(event: int) -> bool:
        if event not in _CLOSING:
            return False  # Ctrl+C: Python's own part
        signal.raise_signal(signal.SIGINT)
        ended.wait(patience)  # after the answer Windows ends this program at once
        return True

    if sys.platform == "win32":
        import ctypes

        _CALLED_BY_WINDOWS.append(ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)(tell))
        ctypes.windll.kernel32.SetConsoleCtrlHandler(_CALLED_BY_WINDOWS[-1], 1)
    return tell


def run(arguments: Sequence[str]) -> int:
    """Serve, or run a command on the data; returns the exit code.

    Raises:
        LaunchError: it can't.
    """
    is_first = not (PROGRAM / "gesprek" / "__pycache__").is_dir()
    if is_first:
        say(_FIRST)
    data = find_data(PROGRAM.parent, Path.home())
    os.environ["GESPREK_OPSLAG"] = str(data / "opslag")
    if arguments and not arguments[0].startswith(_OPTIONS):
        from gesprek.cli.command_line import main as run_command

        return run_command(arguments)
    os.chdir(PROGRAM)  # Streamlit reads its settings there
    return serve(data, arguments)


def main(arguments: Sequence[str]) -> int:
    """Run, and turn what goes wrong into one sentence; returns the exit code."""
    for name in ("SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    ended = threading.Event()
    end_with_window(ended)
    try:
        return run(arguments)
    except LaunchError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        ended.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
