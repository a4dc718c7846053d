"""One feature only: no page speaks of a second one, nor of its weight."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from logreg_core import Experiment, HeavyBall, Points, Uploaded
from pages.figures.jitter import jitter
from pages.session import files
from pages.session.link import query_of
from pages.session.moment import Moment
from tests.app import App

from ..descent.test_one_feature import FILE, HOURS, PASSED
from .files import USE, choice, choose, opened, table, words

Open = Callable[..., App]
PAGES = ("lab", "chain_rule", "examples", "derivation", "data")
# As it is written on screen, in plain letters, and in LaTeX; but for names of columns, slots and fields.
SECOND = re.compile(r"[wx]\u0303?₂|(?<![\"_\w])[wx]_?2(?!\w)|\\tilde *\{?[wx]\}?_\{?2|[wx]_\{?2")
LINE = Points(tuple((x, 0.0, y) for x, y in zip(HOURS, PASSED, strict=True)), ("hours", ""), ("fail", "pass"))
CONSTANT = Points(tuple((x, 5.0, y) for x, y in zip(HOURS, PASSED, strict=True)), ("hours", "rooms"))
NOTHING = Points(((0.0, 0.0, 0), (0.0, 0.0, 1), (0.0, 0.0, 1)), ("hours", ""))


def everything(app: App) -> list[str]:
    """All that a page is made of, text and payloads."""
    found = []
    for each in app.at._tree:
        proto = getattr(each, "proto", None)
        found.append(str(proto))
        if getattr(proto, "bytes", b""):
            found.append(bytes(proto.bytes).decode("utf-8", "ignore"))
    return found


def at_page(data: Points, page: str, **experiment: object) -> App:
    query = query_of(Moment(Experiment(data=data, steps=20, **experiment), t=5))  # type: ignore[arg-type]
    return App(query, "" if page == "lab" else page)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "experiment",
    [{}, {"scale": "standardize", "w": (1.0, 3.0), "holdout": 0.2, "rule": HeavyBall()}],
    ids=["as it is", "standardised"],
)
def test_no_page_speaks_of_a_second_feature_or_its_weight(page: str, experiment: dict[str, object]) -> None:
    app = at_page(LINE, page, **experiment)
    said = [match.group() for text in everything(app) for match in SECOND.finditer(text)]
    assert said == []
    assert any("hours" in text for text in everything(app))
    assert app.experiment.w == experiment.get("w", (0.0, 0.0))  # it is only not shown


@pytest.mark.parametrize("page", PAGES)
def test_where_no_feature_has_a_weight_every_page_opens(page: str) -> None:
    app = at_page(NOTHING, page)
    assert not [text for text in everything(app) if SECOND.search(text)]


@pytest.mark.parametrize("page", ["lab", "chain_rule", "examples"])
def test_the_weight_of_a_constant_feature_is_shown_until_it_is_standardised(page: str) -> None:
    weight = re.compile("w\u0303?₂")
    assert any(map(weight.search, everything(at_page(CONSTANT, page))))
    assert not any(map(weight.search, everything(at_page(CONSTANT, page, scale="standardize"))))


def test_no_point_is_drawn_beside_its_line() -> None:
    assert jitter(LINE.load()) is None
    whole = jitter(Points(((1.0, 0.0, 0), (1.0, 0.0, 1), (2.0, 0.0, 1)), ("hours", "")).load())
    assert whole is not None
    assert (whole[:, 1] == 0).all()
    assert whole[:, 0].any()


def test_a_start_is_typed_for_the_weights_that_there_are() -> None:
    app = at_page(LINE, "lab", w=(0.5, 2.0))
    labels = [box.label for box in app.at.sidebar.text_input]
    assert [label for label in labels if label not in ("L2 penalty λ", "Batch size B")] == ["w₁", "b"]
    app.set("start w1", "1.5")
    assert app.experiment.w == (1.5, 2.0)


def test_a_file_with_one_column_of_numbers_is_taken(open_app: Open) -> None:
    app = opened(open_app(), "hours.csv", FILE.encode())
    assert [choice(app, label).value for label in ("x₁", "x₂", "Label")] == ["hours", "", "passed"]
    assert choice(app, "x₂").options[-1] == "none: one feature only"
    app.press(USE)
    data = app.experiment.data
    assert isinstance(data, Points)
    assert (data.feature_names, data.load().features) == (("hours", ""), ("hours",))
    assert [row[:2] for row in data.rows] == [(x, 0.0) for x in HOURS]
    assert "x₁ is **hours**; class 1" in words(app)
    other = open_app(app.query)
    assert (other.notices, other.moment) == ("", app.moment)


def test_of_two_columns_one_may_be_left_out_and_a_link_names_the_other_alone(open_app: Open) -> None:
    raw = table([(i, i * 7 % 11, i % 2) for i in range(400)])
    app = choose(opened(open_app(), "many.csv", raw), "x₂", "")
    app.press(USE)
    assert app.experiment.data == Uploaded("many.csv", files.digest(raw), ("a",), "label", "1")
    assert "x1=a" in app.query
    assert "x2=" not in app.query
    again = open_app(app.query).upload("many.csv", raw, key="needed file")
    assert again.experiment == app.experiment
