"""The Examples page: all examples at one step, as a table and as figures, with one selection."""

from __future__ import annotations

from pages.shell.moment import Moment
from pages.shell.staged_page import staged_page
from pages.shell.working import Work


def examples_page() -> None:
    """The transport, and under it all examples at its step."""
    staged_page("strip", _below)


def _below(moment: Moment, work: Work) -> None:
    """All examples at the moment's step."""
