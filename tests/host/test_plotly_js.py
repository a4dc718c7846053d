from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import plotly
import pytest
from plotly.offline import get_plotlyjs, get_plotlyjs_version

from pages.host.plotly_js import bring_basic, plotly_js_path, put_basic
from pages.host.served import APP, DATE, ServedFileError

NAME = f"plotly-{get_plotlyjs_version()}.min.js"
ORIGINAL = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def test_the_copy_is_the_installed_package_s_file(tmp_path: Path) -> None:
    assert plotly_js_path(tmp_path) == f"app/static/{NAME}"
    assert (tmp_path / "static" / NAME).read_text(encoding="utf-8") == get_plotlyjs()
    assert [p.name for p in (tmp_path / "static").iterdir()] == [NAME]  # nothing half made is left


def test_a_copy_that_is_there_is_left_alone(tmp_path: Path) -> None:
    plotly_js_path(tmp_path)
    before = (tmp_path / "static" / NAME).stat()
    assert plotly_js_path(tmp_path) == f"app/static/{NAME}"
    after = (tmp_path / "static" / NAME).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_half_a_file_is_replaced_and_other_files_stay(tmp_path: Path) -> None:
    static = tmp_path / "static"
    static.mkdir()
    (static / NAME).write_text("half a fi")
    (static / "plotly-1.0.0.min.js").write_text("an older one")
    plotly_js_path(tmp_path)
    assert (static / NAME).stat().st_size == ORIGINAL.stat().st_size
    assert (static / "plotly-1.0.0.min.js").read_text() == "an older one"


@pytest.mark.parametrize("start", [0, 2_000_000, 4_000_000])
def test_another_file_of_the_same_size_and_date_is_replaced(tmp_path: Path, start: int) -> None:
    plotly_js_path(tmp_path)
    copy = tmp_path / "static" / NAME
    whole = copy.read_bytes()
    copy.write_bytes(whole[:start] + b" " * (len(whole) - start))
    os.utime(copy, (DATE, DATE))
    plotly_js_path(tmp_path)
    assert copy.read_bytes() == whole


def test_many_servers_starting_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(plotly_js_path(tmp_path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [f"app/static/{NAME}"] * 8
    assert [(p.name, p.stat().st_size) for p in (tmp_path / "static").iterdir()] == [(NAME, ORIGINAL.stat().st_size)]


def test_a_link_that_leads_out_of_static_is_refused(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / NAME).symlink_to(ORIGINAL)
    with pytest.raises(ServedFileError, match=r"leads out of static/.*Remove it"):
        plotly_js_path(tmp_path)
    assert (tmp_path / "static" / NAME).is_symlink()


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    app = tmp_path / "app"
    app.mkdir()
    (app / "static").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(ServedFileError, match="is a link to another place"):
        plotly_js_path(app)
    assert list(elsewhere.iterdir()) == []


def test_a_place_that_can_t_be_written_gets_a_sentence_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file where the folder should be")
    with pytest.raises(ServedFileError, match=r"could not be copied to .*Make that folder writable"):
        plotly_js_path(tmp_path)


def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(ServedFileError, match=os.strerror(errno.ENOSPC)):
        plotly_js_path(tmp_path)
    assert list((tmp_path / "static").iterdir()) == []


def test_a_faster_server_s_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(_: str, target: Path) -> None:  # what Windows answers while another server reads the file
        target.write_bytes(ORIGINAL.read_bytes())
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(os, "replace", taken)
    assert plotly_js_path(tmp_path) == f"app/static/{NAME}"
    assert [p.name for p in (tmp_path / "static").iterdir()] == [NAME]


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ServedFileError, match="plotly package"):
        plotly_js_path(tmp_path)


def test_the_app_s_folder_is_the_one_app_py_is_in() -> None:
    assert Path(__file__).resolve().parents[2] == APP


def test_finding_the_file_imports_no_plotly() -> None:
    code = "import sys, pages.host.plotly_js as p; p._version(p._original()); exit('plotly' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=APP, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


# The basic bundle ------------------------------------------------------------------------------------------------

VERSION = get_plotlyjs_version()
CONTENT = f"/**\n* plotly.js (basic - minified) v{VERSION}\n*/"
BASIC = f"plotly-basic-{VERSION}-{hashlib.sha256(CONTENT.encode()).hexdigest()[:16]}.min.js"
NPM = """#!{python}
import pathlib, sys
folder, package = sys.argv[sys.argv.index("--prefix") + 1], sys.argv[-1]
name, _, version = package.partition("@")
assert (sys.argv[1], name) == ("install", "plotly.js-basic-dist-min"), sys.argv
made = pathlib.Path(folder, "node_modules", name)
made.mkdir(parents=True)
(made / "plotly-basic.min.js").write_text("/**\\n* plotly.js (basic - minified) v" + {version} + "\\n*/")
"""


def npm(folder: Path, monkeypatch: pytest.MonkeyPatch, version: str = "version") -> None:
    """A stand-in for npm that knows the basic bundle; version : Python for the one that it brings."""
    (folder / "npm").write_text(NPM.format(python=sys.executable, version=version))
    (folder / "npm").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_npm_brings_the_basic_bundle_of_the_same_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(tmp_path, monkeypatch)
    app = tmp_path / "app"
    app.mkdir()
    assert bring_basic(app) == f"app/static/{BASIC}"
    assert plotly_js_path(app) == f"app/static/{BASIC}"  # the app uses it from now on
    assert [p.name for p in (app / "static").iterdir()] == [BASIC]
    assert (app / "static" / BASIC).stat().st_mtime == DATE


@pytest.mark.parametrize("other", ["", CONTENT[:-9], CONTENT[:-9] + " " * 9])
def test_a_basic_bundle_that_is_damaged_is_not_used(tmp_path: Path, other: str) -> None:
    (tmp_path / "brought.js").write_text(CONTENT)
    assert put_basic(tmp_path / "brought.js", VERSION, tmp_path) == f"app/static/{BASIC}"
    (tmp_path / "static" / BASIC).write_text(other)
    assert plotly_js_path(tmp_path) == f"app/static/{NAME}"


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(tmp_path, monkeypatch, version="'1.2.3'")
    with pytest.raises(ServedFileError, match=rf"v1\.2\.3.*needs the basic bundle of {re.escape(VERSION)}"):
        bring_basic(tmp_path)
    assert not (tmp_path / "static").exists()


def test_the_full_file_is_no_basic_bundle(tmp_path: Path) -> None:
    with pytest.raises(ServedFileError, match="needs the basic bundle"):
        put_basic(ORIGINAL, VERSION, tmp_path)


def test_an_npm_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    npm(tmp_path, monkeypatch, version="sys.exit('no such version')")
    with pytest.raises(ServedFileError, match=r"no such version.*The app works with the full file too"):
        bring_basic(tmp_path)


def test_without_npm_one_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ServedFileError, match="Install Node"):
        bring_basic(tmp_path)
