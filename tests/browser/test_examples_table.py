"""The table of all examples in a browser: sorted, sifted, picked and selected, with its numbers the core's."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

import numpy as np
from playwright.sync_api import Locator

from logreg_core import Points, run, snapshot
from logreg_core.at_step.contributions import pull_shares
from logreg_core.points.origins import Generated
from pages.words.numbers import number

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
        """Wait until just these are marked, and Python has taken it in and answered."""
        several = len(examples) > 1
        many = f"· {len(examples):,} selected" if several else " rows"
        self.page.locator(".gd-table .count", has_text=many).wait_for()
        self.until("""() => {
            const rows = document.querySelector("[data-acknowledged-rows]");
            const app = document.querySelector("[data-testid=stApp]");
            return rows?.getAttribute("data-acknowledged-rows") && app.dataset.testScriptState === "notRunning";
        }""")
        patience = time.monotonic() + 30
        while self.selected != set(examples) & set(self.in_sight()) and time.monotonic() < patience:
            self.page.wait_for_timeout(50)  # what was pressed last may not have been said yet
        assert self.selected == set(examples) & set(self.in_sight())
        clear = self.page.locator(".gd-table").get_by_role("button", name="Clear selection")
        assert several == clear.is_visible()

    def clicks_at_once(self, places: Iterable[int]) -> list[int]:
        """Ctrl-click rows by their places, faster than Python answers; 4 times after each, how many are marked."""
        return self.page.evaluate(
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
            list(places),
        )

    def clear(self) -> None:
        self.page.locator(".gd-table").get_by_role("button", name="Clear selection").click()

    def row(self, example: int) -> Locator:
        first = self.page.locator("[role=gridcell]:first-child", has_text=re.compile(rf"^{example + 1:,}$"))
        return self.page.locator(ROWS, has=first)

    def cell(self, example: int, title: str) -> str:
        titles = self.page.locator(f"{GRID} .head button").all_text_contents()
        return self.row(example).locator("[role=gridcell]").nth(titles.index(title)).inner_text()

    def says(self, example: int, title: str, text: str) -> None:
        """Wait until the table says this of an example."""
        at = self.page.locator(f"{GRID} .head button").all_text_contents().index(title)
        cell = self.page.locator(f"[role=gridcell]:nth-child({at + 1})", has_text=re.compile(rf"^{re.escape(text)}$"))
        self.row(example).filter(has=cell).wait_for()

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
    def top(self) -> Locator:
        """The box that says how many of those that pull hardest are shown."""
        return self.page.locator("[data-filter=top]")

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

    def assert_numbers(self) -> None:
        """The rows are in the core's order, and say its numbers."""
        shot = self.truth.shot
        shares = pull_shares(snapshot(self.done.dataset, self.done, self.t).chain)
        assert self.in_sight()[:5] == shot.order[:5].tolist()
        for example in shot.order[:3].tolist():
            assert self.cell(example, "z") == number(shot.forward.z[example])
            assert self.cell(example, "∂L/∂w₁") == number(shot.chain.dL_dw[example, 0])
            assert self.cell(example, "share") == number(shares[example])
            assert self.cell(example, "correct") == ("no" if self.wrong[example] else "yes")

    def assert_file(self) -> None:
        """The file that is saved has all rows, whatever is shown."""
        with self.page.expect_download() as asked:
            self.page.get_by_role("button", name="Save as CSV").click()
        assert asked.value.suggested_filename == f"all examples at step {self.t}.csv"
        head, *rows = asked.value.path().read_text(encoding="utf-8-sig").splitlines()
        assert head.split(",") == self.page.locator(f"{GRID} .head button").all_text_contents()
        assert head.startswith("i,share,correct,∂L/∂w₁,∂L/∂w₂,x₁,x₂,y,z,ŷ,L,")  # by what it is sorted, then the rest
        assert [int(row.split(",")[0]) - 1 for row in rows] == self.truth.shot.order.tolist()

    @property
    def wrong(self) -> np.ndarray:
        """(m,) which examples are classified wrongly at the step on screen."""
        truth = self.truth
        return (truth.shot.forward.y_hat >= 0.5) != (truth.dataset.y == 1)


def test_clicks_with_a_key_select_several_a_plain_one_picks_and_no_mark_is_a_colour_alone(visit):
    page = Examples.at(visit, 5, steps=20)
    tick = "(row) => getComputedStyle(row.firstChild, '::before').content"
    frame = "(row) => getComputedStyle(row).boxShadow"
    a, b, c, d, e = page.in_sight()[:5]
    page.row(b).click()
    page.picks(b)
    page.selects(b)  # the picked one is always among them
    assert page.row(b).evaluate(tick) == "none"  # one alone needs no tick
    page.row(c).click(modifiers=["Control"])
    page.selects(b, c)
    assert page.row(c).evaluate(tick) == '"✓"'
    assert page.row(b).evaluate(tick) == '"✓"'
    assert page.row(c).evaluate(frame) == "none"
    assert page.row(b).evaluate(frame) != "none"
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

    # The selection is Python's to say when the page opens again.
    page.row(d).click(modifiers=["Control"])
    page.selects(a, b, d)
    page.page.get_by_role("link", name="Derivation").click()
    page.grid.wait_for(state="detached")
    page.page.get_by_role("link", name="Examples").click()
    page.table_at(5)
    page.selects(a, b, d)


def test_late_answers_undo_no_click_the_keyboard_selects_too_and_a_selection_stays_over_steps_and_sorts(visit):
    page = Examples.at(visit, 5, steps=60)
    some = page.in_sight()[:7]
    page.picks(some[0])
    assert page.clicks_at_once(range(1, 7)) == [count for count in range(2, 8) for _ in range(4)]
    page.selects(*some)
    page.until("window.gradientOutboxes.rows.unacknowledged.length === 0")
    page.page.wait_for_timeout(200)  # all is answered, and nothing comes any more
    assert page.selected == set(some)
    page.clear()
    page.selects(some[0])

    # The keyboard picks, extends and selects all that is shown.
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
    page.top.fill("3")
    page.grid.focus()
    page.key("Control+a")
    page.selects(a, b, c)
    page.key("Escape")
    page.selects(b)
    assert page.t == 5

    # The same examples stay selected at another step and in another order.
    page.top.fill("")
    page.rows_count(200)
    for example in some[2:5]:
        page.row(example).click(modifiers=["Control"])
    page.selects(b, *some[2:5])
    page.page.get_by_role("button", name="Step").first.focus()
    page.type_t(40)
    page.table_at(40)
    page.top.fill("")
    page.head("i").click()
    assert page.count.endswith("· 4 selected")
    page.clear()
    page.selects(b)


def test_rows_say_the_core_s_numbers_and_filters_act_at_once_keep_the_sort_over_steps_and_the_file_whole(visit):
    page = Examples.at(visit, 1, steps=60)
    hardest, last = page.truth.shot.order[[0, -1]].tolist()
    wrong, y, L = page.wrong, page.truth.dataset.y, page.truth.shot.forward.L
    class_of = page.page.get_by_label("Class", exact=True)
    page.picks(hardest)
    page.assert_numbers()
    for text in ("0", "-3", "2.5"):
        page.top.fill(text)
        assert page.top.get_attribute("aria-invalid") == "true", text
        page.rows_count(200)
        page.top.fill("4")
        assert page.top.get_attribute("aria-invalid") == "false", text
        page.rows_count(4)
    page.top.fill("")
    page.rows_count(200)
    with page.wire() as sent:
        page.page.wait_for_timeout(300)
        while sent:  # what belongs to its opening
            sent.clear()
            page.page.wait_for_timeout(300)
        assert page.missing == ""
        page.top.fill("5")
        page.rows_count(5)
        assert page.missing == ""
        class_of.select_option(str(int(1 - y[hardest])))
        assert page.missing == f"The picked example, {hardest + 1}, is filtered out."
        assert page.row(hardest).count() == 0
        class_of.select_option("")
        assert page.missing == ""
        assert page.row(last).count() == 0
        page.top.fill("")
        page.rows_count(200)

        page.head("L").click()
        page.page.get_by_label("Wrong only").check()
        page.rows_count(int(wrong.sum()))
        assert page.count == f"{wrong.sum()} of 200 rows"
        expected = sorted(np.flatnonzero(wrong).tolist(), key=lambda i: -L[i])
        seen = page.in_sight()
        assert seen == expected[: len(seen)]
        class_of.select_option(label="class 1")
        page.rows_count(int((wrong & (y == 1)).sum()))
        page.top.fill("30")
        hard = np.isin(np.arange(200), page.truth.shot.order[:30])
        page.rows_count(int((wrong & (y == 1) & hard).sum()))
        assert sent == []
        page.top.press("Enter")  # the keys step again
        page.page.get_by_label("Wrong only").uncheck()
        page.key("ArrowRight")
        page.table_at(2)
        assert sent != []  # so the wire was listened to
    L = page.truth.shot.forward.L
    expected = sorted([i for i in page.truth.shot.order[:30].tolist() if y[i] == 1], key=lambda i: -L[i])
    page.rows_count(len(expected))
    seen = page.in_sight()
    assert seen == expected[: len(seen)]
    assert page.head("L").locator("xpath=..").get_attribute("aria-sort") == "descending"
    page.assert_file()


def test_no_parameters_break_it_and_factors_past_a_double_sort_by_their_powers(visit):
    data = Points(((1.0, 0.0, 1), (-0.9, 0.5, 0), (0.5, -2.0, 1), (0.25, 1.0, 0), (-0.75, 1.0, 1)))
    page = Examples.at(visit, data=data, w=(40.0, 0.0), b=0.0, learning_rates=((0, 1e-9),), steps=2)
    for z in (40.0, -700.0, 1e4, -1e4):
        page.type_start(w1=z)
        page.says(0, "z", number(z))
        words = page.page.locator(GRID).inner_text()
        assert not re.search(r"\bnan\b|\binf\b|Infinity|undefined", words, re.IGNORECASE), z
        chain, y = page.truth.shot.chain, page.truth.dataset.y
        past = 1.0 if abs(z) > 690 else 0.0  # then the table has the powers too
        sizes = {
            "∂ŷ/∂z": list(zip(chain.dyhat_dz, past * chain.log_dyhat_dz, strict=True)),
            "∂L/∂ŷ": list(zip(chain.dL_dyhat, past * (1 - 2 * y) * chain.log_abs_dL_dyhat, strict=True)),
        }
        for title, size in sizes.items():
            page.head(title).click()
            assert [size[i] for i in page.in_sight()] == sorted(size, reverse=True), (z, title)
            page.head(title).click()
            assert [size[i] for i in page.in_sight()] == sorted(size), (z, title)


def test_twenty_thousand_rows_sort_right_and_only_those_in_sight_are_drawn(visit):
    """How long it takes is measured by benchmarks/table.py; here, that it is all of them."""
    page = Examples.at(visit, 2, data=Generated(m=20_000), steps=5)
    page.rows_count(20_000)
    assert page.page.locator(ROWS).count() < 40
    shot, z = page.truth.shot, page.truth.shot.forward.z
    page.head("z").click()
    assert page.in_sight()[0] == int(z.argmax())
    page.head("z").click()
    assert page.in_sight()[0] == int(z.argmin())
    x1 = shot.X[:, 0]
    page.head("x₁").click()
    assert page.in_sight()[:6] == np.argsort(-x1, kind="stable")[:6].tolist()
    page.head("x₁").click()
    assert page.in_sight()[:6] == np.argsort(x1, kind="stable")[:6].tolist()
    page.grid.evaluate("(grid) => { grid.scrollTop = grid.scrollHeight; }")
    last = int(x1.argmax())
    page.row(last).wait_for()
    page.row(last).click()
    page.slot("selection").locator("h2", has_text=re.compile(rf": Example {last + 1:,}$")).wait_for()
    page.page.get_by_label("Wrong only").check()
    page.rows_count(int(page.wrong.sum()))
    page.grid.focus()
    page.key("Control+a")
    page.page.locator(".gd-table .count", has_text=f"· {page.wrong.sum():,} selected").wait_for()
