"""The computational graph: well-formed, whole in both layouts, and harmless."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pages.figures.graph import BACKWARD, FACTORS, FORWARD, Words, graph
from pages.words.strip import letters

COLUMNS = {"w1", "w2", "b", "z", "y_hat", "L", "J", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_dw1", "dL_dw2"}
COLUMNS |= {"product_w1", "product_w2"}
FACTOR_COLUMNS = {"dL_dyhat", "dyhat_dz"}


def words(*, y=1, scaled=False, others=199):
    return Words(letters(scaled), ("1.094", "−0.5000"), y, others)


def drawings(**how):
    return ElementTree.fromstring(f"<div>{graph(words(**how))}</div>").findall("svg")


def text(element):
    return "".join(element.itertext())


@pytest.mark.parametrize("y", [0, 1])
@pytest.mark.parametrize("scaled", [False, True])
def test_both_layouts_say_the_same(y, scaled):
    across, down = drawings(y=y, scaled=scaled)
    for svg in (across, down):
        assert {e.get("data-col") for e in svg.iter() if e.get("data-col")} == COLUMNS
        assert {e.get("data-factor") for e in svg.iter("g") if e.get("data-factor")} == set(FACTORS)
        assert {int(e.get("data-reveal", 0)) for e in svg.iter()} == set(range(FORWARD + BACKWARD + 1))
    for factor in FACTORS:
        said = ["".join(text(_edge(svg, factor)).split()) for svg in (across, down)]
        assert said[0] == said[1]


def _edge(svg, factor):
    return next(e for e in svg.iter("g") if e.get("data-factor") == factor)


def test_factors_past_a_doubles_range_are_written_as_such():
    for svg in drawings():
        for element in svg.iter():
            if element.get("data-col") in FACTOR_COLUMNS:
                assert element.get("data-as") == "factor"


@pytest.mark.parametrize(("y", "loss"), [(1, "−log ŷ"), (0, "−log(1 − ŷ)")])
def test_the_loss_is_that_of_the_label_and_says_so(y, loss):
    for svg in drawings(y=y):
        edge = text(_edge(svg, "loss"))
        assert loss in edge
        assert f"since y = {y}" in edge


def test_the_mean_stands_apart():
    for svg in drawings():
        assert "with 199 more" in text(svg)
        paths = [e.get("class") for e in svg.iter("path")]
        assert paths.count("ahead apart") == 1
        assert sum("backward" in (kind or "").split() for kind in paths) == len(FACTORS)  # none leads back from J or y
    assert all("of this one alone" in text(svg) for svg in drawings(others=0))


def test_scaled_features_wear_a_tilde():
    plain, scaled = (text(drawings(scaled=s)[0]) for s in (False, True))
    assert "̃" not in plain
    assert scaled.count("̃") >= 12


def test_what_is_clicked_is_reached_by_keys_too():
    for svg in drawings():
        for factor in FACTORS:
            edge = _edge(svg, factor)
            assert (edge.get("role"), edge.get("tabindex")) == ("button", "0")


def test_ids_differ_between_the_layouts():
    ids = [e.get("id") for svg in drawings() for e in svg.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 4
