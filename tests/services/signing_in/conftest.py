"""Signing in: each test has a store on files, secrets and a clock of its own."""

from tests.access.conftest import klok, passwords, root, server_secrets, store
from tests.web.conftest import bezoek, huis, one_house

__all__ = ["bezoek", "huis", "klok", "one_house", "passwords", "root", "server_secrets", "store"]
