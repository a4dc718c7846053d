"""The marks that say which reports were taken in."""

from __future__ import annotations

import inspect

import pytest
import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from pages.host.acknowledgements import acknowledge


def test_each_component_has_its_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(st, "html", sent.append)
    acknowledge({"stage": "a-17", "rows": "<b>"})
    assert sent == ['<span hidden data-acknowledged-stage="a-17" data-acknowledged-rows="&lt;b&gt;"></span>']


def test_a_component_is_still_told_things_by_its_data_alone() -> None:
    """Another way to tell it something could take the marks' place. That marks arrive, tests in browsers tell."""
    told = set(inspect.signature(ComponentRenderer.__call__).parameters)
    assert told == {"self", "key", "data", "default", "width", "height", "on_callbacks"}
