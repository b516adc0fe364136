"""The server around the screens: routes, safety headers, Dutch words. Knows no Streamlit."""
