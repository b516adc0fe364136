"""Drafts: what somebody typed or chose and did not save yet, private to the device it was done on.

Kept while typing, put back after a reload, a lock, a drop or a restart; gone once it is saved. A
form is one draft: what is chosen in it is kept beside its text.
"""

import json
from collections.abc import Collection
from contextlib import suppress
from typing import Any, Final

from gesprek.access.access_errors import ImpossibleDraft
from gesprek.access.rights import Right, require
from gesprek.access.signing import ServerSecrets
from gesprek.access.visitors import VisitorKind
from gesprek.domain.base import UserError
from gesprek.domain.oefening import Oefening
from gesprek.domain.text import MAX_TEKST, clean
from gesprek.services.archive import Archive
from gesprek.services.draft_fields import BEHEER, DraftFields, OefeningFields, place_and_path
from gesprek.services.form_fields import BeheerFields, TeamFields
from gesprek.services.practices import subject_of_id
from gesprek.services.visits import Visit
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.storage.values import (
    FORMS_OF_TEAM,
    names_of_drafts,
    update,
    update_or_create,
)

Chosen = str | int | list[str] | None
"""What is chosen beside a text, as it is kept."""
_MOST: Final = 100
_TEXTS: Final = "teksten"
_CHOICES: Final = "keuzes"
_BASES: Final = "op"
"""What stood in the field when somebody began to type in it, as signs."""
_OLDER: Final = "ouder"
# Without digits: nine in a row may be a BSN, and then the store refuses the draft.
_LETTERS: Final = str.maketrans("0123456789", "ghijklmnop")
_PRINT: Final = 24  # with the id of the oefening before it the longest name there can be


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
            NotFound: it is no field, or none in which they may write.
            ImpossibleDraft: the text is too long, or there are too many drafts.
            RefusedText: the text holds what is never stored.
            StoreError: see ``Store.apply``.
        """
        if len(tekst) > MAX_TEKST:
            raise ImpossibleDraft("Deze tekst is te lang om te onthouden. Maak hem korter.")
        place, path, fields = self._opened(visit, veld)
        typed = clean(tekst)  # what the store cannot hold goes now, as it would on saving
        if fields.is_saved(path, typed):
            self.forget(visit, place, veld)
            return
        basis = self._basis(fields.stored(path))
        try:
            self._note(visit, place, veld, {_TEXTS: typed}, basis)
        except RefusedText:
            self._note(visit, place, veld, {}, basis)
            raise
        # The field may have been left and saved since it was looked at.
        if self._fields(place).is_saved(path, typed):
            self.forget(visit, place, veld)

    def choose(self, visit: Visit, veld: str, chosen: Chosen) -> None:
        """Keep what is chosen beside a text, "nothing" included; errors as ``keep``."""
        place, path, fields = self._opened(visit, veld)
        self._note(visit, place, veld, {_CHOICES: chosen}, self._basis(fields.stored(path)))

    def note_clash(self, visit: Visit, veld: str) -> None:
        """Note that a draft was typed by who had not seen yet what is stored by now."""

        def noted(kept: Document) -> Document:
            return {**kept, _BASES: {**kept.get(_BASES, {}), veld: _OLDER}}

        with suppress(NotFound):
            update(self._store, self._place(visit, place_and_path(veld)[0]), noted)

    def of(self, visit: Visit, oefening: Oefening) -> dict[str, str]:
        """Return the drafts of this writer in an oefening: field → text; none that is saved."""
        fields = OefeningFields(oefening)
        return {
            veld: tekst
            for veld, tekst in self._kept(visit, oefening.id, _TEXTS).items()
            if tekst and not fields.is_saved(place_and_path(veld)[1], clean(tekst))
        }

    def of_form(self, visit: Visit, place: str) -> dict[str, Chosen]:
        """Return what this writer left in the forms of a place: field → text or choice.

        What was emptied and what is saved by now are in it too.
        """
        texts = self._kept(visit, place, _TEXTS)
        return {**texts, **self._kept(visit, place, _CHOICES)}

    def typed(self, visit: Visit, oefening_id: str, veld: str) -> str | None:
        """Return what this writer was typing in a field as far as the browser told; None: nothing.

        A field that was emptied gives an empty text, and one with a text that is never stored None.
        """
        return self._kept(visit, oefening_id, _TEXTS).get(veld)

    def is_overtaken(self, visit: Visit, oefening: Oefening, veld: str, tekst: str) -> bool:
        """Tell whether another text was saved in a field since this writer began to type this.

        The oefening is as it is stored now.
        """
        fields, path = OefeningFields(oefening), place_and_path(veld)[1]
        if fields.is_saved(path, clean(tekst)):
            return False
        return self._is_other(visit, oefening.id, veld, fields.stored(path))

    def stored(self, visit: Visit, veld: str) -> object:
        """Return what is stored in a field now, in the form that its field shows.

        Errors as ``keep``.
        """
        _, path, fields = self._opened(visit, veld)
        return fields.stored(path)

    def is_form_overtaken(self, visit: Visit, veld: str) -> bool:
        """Tell whether a field of a form was saved anew since this writer began; as ``stored``."""
        place, path, fields = self._opened(visit, veld)
        return self._is_other(visit, place, veld, fields.stored(path))

    def _is_other(self, visit: Visit, place: str, veld: str, stored: object) -> bool:
        basis = self._kept(visit, place, _BASES).get(veld)
        return basis is not None and basis != self._basis(stored)

    def forget(
        self, visit: Visit, place: str, veld: str, saved: Collection[str] | None = None
    ) -> None:
        """Remove the draft in a field, or in all fields of a form; harmless when there is none.

        ``saved`` is what was saved, as it was typed and as it is stored: what they typed since
        stays. None: it is discarded, whatever it is.
        """

        def without(kept: Document) -> Document:
            text = kept.get(_TEXTS, {}).get(veld)
            if saved is not None and text is not None and text not in saved:
                return kept
            parts = (part for part in (_TEXTS, _CHOICES, _BASES) if part in kept)
            return {**kept, **{part: _without(kept[part], veld) for part in parts}}

        with suppress(NotFound):
            update(self._store, self._place(visit, place), without)

    def _opened(self, visit: Visit, veld: str) -> tuple[str, tuple[str, ...], DraftFields]:
        """Return the place and the path of a field that this writer may fill in, and its like."""
        place, path = place_and_path(veld)
        if not place.startswith((BEHEER, FORMS_OF_TEAM)):
            require(visit.visitor, Right.OEFENING, subject_of_id(place))
        fields = self._fields(place)
        if isinstance(fields, OefeningFields):
            require(visit.visitor, Right.OEFENING, fields.subject)
        if not fields.may_write(visit.visitor, path):
            raise NotFound
        return place, path, fields

    def _fields(self, place: str) -> DraftFields:
        if place == BEHEER:
            return BeheerFields(self._store)
        if place.startswith(FORMS_OF_TEAM):
            return TeamFields(self._store, place.removeprefix(FORMS_OF_TEAM))
        return OefeningFields(self._archive.oefening(place).value)

    def _kept(self, visit: Visit, place: str, part: str) -> dict[str, Any]:
        """Return what is kept: field → text. What cannot be read keeps nobody from the page."""
        kept: dict[str, Any] = {}
        with suppress(UserError):
            kept = self._store.get(self._place(visit, place)).document.get(part, kept)
        return kept

    def _note(
        self, visit: Visit, place: str, veld: str, new: dict[str, Chosen], basis: str
    ) -> None:
        """Keep what is new, and on what it was typed, where that is not known yet."""

        def noted(kept: Document) -> Document:
            bases = {veld: basis, **kept.get(_BASES, {})}
            if len(bases) > _MOST:
                raise ImpossibleDraft("Er staat al te veel open. Bewaar eerst wat je typte.")
            writer = {"deelnemer": visit.visitor.persoon} if visit.visitor.persoon else {}
            added = {part: {**kept.get(part, {}), veld: value} for part, value in new.items()}
            return {_TEXTS: {}, **kept, "oefening": place, **writer, **added, _BASES: bases}

        update_or_create(self._store, self._place(visit, place), noted)

    def _basis(self, stored: object) -> str:
        """Return signs that tell the stored text of a field from another one, and not what it is.

        The text itself is kept in the oefening only, so that who erases it need not look here.
        """
        text = stored if isinstance(stored, str) else json.dumps(stored)
        return self._server_secrets.fingerprint("concept-op", text).translate(_LETTERS)

    def _place(self, visit: Visit, place: str) -> DocumentKey:
        """One document per writer and place; this machine is one writer before the set-up.

        On an own device the writer is the person: what they typed follows them to another device,
        and is not there for who says to be somebody else.
        """
        if visit.log_in is None and visit.visitor.soort is not VisitorKind.LOKAAL:
            raise NotFound
        device = visit.log_in.id if visit.log_in else visit.visitor.soort.value
        writer = visit.visitor.persoon or device
        printed = self._server_secrets.fingerprint("concept", f"{writer}/{place}")
        older = DocumentKey(Kind.CONCEPT, printed)
        if self._store.versions([older]):
            return older
        return DocumentKey(Kind.CONCEPT, f"{names_of_drafts(place)[0]}{printed[:_PRINT]}")


def text_of(oefening: Oefening, veld: str) -> str:
    """Return the text in a field, given by its key; raises NotFound where it is no field."""
    return OefeningFields(oefening).stored(place_and_path(veld)[1])


def _without(kept: dict[str, Chosen], veld: str) -> dict[str, Chosen]:
    """Return what is left without a field, or without the fields of a form."""
    return {
        key: value for key, value in kept.items() if key != veld and not key.startswith(f"{veld}-")
    }
