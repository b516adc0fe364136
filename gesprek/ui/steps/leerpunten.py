"""Leerpunten in step 6: per role, one tap on a leerthema, text if wanted."""

import streamlit as st

from gesprek.domain.terugblik import Leerpunt, add_leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of
from gesprek.storage.ids import new_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key, remove_button
from gesprek.ui.fields.open_oefening import Werk
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import archief, bezoeker
from gesprek.ui.frame.words import label, tekst
from gesprek.ui.steps.inleven import who


def leerpunten(werk: Werk) -> None:
    """Draw what was learned, with room for more."""
    st.caption(tekst("stap_6.leerpunten_uitleg"))
    for key, one in werk.oefening.terugblik.leerpunten.items():
        with st.container(border=True):
            st.markdown(f"**{label(one.leerthema)}**: {label(one.rol)}")
            if one.tekst:
                st.text(one.tekst)
            words = tekst("stap_6.verwijder_leerpunt")
            remove_button(werk, ("terugblik", "leerpunten", key), words)
    _new_leerpunt(werk)


def _new_leerpunt(werk: Werk) -> None:
    """Draw room for a leerpunt: role and text if wanted, the tap on a leerthema adds it."""
    mine = role_of(bezoeker(), werk.oefening)
    present = [mine] if mine else [rol for rol in Rol if werk.oefening.with_rol(rol)]
    stored = werk.oefening.terugblik.leerpunten
    keys = [field_key(werk, ("leerpunt", part)) for part in ("rol", "tekst", f"thema{len(stored)}")]
    if sessie().new_ids.get(keys[2]) in stored:
        del sessie().new_ids[keys[2]]
    with st.container(border=True):
        st.pills(
            tekst("stap_6.leerpunt_rol"),
            present,
            format_func=lambda rol: f"{label(rol)} ({who(werk, rol)})",
            default=present[0] if present else None,
            required=True,
            key=keys[0],
        )
        st.text_area(
            tekst("stap_6.leerpunt_tekst"),
            widget_value(keys[1]) or "",
            key=keys[1],
            height="content",
            placeholder=tekst("stap_6.leerpunt_tekst_voorbeeld"),
        )
        st.pills(
            tekst("stap_6.leerthema"),
            list(Leerthema),
            format_func=label,
            key=keys[2],
            on_change=_add_leerpunt,
            args=(werk, *keys),
        )


def _add_leerpunt(werk: Werk, rol_key: str, text_key: str, thema_key: str) -> None:
    thema = widget_value(thema_key)
    if not thema:
        return
    given = {
        "rol": widget_value(rol_key),
        "leerthema": thema,
        "tekst": widget_value(text_key),
        "van": bezoeker().persoon or "",
    }
    # A tap that the browser sends again, because the answer was slow, adds nothing twice.
    key = sessie().new_ids.setdefault(thema_key, new_id())
    if key in archief().oefening(werk.oefening.id).waarde.terugblik.leerpunten:
        return
    if werk.try_change(
        lambda one: one.changed(
            terugblik=add_leerpunt(one.terugblik, key, Leerpunt.model_validate(given))
        )
    ):
        unsaved_text.clear(werk, text_key)
    else:
        set_widget_value(thema_key, None)
