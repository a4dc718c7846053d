"""Uploads in links: points that travel, files that a link names, and names that mean harm."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest

from logreg_core import LARGEST_LINKED, Experiment, Generated, Points, Uploaded
from pages.session import files
from pages.words.escape import in_markdown, one_line
from tests.app import App

from .files import ROWS, USE, choice, choose, many, opened, table, words

Open = Callable[..., App]


# -------------------------------------------------------------------------------------------------------- large


def test_up_to_300_points_travel_and_more_are_named(open_app: Open) -> None:
    app = opened(open_app(), "a.csv", many(LARGEST_LINKED))
    assert "can't hold it" not in words(app)
    assert isinstance(app.press(USE).experiment.data, Points)
    raw = many(LARGEST_LINKED + 1)
    app = opened(open_app(), "a b.csv", raw)
    assert "A link will name this file but can't hold it" in words(app)
    app.press(USE)
    assert app.experiment.data == Uploaded("a b.csv", files.digest(raw), ("a", "b"), "label", "1")
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
    assert app.experiment.data == Uploaded("large.csv", files.digest(large), ("a", "b"), "label", "blue", "red", True)
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


def test_a_link_to_a_file_with_a_blank_in_its_name_says_which_file_it_needs(open_app: Open) -> None:
    app = open_app("data=upload&file=my%20points.csv&sha=" + "0" * 64 + "&x1=a&x2=b&label=c&one=1")
    assert f"**{in_markdown('my points.csv')}**" in app.notices


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
    assert in_markdown(data.feature_names[0], 60) in words(app)
    assert in_markdown(name, 60) == one_line(name, 60) or one_line(name, 60) not in words(app)
    assert open_app(app.query).moment == app.moment


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: name[:12])
def test_a_hostile_link_to_a_file(open_app: Open, name: str) -> None:
    names = "&".join(f"{key}={quote(name)}" for key in ("file", "x1", "x2", "label"))
    app = open_app(f"data=upload&sha=0&one=1&{names}")
    assert in_markdown(name, 100) in app.notices
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


def test_a_session_s_file_is_its_own(open_app: Open, link: str) -> None:
    assert open_app(link).stages == []
    assert open_app(Experiment().to_query()).set("data", "upload").at.sidebar.dataframe == []
