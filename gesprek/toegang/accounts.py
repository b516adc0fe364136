"""The accounts that have a password: one advisor, and managers by name."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

from gesprek.domein.fouten import NaamOngeldig, TekstOntbreekt
from gesprek.domein.model import Waarde
from gesprek.domein.tekst import Naam, clean_line
from gesprek.domein.tijd import Moment
from gesprek.opslag.bijwerken import update_or_create
from gesprek.opslag.fouten import Corrupt, NotFound, Opslagfout
from gesprek.opslag.ids import new_id
from gesprek.opslag.protocol import Sleutel, Soort, Store
from gesprek.opslag.vorm import value_of
from gesprek.toegang.bezoeker import Bezoekersoort
from gesprek.toegang.wachtwoord import Wachtwoorden

ADVISEUR: Final = "adviseur"
"""The id of the one advisor's account."""
_PREFIX: Final = "account-"


class Account(Waarde):
    """An account; ``wachtwoord`` is its hash."""

    id: str
    soort: Bezoekersoort
    wachtwoord: str
    gewijzigd: Moment
    naam: Naam = ""


class Accounts:
    """All accounts. Ending log-ins is up to who changes or removes one.

    Args:
        store: where they are kept.
        wachtwoorden: keeps and checks passwords.
        clock: tells the time.
    """

    def __init__(
        self, store: Store, wachtwoorden: Wachtwoorden, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._wachtwoorden = wachtwoorden
        self._clock = clock

    def set_adviseur(self, wachtwoord: str) -> None:
        """Give the advisor a password, made where there is none.

        Raises:
            WachtwoordOngeschikt: see ``check_new_password``.
            Opslagfout: see ``Store.apply``.
        """
        self._save(self._new(ADVISEUR, Bezoekersoort.ADVISEUR, wachtwoord))

    def add_manager(self, naam: str, wachtwoord: str) -> Account:
        """Store a new manager.

        Raises:
            NaamOngeldig, TekstOntbreekt, TekstTeLang: no name, or one that somebody has.
            WachtwoordOngeschikt: see ``check_new_password``.
            Opslagfout: see ``Store.apply``.
        """
        cleaned = clean_line(naam)
        if not cleaned:
            raise TekstOntbreekt("Vul een naam in.")
        if self.manager(cleaned):
            raise NaamOngeldig("Er is al een manager met deze naam. Kies een andere naam.")
        new = self._new(new_id(), Bezoekersoort.MANAGER, wachtwoord, cleaned)
        self._save(new)
        return new

    def change_password(self, account: str, wachtwoord: str) -> None:
        """Give an account another password.

        Raises:
            NotFound: there is no such account.
            WachtwoordOngeschikt: see ``check_new_password``.
            Opslagfout: see ``Store.apply``.
        """
        before = self._read(account)
        if before is None:
            raise NotFound
        self._save(self._new(before.id, before.soort, wachtwoord, before.naam))

    def remove_manager(self, account: str) -> None:
        """Remove a manager; harmless when they are gone. The advisor cannot be removed."""
        found = self._read(account)
        if found and found.soort is Bezoekersoort.MANAGER:
            with suppress(NotFound):
                self._store.delete(_key(account))

    def managers(self) -> list[Account]:
        """Return the managers by name."""
        found = (self._read(one.id.removeprefix(_PREFIX)) for one in self._all())
        managers = [one for one in found if one and one.soort is Bezoekersoort.MANAGER]
        return sorted(managers, key=lambda one: one.naam.casefold())

    def manager(self, naam: str) -> Account | None:
        """Return the manager with this name, capitals aside; None: nobody has it."""
        wanted = clean_line(naam).casefold()
        return next((one for one in self.managers() if one.naam.casefold() == wanted), None)

    def adviseur(self) -> Account | None:
        """Return the advisor's account, None before the set-up."""
        return self._read(ADVISEUR)

    def exists(self, account: str) -> bool:
        """Return whether there is such an account, readable or not; costs little."""
        return bool(self._store.versions([_key(account)]))

    def is_right(self, account: Account | None, wachtwoord: str) -> bool:
        """Return whether this is the password of an account; a false one takes as long for None.

        A password that is right and was kept at another cost is kept anew.
        """
        kept = account.wachtwoord if account else None
        if not self._wachtwoorden.is_right(kept, wachtwoord) or account is None:
            return False
        renewed = self._wachtwoorden.renewed(account.wachtwoord, wachtwoord)
        if renewed:
            with suppress(Opslagfout):  # it is right all the same
                self._save(account.changed(wachtwoord=renewed))
        return True

    def _new(self, account: str, soort: Bezoekersoort, wachtwoord: str, naam: str = "") -> Account:
        kept = self._wachtwoorden.keep(wachtwoord)
        return Account(id=account, soort=soort, wachtwoord=kept, gewijzigd=self._clock(), naam=naam)

    def _save(self, account: Account) -> None:
        update_or_create(self._store, _key(account.id), lambda _stored: account.to_document())

    def _read(self, account: str) -> Account | None:
        try:
            return value_of(Account, self._store.get(_key(account)).document)
        except (NotFound, Corrupt):
            return None

    def _all(self) -> list[Sleutel]:
        return [
            one.sleutel
            for one in self._store.list(Soort.BEHEER)
            if one.sleutel.id.startswith(_PREFIX)
        ]


def _key(account: str) -> Sleutel:
    return Sleutel(Soort.BEHEER, _PREFIX + account)
