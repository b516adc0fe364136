"""Holds the lock of one document until a line comes in, or the process is killed.

Argument: the store's folder.
"""

import sys
from pathlib import Path

from gesprek.storage.files.layout import LOCKS, file_of
from gesprek.storage.files.locks import Locks
from gesprek.storage.protocol import DocumentKey, Kind

locks = Locks(Path(sys.argv[1]) / LOCKS, timeout=60)
with locks.hold(file_of(DocumentKey(Kind.OEFENING, "o1", "t1"))):
    sys.stdout.write("held\n")
    sys.stdout.flush()
    sys.stdin.readline()
