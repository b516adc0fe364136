"""The services are tested on both engines, as the store is: see ``tests/storage/conftest.py``."""

from tests.storage.conftest import (
    archief,
    database,
    plek,
    pytest_generate_tests,
    root,
    store,
    tables,
)

__all__ = ["archief", "database", "plek", "pytest_generate_tests", "root", "store", "tables"]
