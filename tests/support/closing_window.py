"""A program that hears as Windows does that its window is closed, and tells what comes first."""

from typing import Final

CLOSES: Final = """
import signal, threading, time
from deploy.windows import launcher

def window_closes():
    call = launcher._CALLED_BY_WINDOWS[-1] if launcher._CALLED_BY_WINDOWS else own
    call(2)
    print("Windows ends what is left")

signal.signal(signal.SIGINT, signal.default_int_handler)
ended = threading.Event()
own = launcher.end_with_window(ended, patience=60)
try:
    threading.Thread(target=window_closes).start()
    while True:
        time.sleep(0.01)
except KeyboardInterrupt:
    print("the server ends")
    ended.set()
"""
"""On Linux it calls what Windows would call; on Windows it calls what was handed to Windows."""
ORDER: Final = ["the server ends", "Windows ends what is left"]
