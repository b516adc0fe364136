"""Ids that sort by the moment they were made, and say which team an oefening belongs to."""

import re
from datetime import datetime
from typing import Final

from ulid import ULID

from gesprek.storage.store_errors import NotFound

_ULID: Final = "[0-7][0-9a-hjkmnp-tv-z]{25}"
_TEAM: Final = re.compile(_ULID)
_OEFENING: Final = re.compile(f"(?P<team>{_ULID})-{_ULID}")


def new_id() -> str:
    """Return a new id: a ULID in lower case, random and later than those made before it here."""
    return str(ULID()).lower()


def new_oefening_id(team_id: str) -> str:
    """Return a new id of an oefening of this team: ``<team id>-<ulid>``."""
    return f"{team_id}-{new_id()}"


def check_team_id(team_id: str) -> None:
    """Accept what can be the id of a team.

    Raises:
        NotFound: it cannot.
    """
    if not _TEAM.fullmatch(team_id):
        raise NotFound


def team_of(oefening_id: str) -> str:
    """Return the id of the team that an oefening belongs to.

    Raises:
        NotFound: this cannot be the id of an oefening.
    """
    found = _OEFENING.fullmatch(oefening_id)
    if not found:
        raise NotFound
    return found["team"]


def made_at(one_id: str) -> datetime | None:
    """Return when an id of ``new_id`` was made, None for any other id."""
    if not _TEAM.fullmatch(one_id):
        return None
    return ULID.from_str(one_id.upper()).datetime


def id_at(moment: datetime, randomness: bytes) -> str:
    """Return the id that would have been made at this moment, with these ten bytes at random."""
    milliseconds = int(moment.timestamp() * 1000)
    return str(ULID(milliseconds.to_bytes(6, "big") + randomness)).lower()
