"""Serves the stage's code: one file a component, in a folder of static/ that is named by the content of all of them."""

from __future__ import annotations

import hashlib
import time
from functools import cache
from pathlib import Path

from pages.figures.theme import css_variables
from pages.host.served import APP, put, remove_old
from pages.stage.bundle import COMPONENTS, component_code

DAY = 24 * 60 * 60.0  # seconds


def put_code(app: Path = APP) -> dict[str, str]:
    """Make sure that each component's file is there; return their addresses, relative to the app's, by component.

    app : the folder that app.py is in. Folders of other versions that are older than a day are removed.
    Returns for example {"lab": "app/static/code-0123456789abcdef/lab.js", …}. Raises ServedFileError, BundleError.
    """
    code = {name: component_code(name, css_variables()).encode() for name in COMPONENTS}
    folder = f"code-{hashlib.sha256(repr(sorted(code.items())).encode()).hexdigest()[:16]}"
    addresses = {name: _put(app, f"{folder}/{name}.js", content) for name, content in code.items()}
    remove_old(app, "code-*", folder, time.time(), DAY)
    return addresses


def _put(app: Path, name: str, content: bytes) -> str:
    return put(app, name, hashlib.sha256(content).hexdigest(), lambda file: file.write(content))


@cache  # each step asks; where it can't be served is asked again
def code_paths() -> dict[str, str]:
    """Return what `put_code` does for this app, once."""
    return put_code()
