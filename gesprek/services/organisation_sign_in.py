"""The way in by the organisation: who comes from its provider and may in, gets a log-in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import Geweigerd, InstellingOngeldig
from gesprek.access.accounts import Accounts
from gesprek.access.generations import Geldigheid, with_account
from gesprek.access.guess_limits import STOP_ORGANISATIE, Grenzen, bucket_of
from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.openid import SECRET_NAME, OrganisatieAanmelding, Persoon
from gesprek.access.openid_attempts import Pogingen
from gesprek.access.settings import read_instellingen
from gesprek.access.signing import Geheim
from gesprek.access.visitors import Aanmelding, Bezoekersoort
from gesprek.services.audit_log import Gebeurtenis, Logboek
from gesprek.storage.protocol import Store

_LONGEST_SECRET: Final = 500
_ACCOUNT: Final = "account van de organisatie"
_ACCOUNT_SIGNS: Final = 40
"""160 bits of the fingerprint."""


class OrganisatieIngang:
    """Lets managers in by the sign-in of the organisation.

    Args:
        store: where the settings are kept.
        geheim: keeps the client secret.
        clock: tells the time.
        grenzen: the limits; one for the whole process.
        aanmeldingen: where log-ins are begun.
        accounts: who was here before, and who may not come back.
        geldigheid: tells the generation that a log-in carries.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the doorkeeper alone makes one
        self,
        store: Store,
        geheim: Geheim,
        clock: Callable[[], datetime],
        grenzen: Grenzen,
        aanmeldingen: Aanmeldingen,
        accounts: Accounts,
        geldigheid: Geldigheid,
    ) -> None:
        self._store = store
        self._geheim = geheim
        self._grenzen = grenzen
        self._logboek = Logboek(store, clock)
        self._aanmeldingen = aanmeldingen
        self._accounts = accounts
        self._geldigheid = geldigheid
        self.pogingen = Pogingen(geheim, clock)

    @property
    def has_secret(self) -> bool:
        """Whether a client secret is kept; errors as ``settings``."""
        return bool(self._geheim.kept(SECRET_NAME))

    @property
    def is_open(self) -> bool:
        """Whether managers can sign in this way; errors as ``settings``."""
        return read_instellingen(self._store).organisatie_aanmelding is not None and bool(
            self._geheim.kept(SECRET_NAME)
        )

    def settings(self) -> tuple[OrganisatieAanmelding, str]:
        """Return the settings and the client secret.

        Raises:
            Geweigerd: one of them was not set.
            Opslagfout: they cannot be read.
        """
        found = read_instellingen(self._store).organisatie_aanmelding
        secret = self._geheim.kept(SECRET_NAME)
        if found is None or not secret:
            raise Geweigerd(
                "Aanmelden met het account van je organisatie staat uit. "
                "Meld je aan met je wachtwoord."
            )
        return found, secret

    def set_secret(self, getypt: str) -> None:
        """Keep the client secret that the provider gave; an empty one forgets it.

        Raises:
            InstellingOngeldig: it cannot be one.
            Opslagfout: see ``Geheim.keep``.
        """
        secret = getypt.strip()
        if len(secret) > _LONGEST_SECRET or not secret.isascii() or len(secret.split()) > 1:
            raise InstellingOngeldig(
                "Dit clientgeheim kan niet. Plak alleen het geheim zelf, zonder spaties."
            )
        self._geheim.keep(SECRET_NAME, secret)

    @contextmanager
    def counted(self, adres: str) -> Iterator[None]:
        """Count what is done here as a failure of an address, unless it goes well.

        Raises:
            TeVaak: too many failed; nothing is done.
        """
        bucket = bucket_of(adres)
        self._grenzen.check(STOP_ORGANISATIE, bucket)
        self._grenzen.failed(STOP_ORGANISATIE, bucket)  # before, so that a volley counts too
        yield
        self._grenzen.succeeded(STOP_ORGANISATIE, bucket)

    def generation(self) -> str:
        """Return what ``let_in`` asks for, before anything is checked; errors as ``settings``."""
        return self._geldigheid.of_organisation()

    def let_in(self, persoon: Persoon, generatie: str) -> Aanmelding:
        """Sign in a manager whose token was checked.

        Args:
            persoon: who it is about.
            generatie: what ``generation`` told before the settings were read.

        Raises:
            Geweigerd: the advisor removed them.
            Opslagfout: see ``Store.create``.
        """
        printed = self._geheim.fingerprint(_ACCOUNT, persoon.wie)[:_ACCOUNT_SIGNS]
        account = self._accounts.admit(printed, persoon.naam)
        carried = with_account(generatie, account)
        aanmelding = self._aanmeldingen.begin_account(
            Bezoekersoort.MANAGER, account.id, generatie=carried
        )
        self._logboek.note(Gebeurtenis.AANGEMELD, soort=aanmelding.soort.value)
        return aanmelding
