"""What is said of a drawn curve and the run: true, short, and first what both have in common."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment, run
from logreg_core.descent.run import Run
from logreg_core.learning.expected_curve import Curve, compared, drawn_at, steps_to_type
from logreg_core.points.origins import Generated
from pages.words.learning.expected_curve import asked, said, typed_label
from pages.words.numbers import number

RUN = run(Generated(m=20).load(), Experiment(steps=1))
heights = st.floats(0, 1e5, allow_subnormal=False)


def run_of(J: list[float]) -> Run:
    return replace(RUN, J=np.array(J), w=np.zeros((len(J), 2)), b=np.zeros(len(J)), state=np.zeros((len(J), 0)))


def plain(html: str) -> str:
    return re.sub(r"</?i>", "", html)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Curve, list[float]]:
    J = draw(st.lists(heights, min_size=2, max_size=40))
    steps = sorted(draw(st.sets(st.integers(0, len(J) - 1), min_size=2, max_size=12)))
    return tuple((step, draw(heights)) for step in steps), J


@given(cases())
def test_a_sentence_is_short_calm_and_true(case: tuple[Curve, list[float]]) -> None:
    curve, J = case
    it = compared(curve, run_of(J))
    assert it is not None
    text = plain(said(it))
    assert len(text.split()) <= 20
    assert "!" not in text
    assert "wrong" not in text.lower()
    numbers = re.search(r"at step ([\d,]+): you drew (\S+), J is (\S+)\.$", text)
    assert numbers
    step = int(numbers[1].replace(",", ""))
    drawn = drawn_at(curve, np.arange(curve[0][0], it.last + 1))
    assert numbers[2] == number(float(drawn[step - curve[0][0]]))
    assert numbers[3] == number(J[step])
    apart = np.abs(drawn - np.array(J[curve[0][0] : it.last + 1]))
    assert apart[step - curve[0][0]] == apart.max()
    true = np.array(J[curve[0][0] : it.last + 1])
    if re.search("(it|J) falls", text):
        assert true[-1] < true[0]
        assert np.diff(true).max() <= 1e-9 * true.max()
    if re.search("(it|J) rises[.,] (as|Fur|At)", text):
        assert true[-1] > true[0]
        assert np.diff(true).min() >= -1e-9 * true.max()
    if "ends lower" in text:
        assert true[-1] < true[0]
    if "rises, then ends lower" in text:
        assert np.diff(true).max() > 0
        assert np.diff(drawn).max() > 0
    if "hardly moves" in text:
        assert np.abs(true - true[0]).max() <= 0.02 * max(true[0], drawn[0])
    if "You drew close to J." in text:
        assert apart.max() <= 0.02 * max(true[0], drawn[0])
    if both := re.match(r"Both (fall|rise) up to step ([\d,]+)\.", text):
        way, until = (-1 if both[1] == "fall" else 1), int(both[2].replace(",", "")) - curve[0][0]
        assert until > 0
        assert (way * np.diff(true[: until + 1]) > 0).all()
        assert (way * np.diff(drawn[: until + 1]) > 0).all()


@pytest.mark.parametrize(
    ("rate", "curve", "begins"),
    [
        (0.1, ((20, 0.401), (300, 0.2)), "J falls, as you drew it. Furthest apart at step "),
        (0.1, ((20, 0.401), (300, 0.4)), "You drew J level; it falls."),
        (0.1, ((20, 0.401), (100, 0.3), (300, 0.6)), "Both fall up to step 100."),
        (0.1, ((20, 0.401), (300, 0.9)), "You drew J rising; it falls."),
        (60.0, ((0, 0.693), (300, 0.2)), "J ends lower, as you drew it."),
        (60.0, ((0, 0.693), (1, 1.0), (300, 0.3)), "J rises, then ends lower, as you drew."),
        (1e-6, ((0, 0.693), (300, 0.693)), "J hardly moves, as you drew it. At most "),
        (1e-6, ((0, 0.693), (300, 0.2)), "You drew J falling; it hardly moves."),
    ],
)
def test_it_begins_with_what_both_have_in_common(rate: float, curve: Curve, begins: str) -> None:
    experiment = Experiment(learning_rates=((0, rate),))
    it = compared(curve, run(experiment.data.load(), experiment))
    assert it is not None
    assert plain(said(it)).startswith(begins)


def test_the_question_names_the_steps_and_the_fields_follow() -> None:
    assert plain(asked(20, 300)) == "What will J do from step 20 to 300? Draw it in the picture, or type it:"
    assert plain(asked(0, 1)).startswith("What will J do at step 1?")
    labels = [typed_label(20, step, 300) for step in steps_to_type(20, 300)]
    assert labels == ["J after 10 steps", "J after 50 steps", "J at step 300"]
    assert typed_label(0, 1, 4) == "J after 1 step"
