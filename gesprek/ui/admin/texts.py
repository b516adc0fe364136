"""Own links, example cases and texts, for the quality advisor."""

from collections.abc import Callable
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
from gesprek.services.form_fields import NEW, in_case
from gesprek.services.organisation_info import TextTables
from gesprek.storage.protocol import Kind
from gesprek.storage.validation import refuse_identifiers
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.session import session
from gesprek.ui.frame.notices import refresh_texts
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import label, listed, screen_text

_LINK: Final = ("label", "uitleg", "adres")
_LISTS: Final = frozenset({"zegt", "helpt", "hindert"})
_BRIEF: Final = ("gevoel", "zegt", "helpt", "hindert")
_PARTS: Final = ("titel", *Casusveld, "leervraag", *_BRIEF)
_NOT_HERE: Final = frozenset({"links", "casussen", "kijkpunten"})
"""Files that have a part of their own, or hold nothing that shows."""
_BEGINNING: Final = 60


def texts() -> None:
    """Draw the links, the example cases and the other texts."""
    st.markdown(screen_text("teksten.uitleg"))
    st.header(screen_text("teksten.links"))
    for name in inhoud().links:
        _link(name)
    with expander("teksten.nieuwe_link", ":material/add_link:"):
        _link_fields(NEW, {})
    st.header(screen_text("teksten.casussen"))
    st.markdown(screen_text("teksten.casussen_uitleg"))
    for name, case in inhoud().casussen.items():
        if name not in shipped()["casussen"]:
            _case(name, case.titel)
    with expander("teksten.nieuwe_casus", ":material/add:"):
        _case_fields(NEW, {})
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
                args = ("links", name), admin_form("link", name)
                draw_button(words, _put_back, *args, key=key, kind="tertiary")


def _link_fields(name: str, known: dict[str, str]) -> None:
    form = admin_form("link", name)
    for part in _LINK:
        form.line(part, screen_text(f"teksten.link_{part}"), known.get(part, ""))
    words, key = screen_text("teksten.bewaar_link"), f"bewaar-link-{name}"
    draw_button(words, _keep_link, name, form, key=key)


def _keep_link(name: str, form: DraftForm) -> None:
    given = {part: fit(text) for part, text in form.given(*_LINK).items()}
    if not given["adres"].startswith("https://"):
        raise UnsuitableText(screen_text("teksten.link_fout"))
    _keep(("links", _id_of(name)), given)
    form.done(*(_LINK if name == NEW else ()))


def _id_of(name: str) -> str:
    return new_id() if name == NEW else name


# --- example cases -----------------------------------------------------------------------------


def _case(name: str, titel: str) -> None:
    with st.container(border=True):
        st.text(titel)
        with expander("teksten.wijzig", ":material/edit:", of=name):
            _case_fields(name, inhoud().casussen[name].model_dump(mode="json"))
        words = screen_text("teksten.verwijder")
        args = ("casussen", name), admin_form("casus", name)
        key, icon = f"casus-weg-{name}", ":material/delete:"
        draw_button(words, _put_back, *args, key=key, icon=icon, kind="tertiary")


def _case_fields(name: str, known: dict[str, Any]) -> None:
    form, velden = admin_form("casus", name), inhoud().casusvelden
    form.line("titel", screen_text("teksten.titel"), in_case(known, "titel"))
    themas = in_case(known, "themas")
    st.pills(
        screen_text("teksten.themas"),
        list(Thema),
        default=form.fill("themas", themas, list(Thema)),
        selection_mode="multi",
        format_func=label,
        **form.saves("themas"),
    )
    form.say_more("themas", themas, lambda chosen: listed([label(Thema(one)) for one in chosen]))
    words: dict[str, str] = {veld: velden.velden[veld].label for veld in Casusveld}
    words |= {"leervraag": velden.leervraag.label}
    words |= {part: screen_text(f"teksten.{part}") for part in _BRIEF}
    for part, text in words.items():
        draw = form.line if part == Casusveld.ONDERWERP else form.text
        draw(part, text, in_case(known, part))
    words_of_button, key = screen_text("teksten.bewaar_casus"), f"bewaar-casus-{name}"
    draw_button(words_of_button, _keep_case, name, form, key=key)


def _keep_case(name: str, form: DraftForm) -> None:
    typed = form.given(*_PARTS, "themas")
    themas = [str(one) for one in typed.pop("themas") or []]
    given = {part: fit(text) for part, text in typed.items()}
    refuse_identifiers(Kind.OEFENING, given.values())  # invented, so without anybody's number
    brief = {part: _listed(part, given.pop(part)) for part in _BRIEF}
    _keep(("casussen", _id_of(name)), {**given, "themas": themas, "brief": brief})
    form.done(*(_PARTS if name == NEW else ()))


def _listed(part: str, text: str) -> str | list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()] if part in _LISTS else text


# --- any other text ----------------------------------------------------------------------------


def _others() -> None:
    chosen, parts = admin_form("keuze"), [name for name in shipped() if name not in _NOT_HERE]
    chosen.fill("deel", None, parts)
    part = st.selectbox(
        screen_text("teksten.welk_deel"),
        parts,
        format_func=lambda one: screen_text(f"teksten.deel_{one}"),
        index=None,
        placeholder=screen_text("teksten.kies_deel"),
        **chosen.saves("deel"),
    )
    if not part:
        return
    pieces = dict(texts_in(shipped()[part]))
    chosen.fill(f"stuk_{part}", None, list(pieces))
    piece = st.selectbox(
        screen_text("teksten.welke_tekst"),
        list(pieces),
        format_func=lambda one: f"{' / '.join(one)}: {pieces[one][:_BEGINNING]}",
        index=None,
        placeholder=screen_text("teksten.zoek"),
        **chosen.saves(f"stuk_{part}"),
    )
    if piece:
        _piece((part, *piece), pieces[piece])


def _piece(plek: TextPath, shipped_text: str) -> None:
    own = at(_own_texts(), plek)
    st.caption(screen_text("teksten.van_ons"))
    st.text(shipped_text)
    form = admin_form("tekst", *plek)
    stored = own if isinstance(own, str) else shipped_text
    form.text("", screen_text("teksten.eigen_tekst"), stored)
    with st.container(horizontal=True):
        words, key = screen_text("teksten.bewaar_tekst"), "-".join(("bewaar-tekst", *plek))
        draw_button(words, _keep_piece, plek, form, key=key)
        if own is not None:
            words = screen_text("teksten.terug")
            draw_button(words, _put_back, plek, form, key=f"{key}-terug", kind="tertiary")


def _keep_piece(plek: TextPath, form: DraftForm) -> None:
    _keep(plek, fit(form.given("")[""]))
    form.done()
    admin_form("keuze").done()


# --- what is stored ------------------------------------------------------------------------------


def _own_texts() -> dict[str, Any]:
    return for_visitor().texts.own_texts()


def _keep(plek: TextPath, value: object) -> None:
    _save(lambda tables: with_text(tables, plek, value))


def _put_back(plek: TextPath, form: DraftForm | None = None) -> None:
    """Remove the own text at a place: the one of the app comes back."""
    _save(lambda tables: without_text(tables, plek))
    if form:
        form.done()


def _save(change: Callable[[TextTables], TextTables]) -> None:
    """Change the own texts; raises UnsuitableText where one does not fit: nothing is changed."""
    before = set(inhoud().problemen)

    def checked(tables: TextTables) -> TextTables:
        after = change(tables)
        wrong = [one for one in with_tables(after).problemen if one not in before]
        if wrong:
            raise UnsuitableText(screen_text("teksten.past_niet", reden=wrong[0].reden))
        return after

    for_visitor().texts.change_own_texts(checked)
    session().saved = now()
    refresh_texts()
