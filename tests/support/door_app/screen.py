"""Shows who the page thinks is there."""

from __future__ import annotations

import streamlit as st

st.text(f"soort={st.user.get('soort')} aanmelding={st.user.get('aanmelding')}")
