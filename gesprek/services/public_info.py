"""What every page shows to everybody, and so asks for no right."""

from gesprek.access import settings
from gesprek.access.settings import NetworkMode
from gesprek.services.example_data import ExampleData
from gesprek.services.organisation_texts import KEY, TextTables, read_own_texts
from gesprek.storage.protocol import Store


class PublicInfo:
    """The own texts, and what people must keep in mind about this server.

    Args:
        store: where it is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def texts_version(self) -> int:
        """Return a number that changes when the own texts do; costs little."""
        return self._store.versions([KEY]).get(KEY, 0)

    def own_texts(self) -> TextTables:
        """Return the own texts; see ``read_own_texts``."""
        return read_own_texts(self._store)

    def has_example_data(self) -> bool:
        """Return whether made-up teams are in the store."""
        return ExampleData(self._store).is_there

    def network(self) -> NetworkMode:
        """Return who can open this server."""
        return settings.read_settings(self._store).netwerk

    def address_for_colleagues(self, here: str) -> str:
        """Return the address by which others open the app.

        Args:
            here: the address by which this page was opened.
        """
        return settings.address_for_colleagues(settings.read_settings(self._store), here)
