"""The picture of a sweep holds the core's numbers: every rate, the marks, both scales."""

import math
from dataclasses import replace

import pytest

from logreg_core import RULES, Experiment, Generated, sweep
from logreg_core.descent.sweep.sweep import with_chosen
from pages.figures.of_rates.sweep_curve import HIGHEST, LOWEST, no_sweep, sweep_curve
from pages.words.choosing.swept import NOT_NOW, WORKING, caption, gap_words, marks

DATA = Generated(m=60).load()


def swept(data=DATA, **experiment):
    made = Experiment(steps=40, **experiment)
    return with_chosen(sweep(data, made), data, made)


@pytest.mark.parametrize("word", RULES)
def test_every_rate_stands_at_its_gap_and_says_both(word):
    found = swept(rule=RULES[word](), l2=0.01)
    drawn = sweep_curve(found, charged=True)
    every, higher, marked = drawn.data
    assert every.x == found.rates
    for rate, gap, y, said in zip(found.rates, found.gaps, every.y, every.customdata, strict=True):
        assert y == pytest.approx(min(max(gap, LOWEST), HIGHEST), rel=1e-5)
        assert said == gap_words(found, rate, charged=True)
    assert list(higher.x) == [rate for rate, each in zip(found.rates, found.diverged, strict=True) if each]
    assert set(marked.x) == {found.best, found.chosen}
    assert {*zip(marked.x, marked.y, strict=True)} <= {*zip(every.x, every.y, strict=True)}
    assert (drawn.layout.xaxis.type, drawn.layout.yaxis.type) == ("log", "log")


def test_all_is_in_view_and_each_mark_has_its_symbol_and_its_words():
    found = swept()
    drawn = sweep_curve(found, charged=False)
    for axis, values in ((drawn.layout.xaxis, found.rates), (drawn.layout.yaxis, drawn.data[0].y)):
        assert all(axis.range[0] < math.log10(value) < axis.range[1] for value in values)
        assert 3 <= len(axis.tickvals) <= 7
        assert all(axis.range[0] <= math.log10(value) <= axis.range[1] for value in axis.tickvals)
    symbols = dict(zip(drawn.data[2].x, drawn.data[2].marker.symbol, strict=True))
    assert symbols == {found.chosen: "circle", found.best: "triangle-down"}
    assert drawn.data[1].marker.symbol == "x-thin"
    shapes = {shape.name: shape for shape in drawn.layout.shapes}
    assert shapes["safe"].x0 == shapes["safe"].x1 == found.safe
    assert shapes["start"].y0 == shapes["start"].y1 == pytest.approx(found.at_start, rel=1e-5)
    (above,) = drawn.layout.annotations
    lines = above.text.split("<br>")
    assert lines == [*caption(found, charged=False), *marks(found, charged=False), "<i>J − J*</i> after 40 steps"]
    assert drawn.layout.margin.t >= 17 * len(lines)


def test_without_a_safe_rate_there_is_no_line():
    drawn = sweep_curve(swept(batch=10), charged=False)
    assert [shape.name for shape in drawn.layout.shapes] == ["start"]


def test_what_is_past_all_numbers_stands_at_the_top_and_leaves_the_scale_as_it_is():
    found = swept()
    wild = replace(found, gaps=(*found.gaps[:-1], math.inf), diverged=(*found.diverged[:-1], True))
    drawn = sweep_curve(wild, charged=False)
    assert drawn.data[0].y[-1] == HIGHEST * max(found.at_start, 1.0)
    assert drawn.data[1].customdata[-1] == "J is past what a computer’s number holds"


@pytest.mark.parametrize("says", [WORKING, NOT_NOW])
def test_until_it_is_there_the_picture_says_why(says):
    drawn = no_sweep(says)
    assert drawn.data == ()
    assert [note.text for note in drawn.layout.annotations] == [says]
    assert len(drawn.layout.shapes) == 1
