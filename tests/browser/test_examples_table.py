"""The table of all examples in a browser: sorted, sifted, picked and selected, with its numbers the core's."""

from __future__ import annotations

import re
import time

import numpy as np
import pytest
from playwright.sync_api import Locator

from logreg_core import Points, run, snapshot
from logreg_core.origins import Generated
from logreg_core.pulls import pull_shares
from pages.text.numbers import number

from .lab import Lab, link

GRID = ".gd-table [role=grid]"
ROWS = f"{GRID} .body [role=row]"
PLACES = """(grid) => [...grid.querySelectorAll(".body [role=row]")].map((row) =>
    [Number(row.getAttribute("aria-rowindex")), row.firstChild.textContent, row.getAttribute("aria-selected")])"""


class Examples(Lab):
    """One open Examples page."""

    @classmethod
    def at(cls, visit, t=0, **moment):
        page = visit(link(t, page="examples", **moment))
        examples = cls(page).ready()
        examples.table_at(t)
        return examples

    @property
    def grid(self) -> Locator:
        return self.page.locator(GRID)

    def table_at(self, t: int) -> None:
        """Wait until the table shows step t."""
        self.page.locator(f"{GRID}[aria-label$=' at t = {t}']").wait_for()

    def rows_count(self, rows: int) -> None:
        """Wait until the table has so many rows."""
        self.page.locator(f"{GRID}[aria-rowcount='{rows + 1}']").wait_for()

    def in_sight(self) -> list[int]:
        """The examples, from 0, of the rows that are drawn, from the top."""
        places = sorted(self.grid.evaluate(PLACES))
        return [int(text.replace(",", "")) - 1 for _, text, _ in places]

    @property
    def selected(self) -> set[int]:
        """Of the rows that are drawn, the examples, from 0, that are marked as selected."""
        return {int(text.replace(",", "")) - 1 for _, text, how in self.grid.evaluate(PLACES) if how == "true"}

    def selects(self, *examples: int) -> None:
        """Wait until just these are marked, and Python has heard of it and answered."""
        several = len(examples) > 1
        many = f"· {len(examples):,} selected" if several else " rows"
        self.page.locator(".gd-table .count", has_text=many).wait_for()
        self.until("""() => {
            const heard = document.querySelector("[data-heard-rows]")?.getAttribute("data-heard-rows");
            const app = document.querySelector("[data-testid=stApp]");
            return heard && app.dataset.testScriptState === "notRunning";
        }""")
        patience = time.monotonic() + 30
        while self.selected != set(examples) & set(self.in_sight()) and time.monotonic() < patience:
            self.page.wait_for_timeout(50)  # what was pressed last may not have been said yet
        assert self.selected == set(examples) & set(self.in_sight())
        clear = self.page.locator(".gd-table").get_by_role("button", name="Clear selection")
        assert several == clear.is_visible()

    def row(self, example: int) -> Locator:
        first = self.page.locator("[role=gridcell]:first-child", has_text=re.compile(rf"^{example + 1:,}$"))
        return self.page.locator(ROWS, has=first)

    def cell(self, example: int, title: str) -> str:
        titles = self.page.locator(f"{GRID} .head button").all_text_contents()
        return self.row(example).locator("[role=gridcell]").nth(titles.index(title)).inner_text()

    def head(self, title: str) -> Locator:
        titles = self.page.locator(f"{GRID} .head button").all_text_contents()
        return self.page.locator(f"{GRID} .head button[data-at='{titles.index(title)}']")

    def picks(self, example: int) -> None:
        """Wait until the strip, the table and the address speak of this example, counted from 0."""
        self.strip.locator("h2", has_text=re.compile(rf"^Example {example + 1}$")).wait_for()
        self.address_has(pick=example + 1)
        self.row(example).and_(self.page.locator("[aria-current=true]")).wait_for()
        assert self.page.locator(f"{GRID} [aria-current=true]").count() == 1

    @property
    def count(self) -> str:
        return self.page.locator(".gd-table .count").inner_text()

    @property
    def missing(self) -> str:
        return self.page.locator(".gd-table .missing").inner_text()

    @property
    def done(self):
        experiment = self.moment.experiment
        return run(experiment.data.load(), experiment)

    @property
    def wrong(self) -> np.ndarray:
        """(m,) which examples are classified wrongly at the step on screen."""
        truth = self.truth
        return (truth.shot.forward.y_hat >= 0.5) != (truth.dataset.y == 1)


def test_a_row_says_the_core_s_numbers(visit):
    page = Examples.at(visit, 6, steps=20)
    shot = page.truth.shot
    shares = pull_shares(snapshot(page.done.dataset, page.done, 6).chain)
    assert page.in_sight()[:5] == shot.order[:5].tolist()
    for example in shot.order[:3].tolist():
        assert page.cell(example, "z") == number(shot.forward.z[example])
        assert page.cell(example, "∂L/∂w₁") == number(shot.chain.dL_dw[example, 0])
        assert page.cell(example, "share") == number(shares[example])
        assert page.cell(example, "correct") == ("no" if page.wrong[example] else "yes")


def test_clicks_with_a_key_select_several_and_a_plain_one_picks(visit):
    page = Examples.at(visit, 5, steps=20)
    a, b, c, d, e = page.in_sight()[:5]
    page.row(b).click()
    page.picks(b)
    page.selects(b)  # the picked one is always among them
    page.row(c).click(modifiers=["Control"])
    page.selects(b, c)
    page.row(e).click(modifiers=["Control"])
    page.selects(b, c, e)
    page.picks(b)
    page.row(c).click(modifiers=["Control"])
    page.selects(b, e)
    page.row(b).click()  # one of them: the others stay
    page.selects(b, e)
    page.row(d).click(modifiers=["Shift"])
    page.selects(b, c, d)
    page.row(a).click(modifiers=["Shift"])
    page.selects(a, b)
    page.picks(b)
    assert page.page.evaluate("getSelection().toString()") == ""
    assert page.grid.get_attribute("aria-multiselectable") == "true"


def test_the_marks_of_pick_and_selection_are_not_colours_alone(visit):
    page = Examples.at(visit, 5, steps=20)
    a, b = page.in_sight()[:2]
    page.row(a).click()
    page.picks(a)
    tick_of_one = page.row(a).evaluate("(row) => getComputedStyle(row.firstChild, '::before').content")
    assert tick_of_one == "none"  # one alone needs no tick
    page.row(b).click(modifiers=["Control"])
    page.selects(a, b)
    tick = "(row) => getComputedStyle(row.firstChild, '::before').content"
    frame = "(row) => getComputedStyle(row).boxShadow"
    assert page.row(b).evaluate(tick) == '"✓"'
    assert page.row(a).evaluate(tick) == '"✓"'
    assert page.row(b).evaluate(frame) == "none"
    assert page.row(a).evaluate(frame) != "none"


def test_the_keyboard_picks_extends_and_selects_all_that_is_shown(visit):
    page = Examples.at(visit, 5, steps=20)
    a, b, c, d = page.in_sight()[:4]
    page.row(a).click()
    page.grid.focus()
    page.key("ArrowDown")
    page.picks(b)
    page.key("Shift+ArrowDown", "Shift+ArrowDown")
    page.selects(b, c, d)
    page.key("Shift+ArrowUp")
    page.selects(b, c)
    page.picks(b)
    page.page.locator("[data-filter=top]").fill("3")
    page.grid.focus()
    page.key("Control+a")
    page.selects(a, b, c)
    page.key("Escape")
    page.selects(b)
    assert page.t == 5


def test_a_selection_stays_with_its_examples_over_steps_and_sorts(visit):
    page = Examples.at(visit, 0, steps=60)
    first, _, *some = page.in_sight()[:5]
    page.picks(first)
    for example in some:
        page.row(example).click(modifiers=["Control"])
    page.selects(first, *some)
    page.page.get_by_role("button", name="Step").first.focus()
    page.type_t(40)
    page.table_at(40)
    page.page.locator("[data-filter=top]").fill("")
    page.head("i").click()
    assert page.page.locator(".gd-table .count").inner_text().endswith("· 4 selected")
    page.page.locator(".gd-table").get_by_role("button", name="Clear selection").click()
    page.selects(first)


def test_filters_act_at_once_and_keep_the_sort_over_steps(visit):
    page = Examples.at(visit, 1, steps=60)
    wrong, y = page.wrong, page.truth.dataset.y
    L = page.truth.shot.forward.L
    with page.wire() as sent:
        page.table_at(1)
        page.page.wait_for_timeout(1000)
        sent.clear()
        page.head("L").click()
        page.page.get_by_label("Wrong only").check()
        page.rows_count(int(wrong.sum()))
        assert page.count == f"{wrong.sum()} of 200 rows"
        expected = sorted(np.flatnonzero(wrong).tolist(), key=lambda i: -L[i])
        seen = page.in_sight()
        assert seen == expected[: len(seen)]
        page.page.get_by_label("Class", exact=True).select_option(label="class 1")
        page.rows_count(int((wrong & (y == 1)).sum()))
        page.page.locator("[data-filter=top]").fill("30")
        hard = np.isin(np.arange(200), page.truth.shot.order[:30])
        page.rows_count(int((wrong & (y == 1) & hard).sum()))
        assert sent == []
    page.page.locator("[data-filter=top]").press("Enter")  # the keys step again
    page.page.get_by_label("Wrong only").uncheck()
    page.key("ArrowRight")
    page.table_at(2)
    order = page.truth.shot.order[:30]
    L = page.truth.shot.forward.L
    expected = sorted([i for i in order.tolist() if y[i] == 1], key=lambda i: -L[i])
    page.rows_count(len(expected))
    seen = page.in_sight()
    assert seen == expected[: len(seen)]
    assert page.head("L").locator("xpath=..").get_attribute("aria-sort") == "descending"


def test_a_picked_row_that_is_filtered_out_is_said(visit):
    page = Examples.at(visit, 3, steps=20)
    hardest, last = page.truth.shot.order[[0, -1]].tolist()
    page.picks(hardest)
    assert page.missing == ""
    page.page.locator("[data-filter=top]").fill("5")
    page.rows_count(5)
    assert page.missing == ""
    page.page.get_by_label("Class", exact=True).select_option(str(int(1 - page.truth.dataset.y[hardest])))
    assert page.missing == f"The picked example, {hardest + 1}, is filtered out."
    assert page.row(hardest).count() == 0
    page.page.get_by_label("Class", exact=True).select_option("")
    assert page.missing == ""
    assert page.row(last).count() == 0


@pytest.mark.parametrize("text", ["0", "-3", "2.5"])
def test_a_number_that_is_none_filters_nothing_and_says_so(visit, text):
    page = Examples.at(visit, 3, steps=20)
    box = page.page.locator("[data-filter=top]")
    box.fill(text)
    assert box.get_attribute("aria-invalid") == "true"
    page.rows_count(200)
    box.fill("4")
    assert box.get_attribute("aria-invalid") == "false"
    page.rows_count(4)


@pytest.mark.parametrize("z", [40.0, -700.0, 1e4, -1e4])
def test_no_parameters_break_it_and_factors_past_a_double_sort_by_their_powers(visit, z):
    data = Points(((1.0, 0.0, 1), (-0.9, 0.5, 0), (0.5, -2.0, 1), (0.25, 1.0, 0), (-0.75, 1.0, 1)))
    page = Examples.at(visit, data=data, w=(z, 0.0), b=0.0, learning_rates=((0, 1e-9),), steps=2)
    words = page.page.locator(GRID).inner_text()
    assert not re.search(r"\bnan\b|\binf\b|Infinity|undefined", words, re.IGNORECASE)
    chain, y = page.truth.shot.chain, page.truth.dataset.y
    past = 1.0 if abs(z) > 690 else 0.0  # then the table has the powers too
    sizes = {
        "∂ŷ/∂z": list(zip(chain.dyhat_dz, past * chain.log_dyhat_dz, strict=True)),
        "∂L/∂ŷ": list(zip(chain.dL_dyhat, past * (1 - 2 * y) * chain.log_abs_dL_dyhat, strict=True)),
    }
    for title, size in sizes.items():
        page.head(title).click()
        assert [size[i] for i in page.in_sight()] == sorted(size, reverse=True)
        page.head(title).click()
        assert [size[i] for i in page.in_sight()] == sorted(size)


def test_twenty_thousand_rows_sort_and_draw_only_those_in_sight(visit):
    page = Examples.at(visit, 2, data=Generated(m=20_000), steps=5)
    page.rows_count(20_000)
    assert page.page.locator(ROWS).count() < 40
    page.head("z").click()
    z = page.truth.shot.forward.z
    assert page.in_sight()[0] == int(z.argmax())
    page.head("z").click()
    assert page.in_sight()[0] == int(z.argmin())
    page.page.get_by_label("Wrong only").check()
    page.rows_count(int(page.wrong.sum()))
    page.grid.focus()
    page.key("Control+a")
    page.page.locator(".gd-table .count", has_text=f"· {page.wrong.sum():,} selected").wait_for()


def test_answers_that_come_late_undo_no_later_click(visit):
    page = Examples.at(visit, 5, steps=20)
    some = page.in_sight()[:7]
    page.picks(some[0])
    seen = page.page.evaluate(
        """async (places) => {
            const rows = () => [...document.querySelectorAll(".gd-table .body [role=row]")];
            const marked = () => rows().filter((row) => row.getAttribute("aria-selected") === "true").length;
            const seen = [];
            for (const at of places) {
                rows()[at].dispatchEvent(new MouseEvent("click", { bubbles: true, ctrlKey: true }));
                for (let wait = 0; wait < 4; wait += 1) {
                    await new Promise((done) => setTimeout(done, 12));
                    seen.push(marked());
                }
            }
            return seen;
        }""",
        list(range(1, 7)),
    )
    assert seen == [count for count in range(2, 8) for _ in range(4)]
    page.selects(*some)
    page.page.wait_for_timeout(500)
    assert page.selected == set(some)


def test_the_selection_is_python_s_to_say_when_the_page_opens_again(visit):
    page = Examples.at(visit, 5, steps=20)
    picked, a, b = page.in_sight()[:3]
    page.row(a).click(modifiers=["Control"])
    page.row(b).click(modifiers=["Control"])
    page.selects(picked, a, b)
    page.page.get_by_role("link", name="Derivation").click()
    page.grid.wait_for(state="detached")
    page.page.get_by_role("link", name="Examples").click()
    page.table_at(5)
    page.selects(picked, a, b)


def test_the_file_is_all_rows_whatever_is_shown(visit):
    page = Examples.at(visit, 5, steps=20)
    page.page.locator("[data-filter=top]").fill("3")
    page.rows_count(3)
    with page.page.expect_download() as asked:
        page.page.get_by_role("button", name="Save as CSV").click()
    assert asked.value.suggested_filename == "all examples at step 5.csv"
    text = asked.value.path().read_text(encoding="utf-8-sig")
    head, *rows = text.splitlines()
    assert head.startswith("i,x₁,x₂,y,z,ŷ,L,")
    assert [int(row.split(",")[0]) - 1 for row in rows] == page.truth.shot.order.tolist()
