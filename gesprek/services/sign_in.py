"""The ways in: by a team's key, the code of an oefening, or a password; with limits on guessing."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final, NoReturn

from gesprek.access import guess_limits as limits
from gesprek.access.access_errors import Refused, TooManyAttempts
from gesprek.access.accounts import Accounts
from gesprek.access.generations import Generations
from gesprek.access.guess_limits import GuessLimits, Limit, bucket_of
from gesprek.access.join_codes import JoinCodes, is_alive
from gesprek.access.log_ins import LogIns
from gesprek.access.passwords import Passwords
from gesprek.access.request_origin import Device
from gesprek.access.signing import ServerSecrets
from gesprek.access.team_keys import TeamKeys
from gesprek.access.visitors import Account, LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import clean_line
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.storage.ids import team_of
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound
from gesprek.storage.values import value_of

_DEVICE: Final = "apparaat"
_NONCE_BYTES: Final = 16
_WRONG_KEY: Final = (
    "Deze sleutel klopt niet. Kijk of alle vier de woorden goed staan. "
    "Vraag anders een collega of de kwaliteitsadviseur."
)
_WRONG_CODE: Final = (
    "Deze code klopt niet of werkt nu niet. Een code werkt vanaf een dag voor de oefening. "
    "Vraag anders iemand die al binnen is."
)
_NOT_KNOWN: Final = (
    "De naam of het wachtwoord klopt niet. Kijk of hoofdletters aan staan en probeer het opnieuw."
)


class AccessParts:
    """What works on who may come in: made once, for all that sign in, sign out and administer.

    Args:
        store: where all of it is kept.
        server_secrets: the secrets of this server.
        clock: tells the time.
        limits: on guessing, one for the whole process; those of the store where none are given.
        passwords: keeps and checks passwords.
    """

    def __init__(
        self,
        store: Store,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        limits: GuessLimits | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        self.store = store
        self.server_secrets = server_secrets
        self.clock = clock
        self.limits = limits or GuessLimits(store.buckets(), server_secrets)
        self.audit_log = AuditLog(store, clock)
        self.log_ins = LogIns(store, clock)
        self.team_keys = TeamKeys(store, server_secrets, clock)
        self.join_codes = JoinCodes(store, server_secrets)
        self.accounts = Accounts(store, passwords or Passwords(), clock)
        self.generations = Generations(
            store, server_secrets, self.team_keys, self.join_codes, self.accounts
        )


class SignIn:
    """Lets people in; each method may raise StoreError as ``Store.create``."""

    def __init__(self, parts: AccessParts) -> None:
        self._parts = parts

    def by_key(
        self, getypt: str, adres: str, *, onthoud: bool, apparaat: Device = Device.ANDERS
    ) -> LogIn:
        """Sign a team in by its key.

        Args:
            getypt: what was typed.
            adres: the address that failures are counted for.
            onthoud: whether to remember this device for 90 days.
            apparaat: the kind of device.

        Raises:
            Refused: it is nobody's key.
            TooManyAttempts: too many failed; a right key is refused only far beyond that.
        """
        bucket = bucket_of(adres)
        self._parts.limits.check(limits.STOP_SLEUTEL, bucket)
        team = self._parts.team_keys.team_of(getypt)
        generatie = self._parts.generations.of_team(team) if team else ""
        # Once more after the generation was read: it may have been renewed in between.
        if team is None or self._parts.team_keys.team_of(getypt) != team:
            self._refuse(limits.STOP_SLEUTEL, bucket, _WRONG_KEY)
        return self._noted(
            self._parts.log_ins.begin_team(
                team, generatie=generatie, vertrouwd=onthoud, apparaat=apparaat
            )
        )

    def by_code(self, getypt: str, adres: str, apparaat: Device = Device.ANDERS) -> LogIn:
        """Sign in to one oefening by its code; arguments and errors as ``by_key``.

        What cannot be a code raises UnreadableCode, and counts as no failure.
        """
        bucket = bucket_of(adres)
        self._parts.limits.check(limits.STOP_CODE, bucket)
        oefening = self._parts.join_codes.oefening_of(getypt)
        generatie = self._parts.generations.of_team(team_of(oefening), oefening) if oefening else ""
        # Once more after the generation was read, as with a key.
        if oefening is None or self._open_now(getypt) != oefening:
            self._refuse(limits.STOP_CODE, bucket, _WRONG_CODE)
        return self._noted(
            self._parts.log_ins.begin_team(
                team_of(oefening), generatie=generatie, alleen=oefening, apparaat=apparaat
            )
        )

    def by_password(
        self, naam: str | None, wachtwoord: str, adres: str, apparaat: str = ""
    ) -> LogIn:
        """Sign in a manager, or the advisor.

        Args:
            naam: of the manager, None for the advisor.
            wachtwoord: what was typed or pasted.
            adres: the address that failures are counted for.
            apparaat: what ``device_of`` gave this browser before, empty where it has none.

        Raises:
            Refused: nobody has this name and password.
            TooManyAttempts: too many failed; nothing was looked at.
        """
        accounts = self._parts.accounts
        account = accounts.adviseur() if naam is None else accounts.manager(naam)
        tellers = self._counters(naam, account, adres, apparaat)
        for grens, wie in tellers:
            self._parts.limits.check(grens, wie)
        for grens, wie in tellers:  # before it is known, so that a volley counts too
            self._parts.limits.failed(grens, wie)
        generatie = self._parts.generations.of_account(account) if account else ""
        is_right = accounts.is_right(account, wachtwoord)
        if account is None or not is_right:
            raise Refused(_NOT_KNOWN)
        for grens, wie in tellers:
            self._parts.limits.succeeded(grens, wie)
        return self._noted(
            self._parts.log_ins.begin_account(account.soort, account.id, generatie=generatie)
        )

    def device_of(self, account: str) -> str:
        """Return the signed value that makes a browser known to an account."""
        nonce = secrets.token_hex(_NONCE_BYTES)
        return self._parts.server_secrets.sign(_DEVICE, f"{account}/{nonce}")

    def open_oefening(self, log_in: LogIn, getypt: str) -> str:
        """Open an oefening on a remembered device by its code; return its id.

        Raises:
            Refused: it is no code of this team that works now.
            TooManyAttempts: too many failed on this device.
        """
        self._parts.limits.check(limits.STOP_OEFENING, log_in.id)
        oefening = self._open_now(getypt)
        if oefening is None or team_of(oefening) != log_in.team:
            self._parts.limits.failed(limits.STOP_OEFENING, log_in.id)
            raise Refused(_WRONG_CODE)
        self._parts.log_ins.open_oefening(log_in.id, oefening)
        return oefening

    def oefening_for(self, log_in: LogIn, getypt: str) -> str | None:
        """Return the id that ``open_oefening`` would, or None; errors as there.

        None: this log-in asks for no code, and is not of the team of the oefening or not for it.
        """
        if log_in.visitor(self._parts.clock()).vraagt_code:
            return self.open_oefening(log_in, getypt)
        oefening = self._parts.join_codes.oefening_of(getypt)
        if oefening is None or team_of(oefening) != log_in.team:
            return None
        return oefening if log_in.alleen in (None, oefening) else None

    def _noted(self, log_in: LogIn) -> LogIn:
        self._parts.audit_log.note(AuditEvent.AANGEMELD, soort=log_in.soort.value)
        return log_in

    def _refuse(self, stop: Limit, bucket: str, zin: str) -> NoReturn:
        seconds = self._parts.limits.wait(limits.REM, bucket)
        self._parts.limits.failed(limits.REM, bucket)
        self._parts.limits.failed(stop, bucket)
        raise TooManyAttempts(seconds) if seconds else Refused(zin)

    def _open_now(self, getypt: str) -> str | None:
        """Return the oefening that a code opens at this moment, None where it opens nothing."""
        oefening = self._parts.join_codes.oefening_of(getypt)
        if oefening is None or self._parts.team_keys.is_closed(team_of(oefening)):
            return None
        try:
            key = DocumentKey(Kind.OEFENING, oefening, team_of(oefening))
            found = value_of(Oefening, self._parts.store.get(key).document)
        except (NotFound, Corrupt):
            return None
        now = self._parts.clock()
        is_open = is_alive(found, now) or self._parts.join_codes.is_let_in(oefening, now)
        return oefening if is_open else None

    def _counters(
        self, naam: str | None, account: Account | None, adres: str, apparaat: str
    ) -> tuple[tuple[Limit, str], ...]:
        """Return what an attempt is counted under: a known device stands apart.

        So nobody can lock an account out for the devices that it is used on.
        """
        device = self._parts.server_secrets.verified(_DEVICE, apparaat) or ""
        if account and device.startswith(f"{account.id}/"):
            return ((limits.STOP_WACHTWOORD, f"apparaat/{device}"),)
        asked = "adviseur" if naam is None else f"manager {clean_line(naam[:200]).casefold()}"
        who, bucket = self._parts.server_secrets.fingerprint("naam", asked), bucket_of(adres)
        return (
            (limits.STOP_WACHTWOORD, f"{who}/{bucket}"),
            (limits.STOP_ACCOUNT, who),
            (limits.STOP_ADRES, bucket),
        )
