"""Puts what a browser loads where the app serves it: files in static/, the folder beside app.py.

Works around: Streamlit serves that folder under app/static/, gzipped and with the right types, but without a word on
how long a file may be kept: a browser then trusts it for a tenth of its age, and no answer is ever "not modified". So
every file here gets the same old date, and its name or its folder's says which version it is: it is never asked for
again, and another version has another address. A link that leads out of static/ would be refused; so these are copies.

In Streamlit 1.67. tests/host/test_served.py fails once static files say how long they may be kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

APP = Path(__file__).resolve().parents[2]  # the folder of app.py
DATE = datetime(2000, 1, 1, tzinfo=UTC).timestamp()
BEFOREHAND = "python -m pages.host.plotly_js"


class ServedFileError(Exception):
    """A file can't be served; the message says why and what to do."""


def put(app: Path, name: str, digest: str, write: Callable[[BinaryIO], object]) -> str:
    """Make sure that a file is there, whole; return its address relative to the app's.

    app : the folder that app.py is in;  name : the file's path below static/;  digest : of its content, by
    `digest_of`; a file that is there and has it is left alone;  write : writes the content.
    Returns for example "app/static/plotly-4.1.1.min.js". Raises ServedFileError.
    """
    static = app / "static"
    copy = static / name
    _refuse_links(static, copy)
    if digest_of(copy) != digest:
        _write(copy, digest, write)
    elif copy.stat().st_mtime != DATE:
        with contextlib.suppress(OSError):  # on a disk that is read only it is served all the same, but asked for again
            os.utime(copy, (DATE, DATE))
    return f"app/static/{name}"


def digest_of(path: Path) -> str | None:
    """Return what tells a file's content from any other, None where there is no file that can be read.

    Takes 10 ms for Plotly's file, once a process.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _refuse_links(static: Path, copy: Path) -> None:
    if static.is_symlink():
        raise ServedFileError(
            f"{static} is a link to another place, and files are served only from a folder of the app's own. "
            "Remove the link; the app then makes the folder itself."
        )
    for path in (copy.parent, copy):
        if path.is_symlink() and not path.resolve().is_relative_to(static.resolve()):
            raise ServedFileError(
                f"{path} is a link that leads out of static/, and such a link is not served. "
                "Remove it; the app then makes a copy instead."
            )


def _write(copy: Path, digest: str, write: Callable[[BinaryIO], object]) -> None:
    """Write in one stroke: a reader, or another server starting, never meets half a file."""
    temporary = ""
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=copy.parent, prefix=f".{copy.name}.")
        with os.fdopen(handle, "wb") as target:
            write(target)
        os.chmod(temporary, 0o644)
        os.utime(temporary, (DATE, DATE))
        os.replace(temporary, copy)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if digest_of(copy) == digest:  # another server was faster, and its file is in use
            return
        raise ServedFileError(
            f"What the browser needs could not be copied to {copy} ({error.strerror or error}). "
            "Make that folder writable or free some space and start the app again, or make the copy "
            f"where it can be written, for example when a container is built: {BEFOREHAND}"
        ) from error


def remove_old(app: Path, pattern: str, kept: str, now: float, age: float) -> None:
    """Remove the folders in static/ that match a pattern, but for `kept` and those changed in the last `age` seconds.

    A folder's own date counts: its files' says nothing. Younger ones may be another running server's. What can't be
    removed stays; it does no harm.
    """
    for folder in (app / "static").glob(pattern):
        if folder.name != kept and folder.is_dir() and not folder.is_symlink():
            with contextlib.suppress(FileNotFoundError):  # another server that starts has removed it
                if now - folder.stat().st_mtime > age:
                    shutil.rmtree(folder, ignore_errors=True)
