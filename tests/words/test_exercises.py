"""What is said about answers: right, or which factor went wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.derivation.evaluation import Evaluation, evaluate
from logreg_core.derivation.lines import BY_KEY
from logreg_core.learning.exercises import NUMBERS, Exercise, exercises
from pages.words.exercises import CHOICES, check, check_choice, question, sentence
from pages.words.formulas import Style
from pages.words.numbers import number

X = [[1.094, -1.032], [0.5, 2.0], [-1.5, 0.25]]
ASKED = [exercises(X, [1, 0, 1], [1.106, 0.693], -0.012, example=i, learning_rate=0.2) for i in (0, 1)]


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", NUMBERS)
def test_the_number_as_the_app_writes_it_is_right(asked, name):
    exercise = asked[name]
    for digits in (3, 4, 17):
        verdict = check(exercise, number(exercise.answer, digits))
        assert verdict.right
        assert verdict.says == f"Right: {number(exercise.answer)}."
    assert check(exercise, repr(exercise.answer).replace(".", ",")).right


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", NUMBERS)
def test_each_slip_gets_a_sentence_of_its_own(asked, name):
    exercise = asked[name]
    for slip, value in exercise.slips.items():
        verdict = check(exercise, number(value))
        if number(value, 3) != number(exercise.answer, 3):
            assert not verdict.right, slip
            # Where two slips lead to the same number, the first is named.
            same = [s for s, v in exercise.slips.items() if number(v, 3) == number(value, 3)]
            assert verdict.says in {sentence(name, s) for s in same}


def test_sentences_say_what_went_wrong():
    weight = ASKED[0]["dL_dw"]
    error, slope = ASKED[0]["dL_dz"].answer, ASKED[0]["dyhat_dz"].answer
    assert "sign" in check(weight, number(-weight.answer)).says
    assert "feature, is missing" in check(weight, number(error)).says
    assert "1/m" in check(weight, number(weight.answer / 3)).says
    assert "ŷ(1 − ŷ) is missing" in check(weight, number(weight.answer / slope)).says
    assert "squared error" in check(weight, number(weight.answer * slope)).says
    assert "base 10" in check(ASKED[0]["L"], number(ASKED[0]["L"].answer / np.log(10))).says
    assert "not y − ŷ" in check(ASKED[0]["dL_dz"], number(-error)).says


def test_other_answers_get_a_first_step():
    exercise = Exercise("dL_dz", -0.1286, {})
    assert check(exercise, "no idea").says.startswith("That is no number")
    assert "rounded too early" in check(exercise, "-0.13").says
    assert "ten times too large" in check(exercise, "-1.286").says
    assert "ten times too small" in check(exercise, "-0.01286").says
    assert check(exercise, "7").says == "Not yet. Multiply the two factors, or take ŷ − y."
    assert check(exercise, "-0,1286").right
    assert check(exercise, "-1286/10000").right
    assert "double can hold" in check(Exercise("dL_dz", None, {}), "1").says


@given(st.text(max_size=30), st.sampled_from(NUMBERS))
def test_any_answer_gets_a_verdict(typed, name):
    verdict = check(ASKED[0][name], typed)
    assert verdict.says


@pytest.mark.parametrize("name", NUMBERS)
def test_questions_are_of_the_chosen_weight(name):
    text = question(name, Style(j="2", scaled=True))
    assert text.count("$") == 2
    assert "_1" not in text
    if name in ("dz_dw", "dL_dw", "next_w"):
        assert r"\tilde{w}_2" in text


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.name)
def test_of_the_choices_one_is_right(choice):
    """By their values: the right one alone is what the section comes to."""
    truth = {"section 3": "3.6", "section 4.2": "4.2.8"}[choice.name]
    for y in (0.0, 1.0):
        letters = dict(y=np.array([y]), z=np.array([0.9]), y_hat=1 / (1 + np.exp(-np.array([0.9]))))
        exact = float(evaluate(BY_KEY[truth].right, Evaluation(1, dict(letters), {})).item())
        values = [float(evaluate(each, Evaluation(1, dict(letters), {})).item()) for each in choice.options]
        assert values[choice.right] == pytest.approx(exact, rel=1e-12)
        if y == 0 or choice.name == "section 4.2":
            assert all(value != pytest.approx(exact, rel=1e-3) for i, value in enumerate(values) if i != choice.right)
    assert len(choice.options) == len(choice.says) == len(set(choice.options)) == 4
    verdicts = [check_choice(choice, picked) for picked in range(4)]
    assert [verdict.right for verdict in verdicts] == [picked == choice.right for picked in range(4)]
    assert verdicts[choice.right].says.startswith("Right")
