"""The key of a team: four Dutch words, shown once; only a fingerprint of it is stored.

Four of 2,699 words make 5e13 keys (45 bits). The fingerprint needs a secret that is in no back-up.
"""

import secrets
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

from gesprek.access.passwords import words_in
from gesprek.access.signing import ServerSecrets
from gesprek.domain.base import Value
from gesprek.domain.dates import Moment
from gesprek.storage.ids import check_team_id
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound
from gesprek.storage.values import update_or_create, value_of

WORDS: Final = 4
_LONGEST: Final = 200
_PURPOSE: Final = "teamsleutel"
_GENERATION: Final = 8

Choose = Callable[[Sequence[str]], str]


class _KeyRing(Value):
    """What is kept of a team's key.

    Attributes:
        vingerafdruk: of the key, empty where it was taken away.
        gemaakt: when that was done.
        generatie: another text after each change; empty of an older program.
    """

    vingerafdruk: str
    gemaakt: Moment
    generatie: str = ""


def read_key(getypt: str) -> str | None:
    """Return a typed key as it was printed, None where it cannot be one.

    Capitals, accents, and what is between the words make no difference.
    """
    if len(getypt) > _LONGEST:
        return None
    letters = unicodedata.normalize("NFKD", getypt.casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    words = "".join(one if one.isalpha() else " " for one in plain).split()
    return "-".join(words) if len(words) == WORDS and set(words) <= set(words_in()) else None


class TeamKeys:
    """The keys of all teams.

    Args:
        store: where the fingerprints are kept.
        server_secrets: makes them.
        clock: tells when a key was made.
        choose: takes one of a list at random.
    """

    def __init__(
        self,
        store: Store,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        choose: Choose = secrets.choice,
    ) -> None:
        self._store = store
        self._server_secrets = server_secrets
        self._clock = clock
        self._choose = choose

    def renew(self, team: str) -> str:
        """Return a new key for a team, to be shown once; its old one is dead at once.

        The team's log-ins go on: who renews a key ends those too.

        Raises:
            NotFound: this cannot be the id of a team.
            StoreError: see ``Store.apply``.
        """
        check_team_id(team)
        key, printed = self._new(team)
        self._replace(team, printed)
        return key

    def team_of(self, getypt: str) -> str | None:
        """Return the id of the team whose key this is, None where it is nobody's."""
        key = read_key(getypt)
        if key is None:
            return None
        printed = self._server_secrets.fingerprint(_PURPOSE, key)
        try:
            team = str(self._store.get(_pointer(printed)).document.get("team", ""))
            # The pointer of an old key may still be there; what the team itself has counts.
            is_present = self._ring_of(team).vingerafdruk == printed
        except (NotFound, Corrupt):
            return None
        return team if is_present else None

    def made(self, team: str) -> datetime | None:
        """Return when the present key of a team was made, None where it has none."""
        try:
            ring = self._ring_of(team)
        except (NotFound, Corrupt):
            return None
        return ring.gemaakt if ring.vingerafdruk else None

    def generation(self, team: str) -> str:
        """Return what is another text after each ``renew`` and ``remove``.

        Raises:
            Corrupt: what is kept of the key is damaged.
            StoreError: it cannot be read now.
        """
        try:
            return self._ring_of(team).generatie
        except NotFound:  # it never had a key: its people come in by codes
            return ""

    def is_closed(self, team: str) -> bool:
        """Return whether the key of a team was taken away; errors as ``generation``."""
        try:
            return not self._ring_of(team).vingerafdruk
        except NotFound:
            return False

    def remove(self, team: str) -> None:
        """Leave a team without key, such as one that is archived; errors as ``renew``."""
        check_team_id(team)
        self._replace(team, "")

    def _replace(self, team: str, printed: str) -> None:
        """Store another fingerprint with a generation of its own, at once, and forget the old."""
        kept = _KeyRing(
            vingerafdruk=printed, gemaakt=self._clock(), generatie=secrets.token_hex(_GENERATION)
        )
        before: list[str] = []

        def replace(stored: Document) -> Document:
            before[:] = filter(None, [stored.get("vingerafdruk")])
            return kept.to_document()

        update_or_create(self._store, _ring(team), replace)
        self._forget(before)

    def _new(self, team: str) -> tuple[str, str]:
        while True:
            key = "-".join(self._choose(words_in()) for _ in range(WORDS))
            printed = self._server_secrets.fingerprint(_PURPOSE, key)
            with suppress(AlreadyExists):  # another team has this key
                self._store.create(_pointer(printed), {"team": team})
                return key, printed

    def _ring_of(self, team: str) -> _KeyRing:
        return value_of(_KeyRing, self._store.get(_ring(team)).document)

    def _forget(self, printed: Sequence[str]) -> None:
        for one in printed:
            with suppress(NotFound):
                self._store.delete(_pointer(one))


def _ring(team: str) -> DocumentKey:
    return DocumentKey(Kind.TEAMSLEUTEL, f"teamsleutel-{team}")


def _pointer(printed: str) -> DocumentKey:
    return DocumentKey(Kind.TEAMSLEUTEL, f"sleutel-{printed}")
