"""A table so long that only a part is sent: scrolled, sorted and walked through, its numbers are the core's."""

from __future__ import annotations

import re

import pytest

from logreg_core import Generated
from pages.words.numbers import number

from .lab import TABLE, Lab, link

M = 1_500
DATA = Generated(m=M)
LOSS = 8  # L's place among the cells
ROWS = """(grid) => [...grid.querySelectorAll(".body [role=row]")].map((row) =>
    [Number(row.getAttribute("aria-rowindex")) - 2, [...row.children].map((cell) => cell.textContent)])"""

SCROLL = """(grid, top) => new Promise((done) => {
    grid.scrollTop = top;
    requestAnimationFrame(() => requestAnimationFrame(done));
})"""


class LongTable(Lab):
    """The Lab with a long table."""

    @property
    def grid(self):
        return self.page.locator(TABLE)

    def scroll(self, row: int) -> None:
        """Scroll there and wait until what is here of these rows is drawn."""
        self.grid.evaluate(SCROLL, 30 * row)

    def whole(self) -> None:
        """Wait until no cell in sight is empty."""
        self.page.locator(f"{TABLE}[aria-busy=false]").wait_for()

    def rows(self) -> dict[int, list[str]]:
        """The cells of the rows that are drawn, by their places from 0."""
        return dict(self.grid.evaluate(ROWS))

    def numbers(self, example: int) -> list[str]:
        """What an example's row has to say of z, ŷ and L."""
        ahead = self.truth.shot.forward
        return [number(float(x[example])) for x in (ahead.z, ahead.y_hat, ahead.L)]

    def is_true(self, order) -> None:
        """What is drawn is in this order, each row with its own numbers of the step on screen."""
        self.whole()
        rows = self.rows()
        assert len(rows) >= 11
        for place, cells in rows.items():
            example = int(order[place])
            assert cells[0] == f"{example + 1:,}", place
            assert cells[6:9] == self.numbers(example), place

    def at_step(self, t: int) -> None:
        self.python_at(t)
        self.page.locator(f"{TABLE}[aria-label='All examples at t = {t}']").wait_for()


@pytest.fixture
def lab(visit):
    return LongTable.open(visit, link(data=DATA, pick=7, steps=50))


def test_wherever_it_is_scrolled_each_row_says_its_own_numbers_at_each_step(lab):
    order = lab.truth.shot.order
    lab.is_true(order)
    for row in (M - 12, 300, 900):
        lab.scroll(row)
        lab.is_true(order)
    for row in range(0, M, 60):  # faster than answers come
        lab.scroll(row)
        drawn = lab.rows()
        assert all(cells[0] in ("", f"{order[place] + 1:,}") for place, cells in drawn.items())
    lab.scroll(700)
    lab.is_true(order)
    lab.step(1)
    lab.at_step(1)
    lab.is_true(lab.truth.shot.order)
    assert (
        lab.row(7).and_(lab.page.locator("[aria-selected=true]")).count() == 1
    )  # its place is another: it is in sight


def test_sorted_it_stays_so_from_step_to_step(lab):
    def by_loss(*, down: bool):
        order, L = lab.truth.shot.order, lab.truth.shot.forward.L
        return sorted(order, key=lambda row: -L[row] if down else L[row])

    head = lab.grid.get_by_role("columnheader").nth(LOSS)
    head.click()
    assert head.get_attribute("aria-sort") == "descending"
    lab.is_true(by_loss(down=True))
    lab.scroll(800)
    lab.is_true(by_loss(down=True))
    head.click()
    lab.is_true(by_loss(down=False))
    assert 0 in lab.rows()
    lab.step(1)
    lab.at_step(1)
    lab.is_true(by_loss(down=False))
    head.click()
    lab.is_true(lab.truth.shot.order)


def test_rows_are_picked_by_mouse_and_arrows_wherever_they_are(lab):
    order = lab.truth.shot.order.tolist()
    lab.scroll(1_200)
    lab.whole()
    lab.row(order[1_203]).locator("[role=gridcell]").nth(2).click()
    lab.picks(order[1_203])
    # The pick is far away: an arrow goes on from it, and its row comes into sight.
    lab.scroll(0)
    lab.is_true(order)
    lab.grid.focus()
    lab.key("ArrowDown")
    lab.picks(order[1_204])
    lab.is_true(order)


def test_arrows_lead_into_rows_that_are_not_here_yet(lab):
    order = lab.truth.shot.order.tolist()
    lab.scroll(1_100)
    lab.whole()
    lab.row(order[1_105]).locator("[role=gridcell]").nth(2).click()
    lab.picks(order[1_105])
    lab.grid.focus()
    lab.page.evaluate(
        """(grid) => {
            const press = () => new KeyboardEvent("keydown", { key: "ArrowUp", bubbles: true });
            for (let k = 0; k < 60; k += 1) document.querySelector(grid).dispatchEvent(press());
        }""",
        TABLE,
    )
    lab.until(
        "(old) => document.querySelector('.gd-table [role=grid] [aria-selected=true]')?.firstChild.textContent !== old",
        f"{order[1_105] + 1:,}",
    )
    lab.whole()
    marked = lab.page.locator(f"{TABLE} [aria-selected=true] [role=gridcell]").first
    picked = int(str(marked.text_content()).replace(",", "")) - 1
    assert order.index(picked) <= 1_105 - 40
    lab.is_true(order)


def test_the_log_of_many_steps_follows_the_cursor(visit):
    lab = Lab.open(visit, link(data=Generated(m=60), steps=900))
    lab.page.get_by_text("Log of steps", exact=True).click()
    log = lab.page.locator(".gd-table [role=grid][aria-label='Log of steps']")
    log.wait_for()
    for t in (450, 451, 899):
        lab.type_t(t)
        first = lab.page.locator("[role=gridcell]:first-child", has_text=re.compile(f"^{t}$"))
        log.locator("[aria-selected=true]", has=first).wait_for()
    for row in (0, 250, 440):
        log.evaluate(SCROLL, 30 * row)
        lab.page.locator(".gd-table [role=grid][aria-busy=false]").wait_for()
        for place, cells in dict(log.evaluate(ROWS)).items():
            t = place + 900 - 499
            assert cells[0] == str(t)
            assert cells[5] == number(float(lab.truth.run.J[t]))
