"""Stored documents as values of the domain, and the form that their types give them."""

from collections.abc import Callable
from typing import Any, TypeVar, get_args, get_origin

from pydantic import ValidationError

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.model import Waarde
from gesprek.opslag.fouten import Corrupt
from gesprek.opslag.protocol import Path

_Waarde = TypeVar("_Waarde", bound=Waarde)


def value_of(model: type[_Waarde], document: object) -> _Waarde:
    """Return a stored document as a value.

    Raises:
        Corrupt: the document does not fit the model.
    """
    try:
        return model.model_validate(document)
    except (ValidationError, Gespreksfout):
        # Without the cause: it quotes the text.
        raise Corrupt from None


def groups_of(model: type[Waarde]) -> Callable[[Path], bool]:
    """Return the test that ``merge.difference`` wants for documents of this model.

    A fixed group is a field that is itself a Waarde or a map: ``casus``, ``terugblik.feedback``.
    It is left out of the document when it is empty, and different people may fill its fields. An
    entry of a map is none: without one of its fields it could not be read any more.
    """

    def is_group(path: Path) -> bool:
        kind: Any = model
        is_entry = False
        for key in path:
            is_entry = get_origin(kind) is dict
            kind = _kind_below(kind, key)
        return not is_entry and (_is_waarde(kind) or get_origin(kind) is dict)

    return is_group


def _kind_below(kind: Any, key: str) -> Any:  # noqa: ANN401 - any annotation
    if get_origin(kind) is dict:
        return get_args(kind)[1]
    field = kind.model_fields.get(key) if _is_waarde(kind) else None
    return field.annotation if field else None


def _is_waarde(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Waarde)
