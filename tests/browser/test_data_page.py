"""The Data page as a person uses it: files of every kind, a pasted table, links, and the way to the Lab and back."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from logreg_core import Edited, Experiment, Points, load_sample
from pages.session.link import moment_of
from pages.session.moment import Moment
from tests.data.make_samples import ods

from .lab import Lab, link
from .serving import ROOT, settled

VASO = ROOT / "logreg_core" / "points" / "samples" / "vaso.csv"
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
    "iris.data": FRAME.to_csv(index=False).encode(),
    "points.dat": FRAME.to_csv(index=False, sep="\t").encode(),
    "iris.tab": FRAME.to_csv(index=False, sep="\t").encode() + b"\n",
    "synth.tr": FRAME.to_csv(index=False, sep=";").encode(),
    "rows.jsonl": FRAME.to_json(orient="records", lines=True).encode(),
    "no ending": FRAME.to_json().encode(),
    "vaso.ods": ods({"vaso": [tuple(FRAME.columns), *FRAME.itertuples(index=False, name=None)]}),
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
    return moment_of(urlsplit(page.url).query)[0]


def in_the_lab(page) -> Lab:
    page.get_by_role("link", name="Lab", exact=True).click()
    return Lab(page).ready()


def on_the_data_page(page) -> None:
    page.get_by_test_id("stSidebarNav").get_by_role("link", name="Data").click()
    settled(page)
    page.wait_for_selector(".gd-draw[data-ready=true]")


def bring(page, file, raw: bytes) -> None:
    """Bring a file of these bytes, and use it once the page speaks of it and not of one before it."""
    page.locator("input[type=file]").set_input_files(file)
    page.locator(f"[class*='st-key-x1-{hashlib.sha256(raw).hexdigest()}']").wait_for()
    page.get_by_role("button", name="Use this data").click()


def test_every_kind_of_file_gives_the_same_points_and_one_that_cannot_be_used_changes_nothing(visit, tmp_path: Path):
    iris = "100 points: 50 versicolor, 50 virginica"
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_test_id("stAlert").get_by_text("PNG picture").wait_for()
    assert page.get_by_role("heading", name=iris).is_visible()
    assert page.get_by_test_id("stException").count() == 0

    sample = load_sample("vaso")
    brought = {}
    for name, raw in KINDS.items():
        file = tmp_path / name
        file.write_bytes(raw)
        bring(page, file, raw)
        page.get_by_role("heading", name="39 points").wait_for()
        page.wait_for_function("location.search.includes('points=')")
        brought[name] = moment(page).experiment
        dataset = brought[name].data.load()
        assert dataset.X.tolist() == sample.X.tolist(), name
        assert dataset.y.tolist() == sample.y.tolist(), name
        if len(brought) < len(KINDS):
            page.locator(".gd-draw").get_by_role("button", name="Undo").click()
            page.get_by_role("heading", name=iris).wait_for()
            page.wait_for_function("location.search.includes('data=iris')")
    assert [each.data.source.split(":")[0] for each in brought.values()] == list(KINDS)
    # But for the file's name it is the same moment, which the Lab is shown once.
    assert len({replace(each, data=replace(each.data, source="")) for each in brought.values()}) == 1
    lab = in_the_lab(page)
    assert lab.dataset.X.tolist() == sample.X.tolist()
    assert lab.dataset.y.tolist() == sample.y.tolist()
    lab.assert_true()


def test_beside_a_refused_file_the_one_before_it_is_not_live_and_comes_back_by_a_press(visit, tmp_path: Path):
    page = data_page(visit, "/data?data=iris")
    tab(page, "Bring")
    page.locator("input[type=file]").set_input_files(VASO)
    use = page.get_by_role("button", name="Use this data")
    use.wait_for()
    picture = tmp_path / "wdbc.data"
    picture.write_bytes(b"\x93NUMPY\x01\0")
    page.locator("input[type=file]").set_input_files(picture)
    page.get_by_test_id("stAlert").get_by_text("NumPy array").wait_for()
    settled(page)
    use.wait_for(state="detached")
    page.get_by_role("button", name="Go back to vaso.csv").click()
    use.wait_for()
    assert page.get_by_text("NumPy array").count() == 0


def test_the_first_page_of_a_fresh_server_lists_all_and_takes_saved_pasted_and_made_points(
    visit, server, tmp_path: Path
):
    server.restart()
    page = data_page(visit)
    names = page.get_by_test_id("stSidebarNavLink").all_inner_texts()
    assert [name.strip() for name in names] == [
        "Lab",
        "Compare",
        "Data",
        "Chain rule",
        "Examples",
        "Derivation",
        "Learn",
    ]

    tab(page, "Samples")
    page.locator("[class*=st-key-sample-iris]").get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("heading", name="100 points: 50 versicolor, 50 virginica").wait_for()
    settled(page)  # until then the button may still be put in another's place under the press
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as CSV").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == "iris.csv"

    tab(page, "Bring")
    box = page.get_by_label("Paste a table from a spreadsheet")
    table = "size\tweight\tkind\n1,5\t2\tcat\n3\t4,25\tdog\n0,5\t1\tcat\n2\t2\tdog"
    box.fill(table)
    box.blur()
    page.get_by_role("button", name="Use this data").click()
    page.get_by_role("heading", name="4 points: 2 cat, 2 dog").wait_for()
    page.wait_for_function("location.search.includes('points=')")
    data = moment(page).experiment.data
    assert data.rows == ((1.5, 2.0, 0), (3.0, 4.25, 1), (0.5, 1.0, 0), (2.0, 2.0, 1))

    bring(page, file, file.read_bytes())  # what was saved opens to the same points
    page.get_by_role("heading", name="100 points: 50 versicolor, 50 virginica").wait_for()
    lab = in_the_lab(page)
    assert lab.dataset.X.tolist() == load_sample("iris").X.tolist()

    on_the_data_page(page)
    tab(page, "Bring")
    raw = f"a,b,{json.dumps(HOSTILE).replace(chr(92) + chr(34), chr(34) * 2)}\n1,2,x\n3,4,y\n".encode()
    name = "<img src=x onerror=alert(1)>" + "n" * 200 + ".csv"
    bring(page, {"name": name, "mimeType": "text/csv", "buffer": raw}, raw)
    page.get_by_role("heading", name="2 points").wait_for()
    assert page.title() != "run"
    assert page.locator("img[src=x]").count() == 0
    in_the_lab(page).assert_true()

    on_the_data_page(page)
    page.get_by_label("Kind of points").click()
    page.get_by_role("option", name="Two moons").click()
    page.wait_for_function("location.search.includes('data=moons')")
    page.reload()  # the same points after a refresh of the Data page
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
    assert (lab.t, lab.moment.pick) == (5, 3)
    lab.assert_true()
    assert lab.dataset.y.tolist() == [*before[:3], 1 - before[3], *before[4:]]
    lab.step(2)
    lab.assert_true()
    lab.page.keyboard.press("Control+z")
    lab.page.wait_for_function("!location.search.includes('edits=')")
    assert lab.dataset.y.tolist() == before
    assert lab.t == 7
    lab.assert_true()


def test_held_out_points_and_their_mean_loss(visit):
    lab = Lab.open(visit, "/?data=iris&steps=50&holdout=0.3&split=2")
    assert lab.slot("heldOut").is_visible()
    assert lab.figures.endswith("every ŷ is 0.5: none is told apart · held out: 0.6931")
    names = lab.plot("curve", "data.map(({ name, mode, line }) => line?.dash ?? '')")
    assert "dot" in names
    symbols = lab.plot("plane", "data.map(({ marker }) => [marker.symbol].flat()[0])")
    assert [symbol.endswith("-open") for symbol in symbols] == [False, False, True, True]
    lab.step(3)
    assert re.search(r"held out: 0\.\d{4}, \d+ of 30", lab.figures)


def test_hostile_names_never_run_and_never_break_a_page_and_three_hundred_points_travel_in_a_link(visit):
    data = Points(
        ((1.0, 2.0, 0), (3.0, 4.0, 1), (2.0, 2.5, 0)), (HOSTILE, "x2" + HOSTILE), (HOSTILE, "o" + HOSTILE), HOSTILE
    )
    query = Experiment(data=data, steps=5).to_query()
    page = data_page(visit, "/data?" + query)
    for name in ("Samples", "Bring", "Table", "Prepare", "Make", "Lab"):
        if name == "Lab":
            assert in_the_lab(page).dataset.m == 3
        else:
            tab(page, name)
            page.locator(f"[role=tab][aria-selected=true]:has-text('{name}')").wait_for()
            settled(page)
        assert page.title() != "run", name
        assert page.locator("img[src=x]").count() == 0, name
        assert page.locator("a[href^=javascript]").count() == 0, name
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 2, name

    on_the_data_page(page)
    tab(page, "Bring")
    rows = [(i / 1000, -i / 250, i % 2) for i in range(300)]
    box = page.get_by_label("Paste a table from a spreadsheet")
    box.fill("x1\tx2\tlabel\n" + "\n".join(f"{x1}\t{x2}\t{label}" for x1, x2, label in rows))
    box.blur()
    page.get_by_role("button", name="Use this data").click()
    page.get_by_role("heading", name="300 points").wait_for()
    lab = in_the_lab(page)
    copy = Lab.open(visit, lab.address)
    for each in (lab, copy):
        assert isinstance(each.moment.experiment.data, Points)
        assert [tuple(x) for x in each.dataset.X.tolist()] == [row[:2] for row in rows]
        assert each.dataset.y.tolist() == [row[2] for row in rows]
    assert copy.fields == lab.fields
    on_the_data_page(copy.page)
    copy.page.get_by_role("heading", name="300 points").wait_for()
