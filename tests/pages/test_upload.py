"""A file of one's own: choosing, gaps, classes, what is refused, and links that need a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from logreg_core import Generated, Points, Uploaded, generate, load_sample
from logreg_core.experiment import Experiment
from logreg_core.origins import LARGEST_LINKED
from pages.shell import compute, upload
from pages.shell.plain import one_line, plain

from .conftest import ROOT, SMALL, App

Open = Callable[..., App]
DATA = ROOT / "logreg_core" / "data"
USE = "Use this data"


def table(rows: Sequence[Sequence[object]], names: Sequence[str] = ("a", "b", "label")) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows(rows)
    return text.getvalue().encode()


ROWS = [(0.5, 1.5, "no"), (1.0, 2.5, "yes"), (2.0, 0.5, "no"), (3.0, 4.5, "yes")]
THREE = [*ROWS, (4.0, 1.0, "maybe"), (5.0, 2.0, "maybe")]
GAPPY = [*ROWS, (None, 1.0, "no"), (2.5, "NA", "yes"), (2.5, 3.5, None)]


def many(m: int) -> bytes:
    data = generate("blobs", m=m, seed=3)
    return table([(x1, x2, int(y)) for (x1, x2), y in zip(data.X.tolist(), data.y.tolist(), strict=True)])


def opened(app: App, name: str, raw: bytes) -> App:
    return app.set("data", "upload").upload(name, raw)


def choice(app: App, label: str) -> Any:
    (found,) = (box for box in app.at.sidebar.selectbox if box.label == label)
    return found


def choose(app: App, label: str, value: object) -> App:
    choice(app, label).set_value(value)
    return app.run()


def words(app: App) -> str:
    sidebar = app.at.sidebar
    kinds = (sidebar.caption, sidebar.markdown, sidebar.error, sidebar.warning, sidebar.info)
    return "\n".join(each.value for kind in kinds for each in kind)


# ----------------------------------------------------------------------------------------------------- choosing


def test_opening_the_upload_changes_nothing(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=5")
    before = app.moment
    app.set("data", "upload")
    assert app.moment == before
    assert app.widget("data").value == "upload"
    assert app.widget("file").allowed_type == [".csv", ".tsv", ".txt"]
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
    same = [{key: value for key, value in each.header.items() if key != "command"} for each in (app, other)]
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


def test_a_preview_of_five_rows_begins_with_the_chosen_columns(open_app: Open) -> None:
    raw = table([(i, i * i, i % 2, -i) for i in range(20)], ("n", "square", "odd", "minus"))
    app = opened(open_app(), "a.csv", raw)
    choose(choose(app, "x₁", "square"), "x₂", "minus")
    (preview,) = app.at.sidebar.dataframe
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
    frame = compute.read_table(raw, "a.csv")
    assert frame.attrs["notices"]
    app = opened(open_app(), "a.csv", raw)
    for notice in frame.attrs["notices"]:
        assert plain(notice) in words(app)


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
        b"a,b\n1,2\n3,4\n",
        b"a,b,c\nx,y,z\nu,v,w\n",
        b"a,b,c\n1,x,u\n2,y,v\n",
        b"a,b,c\n1,2,x\n3,4,x\n",
        b"a,b,c\n1e999,2,x\n3,4,y\n",
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


# -------------------------------------------------------------------------------------------------------- large


def test_up_to_300_points_travel_and_more_are_named(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", many(LARGEST_LINKED))
    assert "can't hold it" not in words(app)
    assert isinstance(app.press(USE).experiment.data, Points)
    raw = many(LARGEST_LINKED + 1)
    app = opened(open_app(), "a b.csv", raw)
    assert "A link will name this file but can't hold it" in words(app)
    app.press(USE)
    assert app.experiment.data == Uploaded("a b.csv", compute.digest(raw), ("a", "b"), "label", "1")
    assert "301 points" in words(app)
    assert "A link names this file but can't hold it" in words(app)


@pytest.fixture(scope="module")
def large() -> bytes:
    return many(301).replace(b",0\r\n", b",red\r\n").replace(b",1\r\n", b",blue\r\n") + b",3,red\r\n4,4,green\r\n"


@pytest.fixture
def link(open_app: Open, large: bytes) -> str:
    """A link to a large upload, at a step, with a pick and a schedule of its own."""
    app = choose(opened(open_app(), "large.csv", large), "Counts as class 1", "blue")
    choose(app, "Against", 2)
    app.at.checkbox[0].check()
    app.run().press(USE).says(t=6, pick=40, rate=0.5)
    assert app.experiment.data == Uploaded("large.csv", compute.digest(large), ("a", "b"), "label", "blue", "red", True)
    return app.query


def test_a_link_to_a_large_file_asks_for_it_and_then_shows_the_same(open_app: Open, link: str, large: bytes) -> None:
    app = open_app(link)
    assert app.stages == []
    assert "**large\\.csv**" in app.notices
    assert app.query == link
    app.upload("anything else.csv", large.replace(b"red", b"rot"), key="needed file")
    assert "**anything else\\.csv** is not the same file" in app.errors
    assert app.stages == []
    app.upload("renamed.csv", large, key="needed file")
    assert (app.notices, app.errors) == ("", "")
    assert app.query == link
    assert (app.header["command"]["t"], app.header["pick"]) == (6, 40)
    assert app.experiment.learning_rates == ((0, 0.1), (6, 0.5))
    assert "301 points" in words(app)


def test_without_the_file_all_else_still_works(open_app: Open, link: str) -> None:
    app = open_app(link)
    assert "The file is not here yet" in words(app)
    app.set("standardise", True).set("steps", 10).set("start mode", "random").set("start mode", "zeros")
    assert app.stages == []
    app.set("data", "upload").set("data", "points here")
    app.set("data", "iris")
    assert len(app.stages) == 1
    assert app.notices == ""


def test_another_upload_in_its_place(open_app: Open, link: str) -> None:
    app = opened(open_app(link), "a.csv", table(ROWS)).press(USE)
    assert isinstance(app.experiment.data, Points)
    assert len(app.stages) == 1


@pytest.mark.parametrize(
    "change",
    [("x1=a&", "x1=nothing&"), ("label=label", "label=b"), ("one=blue", "one=pink"), ("&gaps=left%20out", "")],
)
def test_a_link_that_asks_of_the_file_what_it_does_not_hold(
    open_app: Open, link: str, large: bytes, change: tuple[str, str]
) -> None:
    assert change[0] in link
    app = open_app(link.replace(*change)).upload("large.csv", large, key="needed file")
    assert "right file, but the link asks of it what it does not hold" in app.errors
    assert app.stages == []


# ------------------------------------------------------------------------------------------------- hostile names


HOSTILE = [
    "**bold** _it_",
    "<b>x</b><script>alert(1)</script>",
    "$\\frac{1}{2}$ $$x$$",
    ":smile: :red[text] :material/home:",
    "[a](http://example.com) ![b](c.png)",
    "`code` ~~gone~~ |a|b|",
    "# head\n- list",
    "{t} {view} %41 a&b=c;d+e?#",
    "x" * 1000,
    "ä🙂漢字\u202eabc",
    "&lt;b&gt; &amp; \\*",
    "%{x} <extra></extra>",
]


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:12])
def test_hostile_names(open_app: Open, name: str) -> None:
    raw = table(
        [(1, 2, name), (2, 5, f"not {name}"), (3, 1, name), (4, 4, f"not {name}")],
        (name, f"{name} 2", f"{name} 3"),
    )
    app = opened(open_app(), f"{name}.csv", raw)
    assert app.errors == ""
    choose(app, "Counts as class 1", choice(app, "Counts as class 1").value).press(USE)
    data = app.experiment.data
    assert isinstance(data, Points)
    assert app.notices == ""
    assert plain(data.feature_names[0], 60) in words(app)
    assert plain(name, 60) == one_line(name, 60) or one_line(name, 60) not in words(app)
    assert open_app(app.query).moment == app.moment


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:12])
def test_a_hostile_link_to_a_file(open_app: Open, name: str) -> None:
    names = "&".join(f"{key}={quote(name)}" for key in ("file", "x1", "x2", "label"))
    app = open_app(f"data=upload&sha=0&one=1&{names}")
    assert plain(name, 100) in app.notices
    assert app.stages == []


def test_names_that_no_link_can_hold(open_app: Open) -> None:
    long = "".join(f"{i:x}-{i * i * 7919 % 100_003}" for i in range(8000))
    app = opened(open_app(), "a.csv", table(ROWS, (long, "b", "label")))
    assert "too long for a link" in app.errors
    assert app.experiment.data == Generated(m=20)


def test_two_long_names_that_begin_alike(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", table(ROWS, ("x" * 900 + "1", "x" * 900 + "2", "label")))
    first, second, *_ = choice(app, "x₁").options
    assert first != second
    assert isinstance(app.press(USE).experiment.data, Points)


def test_the_count_of_rows_with_gaps_is_the_core_s(tmp_path: Path) -> None:
    frame = compute.read_table(table([*THREE, (None, 1, "maybe"), (1, None, "no"), (2, 2, None)]), "a.csv")
    for negative, count in ((None, 3), ("no", 2), ("maybe", 2)):
        chosen = upload.Choice("", ("a", "b"), "label", "yes", negative, True)
        assert upload.incomplete_rows(frame, chosen, chosen.load(frame)) == count


def test_a_session_s_file_is_its_own(open_app: Open, link: str) -> None:
    assert open_app(link).stages == []
    assert open_app(Experiment().to_query()).set("data", "upload").at.sidebar.dataframe == []
