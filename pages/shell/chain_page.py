"""The Chain rule page: the graph of the picked example, and what explains it."""

from __future__ import annotations

from pages.shell.moment import Moment
from pages.shell.staged_page import staged_page
from pages.shell.working import Work


def chain_page() -> None:
    """The graph on the stage, and under it what is said of the factor chosen."""
    staged_page("graph", _below)


def _below(moment: Moment, work: Work) -> None:
    """What explains the graph at the moment's step."""
