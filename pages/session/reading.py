"""Large files are read while the page goes on: each in a process of its own, at most two at a time in all sessions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import BoundedSemaphore, Event, Thread
from typing import Any

import streamlit as st

from logreg_core.files import is_large
from logreg_core.points.read_as import ReadAs

AT_ONCE = 2
PATIENCE = 0.1  # seconds between two looks whether it is a file's turn

Progress = Callable[[float | None], None]


class Reading:
    """A file that is being read, in a thread that waits for the process that reads it.

    part : how much of it is read, None while others are read first.
    """

    def __init__(self, name: str, raw: bytes, read_as: ReadAs) -> None:
        self.part: float | None = 0.0
        self._table: Future[Any] = Future()
        self._stopped = Event()
        Thread(target=self._read, args=(name, raw, read_as), daemon=True).start()

    @property
    def is_done(self) -> bool:
        """Whether it is read to its end, or can't be read."""
        return self._table.done()

    def table(self) -> Any:
        """Return what the file holds, once it is done. Raises DataError where it can't be read."""
        return self._table.result(timeout=0)

    def stop(self) -> None:
        """Read no further; then it is never done."""
        self._stopped.set()

    def _read(self, name: str, raw: bytes, read_as: ReadAs) -> None:
        try:
            self._table.set_result(read(name, raw, read_as, self._go_on))
        except _Stopped:
            return
        except Exception as error:
            self._table.set_exception(error)  # whoever asks for the table is to hear of it

    def _go_on(self, part: float | None) -> None:
        if self._stopped.is_set():
            raise _Stopped
        self.part = part


class _Stopped(BaseException):
    """Ends a reading."""


def read(name: str, raw: bytes, read_as: ReadAs, progress: Progress) -> Any:
    """Return a file as a DataFrame, not to be changed; a large one once it is its turn. Raises DataError.

    progress : called with the part that is read, and with None while others are read first; what it raises ends it.
    """
    from logreg_core.files import read_table_apart  # with pandas, which nothing else here needs

    if not is_large(raw):
        return read_table_apart(raw, name, read_as=read_as, progress=progress)
    turns = _turns()
    while not turns.acquire(timeout=PATIENCE):
        progress(None)
    try:
        return read_table_apart(raw, name, read_as=read_as, progress=progress)
    finally:
        turns.release()


@st.cache_resource(show_spinner=False)
def _turns() -> BoundedSemaphore:
    """Whose turn it is, of all sessions."""
    return BoundedSemaphore(AT_ONCE)
