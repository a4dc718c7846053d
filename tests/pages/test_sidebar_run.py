"""The sidebar's start, features and steps, and the rate that other data begin with."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import SAMPLES, Dataset, Generated, Sampled, random_start
from logreg_core.descent.optimum import smoothness
from logreg_core.points.plain_numbers import NotANumberError, typed_number
from logreg_core.points.scaling import Scaling
from pages.parts.sidebar.start_boxes import as_typed
from pages.session import cache
from pages.session.fitting_rate import fitting_rate
from tests.app import SMALL, App

Open = Callable[..., App]


def captions(app: App) -> str:
    return "\n".join(caption.value for caption in app.at.sidebar.caption)


# --------------------------------------------------------------------------------------------------------- rate


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("origin", [*map(Generated, ["blobs", "xor"]), *map(Sampled, SAMPLES)], ids=repr)
def test_the_rate_fits_the_data(origin: Generated | Sampled, scale: str) -> None:
    dataset = origin.load()
    rate = fitting_rate(dataset, scale)
    most = 2 / smoothness(Scaling.of(dataset.X, scale).apply(dataset.X))
    assert rate == 0.1 if most >= 0.1 else most / 4 < rate <= most / 2


@pytest.mark.parametrize("name", ["scales", "mtcars"])
def test_other_data_gets_a_rate_that_fits_it(open_app: Open, name: str) -> None:
    app = open_app(f"{SMALL}&rates=0:7.0,2:8.0").set("data", name)
    rate = fitting_rate(app.experiment.data.load(), "none")
    assert app.experiment.learning_rates == ((0, rate),)
    assert rate < 1e-3


@given(st.floats(1e-90, 1e90), st.integers(0, 5))
def test_a_fitting_rate_is_a_tenth_or_the_largest_single_digit(size: float, seed: int) -> None:
    X = size * np.random.Generator(np.random.PCG64(seed)).standard_normal((12, 2))
    rate = fitting_rate(Dataset(X, np.arange(12) % 2), "none")
    half = 1 / smoothness(X)
    if half >= 0.05:
        assert rate == 0.1
    else:
        digit, exponent = f"{rate:.0e}".split("e")
        assert rate == float(f"{digit}e{exponent}")
        assert rate <= half * (1 + 1e-12) < (int(digit) + 1) * 10.0 ** int(exponent) * (1 + 2e-12)


# -------------------------------------------------------------------------------------------------------- start


def test_random_and_back_to_zeros(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4")
    before = app.experiment
    app.set("start mode", "random")
    assert (app.experiment.w, app.experiment.b) == random_start(1)
    assert (app.moment.start_seed, app.moment.t, app.moment.former) == (1, 4, before)
    assert app.widget("start seed").value == 1
    assert "w₁ = " in captions(app)
    app.set("start seed", 5)
    assert (app.experiment.w, app.experiment.b) == random_start(5)
    app.set("start mode", "zeros")
    assert (app.experiment.w, app.experiment.b, app.moment.start_seed) == ((0.0, 0.0), 0.0, None)
    assert app.moment.former is not None
    assert app.moment.former.w == random_start(5)[0]


@pytest.mark.parametrize("seed", [0, 3, 2**53 - 1])
def test_a_random_start_of_a_link(open_app: Open, seed: int) -> None:
    (w1, w2), b = random_start(seed)
    app = open_app(f"{SMALL}&w={w1!r},{w2!r}&b={b!r}&start={seed}")
    assert app.widget("start mode").value == "random"
    assert app.widget("start seed").value == seed


def test_a_seed_that_does_not_belong_to_its_numbers(open_app: Open) -> None:
    app = open_app(f"{SMALL}&w=1.0,2.0&b=3.0&start=4")
    assert app.widget("start mode").value == "typed"
    assert app.experiment.w == (1.0, 2.0)


def test_typed(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=4").set("start mode", "typed")
    assert app.moment == open_app(f"{SMALL}&t=4&pick={app.moment.pick + 1}").moment  # nothing changed yet
    app.set("start w1", "0.5").set("start w2", "-1e-3").set("start b", " 2 ")
    assert (app.experiment.w, app.experiment.b, app.moment.t) == ((0.5, -1e-3), 2.0, 4)
    assert [app.widget(f"start {name}").value for name in ("w1", "w2", "b")] == ["0.5", "-0.001", "2"]
    app.set("start w1", "0").set("start w2", "0").set("start b", "0")
    assert app.widget("start mode").value == "typed"  # as pressed, though the numbers are zeros again
    assert app.set("start mode", "zeros").widget("start mode").value == "zeros"


def test_random_numbers_can_be_typed_over(open_app: Open) -> None:
    app = open_app().set("start mode", "random").set("start mode", "typed")
    (w1, w2), b = random_start(1)
    assert (app.experiment.w, app.experiment.b, app.moment.start_seed) == ((w1, w2), b, None)
    app.set("start w2", "0.25")
    assert (app.experiment.w, app.experiment.b) == ((w1, 0.25), b)


EXACT = "w=0.1234567890123456789,-1e-300&b=12345678.901234567"


def test_typing_one_number_keeps_every_bit_of_the_others(open_app: Open) -> None:
    app = open_app(f"{SMALL}&{EXACT}")
    assert app.widget("start mode").value == "typed"
    assert app.widget("start w1").value == "0.12345678901234568"
    app.set("start b", "1")
    assert (app.experiment.w, app.experiment.b) == ((0.12345678901234568, -1e-300), 1.0)


@pytest.fixture(scope="module")
def typed() -> App:
    """One session for all that is refused."""
    return App(f"{SMALL}&w=0.5,0.25&b=1.0")


NONSENSE = ["", "  ", "abc", "nan", "inf", "-inf", "1e999", "1_000", "0x10", "1 2", "**1**", "٣", "1,2,3", "--1"]


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_no_number(text: str) -> None:
    with pytest.raises(NotANumberError):
        typed_number(text)


@pytest.mark.parametrize(("name", "text"), [("w1", "abc"), ("w2", ""), ("b", "1e999"), ("b", "**1**")])
def test_nonsense_is_refused_and_said(typed: App, name: str, text: str) -> None:
    before, kept = typed.moment, typed.widget(f"start {name}").value
    typed.set(f"start {name}", text)
    assert typed.moment == before
    assert "stays at" in typed.errors
    assert text not in typed.errors or "*" not in text
    assert typed.widget(f"start {name}").value == kept
    assert typed.run().errors == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", 1.0), ("-0.5", -0.5), ("−0.5", -0.5), ("0,5", 0.5), (".5", 0.5), ("5.", 5.0), ("1E-3", 1e-3), ("+2", 2.0)],
)
def test_a_number_is_read_as_it_is_written(text: str, value: float) -> None:
    assert typed_number(text) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_in_its_box_is_that_number(value: float) -> None:
    read = typed_number(as_typed(value))
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


def test_other_data_keeps_a_random_and_a_typed_start(open_app: Open) -> None:
    app = open_app().set("start mode", "random").set("data", "moons")
    assert (app.experiment.w, app.moment.start_seed) == (random_start(1)[0], 1)
    assert app.widget("start mode").value == "random"
    app.set("start mode", "typed").set("start w1", "3").set("data", "iris")
    assert app.experiment.w[0] == 3
    assert app.widget("start w1").value == "3"


# ------------------------------------------------------------------------------------------- features and steps


def test_standardise_keeps_the_step_and_the_former_run(open_app: Open) -> None:
    app = open_app(f"{SMALL}&t=8&pick=3")
    before = app.experiment
    app.set("standardise", True)
    assert app.experiment == replace(before, scale="standardize")
    assert (app.moment.t, app.moment.pick, app.moment.former) == (8, 2, before)
    assert app.header["former"] == "features as they are"
    app.set("standardise", False)
    assert app.experiment == before
    assert app.moment.former == replace(before, scale="standardize")


def test_a_rate_that_nobody_chose_is_chosen_anew_for_other_features(open_app: Open) -> None:
    app = open_app(f"{SMALL}").set("data", "scales")
    raw = app.experiment.learning_rates
    assert raw[0][1] < 1e-4
    assert app.set("standardise", True).experiment.learning_rates == ((0, 0.1),)
    assert app.set("standardise", False).experiment.learning_rates == raw


def test_a_rate_that_was_chosen_stays(open_app: Open) -> None:
    app = open_app(f"{SMALL}&rates=0:0.3,4:0.5").set("standardise", True)
    assert app.experiment.learning_rates == ((0, 0.3), (4, 0.5))


def test_scaled_parameters_carry_a_tilde(open_app: Open) -> None:
    app = open_app(f"{SMALL}&w=1.0,2.0")
    assert app.widget("start w1").label == "w₁"
    assert app.set("standardise", True).widget("start w1").label == "w̃₁"


@pytest.mark.parametrize("steps", [1, 7, 20, 500, 3000])
def test_the_number_of_steps(open_app: Open, steps: int) -> None:
    app = open_app(f"{SMALL}&t=10&pick=1").says(t=10, rate=0.4, from_start=True).set("steps", steps)
    assert app.experiment.steps == app.header["steps"] == steps
    assert app.moment.t == min(10, steps)
    assert app.moment.former is not None
    assert app.moment.former.steps == steps


@pytest.mark.parametrize("steps", [0, 1, 100_000])
def test_any_number_of_steps_of_a_link_is_shown(open_app: Open, steps: int) -> None:
    app = open_app(f"data=four_points&steps={steps}")
    assert app.widget("steps").value == app.experiment.steps == steps
    assert len(app.stages) == 1


@pytest.fixture
def little_work(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(cache, "MOST_WORK", 1000)
    return 1000


def test_a_link_that_asks_for_too_much_is_shortened_and_says_so(open_app: Open, little_work: int) -> None:
    app = open_app("data=blobs&m=20&steps=90&t=80&rates=0:0.1,70:0.2")
    assert (app.experiment.steps, app.moment.t) == (little_work // 20, 50)
    assert "90 steps on 20 points would take too long; 50 steps are shown" in app.notices.replace("\\", "")
    assert app.widget("steps").value == 50


@pytest.mark.parametrize(("key", "value"), [("m", 50), ("steps", 51), ("data", "iris")])
def test_a_choice_that_asks_for_too_much_is_shortened_and_says_so(
    open_app: Open, little_work: int, key: str, value: object
) -> None:
    app = open_app("data=blobs&m=20&steps=50")
    assert app.notices == ""
    app.set(key, value)
    assert app.experiment.steps == little_work // app.experiment.data.load().m
    assert "would take too long" in app.notices


def test_the_stage_can_t_ask_for_too_much_either(open_app: Open, little_work: int) -> None:
    app = open_app("data=blobs&m=20&steps=20").says(t=20, extend=True)
    assert app.experiment.steps == little_work // 20
    assert app.says(t=20, extend=True).experiment.steps == little_work // 20


def test_the_largest_run_is_two_thousand_million_examples_times_steps() -> None:
    assert cache.MOST_WORK == 2_000_000_000
    assert cache.most_steps(Dataset(np.zeros((2, 2)), [0, 1])) == 100_000
    assert cache.most_steps(Dataset(np.zeros((100_000, 2)), np.arange(100_000) % 2)) == 20_000
