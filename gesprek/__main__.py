"""``python -m gesprek``: the server, and the commands of who runs it; see ``--help``."""

import signal
import sys

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # while it is loaded Ctrl+C ends it without a word
    from gesprek.cli.command_line import main

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
