"""The Examples page: all examples at one step, as a table and as figures, with one selection."""

from __future__ import annotations

from functools import partial

from pages.frame.open_page import open_page
from pages.parts.chosen_part import chosen_part
from pages.parts.examples.contribution_panels import life_panel, pulls_panel, ranked_panel
from pages.parts.examples.examples_shown import examples_shown
from pages.parts.examples.examples_table import mount_examples_table
from pages.parts.examples.threshold_panel import threshold_panel
from pages.parts.examples.what_if_panel import what_if_panel
from pages.parts.staged_page import staged_page
from pages.session import selection, widgets
from pages.session.moment import Moment
from pages.session.work import Work

PANELS = {
    "Who contributes": ranked_panel,
    "What if": what_if_panel,
    "Threshold": threshold_panel,
    "The example’s life": life_panel,
}


def _below(moment: Moment, work: Work) -> None:
    """Show all examples at the moment's step; for a class the two planes alone."""
    now = examples_shown(moment, work.run)
    pulls_panel(now)
    if moment.present:
        return
    mount_examples_table(moment, now, partial(selection.receive, widgets.ROWS))
    PANELS[chosen_part("What about the examples", tuple(PANELS), widgets.PART_SHOWN)](now)


open_page("Examples")
staged_page("strip", _below)
