"""Drafts: what somebody typed and did not save yet, private to the device it was typed on.

Kept while typing, put back after a reload, a lock, a drop or a restart; gone once it is saved.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Final

from gesprek.access.access_errors import ImpossibleDraft
from gesprek.access.rights import Right, require
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import VisitorKind
from gesprek.domain.base import UserError
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import MAX_TEKST, clean
from gesprek.services.archive import Archive
from gesprek.services.draft_fields import may_write
from gesprek.services.practices import subject_of, subject_of_id
from gesprek.services.visits import Visit
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.storage.values import names_of_drafts, team_of, update, update_or_create

FIELD: Final = "veld"
"""Begins the key of each field of an oefening: ``veld-<oefening>-<path>``."""
_MOST: Final = 100
_TEXTS: Final = "teksten"
_BASES: Final = "op"
"""What stood in the field when somebody began to type in it, as signs."""
# Without digits: nine in a row may be a BSN, and then the store refuses the draft.
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")
_PRINT: Final = 24  # with the id of the oefening before it the longest name there can be
_ULIDS: Final = 2  # in the id of an oefening, joined by a dash


class Drafts:
    """The drafts of everybody; a field is given by its key, and a writer by their visit."""

    def __init__(self, store: Store, archive: Archive, server_secrets: ServerSecrets) -> None:
        self._store = store
        self._archive = archive
        self._server_secrets = server_secrets

    def keep(self, visit: Visit, veld: str, tekst: str) -> None:
        """Keep what is in a field now; what is empty or saved already is no draft.

        Raises:
            RightMissing: the oefening is not open to them.
            NotFound: it is no field of an oefening, or none in which they may write.
            ImpossibleDraft: the text is too long, or there are too many drafts.
            RefusedText: the text holds what is never stored.
            StoreError: see ``Store.apply``.
        """
        oefening_id, path = _parts(veld)
        require(visit.visitor, Right.OEFENING, subject_of_id(oefening_id))
        if len(tekst) > MAX_TEKST:
            raise ImpossibleDraft("Deze tekst is te lang om te onthouden. Maak hem korter.")
        oefening = self._archive.oefening(oefening_id).value
        require(visit.visitor, Right.OEFENING, subject_of(oefening))
        if not may_write(visit.visitor, oefening, path):
            raise NotFound
        typed = clean(tekst)  # what the store cannot hold goes now, as it would on saving
        if _is_saved(oefening, path, typed):
            self.forget(visit, oefening_id, veld)
            return
        basis = self._basis(oefening, path)
        try:
            self._note(visit, oefening_id, veld, typed, basis)
        except RefusedText:
            self._note(visit, oefening_id, veld, None, basis)
            raise
        # The field may have been left and saved since it was looked at.
        if _is_saved(self._archive.oefening(oefening_id).value, path, typed):
            self.forget(visit, oefening_id, veld)

    def of(self, visit: Visit, oefening: Oefening) -> dict[str, str]:
        """Return the drafts of this writer in an oefening: field → text; none that is saved."""
        return {
            veld: tekst
            for veld, tekst in self._kept(visit, oefening.id, _TEXTS).items()
            if tekst and not _is_saved(oefening, _parts(veld)[1], clean(tekst))
        }

    def typed(self, visit: Visit, oefening_id: str, veld: str) -> str | None:
        """Return what this writer was typing in a field as far as the browser told; None: nothing.

        A field that was emptied gives an empty text, and one with a text that is never stored None.
        """
        return self._kept(visit, oefening_id, _TEXTS).get(veld)

    def is_overtaken(self, visit: Visit, oefening: Oefening, veld: str, tekst: str) -> bool:
        """Tell whether another text was saved in a field since this writer began to type this.

        The oefening is as it is stored now.
        """
        path = _parts(veld)[1]
        if _stored(oefening, path) == clean(tekst):
            return False
        basis = self._kept(visit, oefening.id, _BASES).get(veld)
        return basis is not None and basis != self._basis(oefening, path)

    def forget(
        self, visit: Visit, oefening_id: str, veld: str, saved: Collection[str] | None = None
    ) -> None:
        """Remove a draft; harmless when there is none.

        ``saved`` is what was saved, as it was typed and as it is stored: what they typed since
        stays. None: it is discarded, whatever it is.
        """

        def without(kept: Document) -> Document:
            text = kept.get(_TEXTS, {}).get(veld)
            if saved is not None and text is not None and text not in saved:
                return kept
            return {**kept, **{part: _without(kept, part, veld) for part in (_TEXTS, _BASES)}}

        with suppress(NotFound):
            update(self._store, self._place(visit, oefening_id), without)

    def _kept(self, visit: Visit, oefening_id: str, part: str) -> dict[str, str]:
        """Return what is kept: field → text. What cannot be read keeps nobody from the page."""
        kept: dict[str, str] = {}
        with suppress(UserError):
            kept = self._store.get(self._place(visit, oefening_id)).document.get(part, kept)
        return kept

    def _note(
        self, visit: Visit, oefening_id: str, veld: str, typed: str | None, basis: str
    ) -> None:
        """Keep the text, where it is one, and on what it was typed, where that is not known yet."""

        def noted(kept: Document) -> Document:
            texts = kept.get(_TEXTS, {}) if typed is None else _without(kept, _TEXTS, veld)
            bases = {veld: basis, **kept.get(_BASES, {})}
            if len(bases) > _MOST:
                raise ImpossibleDraft("Er staat al te veel open. Bewaar eerst wat je typte.")
            writer = {"deelnemer": visit.visitor.persoon} if visit.visitor.persoon else {}
            new = {} if typed is None else {veld: typed}
            return {"oefening": oefening_id, **writer, _TEXTS: {**texts, **new}, _BASES: bases}

        update_or_create(self._store, self._place(visit, oefening_id), noted)

    def _basis(self, oefening: Oefening, path: tuple[str, ...]) -> str:
        """Return signs that tell the stored text of a field from another one, and not what it is.

        The text itself is kept in the oefening only, so that who erases it need not look here.
        """
        print_of_it = self._server_secrets.fingerprint("concept-op", _stored(oefening, path))
        return print_of_it.translate(_LETTERS)

    def _place(self, visit: Visit, oefening_id: str) -> DocumentKey:
        """One document per writer and oefening; this machine is one writer before the set-up.

        On an own device the writer is the person: what they typed follows them to another device,
        and is not there for who says to be somebody else.
        """
        if visit.log_in is None and visit.visitor.soort is not VisitorKind.LOKAAL:
            raise NotFound
        device = visit.log_in.id if visit.log_in else visit.visitor.soort.value
        writer = visit.visitor.persoon or device
        printed = self._server_secrets.fingerprint("concept", f"{writer}/{oefening_id}")
        older = DocumentKey(Kind.CONCEPT, printed)
        if self._store.versions([older]):
            return older
        return DocumentKey(Kind.CONCEPT, f"{names_of_drafts(oefening_id)[0]}{printed[:_PRINT]}")


def text_of(oefening: Oefening, veld: str) -> str:
    """Return the text in a field, given by its key; raises NotFound where it is no field."""
    return _stored(oefening, _parts(veld)[1])


def _parts(veld: str) -> tuple[str, tuple[str, ...]]:
    """Return the oefening and the path of a field; raises NotFound as ``text_of``."""
    kind, *rest = veld.split("-")
    oefening_id = "-".join(rest[:_ULIDS])
    team_of(oefening_id)
    if kind != FIELD or not rest[_ULIDS:]:
        raise NotFound
    return oefening_id, tuple(rest[_ULIDS:])


def _is_saved(oefening: Oefening, path: tuple[str, ...], typed: str) -> bool:
    """Return whether a text is in the oefening: in this field, or added by it.

    The last keys in a field for something new may arrive after it was added.
    """
    added = _ADDED.get(path[0])
    return bool(added and typed in added(oefening)) or _stored(oefening, path) == typed


def _stored(oefening: Oefening, path: tuple[str, ...]) -> str:
    """Return the text of a field, nothing for a field that only adds something."""
    with suppress(AttributeError):
        return str(oefening.value_at(path) or "")
    return ""


_ADDED: Final[Mapping[str, Callable[[Oefening], Iterable[str]]]] = {
    "nieuwe_vraag": lambda one: [vraag.vraag for vraag in one.inleven.vragen.values()],
    "fragment": lambda one: [ronde.fragment for ronde in one.gesprek.rondes.values()],
    "feedback": lambda one: [given.tekst for given in one.terugblik.feedback.values()],
    "leerpunt": lambda one: [learned.tekst for learned in one.terugblik.leerpunten.values()],
}
"""The first part of the key of a field for something new → the texts that such fields added."""


def _without(kept: Document, part: str, veld: str) -> dict[str, str]:
    return {key: text for key, text in kept.get(part, {}).items() if key != veld}
