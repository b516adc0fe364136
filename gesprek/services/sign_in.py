"""The ways in: by a team's key, the code of an oefening, or a password; with limits on guessing."""

import secrets
from typing import TYPE_CHECKING, Final, NoReturn

from gesprek.access import guess_limits as limits
from gesprek.access.access_errors import Refused, TooManyAttempts
from gesprek.access.guess_limits import Limit, bucket_of
from gesprek.access.join_codes import is_alive
from gesprek.access.request_origin import Device
from gesprek.access.visitors import Account, LogIn
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import clean_line
from gesprek.services.audit_log import AuditEvent
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import Corrupt, NotFound
from gesprek.storage.values import team_of, value_of

if TYPE_CHECKING:
    from gesprek.services.visits import Visits

_DEVICE: Final = "apparaat"
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


class SignIn:
    """Lets people in, by what they typed; failures are counted for their address (``adres``).

    Each method may raise StoreError as ``Store.create``.
    """

    def __init__(self, visits: "Visits") -> None:
        self._visits = visits

    def by_key(
        self, typed: str, adres: str, *, onthoud: bool, apparaat: Device = Device.ANDERS
    ) -> LogIn:
        """Sign a team in by its key; ``onthoud``: remember this device for 90 days.

        Raises:
            Refused: it is nobody's key.
            TooManyAttempts: too many failed; a right key is refused only far beyond that.
        """
        bucket = bucket_of(adres)
        self._visits.limits.check(limits.STOP_SLEUTEL, bucket)
        team = self._visits.team_keys.team_of(typed)
        generatie = self._visits.generations.of_team(team) if team else ""
        # Once more after the generation was read: it may have been renewed in between.
        if team is None or self._visits.team_keys.team_of(typed) != team:
            self._refuse(limits.STOP_SLEUTEL, bucket, _WRONG_KEY)
        begin = self._visits.log_ins.begin_team
        return self._noted(begin(team, generatie=generatie, vertrouwd=onthoud, apparaat=apparaat))

    def by_code(self, typed: str, adres: str, apparaat: Device = Device.ANDERS) -> LogIn:
        """Sign in to one oefening by its code; arguments and errors as ``by_key``.

        What cannot be a code raises UnreadableCode, and counts as no failure.
        """
        bucket = bucket_of(adres)
        self._visits.limits.check(limits.STOP_CODE, bucket)
        oefening = self._visits.join_codes.oefening_of(typed)
        team = team_of(oefening) if oefening else ""
        generatie = self._visits.generations.of_team(team, oefening) if oefening else ""
        # Once more after the generation was read, as with a key.
        if oefening is None or self._open_now(typed) != oefening:
            self._refuse(limits.STOP_CODE, bucket, _WRONG_CODE)
        begin = self._visits.log_ins.begin_team
        return self._noted(begin(team, generatie=generatie, alleen=oefening, apparaat=apparaat))

    def by_password(
        self, naam: str | None, wachtwoord: str, adres: str, apparaat: str = ""
    ) -> LogIn:
        """Sign in a manager by name, or the advisor (None).

        ``apparaat`` is what ``device_of`` gave this browser before, empty where it has none.

        Raises:
            Refused: nobody has this name and password.
            TooManyAttempts: too many failed; nothing was looked at.
        """
        accounts = self._visits.accounts
        account = accounts.adviseur() if naam is None else accounts.manager(naam)
        tellers = self._counters(naam, account, adres, apparaat)
        for bound, wie in tellers:
            self._visits.limits.check(bound, wie)
        for bound, wie in tellers:  # before it is known, so that a volley counts too
            self._visits.limits.failed(bound, wie)
        generatie = self._visits.generations.of_account(account) if account else ""
        is_right = accounts.is_right(account, wachtwoord)
        if account is None or not is_right:
            raise Refused(_NOT_KNOWN)
        for bound, wie in tellers:
            self._visits.limits.succeeded(bound, wie)
        begin = self._visits.log_ins.begin_account
        return self._noted(begin(account.soort, account.id, generatie=generatie))

    def device_of(self, account: str) -> str:
        """Return the signed value that makes a browser known to an account."""
        nonce = secrets.token_hex(16)
        return self._visits.server_secrets.sign(_DEVICE, f"{account}/{nonce}")

    def open_oefening(self, log_in: LogIn, typed: str) -> str:
        """Open an oefening on a remembered device by its code; return its id.

        Raises:
            Refused: it is no code of this team that works now.
            TooManyAttempts: too many failed on this device.
        """
        self._visits.limits.check(limits.STOP_OEFENING, log_in.id)
        oefening = self._open_now(typed)
        if oefening is None or team_of(oefening) != log_in.team:
            self._visits.limits.failed(limits.STOP_OEFENING, log_in.id)
            raise Refused(_WRONG_CODE)
        self._visits.log_ins.open_oefening(log_in.id, oefening)
        return oefening

    def oefening_for(self, log_in: LogIn, typed: str) -> str | None:
        """Return the oefening of a code if this log-in opens it; errors as ``open_oefening``."""
        if log_in.visitor(self._visits.clock()).vraagt_code:
            return self.open_oefening(log_in, typed)
        oefening = self._visits.join_codes.oefening_of(typed)
        if oefening is None or team_of(oefening) != log_in.team:
            return None
        return oefening if log_in.alleen in (None, oefening) else None

    def _noted(self, log_in: LogIn) -> LogIn:
        self._visits.audit_log.note(AuditEvent.AANGEMELD, soort=log_in.soort.value)
        return log_in

    def _refuse(self, stop: Limit, bucket: str, sentence: str) -> NoReturn:
        seconds = self._visits.limits.wait(limits.REM, bucket)
        self._visits.limits.failed(limits.REM, bucket)
        self._visits.limits.failed(stop, bucket)
        raise TooManyAttempts(seconds) if seconds else Refused(sentence)

    def _open_now(self, typed: str) -> str | None:
        """Return the oefening that a code opens at this moment, None where it opens nothing."""
        oefening = self._visits.join_codes.oefening_of(typed)
        if oefening is None or self._visits.team_keys.is_closed(team_of(oefening)):
            return None
        try:
            key = DocumentKey(Kind.OEFENING, oefening, team_of(oefening))
            found = value_of(Oefening, self._visits.store.get(key).document)
        except (NotFound, Corrupt):
            return None
        now = self._visits.clock()
        is_open = is_alive(found, now) or self._visits.join_codes.is_let_in(oefening, now)
        return oefening if is_open else None

    def _counters(
        self, naam: str | None, account: Account | None, adres: str, apparaat: str
    ) -> tuple[tuple[Limit, str], ...]:
        """Return what an attempt is counted under: a known device stands apart.

        So nobody can lock an account out for the devices that it is used on.
        """
        device = self._visits.server_secrets.verified(_DEVICE, apparaat) or ""
        if account and device.startswith(f"{account.id}/"):
            return ((limits.STOP_WACHTWOORD, f"apparaat/{device}"),)
        asked = "adviseur" if naam is None else f"manager {clean_line(naam[:200]).casefold()}"
        who, bucket = self._visits.server_secrets.fingerprint("naam", asked), bucket_of(adres)
        return (
            (limits.STOP_WACHTWOORD, f"{who}/{bucket}"),
            (limits.STOP_ACCOUNT, who),
            (limits.STOP_ADRES, bucket),
        )
