"""The join code of one oefening: six signs, 30 bits, alive only around a meeting.

The code is derived from the oefening's id with the server's secret: it can be shown again to who
is inside, and the store holds only its fingerprint.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Final

from gesprek.access.access_errors import Refused
from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import TIME_ZONE
from gesprek.domain.oefening import Oefening
from gesprek.domain.vervolg import Vervolgstaat, due
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound
from gesprek.storage.values import team_of, update

SIGNS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_LENGTH: Final = 6
_BEFORE: Final = timedelta(hours=24)
"""[K] People look at the code the day before, to prepare themselves."""
_AFTER: Final = timedelta(hours=12)
"""[K] After the last thing that happened: a meeting that runs late, the same evening."""
_FOLLOW_UP: Final = timedelta(days=15)
"""[K] From the day of the real conversation until step 7 is 'te lang open'."""
LATE: Final = timedelta(minutes=15)
"""[K] How long one tap of somebody inside lets people in when the code is no longer alive."""
_LONGEST: Final = 50
_MOST_TRIES: Final = 100


class UnreadableCode(Refused):
    """What was typed cannot be a code."""


def windows(oefening: Oefening) -> tuple[tuple[datetime, datetime], ...]:
    """Return the (first, last) moments between which the code of an oefening opens it.

    [K] A day before the planned moment (or from the beginning of one that was not planned) to 12
    hours after it; from the first round to 12 hours after the last; and for step 7 from the day of
    the real conversation for 15 days. None once the follow-up is closed.
    """
    if oefening.vervolg.is_closed:
        return ()
    planned = oefening.gepland_op
    begin = planned - _BEFORE if planned else oefening.created
    found = [(begin, (planned or oefening.created) + _AFTER)]
    rondes = oefening.gesprek.rondes.values()
    if rondes:
        last = max(ronde.stopped or ronde.started for ronde in rondes)
        found.append((min(ronde.started for ronde in rondes), last + _AFTER))
    vervolg = oefening.vervolg
    if vervolg.staat in (Vervolgstaat.GEPLAND, Vervolgstaat.GEWEEST):
        day = vervolg.gesprek_op or due(vervolg, oefening.practised)
        begin = datetime.combine(day, time(), TIME_ZONE)
        found.append((begin, begin + _FOLLOW_UP))
    return tuple(found)


def is_alive(oefening: Oefening, now: datetime) -> bool:
    """Return whether the code of an oefening opens it at this moment; see ``windows``."""
    return any(begin <= now <= end for begin, end in windows(oefening))


def read_code(typed: str) -> str:
    """Return a typed code in capitals without spaces and dashes.

    Raises UnreadableCode where it is no code, also as it holds I, O, 0 or 1, which no code has.
    """
    signs = "".join(one for one in typed[:_LONGEST].upper() if one.isalnum())
    if len(signs) == _LENGTH and set("IO01") & set(signs):
        raise UnreadableCode(
            "In een code staan nooit de letters I en O of de cijfers 1 en 0. "
            "Kijk de code nog eens na."
        )
    if len(signs) != _LENGTH or not set(signs) <= set(SIGNS):
        raise UnreadableCode("Een code heeft zes letters en cijfers. Kijk de code nog eens na.")
    return signs


class JoinCodes:
    """The codes of all oefeningen.

    What makes or changes a code raises NotFound where this cannot be the id of an oefening, and a
    ``StoreError`` as ``Store.create`` and ``Store.apply`` do.
    """

    def __init__(self, store: Store, server_secrets: ServerSecrets) -> None:
        self._store = store
        self._server_secrets = server_secrets

    def code_of(self, oefening: str) -> str:
        """Return the present code of an oefening, made at its first use.

        Whether it opens the oefening now, ``is_alive`` says.
        """
        team_of(oefening)
        while (code := self.present(oefening)) is None:
            number = sum(1 for _ in self._taken(oefening))
            if number == _MOST_TRIES:
                raise NotFound
            free = self._place(self._derive(oefening, number))
            with suppress(AlreadyExists):  # somebody asked for it at the same time
                self._store.create(free, {"oefening": oefening})
        return code

    def present(self, oefening: str) -> str | None:
        """Return the code of an oefening as it is now, None where it has none; makes none."""
        for code, kept in self._taken(oefening):
            if kept.get("oefening") == oefening and not kept.get("vervallen"):
                return code
        return None

    def let_in(self, oefening: str, until: datetime) -> None:
        """Let the code of an oefening open it until this moment, for who comes late."""
        place = self._place(self.code_of(oefening))
        update(self._store, place, lambda kept: {**kept, "open_tot": until.isoformat()})

    def is_let_in(self, oefening: str, now: datetime) -> bool:
        """Return whether somebody inside lets people in with the code at this moment."""
        kept = self._store.get(self._place(self.code_of(oefening))).document
        until = kept.get("open_tot")
        return isinstance(until, str) and now <= datetime.fromisoformat(until)

    def oefening_of(self, typed: str) -> str | None:
        """Return the id of the oefening whose code this is, None where it is no oefening's.

        Raises UnreadableCode as ``read_code`` does.
        """
        try:
            code = read_code(typed)
            oefening = self._store.get(self._place(code)).document.get("oefening")
            # After a back-up was put back an older code may be there beside the present one.
            is_present = isinstance(oefening, str) and self.present(oefening) == code
        except (NotFound, Corrupt):
            return None
        return oefening if is_present else None

    def renew(self, oefening: str) -> str:
        """Return a new code; the old one is dead at once."""
        old = self._place(self.code_of(oefening))
        update(self._store, old, lambda _kept: {"oefening": oefening, "vervallen": True})
        return self.code_of(oefening)

    def clean(self) -> None:
        """Forget the codes of oefeningen that have gone."""
        for record in list(self._store.list(Kind.DEELCODE)):
            oefening = str(record.document.get("oefening"))
            with suppress(NotFound):  # no id of ours
                if self._store.versions([DocumentKey(Kind.OEFENING, oefening, team_of(oefening))]):
                    continue
            with suppress(NotFound):
                self._store.delete(record.key)

    def _taken(self, oefening: str) -> Iterator[tuple[str, Document]]:
        """Yield each code that this oefening had or could not have, with what is kept of it."""
        for number in range(_MOST_TRIES):
            code = self._derive(oefening, number)
            try:
                yield code, self._store.get(self._place(code)).document
            except NotFound:
                return

    def _derive(self, oefening: str, number: int) -> str:
        """Return six signs of five bits each."""
        bits = int(self._server_secrets.fingerprint("deelcode", f"{oefening}/{number}"), 16)
        return "".join(SIGNS[bits >> (5 * place) & 31] for place in range(_LENGTH))

    def _place(self, code: str) -> DocumentKey:
        printed = self._server_secrets.fingerprint("deelcodeplek", code)
        return DocumentKey(Kind.DEELCODE, f"code-{printed}")
