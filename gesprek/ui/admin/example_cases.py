"""Own example cases to borrow, for the quality advisor."""

from typing import Any, Final

import streamlit as st

from gesprek.content import inhoud, shipped
from gesprek.content.own_texts import fit
from gesprek.domain.oefening import Casusveld
from gesprek.domain.themas import Thema
from gesprek.storage.ids import new_id
from gesprek.storage.protocol import Kind
from gesprek.storage.validation import refuse_identifiers
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.text_refresh import keep, put_back
from gesprek.ui.frame.words import label, screen_text

_BRIEF: Final = ("gevoel", "zegt", "helpt", "hindert")
_LISTS: Final = frozenset({"zegt", "helpt", "hindert"})


def cases() -> None:
    """Draw the own example cases, and the fields for one more."""
    st.markdown(screen_text("teksten.casussen_uitleg"))
    for name, case in inhoud().casussen.items():
        if name not in shipped()["casussen"]:
            _case(name, case.titel)
    with st.expander(screen_text("teksten.nieuwe_casus"), icon=":material/add:"):
        _fields("", {})


def _case(name: str, titel: str) -> None:
    with st.container(border=True):
        st.text(titel)
        with st.expander(screen_text("teksten.wijzig"), icon=":material/edit:"):
            _fields(name, inhoud().casussen[name].model_dump(mode="json"))
        st.button(
            screen_text("teksten.verwijder"),
            key=f"casus-weg-{name}",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(name,),
        )


def _fields(name: str, known: dict[str, Any]) -> None:
    _line(name, "titel", screen_text("teksten.titel"), known)
    key = _key(name, "themas")
    fill_widget(key, [Thema(one) for one in known.get("themas", [])])
    st.pills(
        screen_text("teksten.themas"),
        list(Thema),
        selection_mode="multi",
        format_func=label,
        key=key,
    )
    velden = inhoud().casusvelden
    for veld in Casusveld:
        draw = _line if veld is Casusveld.ONDERWERP else _text
        draw(name, veld, velden.velden[veld].label, known)
    _text(name, "leervraag", velden.leervraag.label, known)
    for part in _BRIEF:
        _text(name, part, screen_text(f"teksten.{part}"), known.get("brief", {}))
    st.button(
        screen_text("teksten.bewaar_casus"), key=_key(name, "bewaar"), on_click=_keep, args=(name,)
    )


def _line(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    shown = fill_widget(_key(name, part), known.get(part, ""))
    st.text_input(words, shown, key=_key(name, part))


def _text(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    found = known.get(part, "")
    text = "\n".join(found) if isinstance(found, list) else str(found).strip()
    shown = fill_widget(_key(name, part), text)
    st.text_area(words, shown, key=_key(name, part), height="content")


def _keep(name: str) -> None:
    with refusals_shown():
        given = {part: fit(widget_value(_key(name, part)) or "") for part in _parts()}
        refuse_identifiers(Kind.OEFENING, given.values())  # invented, so without anybody's number
        brief = {part: _listed(part, given.pop(part)) for part in _BRIEF}
        themas = [str(one) for one in widget_value(_key(name, "themas")) or []]
        keep(("casussen", name or new_id()), {**given, "themas": themas, "brief": brief})
        for part in _parts() if not name else ():
            set_widget_value(_key("", part), "")


def _remove(name: str) -> None:
    with refusals_shown():
        put_back(("casussen", name))


def _parts() -> tuple[str, ...]:
    return ("titel", *Casusveld, "leervraag", *_BRIEF)


def _listed(part: str, text: str) -> str | list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] if part in _LISTS else text


def _key(name: str, part: str) -> str:
    return f"voorbeeld-{name}-{part}"
