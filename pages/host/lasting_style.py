"""Puts a style on the page that stays there while parts of the page are made again.

Works around: `st.html` puts what is nothing but a style apart from the page, among what a run leaves behind for a
moment, such as toasts. A fragment that has the page made again sweeps it away until the page is there: all would jump.
With a word that nobody sees it stands in the page, as any other element does.

In Streamlit 1.67. tests/host/test_lasting_style.py fails once a style alone stands in the page too.
"""

from __future__ import annotations

import streamlit as st

_WORD = '<span hidden class="gd-style">style</span>'
# The element takes part in the page's layout, and would have its share of the room between elements.
_NO_ROOM = '[data-testid="stElementContainer"]:has(.gd-style) { display: none; }'


def lasting_style(css: str) -> None:
    """Put these rules on the page. Call in each run, at the same place."""
    st.html(f"{_WORD}<style>\n{_NO_ROOM}\n{css}</style>")
