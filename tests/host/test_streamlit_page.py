"""The elements that styles find in Streamlit's page are there, and only one room looks for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit

from tests.app import ROOT

FRONT_END = Path(streamlit.__file__).parent / "static" / "static"
NAMED = re.compile(r"data-testid\^?='?\"?([A-Za-z-]+)")
KNOWS = {"pages/host/streamlit_page.py", "pages/host/lasting_style.py"}


def files() -> list[Path]:
    return [path for path in (ROOT / "pages").rglob("*") if path.suffix in {".py", ".js", ".css"}]


NAMES = sorted({name for path in files() for name in NAMED.findall(path.read_text(encoding="utf-8"))})


@pytest.fixture(scope="module")
def front_end() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in FRONT_END.rglob("*.js"))


def test_styles_name_some() -> None:
    assert {"stMain", "stSidebarNav", "stMarkdownContainer", "stElementContainer", "stBaseButton"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_streamlit_s_page_has_an_element_of_this_test_id(front_end: str, name: str) -> None:
    assert re.search(rf"[\"'`]{name}(?:[\"'`]|-?\$)", front_end) or f'"{name}' in front_end


def test_a_test_id_that_streamlit_does_not_have_is_not_found(front_end: str) -> None:
    assert '"stMainBlockContainers' not in front_end


def test_one_room_alone_names_them() -> None:
    naming = {path.relative_to(ROOT).as_posix() for path in files() if "testid" in path.read_text(encoding="utf-8")}
    assert {name for name in naming if name.endswith(".py")} == KNOWS
