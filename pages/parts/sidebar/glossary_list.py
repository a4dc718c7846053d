"""The list of all symbols and terms, reached from the foot of every page's sidebar."""

from __future__ import annotations

import streamlit as st

from pages.words.escape import in_markdown
from pages.words.glossary import GLOSSARY, PAGES


@st.dialog("What the words and symbols mean", width="large")
def glossary_list() -> None:
    """Show each term: how it is written, what it means, and which page shows more of it."""
    st.caption("The same words stand by each symbol with a dotted line under it: rest the pointer on it, or tap it.")
    for term in GLOSSARY.values():
        written = ", ".join(in_markdown(symbol) for symbol in term.symbols)
        st.markdown(f"**{written}**: {in_markdown(term.words)} *More: {PAGES[term.page]}.*")
