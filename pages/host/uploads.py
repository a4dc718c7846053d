"""Lets go of the bytes of an uploaded file that is of no use.

Works around: Streamlit keeps what an uploader was given as long as the uploader shows its name. It offers no way to let
go of it but the cross that a visitor may press.

In Streamlit 1.67. tests/host/test_uploads.py fails once Streamlit keeps nothing, or keeps it elsewhere.
"""

from __future__ import annotations

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go_of(sent: UploadedFile) -> None:
    """Have Streamlit forget a file's bytes; the uploader then gives no file, though its name is still there."""
    context = get_script_run_ctx()
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, sent.file_id)
