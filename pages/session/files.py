"""The files of a session: kept by what is in them, read once, and points made a file of their own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from logreg_core import DataError, Dataset, Edited, Points, Uploaded
from logreg_core.files import Remedy, UnreadableError, is_large, to_csv
from logreg_core.points.edits import base_of
from logreg_core.points.origins import Origin
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from pages.host.uploads import bytes_of
from pages.session.reading import Reading, read

MOST_KEPT = 200_000_000  # bytes of the files of one session; undoing may lead back to any of them

File = tuple[str, str, bytes]  # the SHA-256 of its bytes, its name, its bytes
Files = tuple[File, ...]  # the one used last at the end


@dataclass(frozen=True)
class Refusal:
    """Why something can't be made of a file, and other ways to read it that are offered instead."""

    why: str
    remedies: tuple[Remedy, ...] = ()


def keep(files: Files, name: str, raw: bytes, digest: str) -> Files:
    """Return these files with one more; of too many, those used last stay."""
    kept, room = [(digest, name, raw)], MOST_KEPT - len(raw)
    for file in reversed(files):
        room -= len(file[2])
        if file[0] != digest and room >= 0:
            kept.append(file)
    return tuple(reversed(kept))


def without(files: Files, digest: str) -> Files:
    """Return these files but for the one with this SHA-256."""
    return tuple(file for file in files if file[0] != digest)


def file_of(files: Files, digest: str) -> File | None:
    """Return the file with this SHA-256, if it is among these."""
    return next((file for file in files if file[0] == digest), None)


def digest_of_upload(sent: UploadedFile) -> str:
    """Return the digest of an uploader's file, worked out once."""
    return _digest(sent.file_id, bytes_of(sent))


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _digest(file_id: str, _raw: bytes) -> str:
    return digest(_raw)


def digest(raw: bytes) -> str:
    """Return what a file is known by: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def key_of(digest: str, read_as: ReadAs) -> str:
    """Return what a file is known by as it is read in one way."""
    return f"{digest} {read_as.text}".strip()


def table_of(file: File, read_as: ReadAs = AS_IT_IS) -> Any:
    """Return a file as a DataFrame, not to be changed. Raises DataError where it can't be read."""
    digest, name, raw = file
    return of_file(key_of(digest, read_as), "table", lambda: read(name, raw, read_as, lambda _: None))


def still_reading(file: File, read_as: ReadAs = AS_IT_IS) -> Reading | None:
    """Return the reading of a large file, begun if need be; None once it is known what it holds, or why not."""
    digest, name, raw = file
    key = key_of(digest, read_as)
    if "table" in _known_of_file(key) or not is_large(raw):
        return None
    readings = _readings()
    if key not in readings:
        readings[key] = Reading(name, raw, read_as)
    if not readings[key].is_done:
        return readings[key]
    done = readings.pop(key)
    with suppress(DataError):  # its words are kept, and are said to whoever asks for the table
        of_file(key, "table", done.table)
    return None


def stop_reading(key: str) -> None:
    """Read a file, known by this key, no further."""
    if reading := _readings().pop(key, None):
        reading.stop()


def _stop_all(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        reading.stop()


@st.cache_resource(scope="session", show_spinner=False, on_release=_stop_all)
def _readings() -> dict[str, Reading]:
    """Return the files that are being read for this session, by key."""
    return {}


def of_file(key: str, what: object, make: Callable[[], Any]) -> Any:
    """Return what `make` makes of a file, called `what`; made once. Raises DataError, with the same words each time."""
    kept = _known_of_file(key)
    if what not in kept:
        try:
            kept[what] = make()
        except DataError as error:
            # Not the error itself: it keeps the frames that it came through, and so all that they hold.
            kept[what] = Refusal(str(error), error.remedies if isinstance(error, UnreadableError) else ())
    found = kept[what]
    if isinstance(found, Refusal):
        raise UnreadableError(found.why, found.remedies) if found.remedies else DataError(found.why)
    return found


def known(key: str) -> int:
    """Return how many things are known of a file."""
    return len(_known_of_file(key))


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _known_of_file(key: str) -> dict[object, Any]:
    return {}


def as_file(data: Origin, dataset: Dataset, files: Files) -> tuple[Uploaded, Files]:
    """Return these points as those of a CSV file, and the files with that one among them."""
    from logreg_core.files import saved_choice

    raw, name = to_csv(dataset), file_name(data)
    known = digest(raw)
    choice = saved_choice(table_of((known, name, raw)))
    assert choice is not None, "a saved file says which columns and classes it has"
    origin = Uploaded(name, known, choice.features, choice.label, choice.positive, choice.negative)
    return origin, keep(files, name, raw, known)


def file_name(data: Origin) -> str:
    """Return what a file of these points is called when it is saved."""
    base = base_of(data)
    if isinstance(base, Points):
        stem = "points"
    elif isinstance(base, Uploaded):
        stem = re.sub(r"(\.[A-Za-z]{1,7})+$", "", base.filename)
    else:
        stem = base.name
    safe = re.sub(r"[^\w .()-]+", "_", stem).strip(" .") or "points"
    return f"{safe[:80]}{' edited' if isinstance(data, Edited) else ''}.csv"
