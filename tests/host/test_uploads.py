"""An uploaded file that is of no use is let go of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.host.uploads import bytes_of
from pages.parts.data import upload
from tests.app import App
from tests.pages.files import ROWS, opened, table

Managers = list[MemoryUploadedFileManager]


@pytest.fixture
def managers(monkeypatch: pytest.MonkeyPatch) -> Managers:
    """Who keeps uploaded files, one for each run of the script, as they are made."""
    made: Managers = []
    begin = MemoryUploadedFileManager.__init__

    def begun(self: MemoryUploadedFileManager, *args: str) -> None:
        begin(self, *args)
        made.append(self)

    monkeypatch.setattr(MemoryUploadedFileManager, "__init__", begun)
    return made


@pytest.mark.parametrize(("raw", "is_kept"), [(b"a,b,label\n1,2\n", False), (table(ROWS), True)])
def test_streamlit_keeps_the_bytes_of_a_file_that_is_read_and_of_no_other(
    open_app: Callable[..., App], managers: Managers, raw: bytes, is_kept: bool
) -> None:
    app = opened(open_app(), "a.csv", raw)
    kept = [file.data for files in managers[-1].file_storage.values() for file in files.values()]
    assert kept == [raw] * is_kept
    assert ("can't be used" in app.errors) == (not is_kept)
    assert [file[1] for file in app.at.session_state["session"].files] == ["a.csv"] * is_kept


def test_a_session_keeps_streamlit_s_own_bytes_and_no_copy(
    open_app: Callable[..., App], managers: Managers, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[UploadedFile] = []
    monkeypatch.setattr(upload, "bytes_of", lambda sent: (copies.append(sent), bytes_of(sent))[1])
    app = opened(open_app(), "a.csv", table(ROWS))
    (file,) = (file for files in managers[-1].file_storage.values() for file in files.values())
    assert app.at.session_state["session"].files[-1][2] is file.data
    assert copies[0].getvalue() is not file.data, "Streamlit copies nothing any more"
