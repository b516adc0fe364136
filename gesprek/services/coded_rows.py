"""The coded rows: in line with the texts, and who took part, countable without being known."""

import hmac
import secrets
from collections.abc import Collection
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from typing import Final

from gesprek.domain.coded_row import CodedRow, encode
from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import Gone
from gesprek.domain.team import Team
from gesprek.storage.protocol import (
    Document,
    DocumentKey,
    Kind,
    Operation,
    Record,
    Store,
    StoreProblem,
)
from gesprek.storage.store_errors import (
    AlreadyExists,
    Busy,
    Corrupt,
    FieldConflict,
    NotFound,
    StoreError,
)
from gesprek.storage.values import value_of

# Raise it when ``encode`` changes: ``mend`` then makes every row again.
VORM: Final = 1
_ROUNDS: Final = 20
_SECRET: Final = DocumentKey(Kind.BEHEER, "pseudoniemen")
_FIELD: Final = "geheim"


class Pseudonyms:
    """Makes the same pseudonym of the same person each time, with a secret of this store.

    A deelnemer id is random, but it is in the team's text too: without the secret the coded
    rows cannot be laid beside it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, team: str, deelnemer: str) -> str:
        """Return 16 hexadecimal characters.

        Raises StoreError where the secret cannot be read, or stored at its first use.
        """
        keyed = hmac.new(self._secret, f"{team}/{deelnemer}".encode(), sha256)
        return keyed.hexdigest()[:16]

    @cached_property
    def _secret(self) -> bytes:
        try:
            return self._read()
        except NotFound:
            with suppress(AlreadyExists):  # another process was first
                self._store.create(_SECRET, {_FIELD: secrets.token_hex(32)})
            return self._read()

    def _read(self) -> bytes:
        try:
            return bytes.fromhex(self._store.get(_SECRET).document[_FIELD])
        except (KeyError, TypeError, ValueError):
            # A new secret would count everybody twice, so this asks for help.
            raise Corrupt from None


class CodedRows:
    """The coded rows: made from the text, kept apart from it, without a word of it.

    The text is stored first. What goes wrong with a row afterwards does not undo that; it is
    in ``problems`` and ``mend`` puts it right.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pseudonyms = Pseudonyms(store)
        self._problems: dict[DocumentKey, StoreProblem] = {}

    def all(self, team: str | None = None) -> list[CodedRow]:
        """Return all rows, or those of a team; damaged ones are skipped, see ``problems``."""
        rows = []
        for blok in self._store.aggregate():
            if team not in (None, blok.team):
                continue
            for oefening, document in zip(blok.ids, blok.documents(), strict=True):
                try:
                    rows.append(value_of(CodedRow, document.get("rij")))
                except StoreError as error:
                    row = DocumentKey(Kind.GECODEERD, oefening, blok.team)
                    self._problems[row] = StoreProblem(row, error.sentence)
        return rows

    def gone(self, team: Team, present: Collection[str]) -> list[Gone]:
        """Return what is known of the played oefeningen that are not among those ``present``.

        None where the secret of the pseudonyms cannot be read: then nobody knows who took part.
        """
        rows = [one for one in self.all(team.id) if one.is_played and one.oefening not in present]
        names: dict[str, str] = {}
        with suppress(StoreError):
            names = {self._pseudonyms.of(team.id, one): one for one in team.deelnemers if rows}
        return [
            Gone(
                row.oefening,
                tuple(person for one, person in names.items() if one in row.deelnemers),
                names.get(row.inbrenger or ""),
            )
            for row in rows
        ]

    def mend(self) -> int:
        """Make again the rows that a crash or another program left behind; return how many.

        A row tells from which version of the text it was made, so that most cost two reads.
        """
        texts = self._store.list(Kind.OEFENING)
        return sum(self.update(text, exact=True) for text in texts if not self._is_current(text))

    def problems(self) -> tuple[StoreProblem, ...]:
        """Return the rows that could not be read or written when they were last needed."""
        return tuple(problem for _, problem in sorted(self._problems.copy().items()))

    def _is_current(self, text: Record) -> bool:
        with suppress(StoreError):
            row = self._store.get(_row_key(text.key)).document
            return row.get("versie") == text.version and row.get("vorm") == VORM
        return False

    def update(self, text: Record, *, exact: bool = False) -> bool:
        """Bring the row in line with the text that was just stored; return whether it was written.

        Raises nothing: the text is stored, whatever becomes of its row.
        """
        row = _row_key(text.key)
        try:
            written = self._follow(text, exact=exact)
        except NotFound:
            return False  # the oefening was removed meanwhile
        except StoreError as error:
            self._problems[row] = StoreProblem(row, error.sentence)
            return False
        self._problems.pop(row, None)
        return written

    def _follow(self, text: Record, *, exact: bool) -> bool:
        """Write the row until it is that of the text as it is now; return whether it was written.

        Two savers may come here in either order. Whoever writes looks afterwards whether the text
        went on meanwhile, so the last one to look has seen the last text.
        """
        written = False
        for _ in range(_ROUNDS):
            with suppress(AlreadyExists, FieldConflict):  # somebody else wrote the row: look again
                if not self._write(text, exact=exact):
                    return written
                written = True
                if self._store.get(text.key).version == text.version:
                    return written
            text = self._store.get(text.key)
        raise Busy

    def _write(self, text: Record, *, exact: bool) -> bool:
        """Write the row of this text; return False where it is there already.

        ``exact``: write also where only the version of the text differs. AlreadyExists and
        FieldConflict tell that somebody else wrote the row at the same time.
        """
        key, wanted = _row_key(text.key), self._row_of(text)
        try:
            stored = self._store.get(key)
        except (NotFound, Corrupt) as error:
            if isinstance(error, Corrupt):
                self._store.delete(key)  # nothing in it that the text does not tell
            self._store.create(key, wanted)
            return True
        seen = stored.document
        if seen == wanted or (not exact and seen.get("rij") == wanted["rij"]):
            return False
        operations = [Operation((name,), value) for name, value in wanted.items()]
        self._store.apply(key, stored.version, operations)
        return True

    def _row_of(self, record: Record) -> Document:
        oefening = value_of(Oefening, record.document)
        pseudonyms = {key: self._pseudonyms.of(oefening.team, key) for key in oefening.rollen}
        # Sorted, because the order of the people would tell their roles.
        row = encode(oefening, record.saved).with_pseudonyms(
            tuple(sorted(pseudonyms.values())),
            pseudonyms.get(oefening.inbrenger) if oefening.inbrenger else None,
        )
        return {"vorm": VORM, "versie": record.version, "rij": row.to_document()}


def _row_key(text: DocumentKey) -> DocumentKey:
    return DocumentKey(Kind.GECODEERD, text.id, text.team)
