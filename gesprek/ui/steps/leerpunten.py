"""Leerpunten in step 6: per role, one tap on a leerthema, text if wanted."""

import streamlit as st

from gesprek.domain.terugblik import Leerpunt, add_leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of
from gesprek.storage.ids import new_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key, remove_button
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import practices, visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.steps.inleven import who


def draw_leerpunten(work: OpenOefening) -> None:
    """Draw what was learned, with room for more."""
    st.caption(screen_text("stap_6.leerpunten_uitleg"))
    for key, one in work.oefening.terugblik.leerpunten.items():
        with st.container(border=True):
            st.markdown(f"**{label(one.leerthema)}**: {label(one.rol)}")
            if one.tekst:
                st.text(one.tekst)
            words = screen_text("stap_6.verwijder_leerpunt")
            remove_button(work, ("terugblik", "leerpunten", key), words)
    _new_leerpunt(work)


def _new_leerpunt(work: OpenOefening) -> None:
    """Draw room for a leerpunt: role and text if wanted, the tap on a leerthema adds it."""
    mine = role_of(visitor(), work.oefening)
    present = [mine] if mine else [rol for rol in Rol if work.oefening.with_rol(rol)]
    stored = work.oefening.terugblik.leerpunten
    keys = [field_key(work, ("leerpunt", part)) for part in ("rol", "tekst", f"thema{len(stored)}")]
    if session().new_ids.get(keys[2]) in stored:
        del session().new_ids[keys[2]]
    with st.container(border=True):
        st.pills(
            screen_text("stap_6.leerpunt_rol"),
            present,
            format_func=lambda rol: f"{label(rol)} ({who(work, rol)})",
            default=present[0] if present else None,
            required=True,
            key=keys[0],
        )
        st.text_area(
            screen_text("stap_6.leerpunt_tekst"),
            widget_value(keys[1]) or "",
            key=keys[1],
            height="content",
            placeholder=screen_text("stap_6.leerpunt_tekst_voorbeeld"),
        )
        st.pills(
            screen_text("stap_6.leerthema"),
            list(Leerthema),
            format_func=label,
            key=keys[2],
            on_change=_add_leerpunt,
            args=(work, *keys),
        )


def _add_leerpunt(work: OpenOefening, rol_key: str, text_key: str, thema_key: str) -> None:
    thema = widget_value(thema_key)
    if not thema:
        return
    given = {
        "rol": widget_value(rol_key),
        "leerthema": thema,
        "tekst": widget_value(text_key),
        "van": visitor().persoon or "",
    }
    # A tap that the browser sends again, because the answer was slow, adds nothing twice.
    key = session().new_ids.setdefault(thema_key, new_id())
    if key in practices().oefening(work.oefening.id).waarde.terugblik.leerpunten:
        return
    if work.try_change(
        lambda one: one.changed(
            terugblik=add_leerpunt(one.terugblik, key, Leerpunt.model_validate(given))
        )
    ):
        unsaved_text.clear(work, text_key)
    else:
        set_widget_value(thema_key, None)
