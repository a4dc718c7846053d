"""Each preset of Compare has one sentence, and each number in it is worked out here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from logreg_core import Dataset, run
from logreg_core.lanes import Comparison, Lanes, compared
from logreg_core.lanes.preset import OFF_CENTRE, Preset, preset_of, presets
from logreg_core.lanes.tuning import is_tuned
from logreg_core.points.reshaping import Reshaping
from pages.words.comparing.preset_words import SENTENCES, TITLES, preset_menu, preset_said
from pages.words.numbers import exactly, number

PRESETS = {each.word: each for each in presets()}


def data_of(lanes: Lanes) -> Dataset:
    return lanes.all[0].experiment.data.load()


@cache
def found(word: str, *, beside: bool = False) -> Comparison:
    lanes = PRESETS[word].beside if beside else PRESETS[word].lanes
    assert lanes is not None
    return compared(data_of(lanes), lanes)


def gap(word: str, k: int, t: int | None = None, *, beside: bool = False) -> float:
    comparison = found(word, beside=beside)
    above = comparison.row(k, comparison.steps if t is None else t).gap
    assert above is not None
    return above


def test_each_has_a_title_and_a_sentence() -> None:
    assert list(PRESETS) == list(TITLES) == list(SENTENCES)
    assert all(len(sentence.split()) <= 40 for sentence in SENTENCES.values())


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.word)
def test_best_rates_are_the_sweeps(preset: Preset) -> None:
    """All but the one whose point is a rate that does not go down."""
    for lanes in (preset.lanes, preset.beside):
        if lanes is not None:
            tuned = all(is_tuned(data_of(lanes), lane) for lane in lanes.all)
            assert tuned == (preset.word != "never settles")


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.word)
def test_lanes_are_known_as_a_preset_until_something_is_changed(preset: Preset) -> None:
    assert preset_of(preset.lanes) == preset
    assert preset_of(preset.lanes.copied()) is None
    assert SENTENCES[preset.word].split(",")[0] in preset_said(preset.word)
    assert preset_said("") == ""
    assert preset_menu("").count("<button") == len(PRESETS)


def tuned_descent() -> None:
    assert found("tuned descent").lanes.all[0].experiment.scale == "standardize"
    assert gap("tuned descent", 1) > 1e6 * gap("tuned descent", 0)
    says("tuned descent", number(gap("tuned descent", 1)), "after 50 steps", "more than a million times")


def narrow_valley() -> None:
    assert found("narrow valley").lanes.all[0].experiment.scale == "none"
    says("narrow valley", number(gap("narrow valley", 1)), number(gap("narrow valley", 0)), "300 steps", "α = 1.6")
    assert gap("narrow valley", 1) < 0.001


def cars() -> None:
    X = data_of(PRESETS["cars"].lanes).X
    assert data_of(PRESETS["cars"].lanes).feature_names[1] == "disp"  # cubic inches
    assert X[:, 1].mean() > 100
    assert X[:, 1].mean() > X[:, 1].std()  # off-centre
    says("cars", number(gap("cars", 1)), number(gap("cars", 0)), "300 steps")
    assert gap("cars", 0) / gap("cars", 1) < 1.25 < gap("narrow valley", 0) / gap("narrow valley", 1)


def off_centre() -> None:
    here, there = (data_of(lanes).X for lanes in (PRESETS["off centre"].lanes, PRESETS["off centre"].beside) if lanes)
    assert np.allclose(here[:, 0], there[:, 0])
    assert here[:, 1].mean() == pytest.approx(OFF_CENTRE * there[:, 1].std(), rel=1e-4)
    assert abs(there[:, 1].mean()) < 1e-3 * there[:, 1].std()
    says("off centre", number(gap("off centre", 1)), number(gap("off centre", 1, beside=True)), "50 steps", "three")


def turned() -> None:
    here, there = (data_of(lanes) for lanes in (PRESETS["turned"].lanes, PRESETS["turned"].beside) if lanes)
    by_button = Reshaping().turned().applied(there)  # the Data page's
    assert np.abs(here.X - by_button.X).max() < 0.01  # two decimals, round 0 where the mean is 0 but for as much
    numbers = [number(gap("turned", 1)), number(gap("turned", 0)), number(gap("turned", 1, beside=True))]
    says("turned", *numbers, "50 steps", "45°")
    assert 0.9 < gap("turned", 1) / gap("turned", 0) < 1
    assert gap("turned", 1, beside=True) < gap("turned", 0, beside=True) / 100


def twice() -> None:
    here, there = found("twice"), found("twice", beside=True)
    by_button = Reshaping().twice().applied(data_of(there.lanes))  # the Data page's
    assert np.array_equal(data_of(here.lanes).X, by_button.X)
    assert np.array_equal(data_of(here.lanes).y, by_button.y)
    for k in (0, 1):
        assert here.lanes.all[k].experiment.learning_rates == there.lanes.all[k].experiment.learning_rates
        assert here.curves[k].F == pytest.approx(there.curves[k].F, rel=1e-9)
    says("twice", "nothing changes")


def never_settles() -> None:
    curve = found("never settles").curves[0]
    lasts = curve.length[200:]
    assert lasts.max() - lasts.min() < 0.01 * lasts.max()
    assert curve.gap is not None
    assert curve.gap[100:].min() > 100 * curve.gap[20]
    rule = found("never settles").lanes.all[0].experiment.rule
    assert rule.settings["rho"] == 0.9
    says(
        "never settles",
        number(curve.gap[20]),
        number(curve.gap[300]),
        number(curve.length[299]),
        f"α = {exactly(0.5)}",
    )
    settled = found("never settles").curves[1]
    assert settled.gap is not None
    assert settled.gap[300] < curve.gap[300] / 1000
    says("never settles", number(settled.length[299]), "α = 0.01 from step 100 on")
    lanes = PRESETS["never settles"].lanes
    for lane, left in zip(lanes.all, (0.8, 0.01), strict=True):  # for good: ten times as many steps leave them as long
        longer = run(data_of(lanes), replace(lane.experiment, steps=3000))
        moved = np.diff(np.column_stack([longer.w, longer.b]), axis=0)
        assert np.linalg.norm(moved, axis=1)[-100:].min() > left


def says(word: str, *parts: str) -> None:
    missing = [part for part in parts if part not in SENTENCES[word]]
    assert not missing, f"{SENTENCES[word]} has no {missing}"


@pytest.mark.parametrize(
    "shows",
    [tuned_descent, narrow_valley, cars, off_centre, turned, twice, never_settles],
    ids=lambda shows: str(shows.__name__),
)
def test_each_sentence_is_true(shows: Callable[[], None]) -> None:
    shows()
