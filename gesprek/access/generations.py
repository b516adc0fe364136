"""The generation of what let somebody in: a log-in of an earlier one counts no more.

Checking takes time, a password 0.1 s. What is renewed meanwhile ends the log-ins that there are,
and would leave the one that is made right after it. So a log-in carries the generation of the key,
the code or the password that let it in, read before that was checked, and each use compares it
with the present one: it cannot come too late.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from gesprek.access.accounts import Accounts
from gesprek.access.join_codes import JoinCodes
from gesprek.access.openid import SECRET_NAME
from gesprek.access.settings import read_settings
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import TeamKeys
from gesprek.access.visitors import Account, LogIn
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import Corrupt, NotFound

_HOLDS_FOR: Final = 0.2
_MOST_HELD: Final = 1_000


@dataclass(eq=False)
class Generations:
    """Tells the generation of all that lets people in.

    A renewed secret of the server ends the log-ins of everybody. ``_seconds`` tells the seconds,
    always forward. What returns a generation raises a ``StoreError`` where it cannot be read now.
    """

    _store: Store
    _server_secrets: ServerSecrets
    _team_keys: TeamKeys
    _join_codes: JoinCodes
    _accounts: Accounts
    _seconds: Callable[[], float] = time.monotonic
    _held: OrderedDict[tuple[str, str | None], float] = field(
        default_factory=OrderedDict, init=False, repr=False
    )

    def of_team(self, team: str, oefening: str | None = None) -> str:
        """Return the generation of a team's key, or of the code that opens one oefening of it."""
        generation = f"{self._server_secrets.generation()}/{self._team_keys.generation(team)}"
        if not oefening:
            return generation
        return f"{generation}/{self._print(f'{oefening} {self._join_codes.present(oefening)}')}"

    def of_organisation(self) -> str:
        """Return the generation of the sign-in of the organisation: its settings and its secret."""
        settings = read_settings(self._store).organisatie_aanmelding
        told = settings.model_dump_json() if settings else ""
        printed = self._print(f"{told}\n{self._server_secrets.kept(SECRET_NAME)}")
        return f"{self._server_secrets.generation()}/{printed}"

    def of_account(self, account: Account) -> str:
        """Return the generation of what lets an account in."""
        first = self._server_secrets.generation() if account.wachtwoord else self.of_organisation()
        return with_account(first, account)

    def holds(self, log_in: LogIn) -> bool:
        """Return whether what let this log-in in is still what it was.

        A log-in of a program that did not keep a generation counts until it is ended.

        Of a team's the answer holds for 0.2 s: one page asks eleven times as it is drawn. Nobody
        stays in by that: who renews a key ends the log-ins that there are, each of which is looked
        up at each use, and one that is made after that was not asked about before.
        Raises Busy or Unusable where that cannot be known now.
        """
        asked = log_in.id, log_in.generatie
        if self._seconds() - self._held.get(asked, -_HOLDS_FOR) < _HOLDS_FOR:
            return True
        try:
            if log_in.account:
                present = self.of_account(self._accounts.get(log_in.account))
            else:
                present = self.of_team(log_in.team or "", log_in.alleen)
        except (NotFound, Corrupt):
            return False
        holds = log_in.generatie in {present, None}
        if holds and log_in.team:
            self._held[asked] = self._seconds()
            while len(self._held) > _MOST_HELD:
                with suppress(KeyError):  # another thread was first
                    self._held.popitem(last=False)
        return holds

    def _print(self, told: str) -> str:
        """Return 64 bits of a fingerprint."""
        return self._server_secrets.fingerprint("generatie", told)[:16]


def with_account(first: str, account: Account) -> str:
    """Return the generation of an account, as it was read before it was checked.

    ``first`` is that of the secret of this server, or of the sign-in of the organisation.
    """
    return f"{first}/{account.generatie}"
