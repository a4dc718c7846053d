"""A file is read in another way where a person says so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from logreg_core import LARGEST_LINKED, Uploaded
from logreg_core import files as core_files
from logreg_core.files import Remedy, UnreadableError
from logreg_core.points.read_as import AS_IT_IS, ReadAs
from tests.app import App

from .files import USE, choice, opened, words

Open = Callable[..., App]
YEARS = b"2019,2020,2021\n" + b"".join(b"%d,%d,%d\n" % (i, i * i % 7, i % 2) for i in range(LARGEST_LINKED + 5))
OTHERS = YEARS + b"1,2,1\n"  # what is known of a file is kept, whatever its name
HEADER = "Read row 1 as the columns' names"


def columns(app: App) -> set[str]:
    """The names of the columns that can be the label."""
    return set(choice(app, "Label").options)


def test_a_first_row_of_numbers_becomes_the_header_by_one_press_and_stays_so_in_a_link(open_app: Open) -> None:
    app = opened(open_app(), "years.csv", YEARS)
    assert "column 1" in columns(app)
    app.press(HEADER)
    assert columns(app) == {"2019", "2020", "2021"}
    assert "305 points" in words(app)
    app.press(USE)
    data = app.experiment.data
    assert isinstance(data, Uploaded)
    assert data.read_as == ReadAs(header=True)
    other = open_app(app.query)
    other.upload("years.csv", YEARS, key="needed file")
    assert other.query == app.query
    assert "305 points" in words(other)


def test_the_file_can_be_read_as_it_is_again(open_app: Open) -> None:
    app = opened(open_app(), "years.csv", YEARS)
    app.press(HEADER)
    app.press("Read the file as it is")
    assert "column 1" in columns(app)
    assert "306 points" in words(app)


def test_a_file_that_is_refused_can_offer_ways_to_read_it(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    real = core_files.read_table_apart

    def read(raw: bytes, filename: str, *, read_as: ReadAs, progress: object) -> object:
        if read_as == AS_IT_IS:
            raise UnreadableError("It is not *known*.", (Remedy("", "Take row 1", ReadAs(header=True)),))
        return real(raw, filename, read_as=read_as, progress=lambda _: None)

    monkeypatch.setattr(core_files, "read_table_apart", read)
    app = opened(open_app(), "years.csv", OTHERS)
    assert "years\\.csv: It is not \\*known\\*" in app.errors
    assert all(button.label != USE for button in app.at.button)
    app.press("Take row 1")
    assert app.errors == ""
    assert columns(app) == {"2019", "2020", "2021"}


def test_a_name_that_is_a_number_can_be_made_data(open_app: Open) -> None:
    named = b"x,2020,2021\n" + b"".join(b"%d,%d,%d\n" % (i, i * i % 7, i % 2) for i in range(9))
    app = opened(open_app(), "years.csv", named)
    assert columns(app) == {"x", "2020", "2021"}
    assert "'2020', '2021'" in words(app)
    app.press("Read row 1 as data")
    assert "column 2" in columns(app)


def test_rows_left_out_stay_so_in_a_link(open_app: Open) -> None:
    units = b"a,b,label\ncm,kg,\n" + b"".join(b"%d,%d,%d\n" % (i, i * i % 7, i % 2) for i in range(LARGEST_LINKED + 5))
    app = opened(open_app(), "units.csv", units)
    assert "Row 2, column 'a': 'cm'" in app.errors.replace("\\", "")
    app.press("Leave row 2 out")
    assert columns(app) == {"a", "b", "label"}
    app.press(USE)
    assert app.experiment.data.read_as == ReadAs(left_out=(2,))
    other = open_app(app.query)
    other.upload("units.csv", units, key="needed file")
    assert other.query == app.query
