"""What stays folded until somebody opens it, and open until they fold it again.

Streamlit knows a part of a page by its place, and folds it where something comes to stand before
it, as a colleague saves. By a key it knows it wherever it stands, so no part is drawn without.
"""

from contextlib import AbstractContextManager

import streamlit as st

from gesprek.ui.frame.words import screen_text


def expander(
    name: str, icon: str | None = None, *, of: str = "", words: str = "", expanded: bool = False
) -> AbstractContextManager[object]:
    """Return a part that folds in its place.

    Args:
        name: what it is, and the key of its words unless it gets ``words``.
        icon: stands before the words.
        of: whose or which, where a page has several.
        words: what it is called now.
        expanded: whether it begins open.
    """
    words = words or screen_text(name)
    return st.expander(words, icon=icon, expanded=expanded, key=_key(name, of))


def popover(
    name: str, icon: str | None = None, *, of: str = "", words: str = "", is_link: bool = True
) -> AbstractContextManager[object]:
    """Return a part that opens over the page; as ``expander``, on a button or what looks a link."""
    return st.popover(
        words or screen_text(name),
        icon=icon,
        type="tertiary" if is_link else "secondary",
        key=_key(name, of),
    )


def _key(name: str, of: str) -> str:
    return "-".join(("open", *name.split("."), *([of] if of else [])))
