"""Setting up, once: by a link that only who starts the server can see."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from gesprek.access.access_errors import SetUpImpossible
from gesprek.access.accounts import Accounts
from gesprek.access.passwords import check_new_password
from gesprek.access.settings import Settings, change_settings, read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import ADVISEUR, Account
from gesprek.domain.base import Value
from gesprek.domain.dates import Moment
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound
from gesprek.storage.values import update, update_or_create, value_of

_LINK_LIFE: Final = timedelta(hours=24)
"""[K] Starting the server again gives a new link."""
_KEY: Final = DocumentKey(Kind.BEHEER, "inrichting")


class _Link(Value):
    """What is kept of a link."""

    vingerafdruk: str
    gemaakt: Moment


@dataclass(eq=False)
class SetUp:
    """The set-up of the organisation.

    Each method may raise a ``StoreError``, as where the settings cannot be read; what checks a
    link raises SetUpImpossible where it is used, too old or made up, or the set-up is done.
    """

    _store: Store
    _server_secrets: ServerSecrets
    _accounts: Accounts
    _clock: Callable[[], datetime]

    @property
    def is_done(self) -> bool:
        """Whether the organisation was set up."""
        done = read_settings(self._store).ingericht is not None
        # Settings that were lost do not make this a new server.
        return done or self._accounts.exists(ADVISEUR)

    def new_link(self) -> str:
        """Return the token of a new link, to be shown once; an older link is dead.

        Raises SetUpImpossible where the set-up is done.
        """
        if self.is_done:
            raise SetUpImpossible("Gesprekstool is al ingericht. Meld je aan als adviseur.")
        token = secrets.token_urlsafe(24)
        link = _Link(vingerafdruk=self._print(token), gemaakt=self._clock()).to_document()
        update_or_create(self._store, _KEY, lambda _stored: link)
        return token

    def check_link(self, token: str) -> None:
        """Accept the token of a link that may be used now."""
        try:
            kept = self._store.get(_KEY).document
        except (NotFound, Corrupt):
            raise _dead() from None
        self._check(kept, token)

    def set_up(self, token: str, settings: Settings, wachtwoord: str) -> Account:
        """Set up the organisation and return the advisor's account; the link is dead after it.

        Raises:
            SetUpImpossible: also where somebody else used the link just now.
            UnsuitablePassword: see ``check_new_password``; the link still works.
        """
        self.check_link(token)
        check_new_password(wachtwoord)
        self._use(token)
        adviseur = self._accounts.set_advisor(wachtwoord)
        done = settings.changed(ingericht=self._clock())
        change_settings(self._store, lambda _before: done)
        return adviseur

    def _use(self, token: str) -> None:
        """End the link: of two who use it at once, or beside a newer one, one gets on."""

        def end(kept: Document) -> Document:
            self._check(kept, token)
            return {**kept, "vingerafdruk": ""}

        try:
            update(self._store, _KEY, end)
            self._store.delete(_KEY)
        except NotFound:
            raise _dead() from None

    def _check(self, kept: Document, token: str) -> None:
        try:
            link = value_of(_Link, kept)
        except Corrupt:
            raise _dead() from None
        is_right = secrets.compare_digest(link.vingerafdruk, self._print(token))
        if not is_right or self._clock() >= link.gemaakt + _LINK_LIFE or self.is_done:
            raise _dead()

    def _print(self, token: str) -> str:
        return self._server_secrets.fingerprint("inrichten", token)


def _dead() -> SetUpImpossible:
    return SetUpImpossible(
        "Deze link werkt niet meer. Start Gesprekstool opnieuw en open de link die je dan krijgt."
    )
