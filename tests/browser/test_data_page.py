"""The Data page as a person uses it: files of every kind, a pasted table, links, and the way to the Lab and back."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
import pytest

from logreg_core import Edited, Experiment, Points, load_sample
from pages.shell.moment import Moment

from .lab import Lab, link
from .serving import ROOT, settled

VASO = ROOT / "logreg_core" / "data" / "vaso.csv"
FRAME = pd.read_csv(VASO)
HOSTILE = "<img src=x onerror=\"document.title='run'\">**b** $x$ :smile: [l](javascript:alert(1))"


def excel() -> bytes:
    book = io.BytesIO()
    FRAME.to_excel(book, index=False)
    return book.getvalue()


KINDS = {
    "vaso.csv": VASO.read_bytes(),
    "vaso.tsv": FRAME.to_csv(index=False, sep="\t").encode(),
    "vaso.txt": FRAME.to_csv(index=False, sep=";", decimal=",").encode(),
    "vaso.xlsx": excel(),
    "vaso.parquet": FRAME.to_parquet(index=False),
    "vaso.json": FRAME.to_json(orient="records").encode(),
    "vaso.csv.gz": gzip.compress(VASO.read_bytes(), mtime=0),
}


def data_page(visit, address="/data"):
    """The Data page, drawn."""
    page = visit(address)
    page.wait_for_selector(".gd-draw[data-ready=true]")
    return page


def tab(page, name):
    page.get_by_role("tab", name=name).click()


def moment(page) -> Moment:
    """The moment that the address speaks of."""
    return Moment.from_query(urlsplit(page.url).query)[0]


def in_the_lab(page) -> Lab:
    page.get_by_role("link", name="Lab", exact=True).click()
    return Lab(page).ready()


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file(visit, tmp_path: Path, name):
    file = tmp_path / name
    file.write_bytes(KINDS[name])
    page = data_page(visit)
    tab(page, "Bring")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Use this data").click()
    page.get_by_role("heading", name="39 points").wait_for()
    page.wait_for_function("location.search.includes('points=')")
    lab = in_the_lab(page)
    sample = load_sample("vaso")
    assert lab.dataset.X.tolist() == sample.X.tolist()
    assert lab.dataset.y.tolist() == sample.y.tolist()
    lab.assert_true()


def test_a_table_pasted_from_a_spreadsheet(visit):
    page = data_page(visit)
    tab(page, "Bring")
    box = page.get_by_label("Paste a table from a spreadsheet")
    box.fill("size\tweight\tkind\n1,5\t2\tcat\n3\t4,25\tdog\n0,5\t1\tcat\n2\t2\tdog")
    box.blur()
    page.get_by_role("button", name="Use this data").click()
    page.get_by_role("heading", name="4 points: 2 cat, 2 dog").wait_for()
    page.wait_for_function("location.search.includes('points=')")
    data = moment(page).experiment.data
    assert data.rows == ((1.5, 2.0, 0), (3.0, 4.25, 1), (0.5, 1.0, 0), (2.0, 2.0, 1))


def test_a_file_that_cannot_be_used_says_why_and_changes_nothing(visit, tmp_path: Path):
    file = tmp_path / "picture.csv"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_test_id("stAlert").get_by_text("PNG picture").wait_for()
    assert page.get_by_role("heading", name="100 points: 50 versicolor, 50 virginica").is_visible()
    assert page.get_by_test_id("stException").count() == 0


def test_three_hundred_points_travel_in_a_link(visit):
    rows = tuple((i / 1000, -i / 250, i % 2) for i in range(300))
    first = data_page(visit, "/data?" + Experiment(data=Points(rows), steps=20).to_query())
    first.get_by_role("heading", name="300 points").wait_for()
    lab = in_the_lab(first)
    other = Lab.open(visit, lab.address)
    assert tuple(map(tuple, other.dataset.X.tolist())) == tuple(row[:2] for row in rows)
    assert other.dataset.y.tolist() == [row[2] for row in rows]
    assert other.fields == lab.fields


def test_the_same_points_after_a_refresh_of_the_data_page(visit):
    page = data_page(visit)
    page.get_by_label("Kind of points").click()
    page.get_by_role("option", name="Two moons").click()
    page.wait_for_function("location.search.includes('data=moons')")
    page.reload()
    settled(page)
    page.wait_for_selector(".gd-draw[data-ready=true]")
    assert moment(page).experiment.data.name == "moons"
    assert page.get_by_role("combobox", name="Kind of points").input_value() in ("Two moons", "")


def test_a_label_flipped_in_the_lab_and_back(visit):
    lab = Lab.open(visit, link(5, pick=3))
    before = lab.dataset.y.tolist()
    flip = lab.page.get_by_role("button", name=re.compile(r"^Flip 4 to class"))
    flip.click()
    lab.page.wait_for_function("location.search.includes('edits=')")
    assert isinstance(lab.moment.experiment.data, Edited)
    assert (lab.t, lab.moment.pick) == (0, 3)
    lab.assert_true()
    assert lab.dataset.y.tolist() == [*before[:3], 1 - before[3], *before[4:]]
    lab.step(2)
    lab.assert_true()
    lab.page.keyboard.press("Control+z")
    lab.page.wait_for_function("!location.search.includes('edits=')")
    assert lab.dataset.y.tolist() == before
    assert lab.t == 0
    lab.assert_true()


def test_the_pages_are_listed_where_a_page_is_opened_first_on_a_fresh_server(visit, server):
    server.restart()
    page = data_page(visit)
    names = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert [name.strip() for name in names] == ["Lab", "Data", "Chain rule", "Examples", "Derivation"]


def test_held_out_points_and_their_mean_loss(visit):
    lab = Lab.open(visit, "/?data=iris&steps=50&holdout=0.3&split=2")
    assert lab.slot("heldOut").is_visible()
    assert re.search(r"held out: 0\.\d{4}, \d+ of 30", lab.sentence)
    names = lab.plot("curve", "data.map(({ name, mode, line }) => line?.dash ?? '')")
    assert "dot" in names
    symbols = lab.plot("plane", "data.map(({ marker }) => marker.symbol)")
    assert [symbol.endswith("-open") for symbol in symbols] == [False, False, True, True]
    lab.step(3)
    assert re.search(r"held out: 0\.\d{4}", lab.sentence)


@pytest.mark.parametrize("path", ["/", "/data"])
def test_hostile_names_never_run_and_never_break_a_page(visit, path):
    data = Points(
        ((1.0, 2.0, 0), (3.0, 4.0, 1), (2.0, 2.5, 0)), (HOSTILE, "x2" + HOSTILE), (HOSTILE, "o" + HOSTILE), HOSTILE
    )
    page = visit(path + "?" + Experiment(data=data, steps=5).to_query())
    page.wait_for_selector("[data-ready=true]")
    if path == "/data":
        for name in ("Samples", "Bring", "Table", "Prepare", "Make"):
            tab(page, name)
            settled(page)
    assert page.title() != "run"
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 2


def test_a_file_with_a_hostile_name(visit, tmp_path: Path):
    page = data_page(visit)
    tab(page, "Bring")
    raw = f"a,b,{json.dumps(HOSTILE).replace(chr(92) + chr(34), chr(34) * 2)}\n1,2,x\n3,4,y\n".encode()
    page.locator("input[type=file]").set_input_files(
        {"name": "<img src=x onerror=alert(1)>" + "n" * 200 + ".csv", "mimeType": "text/csv", "buffer": raw}
    )
    page.get_by_role("button", name="Use this data").click()
    page.get_by_role("heading", name="2 points").wait_for()
    assert page.title() != "run"
    assert page.locator("img[src=x]").count() == 0
    in_the_lab(page).assert_true()


def test_saving_gives_a_file_that_opens_to_the_same_points(visit, tmp_path: Path):
    page = data_page(visit, "/data?data=iris")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == "iris.csv"
    other = data_page(visit)
    tab(other, "Bring")
    other.locator("input[type=file]").set_input_files(file)
    other.get_by_role("button", name="Use this data").click()
    other.get_by_role("heading", name="100 points: 50 versicolor, 50 virginica").wait_for()
    lab = in_the_lab(other)
    assert lab.dataset.X.tolist() == load_sample("iris").X.tolist()
