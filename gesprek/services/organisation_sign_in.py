"""The way in by the organisation: who comes from its provider and may in, gets a log-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from gesprek.access.access_errors import InvalidSetting, Refused
from gesprek.access.generations import with_account
from gesprek.access.guess_limits import STOP_ORGANISATIE, bucket_of
from gesprek.access.openid import SECRET_NAME, Attempts, Person, ProviderSettings
from gesprek.access.settings import read_settings
from gesprek.access.visitors import LogIn, VisitorKind
from gesprek.services.audit_log import AuditEvent

if TYPE_CHECKING:
    from gesprek.services.visits import Visits

_LONGEST_SECRET: Final = 500
_ACCOUNT: Final = "account van de organisatie"


class OrganisationSignIn:
    """Lets managers in by the sign-in of the organisation.

    Each may raise StoreError: what is kept cannot be read or changed.
    """

    def __init__(self, visits: "Visits") -> None:
        self._visits = visits
        self.attempts = Attempts(visits.server_secrets, visits.clock)

    @property
    def has_secret(self) -> bool:
        """Whether a client secret is kept."""
        return bool(self._visits.server_secrets.kept(SECRET_NAME))

    @property
    def is_open(self) -> bool:
        """Whether managers can sign in this way."""
        return bool(read_settings(self._visits.store).organisatie_aanmelding) and self.has_secret

    def settings(self) -> tuple[ProviderSettings, str]:
        """Return the settings and the client secret; raises Refused where one was not set."""
        found = read_settings(self._visits.store).organisatie_aanmelding
        secret = self._visits.server_secrets.kept(SECRET_NAME)
        if found is None or not secret:
            raise Refused(
                "Aanmelden met het account van je organisatie staat uit. "
                "Meld je aan met je wachtwoord."
            )
        return found, secret

    def set_secret(self, typed: str) -> None:
        """Keep the client secret that the provider gave; an empty one forgets it.

        What cannot be one raises InvalidSetting.
        """
        secret = typed.strip()
        if len(secret) > _LONGEST_SECRET or not secret.isascii() or len(secret.split()) > 1:
            raise InvalidSetting(
                "Dit clientgeheim kan niet. Plak alleen het geheim zelf, zonder spaties."
            )
        self._visits.server_secrets.keep(SECRET_NAME, secret)

    @contextmanager
    def counted(self, adres: str) -> Iterator[None]:
        """Count what is done here as a failure of an address, unless it goes well.

        Raises TooManyAttempts where too many failed; then nothing is done.
        """
        bucket = bucket_of(adres)
        self._visits.limits.check(STOP_ORGANISATIE, bucket)
        self._visits.limits.failed(STOP_ORGANISATIE, bucket)  # before, so that a volley counts too
        yield
        self._visits.limits.succeeded(STOP_ORGANISATIE, bucket)

    def generation(self) -> str:
        """Return what ``let_in`` asks for, before anything is checked."""
        return self._visits.generations.of_organisation()

    def let_in(self, persoon: Person, generatie: str) -> LogIn:
        """Sign in a manager whose token was checked; raises Refused where they were removed.

        ``generatie`` is what ``generation`` told before the settings were read.
        """
        printed = self._visits.server_secrets.fingerprint(_ACCOUNT, persoon.wie)[:40]  # 160 bits
        account = self._visits.accounts.admit(printed, persoon.naam)
        log_in = self._visits.log_ins.begin_account(
            VisitorKind.MANAGER, account.id, generatie=with_account(generatie, account)
        )
        self._visits.audit_log.note(AuditEvent.AANGEMELD, soort=log_in.soort.value)
        return log_in
