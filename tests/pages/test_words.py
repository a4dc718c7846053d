"""No page says what would promise too much, or what does not say what it compares."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict

from pages.parts.staged_page import STAGED
from tests.app import SMALL, App
from tests.descent.ends import LINKS

Open = Callable[..., App]
ROOT = Path(__file__).parents[2]
GONE = re.compile(r"best possible|smoothness|guarantee|local limit|both limits|no line does better", re.IGNORECASE)
PAGES = [*(Path(path).stem for path in STAGED), "data"]
ENDS = [queries[0] for queries in LINKS.values()]
UNSEEN = {"bytes", "jsContent", "jsSourcePath", "htmlContent", "cssContent", "cssSourcePath", "id", "componentName"}


def strings(value: Any) -> Iterator[str]:
    """All texts in something like JSON, but for its names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, each in value.items() if name not in UNSEEN for text in strings(each))
    elif isinstance(value, list):
        yield from (text for each in value for text in strings(each))


def without_names(html: str) -> str:
    """HTML without what is in it for the page's code: only words are left, and the tags."""
    return re.sub(r"""data-[\w-]+=("[^"]*"|'[^']*')""", "", html)


def words_of(app: App) -> str:
    """All that is written on a page, by Streamlit or by the components, and what it says when asked."""
    shown = [each.proto for each in app.at._tree if getattr(each, "proto", None) is not None]
    found = [text for proto in shown for text in strings(MessageToDict(proto))]
    for each in app.packed:
        blob = each.proto.bytes
        found += strings(json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")]))
    return without_names("\n".join(found))


def said(app: App) -> list[str]:
    return [words_of(app)[max(0, each.start() - 60) : each.end() + 20] for each in GONE.finditer(words_of(app))]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", ["", SMALL + "&t=3&present=1", SMALL + "&holdout=0.3&scale=standardize&rates=0:60"])
def test_no_page_says_it(open_app: Open, query: str, page: str) -> None:
    app = open_app(query, page)
    assert len(words_of(app)) > 400
    assert said(app) == []


@pytest.mark.parametrize("query", ENDS, ids=list(LINKS))
def test_nor_does_the_lab_at_the_end_of_a_run(open_app: Open, query: str) -> None:
    app = open_app(query)
    at_the_end = App(f"{query}&t={app.experiment.steps}")
    assert at_the_end.header["outcome"]["text"] in words_of(at_the_end)
    assert said(at_the_end) == []


def test_the_list_of_words_gives_another_name_once(open_app: Open) -> None:
    app = open_app().press("Words")
    assert "steepest bend, smoothness, safe up to" in words_of(app)  # what books call it
    assert GONE.findall(words_of(app)) == ["smoothness"]


def test_nor_is_it_written_in_the_browser_s_part() -> None:
    files = [path for path in (ROOT / "pages/stage/web").rglob("*") if path.suffix in {".html", ".js"}]
    found = [(path.name, each) for path in files for each in GONE.findall(without_names(path.read_text("utf-8")))]
    assert len(files) > 50
    assert found == []


def test_it_would_be_found() -> None:
    assert GONE.findall(without_names('<b data-term="smoothness" title="best possible">x</b>')) == ["best possible"]
