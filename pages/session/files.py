"""The files of a session: kept by what is in them, read once, and points made a file of their own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from logreg_core import DataError, Dataset, Edited, Points, Uploaded
from logreg_core.files import to_csv
from logreg_core.points.edits import base_of
from logreg_core.points.origins import Origin
from pages.session import state


def keep(sent: UploadedFile) -> str:
    """Hold an uploaded file for this session; its digest."""
    raw = sent.getvalue()
    known = _digest(sent.file_id, raw)
    state.keep_file(sent.name, raw, known)
    return known


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _digest(file_id: str, _raw: bytes) -> str:
    return digest(_raw)


def digest(raw: bytes) -> str:
    """What an uploaded file is known by: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def table_of(digest: str, progress: Callable[[float], None] | None = None) -> Any:
    """A file of this session as a DataFrame, not to be changed. Raises DataError where it can't be read.

    progress : called with the part that is read, where the file was not read before.
    """
    file = state.file_of(digest)
    assert file is not None, "a file is kept before it is read"
    from logreg_core.files import read_table  # with pandas, which nothing else here needs

    name, raw = file
    return of_file(digest, "table", lambda: read_table(raw, name, progress=progress))


def of_file(digest: str, what: object, make: Callable[[], Any]) -> Any:
    """What `make` makes of a file of this session, called `what`; made once. Raises DataError, the same each time."""
    known = _known_of_file(digest)
    if what not in known:
        try:
            known[what] = make()
        except DataError as error:
            known[what] = error
    if isinstance(known[what], DataError):
        raise known[what]
    return known[what]


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _known_of_file(digest: str) -> dict[object, Any]:
    return {}


def as_file(data: Origin, dataset: Dataset) -> Uploaded:
    """These points as a CSV file that this session holds."""
    from logreg_core.files import saved_choice

    raw, name = to_csv(dataset), file_name(data)
    known = digest(raw)
    state.keep_file(name, raw, known)
    choice = saved_choice(table_of(known))
    assert choice is not None, "a saved file says which columns and classes it has"
    return Uploaded(name, known, choice.features, choice.label, choice.positive, choice.negative)


def file_name(data: Origin) -> str:
    """What a file of these points is called when it is saved."""
    base = base_of(data)
    if isinstance(base, Points):
        stem = "points"
    elif isinstance(base, Uploaded):
        stem = re.sub(r"(\.[A-Za-z]{1,7})+$", "", base.filename)
    else:
        stem = base.name
    safe = re.sub(r"[^\w .()-]+", "_", stem).strip(" .") or "points"
    return f"{safe[:80]}{' edited' if isinstance(data, Edited) else ''}.csv"
