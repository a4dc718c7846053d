"""One reader for every number in a link: what `repr` writes, in ASCII digits, and nothing that only Python takes."""

from __future__ import annotations

import base64
import json
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import DataError, Experiment, Points
from logreg_core.points.link_numbers import real_number, whole_number

STRANGE = ["١٢", "1_000", " 1", "1 ", "1\n", "0x1", "1e1_0", "１", "Infinity", "+-1", ".", "1" * 500]
PLACES = ["w={},0", "w=0,{}", "b={}", "rates=0:{}", "rates=0:1,{}:1", "steps={}", "holdout={}", "split={}"]
PLACES += [
    "rule=heavy-ball:{}",
    "data=blobs&m={}",
    "data=blobs&noise={}",
    "data=blobs&balance={}",
    "data=blobs&seed={}",
]


@given(st.floats(allow_nan=False))
def test_every_number_that_is_written_is_read(value: float) -> None:
    assert real_number(repr(value)) == value


@pytest.mark.parametrize("text", ["1", "1.", ".5", "-0.0", "+2", "1e5", "1E-5", "5e-324", "-inf"])
def test_shorter_ways_are_read_too(text: str) -> None:
    assert real_number(text) == float(text)


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("place", PLACES)
def test_what_only_python_takes_for_a_number_is_none_anywhere(place: str, text: str) -> None:
    _, notices = Experiment.from_query(place.format(quote(text)))
    assert len(notices) == 1


@pytest.mark.parametrize("text", STRANGE)
def test_no_whole_number_either(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        whole_number(text)


@pytest.mark.parametrize("text", ["١٢", "1_0", "nothing"])
def test_nor_in_points_of_the_first_version(text: str) -> None:
    def packed(x: str) -> str:
        whole = json.dumps([f"{x} 2.0 1", ["x1", "x2"], ["0", "1"], ""]).encode()
        return base64.urlsafe_b64encode(zlib.compress(whole)).decode().rstrip("=")

    assert Points.unpack(packed("1.5")).rows == ((1.5, 2.0, 1),)
    with pytest.raises(DataError, match="is not a number"):
        Points.unpack(packed(text))
