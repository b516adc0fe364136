"""Own links, example cases and texts, for the quality advisor."""

from typing import Any, Final

import streamlit as st

from gesprek.content import inhoud, shipped
from gesprek.content.own_texts import TextPath, UnsuitableText, at, fit, texts_in
from gesprek.domain.oefening import Casusveld
from gesprek.domain.themas import Thema
from gesprek.storage.ids import new_id
from gesprek.storage.protocol import Kind
from gesprek.storage.validation import refuse_identifiers
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.text_refresh import keep, own_tables, put_back
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
        screen_text("teksten.bewaar_casus"),
        key=_key(name, "bewaar"),
        on_click=_keep_case,
        args=(name,),
    )


def _line(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    shown = fill_widget(_key(name, part), known.get(part, ""))
    st.text_input(words, shown, key=_key(name, part))


def _text(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    found = known.get(part, "")
    text = "\n".join(found) if isinstance(found, list) else str(found).strip()
    shown = fill_widget(_key(name, part), text)
    st.text_area(words, shown, key=_key(name, part), height="content")


def _keep_case(name: str) -> None:
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


_LINK: Final = ("label", "uitleg", "adres")
_NOT_HERE: Final = frozenset({"links", "casussen"})
"""Files that have a board of their own."""
_PART, _PIECE, _OWN = "tekst-deel", "tekst-stuk", "tekst-eigen"
_BEGINNING: Final = 60


def texts() -> None:
    """Draw the three parts."""
    st.markdown(screen_text("teksten.uitleg"))
    st.header(screen_text("teksten.links"))
    for name in inhoud().links:
        _link(name)
    with st.expander(screen_text("teksten.nieuwe_link"), icon=":material/add_link:"):
        _link_fields("", {})
    st.header(screen_text("teksten.casussen"))
    cases()
    st.header(screen_text("teksten.andere"))
    _others()


# --- links -----------------------------------------------------------------------------------


def _link(name: str) -> None:
    link = inhoud().links[name]
    with st.container(border=True):
        st.text(link.label)
        st.caption(link.uitleg)
        st.code(link.adres, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            with st.popover(screen_text("teksten.wijzig"), icon=":material/edit:", type="tertiary"):
                _link_fields(name, link.model_dump())
            if at(own_tables(), ("links", name)) is not None:
                ours = name in shipped()["links"]
                st.button(
                    screen_text("teksten.terug") if ours else screen_text("teksten.verwijder"),
                    key=f"link-weg-{name}",
                    type="tertiary",
                    on_click=_put_back,
                    args=(("links", name),),
                )


def _link_fields(name: str, known: dict[str, str]) -> None:
    for part in _LINK:
        key = f"link-{name}-{part}"
        shown = fill_widget(key, known.get(part, ""))
        st.text_input(screen_text(f"teksten.link_{part}"), shown, key=key, autocomplete="off")
    st.button(
        screen_text("teksten.bewaar_link"),
        key=f"link-{name}-bewaar",
        on_click=_keep_link,
        args=(name,),
    )


def _keep_link(name: str) -> None:
    with refusals_shown():
        given = {part: fit(widget_value(f"link-{name}-{part}") or "") for part in _LINK}
        if not given["adres"].startswith("https://"):
            raise UnsuitableText(screen_text("teksten.link_fout"))
        keep(("links", name or new_id()), given)
        for part in _LINK if not name else ():
            set_widget_value(f"link--{part}", "")


def _put_back(plek: TextPath) -> None:
    with refusals_shown():
        put_back(plek)


# --- any other text ----------------------------------------------------------------------------


def _others() -> None:
    files = [name for name in shipped() if name not in _NOT_HERE]
    part = st.selectbox(
        screen_text("teksten.welk_deel"),
        files,
        format_func=lambda one: screen_text(f"teksten.deel_{one}"),
        key=_PART,
        index=None,
        placeholder=screen_text("teksten.kies_deel"),
    )
    if not part:
        return
    pieces = dict(texts_in(shipped()[part]))
    piece = st.selectbox(
        screen_text("teksten.welke_tekst"),
        list(pieces),
        format_func=lambda one: f"{' / '.join(one)}: {pieces[one][:_BEGINNING]}",
        key=f"{_PIECE}-{part}",
        index=None,
        placeholder=screen_text("teksten.zoek"),
    )
    if piece:
        _piece((part, *piece), pieces[piece])


def _piece(plek: TextPath, shipped_text: str) -> None:
    own = at(own_tables(), plek)
    st.caption(screen_text("teksten.van_ons"))
    st.text(shipped_text)
    key = "-".join((_OWN, *plek))
    shown = fill_widget(key, own if isinstance(own, str) else shipped_text)
    st.text_area(screen_text("teksten.eigen_tekst"), shown, key=key, height="content")
    with st.container(horizontal=True):
        st.button(
            screen_text("teksten.bewaar_tekst"),
            key=f"{key}-bewaar",
            on_click=_keep,
            args=(plek, key),
        )
        if own is not None:
            st.button(
                screen_text("teksten.terug"),
                key=f"{key}-terug",
                type="tertiary",
                on_click=_put_back,
                args=(plek,),
            )


def _keep(plek: TextPath, key: str) -> None:
    with refusals_shown():
        keep(plek, fit(widget_value(key) or ""))
