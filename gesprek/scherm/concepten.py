"""What somebody typed on this device and did not save yet: put back once, forgotten when saved."""

from contextlib import suppress

from gesprek.domein.fouten import Gespreksfout
from gesprek.scherm.bezoek import binnen, huis
from gesprek.scherm.sessie import sessie, set_widget_value, widget_value
from gesprek.scherm.werk import Werk


def put_back(werk: Werk) -> None:
    """Put the drafts of this device back in their fields; once per tab and oefening.

    A field that saves itself keeps the draft until it is saved or thrown away; any other field,
    such as that for a new tip, is filled again.
    """
    memory, oefening = sessie(), werk.oefening
    if oefening.id in memory.looked:
        return
    memory.looked.add(oefening.id)
    for key, text in huis().concepten.of(binnen(), oefening).items():
        if key not in memory.drafts and widget_value(key) is None:
            memory.drafts[key] = text
            memory.put_back.add(key)
            set_widget_value(key, text)


def clear(werk: Werk, key: str) -> None:
    """Empty a field of which the text was added to the oefening."""
    sessie().drafts.pop(key, None)
    set_widget_value(key, "")
    forget(werk, key)


def forget(werk: Werk, key: str) -> None:
    """Forget a draft that was saved or thrown away."""
    sessie().put_back.discard(key)
    with suppress(Gespreksfout):  # it goes by itself in a week
        huis().concepten.forget(binnen(), werk.oefening.id, key)
