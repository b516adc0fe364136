"""The services are tested on both engines, as the store is: see ``tests/storage/conftest.py``."""

from tests.storage.conftest import (
    archive,
    database,
    place,
    pytest_generate_tests,
    root,
    store,
    tables,
)

__all__ = ["archive", "database", "place", "pytest_generate_tests", "root", "store", "tables"]
