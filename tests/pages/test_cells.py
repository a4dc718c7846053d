"""What a file's cells hold, as the upload says it: blanks and cases, doubtful marks, words that count as gaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from logreg_core import LARGEST_LINKED, Uploaded
from logreg_core.points.read_as import ReadAs
from tests.app import App

from .files import USE, choice, opened, words

Open = Callable[..., App]
KINDS = [("950", "yes"), ("1.200", "Yes "), ("7", "no"), ("8", "None")] * (LARGEST_LINKED // 4 + 2)
LINES = (f"{i * 5 % 13 + 0.5};{i * i % 7 + 0.5};{size};{label}\n" for i, (size, label) in enumerate(KINDS))
CELLS = "x1;x2;size;l\n" + "".join(LINES)


def test_blanks_and_cases_split_no_class_and_one_press_parts_the_cases(open_app: Open) -> None:
    app = opened(open_app(), "cells.csv", CELLS.encode())
    assert choice(app, "Counts as class 1").options == ["no", "yes"]
    assert "Words that differ by case alone were read as one\\: in column 'l' 'yes', 'Yes' as 'yes'" in words(app)
    app.press("Keep them apart")
    assert set(choice(app, "Counts as class 1").options) == {"no", "yes", "Yes"}


def test_both_readings_of_a_doubtful_mark_are_a_press_away_and_stay_in_a_link(open_app: Open) -> None:
    app = opened(open_app(), "cells.csv", CELLS.encode())
    assert "1\\.200 is 1\\.2 or 1200" in words(app)
    app.press("Read as 1200")
    app.press("Make them a class")
    assert set(choice(app, "Counts as class 1").options) == {"no", "yes", "None"}
    choice(app, "x₁").set_value("size")
    app.run()
    choice(app, "Counts as class 1").set_value("None")
    app.run()
    app.press(USE)
    data = app.experiment.data
    assert isinstance(data, Uploaded)
    assert data.read_as == ReadAs(decimal=",", gaps_are_words=True)
    other = open_app(app.query)
    other.upload("cells.csv", CELLS.encode(), key="needed file")
    assert other.query == app.query
    assert other.experiment == app.experiment


def test_a_link_made_when_blanks_split_a_class_still_loads(open_app: Open) -> None:
    raw = CELLS.replace("None", "no").encode()
    app = opened(open_app(), "cells.csv", raw)
    app.press(USE)
    now = app.experiment
    before = replace(now, data=replace(now.data, positive="Yes "))
    other = open_app(before.to_query())
    other.upload("cells.csv", raw, key="needed file")
    assert other.experiment == before
    assert f"{LARGEST_LINKED // 4 * 4 + 8} points" in words(other)


def test_where_too_few_columns_are_numbers_each_other_one_is_named_with_row_and_reason(open_app: Open) -> None:
    app = opened(open_app(), "units.csv", b"age,rate,kind\n1,45 kg,cat\n2,45 lb,dog\n")
    assert "'rate' has 45 kg in row 2 and 45 lb in row 3, 'kind' has 'cat' in row 2, which is no number" in words(app)
    app = opened(open_app(), "words.csv", b"rate,kind\n45 kg,cat\n45 lb,dog\n")
    assert "'rate' has 45 kg in row 2 and 45 lb in row 3, 'kind' has 'cat' in row 2, which is no number" in app.errors
