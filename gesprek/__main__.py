"""``python -m gesprek``: back-up, restore, check, clean, export and make an example."""

import sys

from gesprek.cli.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
