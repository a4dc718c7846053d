"""Settings that reach into the insides of Streamlit, and the versions that all tricks were tried in."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
from streamlit import config

from tests.app import ROOT


def test_streamlit_would_still_collect_garbage_after_each_run_and_has_the_hidden_option() -> None:
    option = config._config_options_template["runner.postScriptGC"]
    assert (option.default_val, option.visibility) == (True, "hidden")
    assert "postScriptGC = false" in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_a_browser_would_still_forget_large_messages_after_two_runs() -> None:
    option = config._config_options_template["global.maxCachedMessageAge"]
    assert (option.default_val, option.visibility) == (2, "hidden")
    assert "maxCachedMessageAge = 30" in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", ["streamlit", "plotly"])
def test_what_is_installed_is_of_the_one_minor_version_that_is_allowed(package: str) -> None:
    requirements = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{package}>=(\d+)\.(\d+),<(\d+)\.(\d+)$", requirements, re.MULTILINE)
    assert found is not None
    major, minor, beyond_major, beyond_minor = map(int, found.groups())
    assert (beyond_major, beyond_minor) == (major, minor + 1)
    assert version(package).split(".")[:2] == [str(major), str(minor)]


def test_each_trick_says_what_it_works_around_in_which_version_and_which_test_fails() -> None:
    own = {"mount.py", "plotly_js.py", "served_code.py"}  # no tricks: they show components, and bring files
    for path in sorted((ROOT / "pages" / "host").glob("*.py")):
        if path.name == "__init__.py" or path.name in own:
            continue
        said = path.read_text(encoding="utf-8").split('"""')[1]
        assert "\nWorks around: " in said, path.name
        assert "In Streamlit 1.67." in said or "In Plotly 7.1." in said, path.name
        named = re.findall(r"tests/host/test_\w+\.py", said)
        assert named, path.name
        assert all((ROOT / test).exists() for test in named), path.name
