"""Signing in: each test has a store on files, secrets and a clock of its own."""

from tests.access.conftest import geheim, klok, root, store, wachtwoorden
from tests.web.conftest import bezoek, huis, one_house

__all__ = ["bezoek", "geheim", "huis", "klok", "one_house", "root", "store", "wachtwoorden"]
