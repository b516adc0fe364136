"""Signing in: each test has a store on files, secrets and a clock of its own."""

from tests.access.conftest import clock, passwords, root, server_secrets, store
from tests.web.conftest import driver, house, one_house

__all__ = ["clock", "driver", "house", "one_house", "passwords", "root", "server_secrets", "store"]
