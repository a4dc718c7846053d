"""The Examples page as a person uses it: one selection over table and figures, and a table that sorts at once."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest

from logreg_core.at_step.contributions import part_of
from pages.words.numbers import number

from .lab import Lab, link

GRID = ".gd-table [role=grid][aria-label^='Examples at']"


class Examples(Lab):
    """One open Examples page."""

    def ready(self) -> Examples:
        super().ready()
        self.page.wait_for_selector(".gd-panel[data-ready=true] [data-plot=arrows] .scatterlayer .point")
        self.page.wait_for_selector(f"{GRID} .body [role=row]")
        return self

    def row(self, example):
        first = self.page.locator("[role=gridcell]:first-child", has_text=re.compile(rf"^{example + 1:,}$"))
        return self.page.locator(f"{GRID} .body [role=row]", has=first)

    @property
    def order(self):
        cells = self.page.locator(f"{GRID} .body [role=row] [role=gridcell]:first-child").all_text_contents()
        return [int(cell.replace(",", "")) - 1 for cell in cells]

    @property
    def marked(self):
        """The examples, from 0, whose rows in sight are marked as selected."""
        rows = f"{GRID} .body [role=row][aria-selected=true] [role=gridcell]:first-child"
        return {int(cell.replace(",", "")) - 1 for cell in self.page.locator(rows).all_text_contents()}

    @property
    def standing_out(self):
        """The examples, from 0, that the arrows' figure does not dim."""
        return self.page.evaluate(
            """() => {
                const plot = document.querySelector("[data-plot=arrows]");
                return plot._fullData.slice(0, 2).flatMap(({ selectedpoints, customdata }) => selectedpoints
                    ? Array.from(selectedpoints, (at) => customdata[at] - 1) : Array.from(customdata, (n) => n - 1));
            }"""
        )

    @property
    def sums(self):
        """What the selection's part is, as written."""
        return self.slot("selection").locator("tr:nth-child(2) b").all_text_contents()

    def says_selected(self, what: str) -> None:
        self.slot("selection").locator("h2", has_text=re.compile(rf": {what}$")).wait_for()

    def assert_selected(self, examples: set[int]) -> None:
        """Words, figure and table speak of these examples, and the sums are the core's."""
        self.says_selected(f"{len(examples)} examples" if len(examples) > 1 else f"Example {min(examples) + 1}")
        shot = self.truth.shot
        part = part_of(shot.chain, np.array(sorted(examples)))
        right = [*map(number, (part.dJ_dw1, part.dJ_dw2, part.dJ_db)), f"{number(100 * part.share, 3)} %"]
        assert self.sums == right
        seen = set(self.order)
        self.until(
            f"(n) => document.querySelectorAll(`{GRID} .body [aria-selected=true]`).length === n", len(examples & seen)
        )
        assert self.marked == examples & seen
        if len(examples) > 1:
            assert set(self.standing_out) == examples


@pytest.fixture
def open_examples(visit):
    def open_at(t=5, **experiment):
        address = link(t, page="examples", **experiment)
        return Examples.open(visit, address, viewport=(1440, 2000))

    return open_at


def clear_edges(X):
    """(2,): a place near the middle along each axis that no point comes near to, a pixel being what it is."""
    found = []
    for column in X.T:
        near = np.sort(column)[len(column) // 3 : -len(column) // 4]
        widest = np.diff(near).argmax()
        found.append((near[widest] + near[widest + 1]) / 2)
    return np.array(found)


def test_a_point_or_a_bar_that_is_clicked_is_selected_everywhere_and_rows_are_added_with_ctrl_and_shift(open_examples):
    page = open_examples()
    example = int(page.truth.shot.order[3])
    x, y = page.dataset.X[example].tolist()
    at = page.pixel("arrows", x, y)
    page.page.mouse.move(at[0] + 40, at[1])
    page.page.mouse.move(*at, steps=3)
    page.page.locator("[data-plot=arrows] .hovertext", has_text=f"example {example + 1}").wait_for()
    page.page.mouse.click(*at)
    page.address_has(pick=example + 1)
    page.strip.locator("h2", has_text=re.compile(rf"^Example {example + 1}$")).wait_for()
    page.assert_selected({example})
    assert page.plot("arrows", "layout.shapes[0].xanchor") == x
    page.assert_true()

    # Rows are added with Ctrl, and in a row with Shift.
    order = page.order
    page.row(order[2]).click()
    page.assert_selected({order[2]})
    page.row(order[4]).click(modifiers=["Control"])
    page.assert_selected({order[2], order[4]})
    page.row(order[2]).click(modifiers=["Control"])
    page.assert_selected({order[4]})
    page.row(order[7]).click(modifiers=["Shift"])
    page.assert_selected(set(order[2:8]))  # from the row that was pressed last
    assert page.t == 5

    # A bar picks its example.
    page.slot("selection").get_by_role("button", name="Clear selection").click()
    page.assert_selected({page.truth.pick})
    page.row(order[0]).click()
    page.assert_selected({order[0]})
    page.page.wait_for_selector("[data-plot=w1] .bars .point")
    example = page.plot("w1", "data[0].customdata[2]") - 1
    assert example != order[0]
    bar = page.page.locator("[data-plot=w1] .bars .point").nth(2)
    said = page.page.locator("[data-plot=w1] .hovertext", has_text=f"example {example + 1}:")
    patience = time.monotonic() + 30
    while not said.is_visible() and time.monotonic() < patience:  # the page may still be growing above it
        bar.scroll_into_view_if_needed()
        box = bar.bounding_box()
        at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.page.mouse.move(at[0] - 8, at[1] + 2)
        page.page.mouse.move(*at, steps=3)
        page.page.wait_for_timeout(200)
    page.page.mouse.click(*at)
    page.assert_selected({example})


def test_a_box_selects_in_the_table_too_with_its_sum_and_what_if_is_applied_and_undone(open_examples):
    page = open_examples(pick=11)
    X = page.dataset.X
    low, high = clear_edges(X), X.max(axis=0) + 0.05
    inside = set(np.flatnonzero(((X > low) & (X < high)).all(axis=1)).tolist())
    assert 5 < len(inside) < 150
    page.page.mouse.move(*page.pixel("arrows", *low))
    page.page.mouse.down()
    page.page.mouse.move(*page.pixel("arrows", *((low + high) / 2)), steps=4)
    page.page.mouse.move(*page.pixel("arrows", *high), steps=4)
    page.page.mouse.up()
    page.assert_selected(inside)
    assert page.truth.pick in inside
    page.step()
    page.slot("selection").get_by_text("at t = 6").wait_for()
    page.assert_selected(inside)  # at the next step as well
    page.slot("selection").get_by_role("button", name="Clear selection").click()
    picked = page.truth.pick
    page.says_selected(f"Example {picked + 1}")
    page.assert_selected({picked})

    before = page.moment.experiment
    page.page.get_by_role("radio", name="What if").click()
    page.page.get_by_role("button", name=f"Flip example {picked + 1} in the data").click()
    page.until("(before) => !location.search.includes(before)", before.to_query())
    page.shows(6)  # where it was
    page.address_has(t=6)
    page.until("(n) => document.querySelector('.gd-stage .strip h2').textContent === `Example ${n}`", picked + 1)
    changed = page.moment.experiment
    assert changed.data.load().y[picked] != before.data.load().y[picked]
    page.key("Control+z")
    page.until("(old) => location.search.includes(old)", before.to_query())
    assert page.moment.experiment == before
    page.shows(6)
