"""The file that a link speaks of and can't hold: which one it is, and taking it."""

from __future__ import annotations

import streamlit as st

from logreg_core import DataError, Uploaded
from pages.parts.sidebar.upload_open import KINDS
from pages.session import cache, files, state
from pages.words.escape import plain

NEEDED = "needed file"


def ask_for_file(needed: Uploaded) -> None:
    """Say which file the link needs, and take it."""
    name = plain(needed.filename, 100)
    st.warning(
        f"This link shows data of the file **{name}**, which is too large to travel in a link. Upload that "
        "file, and the link shows all that it describes: step, picked example, learning rates and start. "
        "Or choose other data in the sidebar."
    )
    sent = st.file_uploader(f"The file {name}", type=KINDS, key=NEEDED, on_change=_take, args=(needed,))
    if sent is None:
        return
    if files.digest(sent.getvalue()) != needed.digest:
        st.error(
            f"**{plain(sent.name, 100)}** is not the same file: its content differs from what the link was made "
            "with. Even one changed character makes another file."
        )
        return
    try:
        cache.dataset_of(state.current().experiment)
    except DataError as error:
        st.error(f"It is the right file, but the link asks of it what it does not hold. {plain(str(error))}")


def _take(needed: Uploaded) -> None:
    sent = state.shown(NEEDED)
    if sent is not None and files.digest(sent.getvalue()) == needed.digest:
        state.keep_file(needed.filename, sent.getvalue(), needed.digest)  # by the name that the link's data has
