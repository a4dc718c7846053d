"""The text that points travel in: exact whatever the numbers, short where they are, and harmless whatever it says."""

import time
import tracemalloc

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core import DataError, Edited, Generated, Points
from logreg_core.points import link_text as text
from tests.files.making import squeezed

short = st.builds(lambda n, k: float(f"{n}e{-k}"), st.integers(-9_999, 9_999), st.integers(-3, 6))
any_number = st.floats(allow_nan=False, allow_infinity=False)
points = st.one_of(*[st.lists(st.tuples(x, x, st.integers(0, 1)), max_size=300) for x in (short, any_number)])


def reread(points):
    reader = text.unseal("x", text.seal("x", text.rows(points)))
    back = reader.rows(300)
    reader.done()
    return back


@given(points)
@example([(1e300, -1e-300, 0), (0.0, -0.0, 1)])
@example([(1.5, 0.0, 1)] * 300)
@example([(float(i), i / 8, i % 2) for i in range(300)])
def test_points_come_back_bit_for_bit(points):
    assert repr(reread(points)) == repr(tuple(points))


@given(st.sets(st.integers(0, 2**60), max_size=50).map(sorted))
def test_numbers_come_back(numbers):
    assert text.unseal("x", text.seal("x", text.indexes(numbers))).indexes(50) == tuple(numbers)


def test_no_bit_is_spent_on_values_that_do_not_occur():
    grid = [(1.0 + 0.005 * (i % 16), 7.25, 1) for i in range(128)]  # 4 bits a point, and none for what is the same
    grid = [(round(x1, 3), x2, y) for x1, x2, y in grid]
    assert len(text.rows(grid)) < 64 + 20
    stretches = [(0.0, 0.0, int(i >= 150)) for i in range(300)]
    assert len(text.rows(stretches)) < 30


@given(st.binary(max_size=200))
@example(b"")
@example(text.whole(0) + text.whole(2**60))
@example(text.whole(0) + text.whole(300) + bytes([1]) + b"\xff" * 50)
@example(text.whole(0) + text.whole(2) + bytes([0, 3]) + b"\xff" * 100)
@example(text.whole(0) + text.whole(1) + bytes([1, 1]) + text.whole(999) + b"\xff\xff\xff\xff\x7f" * 20)
def test_a_body_that_somebody_made_up_is_read_or_refused_in_words(body):
    """The checksum is right here: it keeps accidents out, not people."""
    for kind, unpack in (("p", Points.unpack), ("d", lambda sent: Edited.unpack(sent, Generated()))):
        try:
            made = unpack(text.seal(kind, body))
        except DataError as error:
            assert len(str(error)) < 400  # noqa: PT017 - either outcome is right
        else:
            assert isinstance(made, (Points, Edited))


@pytest.mark.parametrize("unpack", [Points.unpack, lambda sent: Edited.unpack(sent, Generated())])
def test_a_small_text_that_hides_a_huge_one_is_refused_at_once(unpack):
    bomb = squeezed((bytes(1_000_000), 300))
    body = text.whole(2 * len(bomb) + 1) + bomb
    sent = [text.seal(kind, body) for kind in "pd"]
    tracemalloc.start()
    began = time.perf_counter()
    for each in sent:
        with pytest.raises(DataError, match="can't be read"):
            unpack(each)
    seconds, peak = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 2
    assert peak < 20_000_000
