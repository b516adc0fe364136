"""The accounts: one advisor with a password, and managers.

A manager has a password, or signs in by the organisation and has none here. Who signs in by the
organisation comes back by themselves: so of who was removed a record stays that keeps them out.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import Refused, UnsuitablePassword
from gesprek.access.passwords import Passwords
from gesprek.access.visitors import ADVISEUR, Account, VisitorKind, free_name, new_generation
from gesprek.domain.base import InvalidName, TextMissing
from gesprek.domain.text import clean_line
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound, StoreError
from gesprek.storage.values import new_id, update, update_or_create, value_of

_PREFIX: Final = "account-"
_BLOCKED: Final = "geblokkeerd-"
_REMOVED: Final = (
    "De kwaliteitsadviseur heeft je toegang gestopt. Vraag de adviseur om je weer toe te laten."
)


class Accounts:
    """All accounts. Ending log-ins is up to who changes or removes one.

    What reads or changes an account may raise a ``StoreError``, see ``Store.apply``; what takes a
    new password raises UnsuitablePassword as ``check_new_password`` does.
    """

    def __init__(self, store: Store, passwords: Passwords, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._passwords = passwords
        self._clock = clock

    def set_advisor(self, wachtwoord: str, checked: Account | None = None) -> Account:
        """Give the advisor a password, made where there is none, and return the account.

        ``checked`` is the account of which the old password was right, None where nobody had to
        know it; raises Refused where the password was changed since that account was read.
        """
        new = self._new(ADVISEUR, VisitorKind.ADVISEUR, wachtwoord)

        def replace(stored: Document) -> Document:
            if checked and not (stored and value_of(Account, stored).is_same(checked)):
                raise Refused(
                    "Je wachtwoord is net ergens anders gewijzigd. "
                    "Meld je aan met het nieuwste wachtwoord."
                )
            return new.to_document()

        update_or_create(self._store, _key(ADVISEUR), replace)
        return new

    def add_manager(self, naam: str, wachtwoord: str) -> Account:
        """Store a new manager.

        Raises:
            InvalidName, TextMissing, TextTooLong: no name, or one that somebody has.
        """
        cleaned = clean_line(naam)
        if not cleaned:
            raise TextMissing("Vul een naam in.")
        if self.manager(cleaned):
            raise InvalidName("Er is al een manager met deze naam. Kies een andere naam.")
        new = self._new(new_id(), VisitorKind.MANAGER, wachtwoord, cleaned)
        update_or_create(self._store, _key(new.id), lambda _stored: new.to_document())
        return new

    def change_password(self, account: str, wachtwoord: str) -> None:
        """Give an account another password.

        Raises:
            NotFound: there is no such account.
            UnsuitablePassword: it signs in by the organisation.
        """
        before = self._read(_key(account))
        if before is None:
            raise NotFound
        if not before.wachtwoord:
            raise UnsuitablePassword(
                "Deze manager meldt zich aan met het account van de organisatie. "
                "Daar hoort geen wachtwoord bij."
            )
        new = self._new(before.id, before.soort, wachtwoord, before.naam)
        update(self._store, _key(account), lambda _stored: new.to_document())

    def remove_manager(self, account: str) -> None:
        """Remove a manager; harmless when they are gone. The advisor cannot be removed.

        Who signs in by the organisation stays out until ``allow_again``.
        """
        found = self._read(_key(account))
        if found and found.soort is VisitorKind.MANAGER:
            if not found.wachtwoord:  # first, so that they cannot come back in between
                kept = found.to_document()
                update_or_create(self._store, _block(account), lambda _stored: kept)
            self._delete(_key(account))

    def admit(self, account: str, naam: str) -> Account:
        """Return the account of a manager who signed in by the organisation.

        The first time it is made, under a name that nobody has.

        Args:
            account: its id, always the same for the same person.
            naam: what to call them, as a clean name; empty where there is none.

        Raises:
            Refused: the advisor removed them.
        """
        if self._is_there(_block(account)):
            raise Refused(_REMOVED)
        found = self._read(_key(account)) or self._admit_first(account, naam)
        if self._is_there(_block(account)):  # they were removed just now
            self._delete(_key(account))
            raise Refused(_REMOVED)
        return found

    def _admit_first(self, account: str, naam: str) -> Account:
        free = free_name(naam, [*self.managers(), *self.blocked()])
        new = self._new(account, VisitorKind.MANAGER, None, free)
        with suppress(AlreadyExists):  # they sign in twice at once
            self._store.create(_key(account), new.to_document())
            return new
        return self.get(account)

    def blocked(self) -> list[Account]:
        """Return the removed managers who could come back by the organisation, by name."""
        return self._by_name(_BLOCKED)

    def allow_again(self, account: str) -> None:
        """Let a removed manager sign in by the organisation again; harmless when they may."""
        self._delete(_block(account))

    def managers(self) -> list[Account]:
        """Return the managers by name."""
        return self._by_name(_PREFIX)

    def manager(self, naam: str) -> Account | None:
        """Return the manager with this name, capitals aside; None: nobody has it."""
        wanted = clean_line(naam).casefold()
        return next((one for one in self.managers() if one.naam.casefold() == wanted), None)

    def adviseur(self) -> Account | None:
        """Return the advisor's account, None before the set-up."""
        return self._read(_key(ADVISEUR))

    def exists(self, account: str) -> bool:
        """Return whether there is such an account, readable or not; costs little."""
        return self._is_there(_key(account))

    def get(self, account: str) -> Account:
        """Return an account; raises NotFound where there is none, Corrupt where it is damaged."""
        return value_of(Account, self._store.get(_key(account)).document)

    def is_right(self, account: Account | None, wachtwoord: str) -> bool:
        """Return whether this is the password of an account; a false one takes as long for None.

        A password that is right and was kept at another cost is kept anew. None is right for an
        account without.
        """
        kept = (account.wachtwoord or None) if account else None
        if not self._passwords.is_right(kept, wachtwoord) or account is None:
            return False
        renewed = self._passwords.renewed(account.wachtwoord, wachtwoord)
        if renewed:
            with suppress(StoreError):  # it is right all the same
                self._keep_anew(account, renewed)
        return True

    def _keep_anew(self, account: Account, renewed: str) -> None:
        """Store the same password at another cost, unless it was changed or removed meanwhile."""

        def replace(stored: Document) -> Document:
            found = value_of(Account, stored)
            return found.changed(wachtwoord=renewed).to_document() if found == account else stored

        update(self._store, _key(account.id), replace)

    def _new(
        self, account: str, soort: VisitorKind, wachtwoord: str | None, naam: str = ""
    ) -> Account:
        """Return a new version of an account; without password it signs in by the organisation."""
        return Account(
            id=account,
            soort=soort,
            wachtwoord="" if wachtwoord is None else self._passwords.keep(wachtwoord),
            gewijzigd=self._clock(),
            naam=naam,
            generatie=new_generation(),
        )

    def _is_there(self, key: DocumentKey) -> bool:
        return bool(self._store.versions([key]))

    def _delete(self, key: DocumentKey) -> None:
        with suppress(NotFound):
            self._store.delete(key)

    def _read(self, key: DocumentKey) -> Account | None:
        try:
            return value_of(Account, self._store.get(key).document)
        except (NotFound, Corrupt):
            return None

    def _by_name(self, prefix: str) -> list[Account]:
        found: list[Account] = []
        for record in self._store.list(Kind.ACCOUNT, begins=(prefix,)):
            with suppress(Corrupt):
                found.append(value_of(Account, record.document))
        managers = [one for one in found if one.soort is VisitorKind.MANAGER]
        return sorted(managers, key=lambda one: one.naam.casefold())


def _key(account: str) -> DocumentKey:
    return DocumentKey(Kind.ACCOUNT, _PREFIX + account)


def _block(account: str) -> DocumentKey:
    return DocumentKey(Kind.ACCOUNT, _BLOCKED + account)
