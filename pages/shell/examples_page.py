"""The Examples page: all examples at one step, as a table and as figures, with one selection."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pages.shell import reports, state
from pages.shell.examples_table import KEY, mount_examples_table
from pages.shell.moment import Moment
from pages.shell.staged_page import staged_page
from pages.shell.working import Work


def examples_page() -> None:
    """The transport, and under it all examples at its step."""
    staged_page("strip", _below)


def _below(moment: Moment, work: Work) -> None:
    """All examples at the moment's step."""
    mount_examples_table(moment, work, state.shown("selected", ()), _heed)


def _heed() -> None:
    reports.heed(KEY, _grant)


def _grant(wish: dict[str, Any]) -> None:
    if reports.is_whole(wish.get("pick")) and 0 <= wish["pick"] <= reports.LARGEST_PICK:
        state.store(replace(state.current(), pick=wish["pick"]))
    if isinstance(wish.get("select"), list):
        state.show(
            "selected", tuple(i for i in wish["select"] if reports.is_whole(i) and 0 <= i <= reports.LARGEST_PICK)
        )
