"""A file of one's own, from the sidebar to the figure and on in a link."""

from __future__ import annotations

import re
from pathlib import Path

from logreg_core import Experiment, Points, load_sample

from .lab import Lab, link
from .serving import ROOT

VASO = ROOT / "logreg_core" / "points" / "samples" / "vaso.csv"


def choose_upload(lab: Lab, path: Path) -> None:
    sidebar = lab.page.get_by_test_id("stSidebar")
    sidebar.get_by_test_id("stSelectbox").first.click()
    lab.page.get_by_role("option", name="Upload a file").click()
    sidebar.locator("input[type=file]").set_input_files(path)


def test_a_file_that_cannot_be_read_changes_nothing_and_vaso_is_taken_in_by_the_button_alone(visit, tmp_path):
    lab = Lab.open(visit, link(7))
    before = (lab.address, lab.fields, lab.lines)
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\xff\xfe")
    choose_upload(lab, broken)
    sidebar = lab.page.get_by_test_id("stSidebar")
    sidebar.get_by_test_id("stAlert").first.wait_for()
    assert lab.page.get_by_test_id("stException").count() == 0
    assert (lab.address, lab.fields, lab.lines) == before
    lab.step()
    lab.assert_true()

    sidebar.locator("input[type=file]").set_input_files(VASO)
    sidebar.get_by_text(re.compile("39 points")).wait_for()
    assert lab.moment.experiment == Experiment()  # nothing changes but by the button
    lab.assert_true()
    sidebar.get_by_role("button", name="Use this data").click()
    lab.address_has(data="points", t=0)
    data = lab.moment.experiment.data
    assert isinstance(data, Points)
    sample = load_sample("vaso")
    assert lab.dataset.X.tolist() == sample.X.tolist()
    assert lab.dataset.y.tolist() == sample.y.tolist()
    assert lab.points_drawn == 39
    assert lab.slot("labels").locator(".axis").all_inner_texts() == ["x₁: volume", "x₂: rate"]
    lab.assert_true()
    lab.step(3)
    lab.assert_true()
    lab.assert_boundary()
    lab.python_at(3)
    copy = Lab.open(visit, lab.address)  # 39 points travel in the link
    assert copy.fields == lab.fields
    assert copy.lines == lab.lines


def test_a_large_upload_asks_its_link_for_the_file(visit, tmp_path):
    big = tmp_path / "many <points>.csv"
    rows = "".join(f"{i % 23 / 10},{i % 17 / 10},{int((i * 7919) % 31 < i % 23)}\n" for i in range(400))
    big.write_text("a,b,label\n" + rows, encoding="utf-8")
    lab = Lab.open(visit)
    choose_upload(lab, big)
    lab.page.get_by_test_id("stSidebar").get_by_role("button", name="Use this data").click()
    lab.address_has(data="upload", t=0)
    assert lab.points_drawn == 400
    lab.step(2)
    lab.python_at(2)
    fields = lab.fields
    page = visit(lab.address)
    page.get_by_text("many <points>.csv").first.wait_for()
    assert page.locator(".gd-stage [data-plot]").count() == 0
    page.get_by_test_id("stMain").locator("input[type=file]").set_input_files(big)
    copy = Lab(page).ready()
    assert copy.t == 2
    assert copy.fields == fields


def readers(process: int) -> list[int]:
    """The processes that read a file for the server."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = status.read_text(encoding="utf-8").rpartition(")")[2].split()
            words = (status.parent / "cmdline").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
        if int(parts[1]) == process and "logreg_core.files.apart" in words:
            found.append(int(status.parent.name))
    return found


def test_reading_a_large_file_can_be_stopped_and_leaves_nothing_behind(visit, server, tmp_path):
    large = tmp_path / "large.csv"
    large.write_text("a,b,label\n" + "0.125,-1.5,yes\n-0.25,2.5,no\n" * 1_000_000, encoding="utf-8")
    lab = Lab.open(visit, link(3))
    choose_upload(lab, large)
    sidebar = lab.page.get_by_test_id("stSidebar")
    stop = sidebar.get_by_role("button", name="Stop reading")
    stop.wait_for()
    sidebar.get_by_text("Reading the file").wait_for()
    lab.step()  # meanwhile the page goes on
    lab.assert_true()
    assert len(readers(server.process)) == 1
    stop.click()
    stop.wait_for(state="detached")
    lab.page.wait_for_function("() => !document.querySelector('[data-testid=stSidebar] [data-testid=stProgress]')")
    assert readers(server.process) == []
    assert sidebar.get_by_role("button", name="Use this data").count() == 0
    lab.step()
    lab.python_at(5)
    assert lab.moment.experiment == Experiment()
    sidebar.locator("input[type=file]").set_input_files(VASO)  # the next one is read as ever
    sidebar.get_by_text(re.compile("39 points")).wait_for()
