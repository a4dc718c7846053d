"""What is said of somebody's own numbers: each number in it is one of the student's program's, or of the run."""

import re

import numpy as np
import pytest

from logreg_core import Adam, Experiment, HeavyBall, generate, run
from logreg_core.learning.own_numbers.own_numbers import QUANTITIES, Typed, compare
from logreg_core.learning.own_numbers.suspicions import suspicions
from pages.words.learning.own_numbers import moment_in_words, verdicts
from pages.words.learning.what_was_done import _DONE, called
from pages.words.numbers import number
from pages.words.typed_numbers import typed
from tests.learning.student_programs import PROGRAMS

RATE, T = 0.1, 20


@pytest.fixture(scope="module")
def descent():
    return run(generate("blobs", m=200, noise=0.9, seed=7, balance=0.5), Experiment(steps=300))


def said(run, t, **written):
    return verdicts(run, compare(run, t, {name: typed(text) for name, text in written.items()}), written)


def text(things):
    return "\n".join(line for each in things for line in (each.says, *each.lines))


def test_what_agrees_is_said_first_with_the_students_own_digits(descent):
    first, second, *_ = said(descent, T, J="0,4006", dJ_dw1="-43.31", dJ_db="-0.02476")
    assert first.says == "J = 0,4006 and ∂J/∂b = −0.02476 agree."
    assert second.says == "∂J/∂w₁ = −43.31: probably the sum over the examples: J is their mean, so divide by m = 200."
    assert second.lines == ("∂J/∂w₁: 200 × (−0.2166) = −43.31",)


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_suspicion_is_said_with_its_own_numbers(descent, name):
    student = PROGRAMS[name](descent.dataset.X, descent.dataset.y, RATE)
    found = student.numbers(np.append(descent.w[T], descent.b[T]))
    written = {key: f"{value:.6g}" for key, value in found.items()}
    comparison = compare(descent, T, {key: typed(each) for key, each in written.items()})
    things = verdicts(descent, comparison, written)
    off = [each.name for each in comparison.judged if each.verdict != "agrees"]
    lines = [line for each in things for line in each.lines]
    for quantity in off:
        title = called(_here(descent))[quantity]
        of_it = [line for line in lines if line.startswith(f"{title}: ")]
        digits = max(4, typed(written[quantity]).digits)
        assert any(number(found[quantity], digits) in line for line in of_it), (quantity, of_it)
    assert "wrong" not in text(things)
    assert "!" not in text(things)
    assert "–" not in text(things)  # a number that there is not


def _here(run, t=T):
    from logreg_core import at

    return at(run, t)


def test_sums_in_lines_come_out(descent):
    """What stands on both sides of an equals sign is the same to the digits written."""
    for name in PROGRAMS:
        student = PROGRAMS[name](descent.dataset.X, descent.dataset.y, RATE)
        found = student.numbers(np.append(descent.w[T], descent.b[T]))
        written = {key: f"{value:.7g}" for key, value in found.items()}
        for line in (line for each in said(descent, T, **written) for line in each.lines):
            for left, right in re.findall(r"([−(\d][^:;a-z=]*(?:ln \d+)?) = (−?[\d.]+)", line):
                plain = (
                    left.replace("−", "-")
                    .replace("×", "*")
                    .replace("ln 10", "2.302585093")
                    .replace("ln 2", "0.6931471806")
                    .replace("10⁻⁵", "1e-5")
                )
                assert eval(plain) == pytest.approx(float(right.replace("−", "-")), rel=2e-4), line


def test_every_suspicion_can_be_said():
    rule = HeavyBall()
    experiment = Experiment(scale="standardize", holdout=0.2, rule=rule, learning_rates=((0, 0.1), (2, 0.3)), steps=9)
    scaled, plain = run(generate("blobs", m=30), experiment), run(generate("blobs", m=30), Experiment(steps=9))
    batches = run(generate("blobs", m=30), Experiment(batch=7, steps=9))
    adaptive = run(generate("blobs", m=30), Experiment(rule=Adam(), steps=9))
    every = {each.name for descent in (scaled, plain, adaptive, batches) for each in suspicions(descent)}
    assert every == _DONE.keys()


@pytest.mark.parametrize("t", [0, 4, 9])
def test_whatever_is_typed_something_true_is_said(t):
    """Each suspicion's own numbers, of a run with all that there is, give a text without holes."""
    experiment = Experiment(
        scale="standardize", holdout=0.2, rule=HeavyBall(), learning_rates=((0, 0.1), (2, 0.3)), steps=9
    )
    descent = run(generate("blobs", m=30), experiment)
    from logreg_core.learning.own_numbers.own_numbers import _named
    from logreg_core.learning.own_numbers.programs import followed, place

    for each in suspicions(descent):
        for program, always in ((each.version, False), (each.always, True)):
            found = program and (followed(descent, program, t) if always else program(place(descent, t)))
            if not found:
                continue
            numbers = {key: value for key, value in _named(found).items() if np.isfinite(value)}
            for keys in (QUANTITIES, ("J",), ("dJ_dw2",), ("next_b",)):
                written = {key: f"{numbers[key]:.8g}" for key in keys if key in numbers}
                things = text(said(descent, t, **written))
                assert bool(things) == bool(written)
                assert "{" not in things
                assert "nan" not in things


def test_digits_that_are_too_few_are_said(descent):
    assert (
        text(said(descent, T, dJ_dw1="-0.22")) == "∂J/∂w₁ = −0.22 agrees as far as it goes; three digits would be sure."
    )
    assert text(said(descent, 299, next_w1="2.17")) == (
        "next w₁ = 2.17 agrees as far as it goes; it goes from 2.1660 to 2.1677, so five digits tell the step."
    )
    assert text(said(descent, T, dJ_dw1="-0.2169")).endswith(
        "agrees to three digits, not to the last: rounded on the way?"
    )


def test_where_nothing_is_known_the_way_on_is_said(descent):
    things = text(said(descent, T, J="3.333"))
    assert things.startswith("J = 3.333 does not agree, and no usual mistake leads there.\n")
    assert "at t = 20 here w₁ = 0.6759, w₂ = 0.3223 and b = 0.03182" in things
    assert "ten times too large" in text(said(descent, T, J="4.006"))
    far = run(generate("blobs", m=200, noise=0.9, seed=7), Experiment(learning_rates=((0, 60.0),), steps=9))
    assert "two right programs may come apart" in text(said(far, 3, J="3.333"))


def test_several_that_fit(descent):
    things = text(said(descent, T, next_w1="0.6543"))
    assert "several programs lead there. They give the same here; another step may tell." in things
    assert things.count("Perhaps") == 2


def test_the_moment_is_named():
    experiment = Experiment(scale="standardize", holdout=0.2, rule=HeavyBall(), steps=9)
    descent = run(generate("blobs", m=30), experiment)
    assert moment_in_words(descent, 3) == (
        "Type your own numbers for **step t = 3**, with three digits or more: 24 examples (not the 6 held out), "
        "standardised features, heavy ball (momentum), β = 0.9, α = 0.1."
    )
    assert called(_here(descent, 3))["dJ_dw1"] == "∂J/∂w̃₁"


def test_an_exact_number_is_typed_as_a_fraction():
    assert typed("1/4") == Typed(0.25, 0.0)
    assert typed("2,50") == Typed(2.5, 0.01)
    assert typed("25 %") == Typed(0.25, 0.01)
    assert typed("−1.2×10⁻³").unit == pytest.approx(1e-4)
