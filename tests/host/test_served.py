"""What browsers load lies in static/: dated long ago, in a folder named by its content, whole, and old ones gone."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

import pytest
from streamlit.web.server.starlette import starlette_routes

from pages.host import served_code
from pages.host.plotly_js import plotly_js_path
from pages.host.served import APP, DATE, ServedFileError
from pages.host.served_code import DAY, put_code
from pages.stage.bundle import COMPONENTS
from tests.app import App


def folder_of(app: Path) -> Path:
    return app / "static" / put_code(app)["lab"].split("/")[2]


def test_each_component_has_a_file_in_a_folder_named_by_the_content(tmp_path):
    addresses = put_code(tmp_path)
    assert set(addresses) == set(COMPONENTS)
    for name, address in addresses.items():
        assert re.fullmatch(rf"app/static/code-[0-9a-f]{{16}}/{name}\.js", address)
        assert b"export default" in (tmp_path / address.removeprefix("app/")).read_bytes()
    assert sorted(p.name for p in folder_of(tmp_path).iterdir()) == sorted(f"{name}.js" for name in COMPONENTS)


def test_other_code_has_another_address(tmp_path, monkeypatch):
    before = put_code(tmp_path)["lab"]
    monkeypatch.setattr(served_code, "css_variables", lambda: ".gd-stage{--other:1}")
    assert put_code(tmp_path)["lab"] != before


def test_every_served_file_is_dated_long_ago(tmp_path):
    plotly_js_path(tmp_path)
    put_code(tmp_path)
    files = [p for p in (tmp_path / "static").rglob("*") if p.is_file()]
    assert len(files) == len(COMPONENTS) + 1
    assert {p.stat().st_mtime for p in files} == {DATE}


def test_a_copy_with_a_date_of_its_own_gets_the_old_one(tmp_path):
    path = tmp_path / plotly_js_path(tmp_path).removeprefix("app/")
    os.utime(path)
    plotly_js_path(tmp_path)
    assert path.stat().st_mtime == DATE


def test_folders_of_other_versions_go_after_a_day(tmp_path):
    static = tmp_path / "static"
    for name in ("code-old", "code-young", "lessons"):
        (static / name).mkdir(parents=True)
        (static / name / "lab.js").write_text("other code")
    for name in ("code-old", "lessons"):
        os.utime(static / name, (time.time(), time.time() - DAY - 60))
    kept = folder_of(tmp_path)
    os.utime(kept, (time.time(), time.time() - 10 * DAY))
    put_code(tmp_path)
    assert sorted(p.name for p in static.iterdir()) == sorted([kept.name, "code-young", "lessons"])


def test_two_processes_that_start_at_once_leave_whole_files(tmp_path):
    code = "import sys, pathlib, pages.host.served_code as s; s.put_code(pathlib.Path(sys.argv[1]))"
    both = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=APP) for _ in range(2)]
    assert [process.wait(120) for process in both] == [0, 0]
    assert sorted(p.name for p in folder_of(tmp_path).iterdir()) == sorted(f"{name}.js" for name in COMPONENTS)


def read_only(*_: object, **__: object) -> NoReturn:
    raise OSError(30, os.strerror(30))


def test_a_read_only_disk_is_no_matter_where_the_copies_were_made_beforehand(tmp_path, monkeypatch):
    made = put_code(tmp_path), plotly_js_path(tmp_path)
    for name in ("utime", "replace", "mkdir", "unlink"):
        monkeypatch.setattr(os, name, read_only)
    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    assert (put_code(tmp_path), plotly_js_path(tmp_path)) == made


def test_a_read_only_disk_without_them_gets_a_sentence_with_a_remedy(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    with pytest.raises(ServedFileError, match=r"Make that folder writable .*python -m pages\.host\.plotly_js"):
        put_code(tmp_path)


def test_a_page_says_so_too(monkeypatch):
    def refuse() -> NoReturn:
        raise ServedFileError("What the browser needs could not be copied.")

    monkeypatch.setattr("pages.host.mount.code_paths", refuse)
    app = App()
    assert [each.value for each in app.at.error] == ["What the browser needs could not be copied."]


def test_a_folder_of_code_that_leads_elsewhere_is_refused(tmp_path):
    folder = folder_of(tmp_path)
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(ServedFileError, match=r"leads out of static/.*Remove it"):
        put_code(tmp_path)


def test_what_is_made_beforehand_is_all_that_a_browser_loads():
    done = subprocess.run(
        [sys.executable, "-m", "pages.host.plotly_js"], cwd=APP, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {plotly_js_path(), *put_code().values()}


def test_streamlit_says_nothing_of_how_long_a_static_file_may_be_kept():
    """Once it does, the old date is no longer needed."""
    assert "Cache-Control" not in inspect.getsource(starlette_routes.create_app_static_serving_routes)
