"""Puts Plotly's JavaScript where the app serves it: a copy in static/, named by its version.

It comes out of the installed plotly package, so that Python and browser agree on the version, and it
never leaves this machine. Streamlit serves the folder static/ beside app.py under app/static/, as
application/javascript and gzipped, so a plain <script src> loads it. A link that leads out of
static/ would be refused there; that is why this is a copy. An image that runs with a read-only disk
makes the copy while it is built: `python -m pages.host.plotly_js`.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import shutil
import tempfile
from pathlib import Path

APP = Path(__file__).resolve().parents[2]  # the folder of app.py
_VERSION = re.compile(rb"plotly\.js v(\d+(?:\.\d+)*(?:-[\w.]+)?)")


class PlotlyFileError(Exception):
    """Plotly's JavaScript can't be served; the message says why and what to do."""


def plotly_js_path(app: Path = APP) -> str:
    """Make sure that the copy is there; return its address relative to the app's.

    app : the folder that app.py is in.
    Returns for example "app/static/plotly-4.1.1.min.js". The work is done once: later calls look at
    two file sizes. Raises PlotlyFileError.
    """
    original = _original()
    static = app / "static"
    copy = static / f"plotly-{_version(original)}.min.js"
    _refuse_links(static, copy)
    size = original.stat().st_size
    if _size(copy) != size:
        _copy(original, copy, size)
    return f"app/static/{copy.name}"


def _original() -> Path:
    spec = importlib.util.find_spec("plotly")  # finds the package without importing it
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / "package_data" / "plotly.min.js").is_file():
        raise PlotlyFileError(
            "The plotly package, or the JavaScript file inside it, is missing. "
            "Install it again: pip install --force-reinstall plotly"
        )
    return folder / "package_data" / "plotly.min.js"


def _version(original: Path) -> str:
    with original.open("rb") as file:
        found = _VERSION.search(file.read(400))
    if not found:
        raise PlotlyFileError(
            f"{original} does not say its version in its first lines. "
            "Install it again: pip install --force-reinstall plotly"
        )
    return found[1].decode()


def _refuse_links(static: Path, copy: Path) -> None:
    if static.is_symlink():
        raise PlotlyFileError(
            f"{static} is a link to another place, and files are served only from a folder of the app's own. "
            "Remove the link; the app then makes the folder itself."
        )
    if copy.is_symlink() and not copy.resolve().is_relative_to(static.resolve()):
        raise PlotlyFileError(
            f"{copy} is a link that leads out of static/, and such a link is not served. "
            "Remove it; the app then makes a copy instead."
        )


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _copy(original: Path, copy: Path, size: int) -> None:
    """Copy in one stroke: a reader, or another server starting, never meets half a file."""
    temporary = ""
    try:
        copy.parent.mkdir(exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=copy.parent, prefix=f".{copy.name}.")
        with os.fdopen(handle, "wb") as target, original.open("rb") as source:
            shutil.copyfileobj(source, target)
        os.chmod(temporary, 0o644)
        os.replace(temporary, copy)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        if _size(copy) == size:  # another server was faster, and its file is in use
            return
        raise PlotlyFileError(
            f"Plotly's JavaScript could not be copied to {copy} ({error.strerror or error}). "
            "Make that folder writable or free some space and start the app again, or make the copy "
            "where it can be written, for example when a container is built: python -m pages.host.plotly_js"
        ) from error


if __name__ == "__main__":
    print(plotly_js_path())
