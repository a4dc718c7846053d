"""A style with a word beside it stands in the page; one alone does not."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from pages.host.lasting_style import lasting_style

RULE = "h1 { color: red; }"


def bodies(block: Any) -> list[str]:
    return [each.proto.body for each in block.get("html")]


def test_a_style_alone_stands_apart_from_the_page_and_with_a_word_in_it() -> None:
    def script() -> None:
        import streamlit as st

        from pages.host.lasting_style import lasting_style

        st.html("<style>h1 { color: blue; }</style>")
        lasting_style("h1 { color: red; }")

    app = AppTest.from_function(script).run()
    assert not app.exception
    (lasting,) = bodies(app.main)
    assert RULE in lasting
    (alone,) = bodies(app._tree[2])  # where toasts are too
    assert "color: blue" in alone


def test_the_word_is_hidden_and_takes_no_room(monkeypatch: Any) -> None:
    sent: list[str] = []
    monkeypatch.setattr("streamlit.html", sent.append)
    lasting_style(RULE)
    (html,) = sent
    assert html.startswith('<span hidden class="gd-style">')
    assert ":has(.gd-style) { display: none; }" in html
    assert html.rstrip().endswith("</style>")
