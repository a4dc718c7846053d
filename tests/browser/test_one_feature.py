"""One feature only: a file with one column of numbers, and the Lab, whose points are on a line."""

from __future__ import annotations

import re

from logreg_core import Points

from .lab import Field, Lab, link
from .serving import settled
from .test_upload import choose_upload

HOURS = (0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5)
PASSED = (0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1)
FILE = "hours,passed\n" + "".join(f"{x},{y}\n" for x, y in zip(HOURS, PASSED, strict=True))
SECOND = re.compile("[wx]\u0303?₂")


def assert_true(lab: Lab) -> None:
    """Every number on screen is the core's, and the boundary stands upright where w₁·x + b = 0."""
    truth, shown = lab.truth, lab.fields
    assert len(shown) >= 20
    assert shown == [Field(field.column, field.how, truth.text(field.column, field.how)) for field in shown]
    assert not {"w2", "dL_dw2", "dJ_dw2", "data_w2"} & {field.column for field in shown}
    x0, _, x1, _ = lab.line()
    w, b = truth.shot.w_in_data_units, truth.shot.b_in_data_units
    if w[0]:
        assert x0 == x1
        assert abs(w[0] * x0 + b) <= 1e-5 * (abs(w[0] * x0) + abs(b))


def test_hours_and_passed_from_the_file_to_a_run_on_a_line(visit, tmp_path):
    lab = Lab.open(visit, link(7))
    path = tmp_path / "hours.csv"
    path.write_text(FILE, encoding="utf-8")
    choose_upload(lab, path)
    sidebar = lab.page.get_by_test_id("stSidebar")
    sidebar.get_by_text(re.compile("20 points")).wait_for()
    sidebar.get_by_role("button", name="Use this data").click()
    lab.address_has(data="points", t=0)
    settled(lab.page)
    data = lab.moment.experiment.data
    assert isinstance(data, Points)
    assert data.has_one_feature
    assert [row[0] for row in data.rows] == list(HOURS)
    assert lab.slot("labels").locator(".axis").all_inner_texts() == ["x₁: hours", ""]
    assert lab.plot("plane", "layout.yaxis.showticklabels") is False
    lab.step(3)
    assert_true(lab)
    lab.press("Play")
    lab.plays_past(20)
    lab.press("Pause")
    lab.pauses()
    lab.python_at(lab.t)
    assert_true(lab)
    assert not SECOND.search(lab.page.locator("body").inner_text())
    copy = Lab.open(visit, lab.address, color_scheme="dark")
    assert copy.fields == lab.fields
    assert copy.lines == lab.lines
