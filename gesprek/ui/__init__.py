"""The screens' own parts: the only code besides ``pages/`` that knows Streamlit."""
