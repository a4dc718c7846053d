"""Whether the sidebar shows the upload, and what kinds of files are taken.

The upload itself, `upload.py`, brings pandas with it. It is imported when it is shown, which most sessions never ask
for, so that none waits for it.
"""

from __future__ import annotations

from pages.session import state

KINDS = ["csv", "tsv", "txt", "xlsx", "parquet", "json", "gz"]
_OPEN = "upload is open"


def is_open() -> bool:
    """Whether the sidebar shows the upload."""
    return state.noted(_OPEN) is True


def set_open(is_open: bool) -> None:
    """Show the upload in the sidebar, or put it away."""
    state.note(_OPEN, is_open)
