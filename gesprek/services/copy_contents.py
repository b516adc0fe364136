"""Documents on their way out of a store and into another: what a copy may hold, and its names.

A copy does not depend on how a store lays out its files, so that PostgreSQL can read it later.
Names in a copy become keys and never paths: what is in it cannot be written beside the store.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from gesprek.domain.base import Value
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.oefening import Oefening
from gesprek.domain.team import Team
from gesprek.domain.team_memory import Geleerd
from gesprek.services.erasure_ledger import Erased, team_of_key
from gesprek.storage.protocol import Copy, Document, DocumentKey, Kind
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew, StoreError
from gesprek.storage.stored_form import IN_BACKUP, from_json, present_key, to_json
from gesprek.storage.validation import MAX_BYTES, check_document
from gesprek.storage.values import value_of

VORM: Final = 1
"""Raise it when a copy is laid out differently."""
MANIFEST: Final = "gesprekstool.json"
MAX_TOTAL: Final = 2_000_000_000
"""Bytes that a copy may hold when unpacked; 50,000 oefeningen of 6 KB are a sixth of it."""

_PROGRAM: Final = "gesprekstool"
_SUFFIX: Final = ".json"
_MODELS: Final[Mapping[Kind, type[Value]]] = {
    Kind.OEFENING: Oefening,
    Kind.TEAM: Team,
    Kind.GECODEERD: CodedRow,
    Kind.LEERPUNTEN: Geleerd,
}


class NotACopy(StoreError):
    """A file is no whole copy of a store: damaged, made by something else, or made to do harm.

    ``naam`` is that of the document that it is about, where there is one.
    """

    message = (
        "Dit bestand is geen hele kopie van Gesprekstool, of het is beschadigd. "
        "Er is niets veranderd. Kies een ander bestand."
    )

    def __init__(self, naam: str = "") -> None:
        super().__init__()
        if naam:
            self.sentence += f" Het gaat om {naam}."


class CopyTooLarge(NotACopy):
    """A copy unpacks to more than any store holds."""

    message = (
        "Dit bestand wordt bij het uitpakken te groot. Gesprekstool maakt zulke bestanden niet. "
        "Er is niets veranderd. Kies een ander bestand."
    )


def name_of(key: DocumentKey) -> str:
    """Return the name of a document in a copy, such as ``oefening/<team>/<id>.json``."""
    parts = [key.kind.value, *([key.team] if key.team else []), key.id]
    return "/".join(parts) + _SUFFIX


def key_of(name: str) -> DocumentKey:
    """Return the key for a name in a copy.

    Where no document that belongs in a copy has this name, such as one that leads to another
    folder: NotACopy.
    """
    with suppress(NotFound, ValueError):
        soort, *team, last = name.removesuffix(_SUFFIX).split("/")
        key = DocumentKey(Kind(soort), last, *team) if len(team) <= 1 else None
        if key and name_of(key) == name and key.kind in IN_BACKUP:
            return present_key(key)
    raise NotACopy


def manifest(now: datetime) -> Document:
    """Return what is first in a copy."""
    return {"programma": _PROGRAM, "vorm": VORM, "gemaakt": now.isoformat()}


def read_manifest(data: bytes) -> datetime:
    """Return the moment at which a copy was made.

    NotACopy: this does not begin one. SchemaTooNew: a newer program made it.
    """
    stored = read_json(data)
    try:
        if stored["programma"] != _PROGRAM or stored["vorm"] < 1:
            raise NotACopy
        if stored["vorm"] > VORM:
            raise SchemaTooNew
        moment = datetime.fromisoformat(stored["gemaakt"])
    except (KeyError, TypeError, ValueError):
        raise NotACopy from None
    if moment.tzinfo is None:
        raise NotACopy
    return moment


def read_json(data: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Return the JSON; NotACopy: it is none, or one that a store could not keep exactly."""
    if len(data) > MAX_BYTES:
        raise CopyTooLarge
    try:
        return json.loads(data.decode(), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise NotACopy from None  # the cause quotes the text


def to_bytes(stored: Document) -> bytes:
    """Return an envelope or a manifest as it is in a copy."""
    return json.dumps(stored, ensure_ascii=False, separators=(",", ":")).encode()


def checked(backup: Copy) -> Copy:
    """Return a document that the store and the screens can read, in the present schema.

    NotACopy: they could not. SchemaTooNew: a newer program wrote it.
    """
    try:
        envelope = from_json(backup.envelope)
        check_document(envelope.document)
        _check_value(backup.key, envelope.document)
    except SchemaTooNew:
        raise
    except StoreError:
        raise NotACopy(name_of(backup.key)) from None
    return Copy(backup.key, to_json(envelope))


def _check_value(key: DocumentKey, document: Document) -> None:
    """Read the document as the value that its kind promises, under its own id; else Corrupt."""
    if team_of_key(key):
        value_of(Erased, document)
    if key.kind not in _MODELS:
        return
    is_row = key.kind is Kind.GECODEERD
    value = value_of(_MODELS[key.kind], document.get("rij") if is_row else document)
    own = getattr(value, "id", None) or getattr(value, "oefening", None)
    if own != key.id or getattr(value, "team", key.team) != key.team:
        raise Corrupt


def _refuse(_constant: str) -> None:
    raise ValueError
