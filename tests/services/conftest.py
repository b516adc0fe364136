"""The services are tested on both engines, as the store is: see ``tests/storage/conftest.py``."""

from tests.storage.conftest import (
    archive,
    database,
    plek,
    pytest_generate_tests,
    root,
    store,
    tables,
)

__all__ = ["archive", "database", "plek", "pytest_generate_tests", "root", "store", "tables"]
