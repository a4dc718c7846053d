"""The factor bars: laid end to end their lengths add up to the product's, whatever the factors' sizes and signs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.figures.factors import KILLS, Factor, factor_bars, factor_of, in_words
from pages.figures.theme import LIGHT

sizes = st.floats(-5_000, 5_000) | st.floats(-1e200, 1e200)
signs = st.sampled_from([-1, 1])


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def drawn(figure):
    """(where it begins, where it ends) of each bar."""
    (bars,) = figure.data
    return [(base, base + length) for base, length in zip(bars.base, bars.x, strict=True)]


def usual():
    each = (factor_of("∂L/∂ŷ", -1.25, of_loss=True), factor_of("∂ŷ/∂z", 0.16), factor_of("∂z/∂w₁", -3.0))
    return each, factor_of("∂L/∂w₁", 0.6, of_loss=True)


@given(sizes, sizes, sizes, signs, signs, signs)
def test_each_bar_begins_where_the_one_above_ends_and_the_product_spans_them_all(a, b, c, i, j, k):
    each = tuple(Factor(name, sign, log, False, 1.0) for name, log, sign in (("a", a, i), ("b", b, j), ("c", c, k)))
    figure = factor_bars(each, Factor("abc", i * j * k, a + b + c, True, 1.0))
    first, second, third, product = drawn(figure)
    assert first[0] == 0
    assert second[0] == first[1]
    assert third[0] == second[1]
    assert product[0] == 0
    assert product[1] == pytest.approx(third[1], abs=1e-12 * (abs(a) + abs(b) + abs(c)) + 1e-9)
    low, high = figure.layout.xaxis.range
    for begin, end in (first, second, third, product):
        assert low < begin < high
        assert low < end < high
        assert math.isfinite(end)
    assert low < -1
    assert high > 1


def test_the_axis_counts_in_powers_of_ten():
    figure = factor_bars(*usual())
    ticks = dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))
    assert (ticks[-1], ticks[0], ticks[1]) == ("÷10", "1", "×10")
    far = (factor_of("a", math.inf, log10=347.4), factor_of("b", 0.0, log10=-347.4))
    figure = factor_bars(far, factor_of("ab", 1.0))
    ticks = dict(zip(figure.layout.xaxis.tickvals, figure.layout.xaxis.ticktext, strict=True))
    assert ticks[100] == "×10¹⁰⁰"
    assert len(ticks) <= 5
    assert figure.layout.xaxis.tickangle == 0


@given(sizes, sizes)
def test_the_axis_always_has_its_1_and_few_ticks(a, b):
    figure = factor_bars(
        (Factor("a", 1, a, False, 1.0), Factor("b", 1, b, False, 1.0)), Factor("c", 1, a + b, True, 1.0)
    )
    assert 0 in figure.layout.xaxis.tickvals
    assert 2 <= len(figure.layout.xaxis.tickvals) <= 9
    assert all(len(text) <= 16 for text in figure.layout.xaxis.ticktext)


def test_names_signs_and_values_stand_in_their_own_columns():
    figure = factor_bars(*usual())
    notes = figure.layout.annotations
    for row, (name, sign, value) in enumerate(
        (("∂L/∂ŷ", "−", "−1.250"), ("∂ŷ/∂z", "+", "0.1600"), ("∂z/∂w₁", "−", "−3.000"), ("= ∂L/∂w₁", "+", "0.6000"))
    ):
        here = [note for note in notes if note.y == row]
        assert [note.text for note in here] == [name, value, sign]
        places = [(note.x, note.xshift, note.xanchor) for note in here]
        assert places == [(0, -40, "right"), (1, 12, "left"), (0, -20, "center")]


def test_derivatives_of_the_loss_are_purple_and_local_ones_are_not():
    figure = factor_bars(*usual())
    purple = LIGHT["gradient"]
    assert [colour == purple for colour in figure.data[0].marker.color] == [True, False, False, True]
    words = {note.text: note.font.color for note in figure.layout.annotations}
    assert words["∂L/∂ŷ"] == purple
    assert words["∂ŷ/∂z"] == LIGHT["ink"]


def test_a_factor_of_0_kills_the_gradient():
    each = (factor_of("∂L/∂ŷ", -2.0, of_loss=True), factor_of("∂ŷ/∂z", 0.25), factor_of("∂z/∂w₁", 0.0))
    product = factor_of("∂L/∂w₁", -0.0, of_loss=True)
    figure = factor_bars(each, product)
    assert texts(figure).count(KILLS) == 1
    (kills,) = [note for note in figure.layout.annotations if note.text == KILLS]
    assert kills.y == 2
    assert [length == 0 for length in figure.data[0].x] == [False, False, True, True]
    assert [note.text for note in figure.layout.annotations if note.y == 3] == ["= ∂L/∂w₁", "0", "0"]
    assert KILLS in in_words(each, product)
    assert "∂L/∂w₁ = 0" in in_words(each, product)


def test_factors_past_a_double_s_range():
    each = (
        factor_of("∂L/∂ŷ", -math.inf, of_loss=True, log10=347.43),
        factor_of("∂ŷ/∂z", 0.0, log10=-347.43),
        factor_of("∂z/∂w₁", 2.0),
    )
    figure = factor_bars(each, factor_of("∂L/∂w₁", -2.0, of_loss=True))
    assert {"−10^347.4", "10^−347.4", "2.000", "−2.000"} <= set(texts(figure))
    assert drawn(figure)[3][1] == pytest.approx(drawn(figure)[2][1])
    assert "10^347.43" in figure.data[0].customdata[0]


def test_a_factor_whose_size_is_lost_is_refused():
    with pytest.raises(ValueError, match="pass log10 of its true size"):
        factor_of("∂L/∂ŷ", math.inf)


def test_the_sign_of_a_factor_that_has_underflowed_is_kept():
    assert factor_of("a", -0.0, log10=-400.0).sign == -1
    assert factor_of("a", -0.0, log10=-400.0).written == "−10^−400.0"
    assert factor_of("a", -0.0).sign == 0
    assert factor_of("a", 5e-324).sign == 1


def test_hover_has_all_the_digits():
    each, product = usual()
    figure = factor_bars(each, product)
    assert list(figure.data[0].customdata) == ["∂L/∂ŷ = −1.25", "∂ŷ/∂z = 0.16", "∂z/∂w₁ = −3.0", "∂L/∂w₁ = 0.6"]
