"""A list of Beheer of which something cannot be read: it says so, and not that there is nothing."""

import streamlit as st

from gesprek.storage.protocol import Kind
from gesprek.ui.frame.visitor import practices
from gesprek.ui.frame.words import screen_text


def warn_of_unreadable(kind: Kind) -> bool:
    """Draw a warning where a document of this kind cannot be read; return whether one cannot."""
    is_found = any(problem.key.kind is kind for problem in practices().problems())
    if is_found:
        st.warning(screen_text("beheer.niet_te_lezen"), icon=":material/warning:")
    return is_found
