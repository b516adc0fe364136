"""The log: what was cleaned, erased, copied and set, and who signed in, never in text or names."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.dates import local, local_day
from gesprek.domain.retention_terms import LOG_MONTHS, is_past
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, StoreError
from gesprek.storage.values import new_id, update, update_or_create

_LINES: Final = "regels"


class AuditEvent(StrEnum):
    """What the log tells of."""

    OPGESCHOOND = "opgeschoond"
    OEFENING_VERWIJDERD = "oefening_verwijderd"
    INBRENG_GEWIST = "inbreng_gewist"
    NAAM_VERWIJDERD = "naam_verwijderd"
    LEERPUNT_VERWIJDERD = "leerpunt_verwijderd"
    ONGEDAAN_GEMAAKT = "ongedaan_gemaakt"
    RESERVEKOPIE = "reservekopie"
    UITGEVOERD = "uitgevoerd"
    CIJFERS_UITGEVOERD = "cijfers_uitgevoerd"
    HERSTELD = "hersteld"
    INGERICHT = "ingericht"
    AANGEMELD = "aangemeld"
    AFGEMELD = "afgemeld"
    AANMELDING_INGETROKKEN = "aanmelding_ingetrokken"
    SLEUTEL_VERNIEUWD = "sleutel_vernieuwd"
    WACHTWOORD_GEWIJZIGD = "wachtwoord_gewijzigd"
    ACCOUNT_GEMAAKT = "account_gemaakt"
    ACCOUNT_VERWIJDERD = "account_verwijderd"
    ACCOUNT_TOEGELATEN = "account_toegelaten"
    AGENDA_VERNIEUWD = "agenda_vernieuwd"
    AGENDA_INGETROKKEN = "agenda_ingetrokken"
    INSTELLING_GEWIJZIGD = "instelling_gewijzigd"
    ANTWOORD_GEGEVEN = "antwoord_gegeven"
    ANTWOORD_GESTOPT = "antwoord_gestopt"
    ANTWOORD_VERWIJDERD = "antwoord_verwijderd"
    HERINNERING_GEKOZEN = "herinnering_gekozen"
    ADRES_BEVESTIGD = "adres_bevestigd"
    ADRES_GESTOPT = "adres_gestopt"


class AuditLine(NamedTuple):
    """One line of the log: what happened, when, how many of what, and by which kind of person."""

    moment: datetime
    wat: AuditEvent
    aantallen: Mapping[str, int]
    soort: str


class AuditLog:
    """One document per month; every line has its moment."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def note(
        self,
        wat: AuditEvent,
        ids: Sequence[str] = (),
        aantallen: Mapping[str, int] | None = None,
        soort: str = "",
    ) -> None:
        """Add a line. Raises nothing: what it tells of was done, whatever becomes of its line.

        The ids are the random ones of teams and oefeningen, of nobody; ``aantallen`` is what → how
        many; ``soort`` is the kind of visitor who did it, never who.
        """
        now = self._clock()
        told: Document = {"wat": wat.value, "moment": now.isoformat(), "soort": soort}
        told |= {"ids": list(ids), "aantallen": dict(aantallen or {})}
        line = {key: value for key, value in told.items() if value}

        def add(stored: Document) -> Document:
            return {**stored, _LINES: {**stored.get(_LINES, {}), new_id(): line}}

        with suppress(StoreError):
            update_or_create(self._store, DocumentKey(Kind.LOGBOEK, f"{local(now):%Y-%m}"), add)

    def months(self) -> list[str]:
        """Return the months of which there are lines, as '2026-03', the newest first."""
        return sorted((one.key.id for one in self._store.list(Kind.LOGBOEK)), reverse=True)

    def lines_of(self, month: str) -> list[AuditLine]:
        """Return the lines of a month, the newest first; one of a newer program is left out."""
        try:
            stored = self._store.get(DocumentKey(Kind.LOGBOEK, month)).document.get(_LINES, {})
        except NotFound:  # cleaned in the meantime
            return []
        return [line for key in sorted(stored, reverse=True) if (line := _line(stored[key]))]

    def shorten(self, today: date) -> int:
        """Remove the lines of more than 12 months ago; return how many."""
        count = 0
        for record in self._store.list(Kind.LOGBOEK):
            lines = record.document.get(_LINES, {})
            old = [key for key, line in lines.items() if _is_old(line, today)]
            if old:
                self._remove(record.key, old)
                count += len(old)
        return count

    def _remove(self, key: DocumentKey, old: Sequence[str]) -> None:
        """Remove lines, and the month with the last of them."""

        def drop(stored: Document) -> Document:
            left = {one: line for one, line in stored[_LINES].items() if one not in old}
            return {**stored, _LINES: left}

        with suppress(NotFound):  # another process was first
            update(self._store, key, drop)
            if not self._store.get(key).document.get(_LINES):
                self._store.delete(key)


def joined_lines(stored: Document, added: Document) -> Document:
    """Return a month with the lines of both; a restore takes none away."""
    return {**added, **stored, _LINES: {**added.get(_LINES, {}), **stored.get(_LINES, {})}}


def _line(stored: Document) -> AuditLine | None:
    with suppress(KeyError, ValueError, TypeError):
        moment = datetime.fromisoformat(stored["moment"])
        counts, soort = stored.get("aantallen", {}), str(stored.get("soort", ""))
        return AuditLine(moment, AuditEvent(stored["wat"]), counts, soort)
    return None


def _is_old(line: Document, today: date) -> bool:
    return is_past(local_day(datetime.fromisoformat(line["moment"])), LOG_MONTHS, today)
