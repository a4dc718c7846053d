"""Takes the bytes of an uploaded file as they are, and lets go of them where the file is of no use.

Works around: an uploader gives each run of a script a copy of the whole file of its own. And Streamlit keeps what it
was given as long as the uploader shows its name; nobody but a visitor, with a cross, can let go of it.

In Streamlit 1.67. tests/host/test_uploads.py fails once Streamlit copies nothing, keeps nothing, or keeps it elsewhere.
"""

from __future__ import annotations

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def bytes_of(sent: UploadedFile) -> bytes:
    """Return a file's bytes: Streamlit's own, where it has them, and no copy."""
    if place := _place():
        files, session = place
        for file in files.get_files(session, [sent.file_id]):
            return file.data
    return sent.getvalue()


def let_go_of(sent: UploadedFile) -> None:
    """Have Streamlit forget a file's bytes; the uploader then gives no file, though its name is still there."""
    if place := _place():
        files, session = place
        files.remove_file(session, sent.file_id)


def _place() -> tuple[MemoryUploadedFileManager, str] | None:
    """Where Streamlit keeps files, and by which name it knows this session."""
    context = get_script_run_ctx()
    if context is None or not isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        return None
    return context.uploaded_file_mgr, context.session_id
