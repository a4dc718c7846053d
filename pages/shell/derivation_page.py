"""The Derivation page: the source's lines, each with its own value at the step on screen."""

from __future__ import annotations

from pages.shell.moment import Moment
from pages.shell.staged_page import staged_page
from pages.shell.working import Work


def derivation_page() -> None:
    """The transport, and under it the lines at its step."""
    staged_page("strip", _below)


def _below(moment: Moment, work: Work) -> None:
    """The lines at the moment's step."""
