"""With a penalty the exercises, blanks, guesses and one's own numbers are about the step that descent really takes."""

from __future__ import annotations

import numpy as np
import pytest

from logreg_core import Experiment, GradientDescent, HeavyBall, at, run
from logreg_core.learning.blanks import blank
from logreg_core.learning.exercises import exercises
from logreg_core.learning.expected_curve import compared
from logreg_core.learning.mistakes import worked_out
from logreg_core.learning.own_numbers.own_numbers import Typed, compare
from logreg_core.learning.predictions.deciding import judged
from logreg_core.learning.predictions.predictions import FALL, question
from logreg_core.learning.worksheets.worksheet import worksheet
from pages.words.learning.blanks import letters_for, verdict
from pages.words.learning.predict.decided import decided
from pages.words.learning.predict.predict import asked, spoken_of
from pages.words.numbers import number
from tests.rules.rows import overlapping

L2 = 0.5


PLAIN = GradientDescent()


def descended(rule=PLAIN, l2=L2, **more):
    return run(overlapping(), Experiment(rule=rule, l2=l2, learning_rates=((0, 0.2),), w=(1.5, 1.0), steps=30, **more))


@pytest.mark.parametrize("rule", [GradientDescent(), HeavyBall(0.7)], ids=lambda rule: rule.word)
@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_next_step_is_the_run_s(rule, scale):
    done = descended(rule, scale=scale)
    for t in (0, 5):
        here = at(done, t)
        for j in (1, 2):
            found = exercises(
                here.X, here.y, here.w, here.b, example=0, learning_rate=0.2, j=j, rule=rule, state=here.state, l2=L2
            )["next_w"]
            assert found.answer == pytest.approx(float(done.w[t + 1, j - 1]), rel=1e-12)
            assert not {"sum", "divided"} & set(found.slips)
            filled = blank(done, t, 0, f"next_w{j}")
            assert filled.value == pytest.approx(float(done.w[t + 1, j - 1]), rel=1e-9)
            assert worked_out(filled.formula, filled.letters) == pytest.approx(filled.value, rel=1e-9)


def test_a_blank_s_words_speak_of_the_gradient_of_F():
    done = descended()
    said = verdict(blank(done, 3, 0, "next_w1"), "123", letters_for(done)).says
    assert "∂F/∂w₁" in said
    assert "∂J/∂w₁" not in said


def test_a_guess_is_judged_by_F_and_not_by_J():
    done = descended()
    rising = [t for t in range(done.steps) if done.F[t + 1] < done.F[t] and done.J[t + 1] > done.J[t]]
    assert rising, "the penalty makes J rise in this run"
    t = rising[0]
    found = question("J", done, t)
    assert found.rights == (FALL,)
    judgement = judged(done, t, found, FALL)
    assert judgement.is_right
    assert judgement.facts["before"] == done.F[t]
    assert judgement.facts["after"] == done.F[t + 1]
    change = at(done, t + 1).change
    assert change.F < 0 < change.J
    say = {"w1": "w₁", "w2": "w₂", "b": "b"}
    line = spoken_of(decided([judgement], say), charged=True)
    assert "<i>F</i>" in line
    assert "<i>J</i>" not in line
    assert "<i>F</i> will" in asked(found, say, charged=True).text
    assert "<i>J</i> will" in asked(found, say).text


def test_a_parameter_s_guess_rests_on_the_gradient_of_F():
    done = descended()
    judgement = judged(done, 2, question("w1", done, 2), FALL)
    here = at(done, 2)
    assert judgement.facts["gradient"] == pytest.approx(here.gradient[0] + L2 * here.w[0], rel=1e-12)


def test_own_numbers_ask_for_J_and_the_step_with_the_penalty():
    done = descended()
    here = at(done, 4)
    truth = {"J": here.J, "dJ_dw1": here.gradient[0], "next_w1": float(done.w[5, 0])}
    numbers = {name: Typed(float(value)) for name, value in truth.items()}
    assert [each.verdict for each in compare(done, 4, numbers).judged] == ["agrees"] * 3
    wrong = {"next_w1": Typed(float(done.w[4, 0] - 0.2 * here.gradient[0]))}
    found = compare(done, 4, wrong)
    assert [each.verdict for each in found.judged] != ["agrees"]
    assert found.explanations == ()


def test_a_drawn_curve_is_compared_with_F():
    done = descended()
    found = compared(((0, float(done.F[0])), (30, float(done.F[30]))), done)
    assert found.J_there == pytest.approx(float(done.F[found.farthest]))


def test_a_worksheet_needs_a_run_without_a_penalty():
    with pytest.raises(ValueError, match="λ"):
        worksheet(descended(), 0, [1, 2, 3], 1)


def test_without_a_penalty_nothing_is_another():
    done = descended(l2=0.0)
    here = at(done, 3)
    assert here.shown_gradient_of_F.tobytes() == here.shown.gradient.tobytes()
    assert number(float(here.gradient_of_F[0])) == number(float(here.gradient[0]))
    assert np.array_equal(here.gradient_of_F, here.gradient)
