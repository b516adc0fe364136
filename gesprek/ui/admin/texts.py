"""Own links, example cases and texts, for the quality advisor."""

from typing import Any, Final

import streamlit as st

from gesprek.content import inhoud, shipped, with_tables
from gesprek.content.own_texts import (
    TextPath,
    UnsuitableText,
    at,
    fit,
    texts_in,
    with_text,
    without_text,
)
from gesprek.domain.oefening import Casusveld
from gesprek.domain.themas import Thema
from gesprek.storage.protocol import Kind
from gesprek.storage.validation import refuse_identifiers
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import fill_widget, set_widget_value, widget_value
from gesprek.ui.frame.notices import refresh_texts
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import label, screen_text

_LINK: Final = ("label", "uitleg", "adres")
_LISTS: Final = frozenset({"zegt", "helpt", "hindert"})
_BRIEF: Final = ("gevoel", "zegt", "helpt", "hindert")
_PARTS: Final = ("titel", *Casusveld, "leervraag", *_BRIEF)
_NOT_HERE: Final = frozenset({"links", "casussen"})
"""Files that have a part of their own."""
_BEGINNING: Final = 60


def texts() -> None:
    """Draw the links, the example cases and the other texts."""
    st.markdown(screen_text("teksten.uitleg"))
    st.header(screen_text("teksten.links"))
    for name in inhoud().links:
        _link(name)
    with expander("teksten.nieuwe_link", ":material/add_link:"):
        _link_fields("", {})
    st.header(screen_text("teksten.casussen"))
    st.markdown(screen_text("teksten.casussen_uitleg"))
    for name, case in inhoud().casussen.items():
        if name not in shipped()["casussen"]:
            _case(name, case.titel)
    with expander("teksten.nieuwe_casus", ":material/add:"):
        _case_fields("", {})
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
            with popover("teksten.wijzig", ":material/edit:", of=name):
                _link_fields(name, link.model_dump())
            if at(_own_texts(), ("links", name)) is not None:
                is_ours = name in shipped()["links"]
                words = screen_text("teksten.terug" if is_ours else "teksten.verwijder")
                key = f"link-weg-{name}"
                draw_button(words, _put_back, ("links", name), key=key, kind="tertiary")


def _link_fields(name: str, known: dict[str, str]) -> None:
    for part in _LINK:
        key = f"link-{name}-{part}"
        shown = fill_widget(key, known.get(part, ""))
        st.text_input(screen_text(f"teksten.link_{part}"), shown, key=key, autocomplete="off")
    draw_button(screen_text("teksten.bewaar_link"), _keep_link, name, key=f"link-{name}-bewaar")


def _keep_link(name: str) -> None:
    given = {part: fit(widget_value(f"link-{name}-{part}") or "") for part in _LINK}
    if not given["adres"].startswith("https://"):
        raise UnsuitableText(screen_text("teksten.link_fout"))
    _keep(("links", name or new_id()), given)
    for part in _LINK if not name else ():
        set_widget_value(f"link--{part}", "")


# --- example cases -----------------------------------------------------------------------------


def _case(name: str, titel: str) -> None:
    with st.container(border=True):
        st.text(titel)
        with expander("teksten.wijzig", ":material/edit:", of=name):
            _case_fields(name, inhoud().casussen[name].model_dump(mode="json"))
        words, plek = screen_text("teksten.verwijder"), ("casussen", name)
        key, icon = f"casus-weg-{name}", ":material/delete:"
        draw_button(words, _put_back, plek, key=key, icon=icon, kind="tertiary")


def _case_fields(name: str, known: dict[str, Any]) -> None:
    _line(name, "titel", screen_text("teksten.titel"), known)
    key = _key(name, "themas")
    fill_widget(key, [Thema(one) for one in known.get("themas", [])])
    words = screen_text("teksten.themas")
    st.pills(words, list(Thema), selection_mode="multi", format_func=label, key=key)
    velden = inhoud().casusvelden
    for veld in Casusveld:
        draw = _line if veld is Casusveld.ONDERWERP else _text
        draw(name, veld, velden.velden[veld].label, known)
    _text(name, "leervraag", velden.leervraag.label, known)
    for part in _BRIEF:
        _text(name, part, screen_text(f"teksten.{part}"), known.get("brief", {}))
    draw_button(screen_text("teksten.bewaar_casus"), _keep_case, name, key=_key(name, "bewaar"))


def _line(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    shown = fill_widget(_key(name, part), known.get(part, ""))
    st.text_input(words, shown, key=_key(name, part))


def _text(name: str, part: str, words: str, known: dict[str, Any]) -> None:
    found = known.get(part, "")
    text = "\n".join(found) if isinstance(found, list) else str(found).strip()
    shown = fill_widget(_key(name, part), text)
    st.text_area(words, shown, key=_key(name, part), height="content")


def _keep_case(name: str) -> None:
    given = {part: fit(widget_value(_key(name, part)) or "") for part in _PARTS}
    refuse_identifiers(Kind.OEFENING, given.values())  # invented, so without anybody's number
    brief = {part: _listed(part, given.pop(part)) for part in _BRIEF}
    themas = [str(one) for one in widget_value(_key(name, "themas")) or []]
    _keep(("casussen", name or new_id()), {**given, "themas": themas, "brief": brief})
    for part in _PARTS if not name else ():
        set_widget_value(_key("", part), "")


def _listed(part: str, text: str) -> str | list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] if part in _LISTS else text


def _key(name: str, part: str) -> str:
    return f"voorbeeld-{name}-{part}"


# --- any other text ----------------------------------------------------------------------------


def _others() -> None:
    part = st.selectbox(
        screen_text("teksten.welk_deel"),
        [name for name in shipped() if name not in _NOT_HERE],
        format_func=lambda one: screen_text(f"teksten.deel_{one}"),
        key="tekst-deel",
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
        key=f"tekst-stuk-{part}",
        index=None,
        placeholder=screen_text("teksten.zoek"),
    )
    if piece:
        _piece((part, *piece), pieces[piece])


def _piece(plek: TextPath, shipped_text: str) -> None:
    own = at(_own_texts(), plek)
    st.caption(screen_text("teksten.van_ons"))
    st.text(shipped_text)
    key = "-".join(("tekst-eigen", *plek))
    shown = fill_widget(key, own if isinstance(own, str) else shipped_text)
    st.text_area(screen_text("teksten.eigen_tekst"), shown, key=key, height="content")
    with st.container(horizontal=True):
        words = screen_text("teksten.bewaar_tekst")
        draw_button(words, _keep_piece, plek, key, key=f"{key}-bewaar")
        if own is not None:
            words = screen_text("teksten.terug")
            draw_button(words, _put_back, plek, key=f"{key}-terug", kind="tertiary")


def _keep_piece(plek: TextPath, key: str) -> None:
    _keep(plek, fit(widget_value(key) or ""))


# --- what is stored ------------------------------------------------------------------------------


def _own_texts() -> dict[str, Any]:
    return for_visitor().texts.own_texts()


def _keep(plek: TextPath, value: object) -> None:
    _save(with_text(_own_texts(), plek, value))


def _put_back(plek: TextPath) -> None:
    """Remove the own text at a place: the one of the app comes back."""
    _save(without_text(_own_texts(), plek))


def _save(tables: dict[str, Any]) -> None:
    """Store the own texts; raises UnsuitableText where one does not fit: nothing is changed."""
    before = set(inhoud().problemen)
    wrong = [one for one in with_tables(tables).problemen if one not in before]
    if wrong:
        raise UnsuitableText(screen_text("teksten.past_niet", reden=wrong[0].reden))
    for_visitor().texts.save_own_texts(tables)
    session().saved = now()
    refresh_texts()
