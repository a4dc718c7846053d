"""The Data page: each way to points, and what it says of them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from logreg_core import (
    GENERATORS,
    SAMPLES,
    Add,
    DataError,
    Edited,
    Erase,
    Experiment,
    Generated,
    Points,
    Put,
    Sampled,
    split,
)
from logreg_core.files import to_csv
from logreg_core.points.scaling import Scaling
from pages.parts.data.table_panel import edits_of
from pages.words.numbers import number
from tests.app import SMALL, App

Open = Callable[..., App]
HOSTILE = ("<script>alert(1)</script>", "$x^2$ **b** [l](http://a.b)", ":smile: `c` |d|\n# e", "x" * 900, "‮مرحبا")


@pytest.fixture
def page(open_app: Open) -> Callable[..., App]:
    return lambda query=SMALL: open_app(query, "data")


def said(app: App) -> str:
    elements = [*app.at.markdown, *app.at.caption, *app.at.main.info, *app.at.warning, *app.at.error]
    return "\n".join(str(each.value) for each in elements)


@pytest.mark.parametrize("name", GENERATORS)
def test_every_generator_with_its_settings(page: Callable[..., App], name: str) -> None:
    app = page()
    app.set("kind of points", name)
    assert app.experiment.data == Generated(name, 20, GENERATORS[name].noise, 0.5, 7)
    low, high = GENERATORS[name].noise_range
    slider = app.widget("noise made")
    assert (slider.label, slider.min, slider.max) == (GENERATORS[name].noise_title, low, high)
    app.set("noise made", high).set("balance made", 0.3).set("m made", 50)
    assert app.experiment.data == Generated(name, 50, high, 0.3, 7)
    assert app.press("Another draw").experiment.data.seed == 8
    assert "#### 50 points: 35 class 0, 15 class 1" in said(app)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_says_what_it_is_and_asks(page: Callable[..., App], name: str) -> None:
    app = page().open_tab("Samples")
    app.widget(f"sample {name}").click()
    app.run()
    assert app.experiment.data == Sampled(name)
    assert app.widget(f"sample {name}").disabled
    words = said(app).replace("\\", "")
    for text in (SAMPLES[name].what, SAMPLES[name].question, SAMPLES[name].source, SAMPLES[name].units):
        assert text in words


def test_a_table_pasted_from_a_spreadsheet(page: Callable[..., App]) -> None:
    app = page().open_tab("Bring")
    app.set("pasted", "size\tweight\tkind\n1,5\t2\tcat\n3\t4,25\tdog\n0,5\t1\tcat\n")
    app.press("Use this data")
    assert app.experiment.data.rows == ((1.5, 2.0, 0), (3.0, 4.25, 1), (0.5, 1.0, 0))
    assert app.experiment.data.feature_names == ("size", "weight")


def test_of_a_file_and_a_table_pasted_the_later_one_is_offered(page: Callable[..., App]) -> None:
    app = page()
    app.open_tab("Bring")
    table = "size\tweight\tkind\n1,5\t2\tcat\n3\t4,25\tdog\n0,5\t1\tcat\n"
    app.upload("file.csv", b"a,b,c\n1,2,0\n3,4,1\n")
    app.set("pasted", table)
    app.press("Use this data")
    assert app.experiment.data.feature_names == ("size", "weight")
    app.upload("other.csv", b"d,e,f\n1,2,0\n3,4,1\n")
    app.press("Use this data")
    assert app.experiment.data.feature_names == ("d", "e")


@pytest.mark.parametrize("text", ["", "  \n ", "hello", "a\tb\n1\t2\n", "a\tb\tc\n1\t2\tx\n1\t2"])
def test_what_is_pasted_and_no_table_changes_nothing(page: Callable[..., App], text: str) -> None:
    app = page().open_tab("Bring")
    before = app.moment
    app.set("pasted", text)
    assert app.moment == before
    assert bool(text.strip()) == bool(app.errors)


def test_a_saved_file_opens_to_the_same_points(page: Callable[..., App]) -> None:
    app = page("data=iris&steps=5").open_tab("Bring")
    dataset = app.experiment.data.load()
    app.upload("iris.csv", to_csv(dataset)).press("Use this data")
    again = app.experiment.data.load()
    assert np.array_equal(again.X, dataset.X)
    assert np.array_equal(again.y, dataset.y)
    assert again.feature_names == dataset.feature_names
    assert again.class_names == dataset.class_names


def test_rows_that_cannot_be_used_are_listed_with_their_reasons(page: Callable[..., App]) -> None:
    app = page().open_tab("Bring")
    app.upload("a.csv", b"a,b,l\n1,2,x\n3,oops,y\n4,5,y\n,7,x\n8,9,x\n10,11,y\n")
    flaws = app.at.main.dataframe[0].value
    assert list(flaws["row"]) == [3, 5]
    assert list(flaws["entry"]) == ["oops", ""]
    assert list(flaws["why"]) == ["not a finite number", "missing"]
    assert not app.has_button("Use this data")
    app.at.main.checkbox[0].check()
    app.run().press("Use this data")
    assert len(app.experiment.data.rows) == 4


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_they_are(page: Callable[..., App], name: str) -> None:
    data = Points(((1.0, 2.0, 0), (3.0, 4.0, 1)), (name, "x2"), (name, "other"), name)
    app = page(Experiment(data=data, steps=5).to_query())
    for tab in ("Make", "Samples", "Bring", "Table", "Prepare"):
        app.open_tab(tab)
        words = said(app)
        assert "<script" not in words.replace("\\<script", "")
        assert "**b**" not in words
        assert "\n# e" not in words


def test_holding_out_and_what_it_says(page: Callable[..., App]) -> None:
    app = page("data=iris&steps=5").open_tab("Prepare")
    assert "holdout seed" not in app.at.session_state
    app.set("holdout", 30.0)
    assert app.experiment.holdout == 0.3
    assert "70 points to learn from, 30 held out: 15 of class 0 and 15 of class 1" in said(app)
    app.set("holdout seed", 4)
    assert app.experiment.holdout_seed == 4
    training = split(app.experiment.data.load(), 0.3, 4).training
    scaling = Scaling.of(training.X, "standardize")
    for value in (*scaling.mean, *scaling.sd):
        assert number(value) in said(app)
    app.set("standardise", True)
    assert app.experiment.scale == "standardize"


def test_from_nothing(page: Callable[..., App]) -> None:
    app = page("data=iris&steps=5").press("Empty the plane")
    assert app.experiment.data.rows == ()
    assert "#### No points yet" in said(app)
    assert app.notices == ""
    for tab in ("Table", "Prepare", "Bring", "Samples", "Make"):
        app.open_tab(tab)
    app.at.switch_page("pages/lab.py")
    app.run()
    assert "no points yet" in app.notices
    assert [link.proto.page for link in app.at.main.get("page_link")] == ["data"]
    app.on_data_page()
    app.draws(add=[1.0, 2.0, 1], range=[[-5, 5], [-5, 5]])
    assert app.experiment.data.rows == ((1.0, 2.0, 1),)
    assert app.experiment.data.feature_names == ("petal_length_cm", "petal_width_cm")


# The table. ------------------------------------------------------------------------------------------------------

EMPTY = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}


@pytest.mark.parametrize(
    ("change", "edits"),
    [
        ({}, []),
        ({"edited_rows": {"2": {"x1": 9}}}, [Put(2, 9.0, -1.0, 0)]),
        ({"edited_rows": {2: {"y": 1}}}, [Put(2, 2.0, -1.0, 1)]),
        ({"edited_rows": {2: {"x1": None}}}, []),
        ({"added_rows": [{"x1": 1, "x2": 2, "y": 1}]}, [Add(1.0, 2.0, 1)]),
        ({"added_rows": [{"x1": 1}, {"x1": 1, "x2": 2, "y": None}]}, []),
        ({"deleted_rows": [0, 2]}, [Erase((0, 2))]),
    ],
)
def test_what_is_typed_in_the_table_as_edits(change: dict[str, object], edits: list[object]) -> None:
    dataset = Points(((0.0, 0.0, 0), (1.0, 3.0, 1), (2.0, -1.0, 0))).load()
    assert edits_of(EMPTY | change, dataset) == edits


@pytest.mark.parametrize(
    "change",
    [
        {"edited_rows": {"3": {"y": 1}}},
        {"edited_rows": {"-1": {"y": 1}}},
        {"deleted_rows": [3]},
        {"deleted_rows": [0] * 1_000_000},
        {"added_rows": [{"x1": 1, "x2": 1, "y": 1}] * 1_000_000},
    ],
    ids=["no such row", "a row before the first", "no such row to erase", "a million to erase", "a million to add"],
)
def test_what_no_table_says_is_refused_before_any_work(change: dict[str, object]) -> None:
    dataset = Points(((0.0, 0.0, 0), (1.0, 3.0, 1), (2.0, -1.0, 0))).load()
    with pytest.raises(DataError, match="it was left as it was"):
        edits_of(EMPTY | change, dataset)


def test_the_table_edits_the_points(page: Callable[..., App]) -> None:
    app = page().open_tab("Table")
    app.types_in_table(edited_rows={"3": {"y": 1, "x1": 2.5}}, deleted_rows=[0])
    data = app.experiment.data
    assert isinstance(data, Edited)
    assert data.removed == (0,)
    assert [entry[0] for entry in data.changed] == [3]
    assert data.changed[0][1] == 2.5
    app.types_in_table(added_rows=[{"x1": 1.0, "x2": 1.0, "y": 0}])
    assert app.experiment.data.added == ((1.0, 1.0, 0),)
    app.draws(undo=True)
    app.draws(undo=True)
    assert app.experiment.data == Generated(m=20)


def test_a_number_that_is_too_large_is_refused_with_a_sentence(page: Callable[..., App]) -> None:
    app = page().open_tab("Table")
    app.types_in_table(edited_rows={"3": {"x1": 1e300}})
    assert app.experiment.data == Generated(m=20)
    assert "point 4" in app.errors


def test_a_file_that_is_needed_is_asked_for(page: Callable[..., App]) -> None:
    query = "data=upload&file=big.csv&sha=abc&x1=a&x2=b&label=l&one=1&steps=5"
    app = page(query)
    assert "big.csv" in said(app).replace("\\", "")
    assert app.widget("needed file") is not None
