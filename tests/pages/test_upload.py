"""A file of one's own: choosing, gaps, classes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from logreg_core import Generated, Points, load_sample
from logreg_core.files import read_table
from pages.words.escape import in_markdown
from tests.app import ROOT, SMALL, App

from .files import GAPPY, ROWS, THREE, USE, choice, choose, opened, table, words

Open = Callable[..., App]
DATA = ROOT / "logreg_core" / "points" / "samples"


# ----------------------------------------------------------------------------------------------------- choosing


def test_opening_the_upload_changes_nothing(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=5")
    before = app.moment
    app.set("data", "upload")
    assert app.moment == before
    assert app.widget("data").value == "upload"
    assert app.widget("file").allowed_type == []  # the reader goes by the bytes
    app.set("data", "blobs")
    assert app.moment == before
    assert app.widget("m").value == 20


def test_vaso_becomes_points_that_travel_in_the_link(open_app: Open) -> None:
    raw = (DATA / "vaso.csv").read_bytes()
    app = opened(open_app(f"{SMALL}&t=5"), "vaso.csv", raw)
    assert app.experiment.data == Generated(m=20)  # not before the button
    assert [choice(app, label).value for label in ("x₁", "x₂", "Label")] == ["volume", "rate", "constriction"]
    assert choice(app, "Counts as class 1").value == "1"
    app.press(USE)
    data, sample = app.experiment.data, load_sample("vaso")
    assert isinstance(data, Points)
    assert (data.load().X == sample.X).all()
    assert (data.load().y == sample.y).all()
    assert data.feature_names == ("volume", "rate")
    assert data.source == "vaso.csv: constriction 1 against 0"
    assert (app.moment.t, app.experiment.steps) == (0, 20)
    assert app.widget("data").value == "points here"
    assert "39 points" in words(app)

    other = open_app(app.query)
    assert other.notices == ""
    assert other.moment == app.moment
    same = [
        {key: value for key, value in each.header.items() if key not in ("command", "undo")} for each in (app, other)
    ]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", table(ROWS)),
        ("a.tsv", table(ROWS).replace(b",", b"\t")),
        ("a.txt", table(ROWS).replace(b",", b";")),
        ("a.csv", b"\xef\xbb\xbf" + table(ROWS)),
        ("a.csv", table(ROWS).replace(b",", b";").replace(b".", b",")),
        ("a.csv", table(ROWS).replace(b"\r\n", b"\n")),
    ],
)
def test_any_way_of_writing_it(open_app: Open, name: str, raw: bytes) -> None:
    app = opened(open_app(), name, raw).press(USE)
    assert app.experiment.data.rows == tuple((a, b, int(label == "yes")) for a, b, label in ROWS)


@pytest.mark.parametrize("name", ["iris.data", "wdbc.data", "points.dat", "iris.tab", "synth.tr", "iris", ".x"])
def test_any_ending_of_its_name(open_app: Open, name: str) -> None:
    app = opened(open_app(), name, table(ROWS)).press(USE)
    assert app.experiment.data.rows == tuple((a, b, int(label == "yes")) for a, b, label in ROWS)


def test_of_a_refused_file_only_the_refusal_stands_and_the_one_before_it_comes_back_by_a_press(open_app: Open) -> None:
    app = opened(open_app(), "good.csv", table(ROWS))
    app.upload("picture.csv", b"\x89PNG\r\n")
    assert "PNG picture" in app.errors
    assert not app.has_button(USE)
    assert "4 points" not in words(app)
    assert len(app.at.sidebar.dataframe) == 0
    app.run()
    assert "PNG picture" in app.errors
    assert not app.has_button(USE)
    app.press(f"Go back to {in_markdown('good.csv')}")
    assert app.errors == ""
    assert "4 points" in words(app)
    app.press(USE)
    assert len(app.experiment.data.rows) == 4


def test_a_preview_of_five_rows_begins_with_the_chosen_columns(open_app: Open) -> None:
    raw = table([(i, i * i, i % 2, -i) for i in range(20)], ("n", "square", "odd", "minus"))
    app = opened(open_app(), "a.csv", raw)
    choose(choose(app, "x₁", "square"), "x₂", "minus")
    preview, columns = app.at.sidebar.dataframe
    assert list(columns.value["column"]) == ["n", "square", "odd", "minus"]
    assert list(columns.value["to"]) == ["19.00", "361.0", "1.000", "0"]
    assert list(preview.value.columns) == ["square", "minus", "odd", "n"]
    assert len(preview.value) == 5
    assert "The first 5 of 20 rows; 4 columns" in words(app)


def test_other_columns_and_the_other_class(open_app: Open) -> None:
    raw = table([(a, b, -a, label) for a, b, label in ROWS], ("a", "b", "c", "label"))
    app = opened(open_app(), "a.csv", raw)
    choose(choose(choose(app, "x₁", "c"), "x₂", "a"), "Counts as class 1", "no").press(USE)
    assert app.experiment.data.rows == tuple((-a, a, int(label == "no")) for a, _, label in ROWS)
    assert app.experiment.data.class_names == ("yes", "no")


def test_the_same_column_twice_is_refused(open_app: Open) -> None:
    app = choose(opened(open_app(), "a.csv", table(ROWS)), "x₁", "b")
    assert "three different columns" in app.errors
    assert not app.has_button(USE)


def test_three_classes_one_against_the_rest(open_app: Open) -> None:
    app = choose(opened(open_app(), "a.csv", table(THREE)), "Counts as class 1", "maybe")
    assert choice(app, "Against").options == ["all the rest", "no", "yes"]
    app.press(USE)
    assert [row[2] for row in app.experiment.data.rows] == [0, 0, 0, 0, 1, 1]
    assert app.experiment.data.class_names == ("not maybe", "maybe")


@pytest.mark.parametrize(
    ("values", "one"),
    [(("ja", "nein"), "ja"), (("+", "-"), "+"), (("ja", "nein", "weiss nicht"), "ja"), (("a", "b", "c"), "c")],
)
def test_class_1_is_proposed_by_what_it_says(open_app: Open, values: tuple[str, ...], one: str) -> None:
    raw = "\n".join(["User ID,x,y,l", *(f"{i},{i * i},{i % 7},{value}" for i, value in enumerate(values * 5))])
    app = opened(open_app(), "a.csv", raw.encode())
    assert [choice(app, label).value for label in ("x₁", "x₂", "Label")] == ["x", "y", "l"]
    assert choice(app, "Counts as class 1").value == one


def test_three_classes_one_against_another(open_app: Open) -> None:
    app = choose(opened(open_app(), "a.csv", table(THREE)), "Counts as class 1", "maybe")
    app = choose(app, "Against", 2).press(USE)
    assert app.experiment.data.rows == ((1.0, 2.5, 0), (3.0, 4.5, 0), (4.0, 1.0, 1), (5.0, 2.0, 1))
    assert app.experiment.data.class_names == ("yes", "maybe")


def test_a_class_called_like_the_choice_of_all_the_rest(open_app: Open) -> None:
    rows = [(1, 2, "all the rest"), (2, 5, "b"), (3, 1, "c"), (4, 4, "c"), (5, 1, "all the rest")]
    app = choose(opened(open_app(), "a.csv", table(rows)), "Counts as class 1", "b")
    assert [row[2] for row in choose(app, "Against", 1).press(USE).experiment.data.rows] == [0, 1, 0]


def test_two_classes_leave_nothing_to_choose_against(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table(ROWS))
    assert "Against" not in [box.label for box in app.at.sidebar.selectbox]


def test_how_many_points_is_said_before_they_are_used(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table(ROWS))
    assert "4 points: 2 of class 1 (yes), 2 of class 0 (no)." in words(app)


def test_what_was_read_otherwise_than_it_stands_is_said(open_app: Open) -> None:
    raw = b"\n" + table([(" 1", 2, "x"), *ROWS]).replace(b"a,b,label", b"a,a,label")
    frame = read_table(raw, "a.csv")
    assert frame.attrs["notices"]
    app = opened(open_app(), "a.csv", raw)
    for notice in frame.attrs["notices"]:
        assert in_markdown(notice) in words(app)


def test_another_file_starts_its_own_choices(open_app: Open) -> None:
    app = choose(opened(open_app(), "a.csv", table(ROWS)), "Counts as class 1", "no")
    app.upload("b.csv", table(ROWS[::-1]))
    assert choice(app, "Counts as class 1").value == "yes"


def test_the_file_can_be_used_again_in_another_way(open_app: Open) -> None:
    app = choose(opened(open_app(), "a.csv", table(THREE)), "Counts as class 1", "maybe")
    choose(app, "Against", 1).press(USE).press("Other columns or file")
    assert "The file here: **a\\.csv**" in words(app)
    assert [choice(app, each).value for each in ("Label", "Counts as class 1", "Against")] == ["label", "maybe", 1]
    choose(app, "Counts as class 1", "no").press(USE)
    assert app.experiment.data.class_names == ("not no", "no")


def test_putting_the_upload_away_keeps_the_points(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table(ROWS)).press(USE)
    before = app.moment
    app.press("Other columns or file").set("data", "points here")
    assert app.moment == before
    assert not app.has_button(USE)


def test_start_scaling_and_steps_stay(open_app: Open) -> None:
    app = open_app(f"{SMALL}&scale=standardize&w=1.0,2.0&b=0.5&rates=0:3.0")
    app = opened(app, "a.csv", table(ROWS)).press(USE)
    e = app.experiment
    assert (e.scale, e.w, e.b, e.steps, e.learning_rates) == ("standardize", (1.0, 2.0), 0.5, 20, ((0, 0.1),))


# --------------------------------------------------------------------------------------------------------- gaps


def test_gaps_are_counted_and_named_and_left_out_only_when_told(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table(GAPPY))
    said = words(app).replace("\\", "")
    assert "Rows with a gap in a chosen column: 3 of 7" in said
    assert "row 6 ('a')" in said
    assert not app.has_button(USE)
    assert app.at.checkbox[0].label == "Leave these 3 rows out"
    app.at.checkbox[0].check()
    app.run().press(USE)
    assert len(app.experiment.data.rows) == 4
    assert app.experiment.data.source.endswith("incomplete rows left out: 3")


@pytest.mark.parametrize(
    ("rows", "one", "against", "count"),
    [
        (GAPPY, "yes", None, 3),
        ([*THREE, (None, 1.0, "maybe")], "yes", 0, 1),
        ([*THREE, (None, 1.0, "maybe"), (None, None, "no")], "yes", 2, 1),  # against "no": maybe is not used
        ([*THREE, (None, 1.0, "maybe"), (None, 5, None), (1, 1, None)], "yes", 2, 2),
    ],
)
def test_only_rows_that_would_be_used_count(
    open_app: Open, rows: Any, one: str, against: int | None, count: int
) -> None:
    app = choose(opened(open_app(), "a.csv", table(rows)), "Counts as class 1", one)
    if against:
        app = choose(app, "Against", against)
    words_for_it = "Leave this one row out" if count == 1 else f"Leave these {count} rows out"
    assert app.at.checkbox[0].label == words_for_it


def test_gaps_in_columns_that_are_not_used_do_not_matter(open_app: Open) -> None:
    rows = [(a, b, None, label) for a, b, label in ROWS]
    assert opened(open_app(), "a.csv", table(rows, ("a", "b", "c", "label"))).has_button(USE)


def test_other_columns_ask_about_their_gaps_anew(open_app: Open) -> None:
    rows = [(1, 2, 3, "x"), (2, None, 4, "y"), (3, 1, None, "x"), (4, 5, 6, "y")]
    app = opened(open_app(), "a.csv", table(rows, ("a", "b", "c", "label")))
    app.at.checkbox[0].check()
    app.run()
    assert app.has_button(USE)
    choose(app, "x₂", "c")
    assert not app.has_button(USE)


def test_when_gaps_leave_one_class_it_is_said(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table([(1, 2, "x"), (None, 3, "y"), (3, 4, "x")]))
    assert "none of class" in app.errors
    assert not app.has_button(USE)


# ---------------------------------------------------------------------------------------------- what is refused


@pytest.fixture(scope="module")
def refusing() -> App:
    """One session for all files that are refused."""
    return App(f"{SMALL}&t=5").set("data", "upload")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"a",
        b"a,b,c\n",
        b"a,b,c\n1,2\n",
        b"\x00\x01\x02\x03" * 50,
        b"PK\x03\x04" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b'a,b,c\n"1,2,3\n',
        "a,b,c\n1,2,ä\n".encode("latin-1"),
        b"a,b,c\nx,y,z\nu,v,w\n",
        b"a,b,c\n1,2,x\n3,4,x\n",
        b"a,b,c\n1e999,2e999,x\n3,4,y\n",
        b"a,b,c\n1e200,2,x\n3,4,y\n",
        b"<html><body>not a table</body></html>",
    ],
)
def test_a_file_that_can_t_be_used_leaves_the_data_as_it_was(refusing: App, raw: bytes) -> None:
    before = refusing.moment
    assert refusing.upload("bad.csv", raw).errors
    assert not refusing.has_button(USE)
    assert refusing.moment == before
    assert len(refusing.stages) == 1


def test_a_label_with_many_values(open_app: Open) -> None:
    raw = table([(i, i * i % 7, f"v{i:03}") for i in range(150)])
    app = opened(open_app(), "a.csv", raw)
    assert len(choice(app, "Counts as class 1").options) == 100
    app = app.press(USE)
    assert sum(row[2] for row in app.experiment.data.rows) == 1


@pytest.mark.parametrize("name", ["sample.xls", "sample.xlsb", "sample.ods"])
def test_another_sheet_of_a_workbook_is_read_by_a_press(open_app: Open, name: str) -> None:
    app = opened(open_app(), name, (ROOT / "tests" / "data" / name).read_bytes())
    assert [choice(app, label).value for label in ("x₁", "x₂", "Label")] == ["x", "y", "l"]
    app.press(in_markdown("Read the sheet 'Notes'"))
    while app.has_button("Stop reading"):  # an old workbook is read in a process of its own
        app.run()
    assert in_markdown("The sheet 'Notes' was read.") in words(app)
    app.press(in_markdown("Read the sheet 'Data'"))
    while app.has_button("Stop reading"):
        app.run()
    assert in_markdown("The sheet 'Data' was read.") in words(app)
    assert choice(app, "Counts as class 1").options == ["a", "b", "ä"]
