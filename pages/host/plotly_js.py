"""Puts Plotly's JavaScript where the app serves it: a copy in static/, named by its version.

It comes out of the installed plotly package, so that Python and browser agree on the version, and it
never leaves this machine. An image that runs with a read-only disk makes the copy, and that of the app's own
code, while it is built: `python -m pages.host.plotly_js`. With `--bundle basic` npm brings the smaller bundle of the
same version, which holds all that the figures here use and opens a page two seconds sooner; where it is there the app
uses it.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from pages.host.served import APP, ServedFileError, digest_of, put

_VERSION = re.compile(rb"plotly\.js (?:\((\w+)[^)]*\) )?v(\d+(?:\.\d+)*(?:-[\w.]+)?)")
_BASIC = "plotly.js-basic-dist-min"  # npm's name for the bundle
_NPM_PATIENCE = 600  # seconds


def plotly_js_path(app: Path = APP) -> str:
    """Make sure that Plotly's file is there; return its address relative to the app's.

    app : the folder that app.py is in.
    Returns for example "app/static/plotly-4.1.1.min.js", or the basic bundle's where somebody has put that there. The
    work is done once: later calls only read the copy. Raises ServedFileError.
    """
    original = _original()
    for basic in (app / "static").glob(_basic_name(_version(original), "*")):
        digest = digest_of(basic)
        if digest is not None and basic.name == _basic_name(_version(original), digest):
            return _put(app, basic.name, basic)
    return _put(app, f"plotly-{_version(original)}.min.js", original)


def bring_basic(app: Path = APP) -> str:
    """Have npm bring the basic bundle of the installed plotly's version; return its address like `plotly_js_path`.

    Raises ServedFileError where there is no npm, where it fails, and where what it brings is another version.
    """
    version = _version(_original())
    npm = shutil.which("npm")
    if npm is None:
        raise ServedFileError(
            "npm, which brings the basic bundle, is not here. Install Node.js, or leave out --bundle."
        )
    with tempfile.TemporaryDirectory() as folder:
        package = f"{_BASIC}@{version}"
        command = [npm, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", package]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_NPM_PATIENCE)
        if done.returncode:
            said = " / ".join(done.stderr.strip().splitlines()[-3:])
            raise ServedFileError(f"npm could not bring {package}: {said}. The app works with the full file too.")
        brought = Path(folder, "node_modules", _BASIC, "plotly-basic.min.js")
        return put_basic(brought, version, app)


def put_basic(brought: Path, version: str, app: Path = APP) -> str:
    """Put a basic bundle in place, if it says that it is one of `version`. Raises ServedFileError where it does not."""
    found = _head(brought)
    if found is None or found[1] != b"basic" or found[2].decode() != version:
        says = found[0].decode() if found else "nothing of its version"
        raise ServedFileError(
            f"{brought.name} says {says!r} in its first lines, but the installed plotly needs the basic bundle of "
            f"{version}. Take that version of {_BASIC}, or leave out --bundle."
        )
    return _put(app, _basic_name(version, str(digest_of(brought))), brought)


def _put(app: Path, name: str, original: Path) -> str:
    digest = digest_of(original)
    if digest is None:
        raise ServedFileError(f"{original} can't be read. Install it again: pip install --force-reinstall plotly")

    def copy(target: BinaryIO) -> None:
        with original.open("rb") as source:
            shutil.copyfileobj(source, target)

    return put(app, name, digest, copy)


def _basic_name(version: str, digest: str) -> str:
    """Its name says what is in it: there is no original to compare it with. digest : by `digest_of`."""
    return f"plotly-basic-{version}-{digest[:16]}.min.js"


def _original() -> Path:
    spec = importlib.util.find_spec("plotly")  # finds the package without importing it
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / "package_data" / "plotly.min.js").is_file():
        raise ServedFileError(
            "The plotly package, or the JavaScript file inside it, is missing. "
            "Install it again: pip install --force-reinstall plotly"
        )
    return folder / "package_data" / "plotly.min.js"


def _version(original: Path) -> str:
    found = _head(original)
    if not found:
        raise ServedFileError(
            f"{original} does not say its version in its first lines. "
            "Install it again: pip install --force-reinstall plotly"
        )
    return found[2].decode()


def _head(path: Path) -> re.Match[bytes] | None:
    with path.open("rb") as file:
        return _VERSION.search(file.read(400))


def main() -> None:
    """Put in place all that a browser loads, and say where."""
    from pages.host.served_code import put_code

    parser = argparse.ArgumentParser(prog="python -m pages.host.plotly_js", description=main.__doc__)
    parser.add_argument(
        "--bundle", choices=["full", "basic"], default="full", help="which file of Plotly's (npm brings basic)"
    )
    bundle = parser.parse_args().bundle
    try:
        for path in [bring_basic() if bundle == "basic" else plotly_js_path(), *put_code().values()]:
            print(path)
    except ServedFileError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
