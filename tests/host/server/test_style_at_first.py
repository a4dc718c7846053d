"""The page that Streamlit serves has this app's style in it, however it is asked for."""

from __future__ import annotations

import gzip
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import __file__ as streamlit

from pages.host.server.style_at_first import BODY, with_style
from pages.host.streamlit_page import STYLE
from tests.browser.serving import Server

INDEX = Path(streamlit).parent / "static" / "index.html"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("server") / "streamlit.log")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def answer(server: Server, path: str, **headers: str) -> tuple[str, str | None]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers=named)
    with urllib.request.urlopen(request, timeout=20) as response:
        body = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return body.decode(), response.headers.get("Cache-Control")


def test_streamlit_s_page_has_a_body_for_it() -> None:
    page = INDEX.read_bytes()
    assert page.count(BODY) == 1
    assert STYLE.encode() in with_style(page)


@pytest.mark.parametrize("path", ["/", "/derivation?t=3", "/no_such_page"])
def test_it_is_in_each_page(server: Server, path: str) -> None:
    said, cached = answer(server, path, Accept="text/html,*/*;q=0.8", Accept_Encoding="gzip, br")
    assert said.count(f"<body><style>{STYLE}</style>") == 1
    assert "</html>" in said
    assert cached == "no-cache"


def test_a_browser_that_has_the_page_gets_the_style_of_today(server: Server) -> None:
    said, _ = answer(server, "/", Accept="text/html", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")
    assert STYLE in said


def test_what_is_no_page_stays_as_it_is(server: Server) -> None:
    assert answer(server, "/_stcore/health", Accept="text/html")[0] == "ok"
    assert STYLE not in answer(server, "/", Accept="*/*")[0]
