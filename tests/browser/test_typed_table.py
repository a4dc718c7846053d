"""The table on the Data page as a person types, pastes and moves in it."""

from __future__ import annotations

import time

import pytest

from logreg_core import Generated, Points
from pages.session.link import moment_of

from .plane import FEW, Plane, Row
from .serving import settled

ROWS = list(FEW.rows)
PASTE = """(text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true,
    }));
}"""


class Table(Plane):
    """The Data page with its table open."""

    def ready(self) -> Table:
        super().ready()
        self.page.get_by_role("tab", name="Table").click()
        self.page.wait_for_selector(".gd-grid[data-ready=true]")
        return self

    @property
    def cells(self) -> list[list[str]]:
        """What the rows that are drawn show, without the points' numbers and the classes' marks."""
        return self.page.evaluate(
            """[...document.querySelectorAll('.gd-grid [data-place]')].map((row) =>
            [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.lastChild?.textContent ?? ''))"""
        )

    def cell(self, row: int, column: int):
        return self.page.locator(f"#gd-cell-{row}-{column}")

    def choose(self, row: int, column: int) -> Table:
        self.cell(row, column).click()
        return self

    def types(self, *words: str, delay: float = 20) -> None:
        """Press keys; a word in angles is one key."""
        for word in words:
            if word.startswith("<"):
                self.page.keyboard.press(word[1:-1], delay=0)
                self.page.wait_for_timeout(delay)
            else:
                self.page.keyboard.type(word, delay=delay)

    def pastes(self, text: str) -> None:
        self.page.evaluate(PASTE, text)

    @property
    def whys(self) -> list[str]:
        return self.page.locator(".gd-grid .why").all_inner_texts()


def put(row: int, column: int, value: float) -> list[Row]:
    rows = [list(each) for each in ROWS]
    rows[row][column] = value
    return [tuple(each) for each in rows]


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,5", 1.5), (".5", 0.5), ("1e-3", 1e-3), ("−2", -2.0), ("-2,25", -2.25), ("2.5×10⁻¹", 0.25), (" 7 ", 7.0)],
)
def test_what_is_typed_is_that_number(visit, typed, value):
    table = Table.open(visit).choose(1, 0)
    table.page.keyboard.type(typed.strip(), delay=5) if typed.isascii() else table.page.keyboard.insert_text(typed)
    if table.page.locator(".gd-grid .typing").is_hidden():  # what no key types is put into the box
        table.types("<F2>", "<Control+a>")
        table.page.keyboard.insert_text(typed)
    table.types("<Enter>")
    table.becomes(put(1, 0, value))


def test_a_block_of_a_spreadsheet_is_pasted_with_commas_true_minus_and_blanks(visit):
    table = Table.open(visit).choose(1, 0)
    table.pastes("1,5\t2,25\n\u00a0−3,5\u202f\t\ufeff1e-3\n")
    table.becomes([ROWS[0], (1.5, 2.25, 0), (-3.5, 1e-3, 1), ROWS[3]])
    table.types("<Control+z>")
    table.becomes(ROWS)  # it was one change
    table.choose(4, 0)
    table.pastes("5\t6\t1\r\n7\t8\t0\r\n")
    table.becomes([*ROWS, (5.0, 6.0, 1), (7.0, 8.0, 0)])


def test_thirty_values_are_typed_down_a_column_and_none_is_lost(visit):
    data = Generated(m=40)
    before = [(*x, int(y)) for x, y in zip(data.load().X.tolist(), data.load().y.tolist(), strict=True)]
    table = Table.open(visit, data).choose(0, 0)
    values = [round(0.37 * i - 5, 2) for i in range(30)]
    started = time.monotonic()
    for value in values:
        table.page.keyboard.type(f"{value:g}".replace(".", ","), delay=20)
        table.page.keyboard.press("Enter", delay=20)
    assert time.monotonic() - started < 60
    table.becomes([(value, x2, y) for value, (_, x2, y) in zip(values, before, strict=False)] + before[30:])


def test_thirty_values_are_typed_down_below_all_points_and_wait_for_their_labels(visit):
    table = Table.open(visit).choose(4, 0)
    for column in (0, 1, 2):
        for i in range(30):
            table.page.keyboard.type(str(i % 2) if column == 2 else f"{i + column / 2:g}", delay=20)
            table.page.keyboard.press("Enter", delay=0)
        if column < 2:
            assert table.rows == ROWS
            table.types("<Control+ArrowUp>", "<ArrowRight>", *["<ArrowDown>"] * 4, delay=0)
    table.becomes([*ROWS, *((float(i), i + 0.5, i % 2) for i in range(30))])


def test_half_a_row_stays_while_other_cells_are_edited_and_points_are_drawn(visit):
    table = Table.open(visit).choose(4, 0)
    table.types("1,5", "<Tab>", "2", "<Enter>")
    table.choose(0, 1).types("9", "<Enter>", "8", "<Enter>")
    rows = [(-2.0, 9.0, 0), (-1.0, 8.0, 0), *ROWS[2:]]
    table.becomes(rows)
    table.click(0, 0)
    rows = [*rows, (0.0, 0.0, 1)]
    table.becomes(rows)
    assert table.cells[4:6] == [["1,5", "2", ""], ["0", "0", "1"]]
    table.choose(4, 2).types("0", "<Enter>")
    table.becomes([*rows, (1.5, 2.0, 0)])


def test_what_is_no_number_is_said_at_its_cell_and_changes_nothing(visit):
    table = Table.open(visit).choose(1, 0)
    table.types("1.2.3", "<Enter>", "7", "<Enter>")
    table.becomes(put(2, 0, 7.0))
    assert table.whys == ["“1.2.3” has more than one comma or point: write it with a decimal mark alone."]
    cell = table.cell(1, 0)
    assert cell.get_attribute("aria-invalid") == "true"
    assert cell.get_attribute("aria-describedby") == table.page.locator(".gd-grid .why").get_attribute("id")
    assert cell.inner_text() == "1.2.3"
    table.choose(1, 0).types("<Escape>")
    assert table.whys == []
    table.types("4", "<Enter>")
    table.becomes([ROWS[0], (4.0, 1.5, 0), (7.0, 1.0, 1), ROWS[3]])
    table.choose(0, 2).types("2", "<Enter>")
    assert table.whys == ["“2” is no label: write 0 or 1."]
    table.types("<ArrowUp>", "1", "<Enter>")
    table.becomes([(-2.0, -1.0, 1), (4.0, 1.5, 0), (7.0, 1.0, 1), ROWS[3]])


def test_a_value_typed_just_before_another_tab_or_page_is_kept(visit):
    table = Table.open(visit).choose(1, 0)
    table.types("5", delay=0)
    table.page.get_by_role("tab", name="Prepare").click()
    table.becomes(put(1, 0, 5.0))
    table.page.get_by_role("tab", name="Table").click()
    table.page.wait_for_selector(".gd-grid[data-ready=true]")
    settled(table.page)
    table.choose(1, 0).types("6", delay=0)
    table.page.get_by_role("link", name="Open the Lab").click()
    table.page.wait_for_url(lambda address: "/data" not in address)
    settled(table.page)
    table.page.wait_for_function("location.search.includes('points')")
    data = moment_of(table.page.evaluate("location.search.slice(1)"))[0].experiment.data
    assert data.rows[1][0] == 6.0  # the Lab has it
    table.page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    table.ready().becomes(put(1, 0, 6.0))


def test_escape_leaves_a_cell_as_it_was_and_delete_erases_rows_and_undo_brings_them_back(visit):
    table = Table.open(visit).choose(1, 0)
    table.types("55", "<Escape>")
    assert table.cell(1, 0).inner_text() == "−1"
    table.types("<F2>", "2", "<Escape>", "<ArrowLeft>", "<Shift+ArrowDown>")
    assert table.page.locator(".gd-grid [role=rowheader][aria-selected=true]").all_inner_texts() == ["2", "3"]
    table.types("<Delete>")
    table.becomes([ROWS[0], ROWS[3]])
    table.types("<Control+z>")
    table.becomes(ROWS)
    table.page.locator(".gd-draw").get_by_role("button", name="Redo").click()
    table.becomes([ROWS[0], ROWS[3]])
    table._wait_until(lambda: len(table.cells) == 3)
    assert table.cells == [["−2", "−1", "0"], ["3.5", "−2", "1"], ["", "", ""]]
    table.choose(0, 1).types("<Delete>")
    assert table.whys == ["Nothing is written here; a number is needed."]
    assert table.rows == [ROWS[0], ROWS[3]]


def test_a_table_of_nothing_takes_its_first_point(visit):
    table = Table.open(visit, Points(())).choose(0, 0)
    table.types(",5", "<Tab>", "-1e-3", "<Tab>", "1", "<Enter>")
    table.becomes([(0.5, -1e-3, 1)])
    assert table.page.locator(".gd-grid .at").get_attribute("id") == "gd-cell-1-0"


def test_the_keyboard_leaves_the_table(visit):
    table = Table.open(visit).choose(0, 0)
    table.types("<Escape>", "<Tab>")
    assert table.page.evaluate("document.activeElement.closest('.gd-grid [role=grid]') === null")


def test_five_thousand_points_are_typed_over_at_the_end(visit):
    table = Table.open(visit, Generated(m=5_000)).choose(0, 0)
    table.types("<Control+End>", "<ArrowUp>", "<Home>", "1,25", "<Enter>")
    table.page.wait_for_function("location.search.includes('edits=')")
    table._wait_until(lambda: table.rows[-1][0] == 1.25)
    assert table.rows[-1][0] == 1.25
    assert table.page.locator(".gd-grid [data-place]").count() < 60


def test_with_one_feature_there_is_one_column_to_type_and_one_to_paste(visit):
    one = Points(tuple((x1, 0.0, y) for x1, _, y in FEW.rows), ("hours", ""), ("0", "1"))
    table = Table.open(visit, one)
    assert table.page.locator(".gd-grid .head").inner_text().split() == ["i", "x₁:", "hours", "y"]
    table.choose(len(one.rows), 0).types("2,5", "<Tab>", "1", "<Enter>")
    table.becomes([*one.rows, (2.5, 0.0, 1)])
    table.pastes("7\t0\n8\t1")
    table.becomes([*one.rows, (2.5, 0.0, 1), (7.0, 0.0, 0), (8.0, 0.0, 1)])
