"""What the app does not import until somebody asks for it: the first picture waits for nothing it does not need."""

import subprocess
import sys

import pytest

HEAVY = {"pandas", "pyarrow", "python_calamine"}
SHOW = """
import sys
from streamlit.testing.v1 import AppTest
at = AppTest.from_file(sys.argv[1], default_timeout=60)
at.query_params["steps"] = "5"
at.run()
if sys.argv[2] != "pages/lab.py":
    at.switch_page(sys.argv[2]).run()
assert not at.exception, at.exception[0].value
assert at.get("bidi_component"), "nothing is drawn"
print("imported:", *sys.modules)
"""


@pytest.mark.parametrize("page", ["pages/lab.py", "pages/chain_rule.py"])
def test_a_page_shows_its_figure_without_what_reads_files(page, pytestconfig):
    command = [sys.executable, "-c", SHOW, str(pytestconfig.rootpath / "app.py"), page]
    done = subprocess.run(command, capture_output=True, text=True, cwd=pytestconfig.rootpath, timeout=120)
    assert done.returncode == 0, done.stderr
    modules = done.stdout.rpartition("imported:")[2].split()
    assert "pages.session.cache" in modules
    assert not HEAVY & {*modules}
