"""The Derivation page's exercises: one at a time, about an example whose numbers are not on screen."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.at_step.rounding import shown_after
from logreg_core.descent.run import Run
from logreg_core.learning.asked_example import USUAL_DIGITS, digits_of_step, power_of_ten, row_to_ask
from logreg_core.learning.exercises import NUMBERS, exercises
from pages.session import widgets
from pages.session.moment import Moment
from pages.words.exercises import (
    CHOICES,
    LABELS,
    Verdict,
    check_choice,
    facts,
    facts_of_step,
    question,
)
from pages.words.formulas import Style, tex
from pages.words.learning.other_digits import check_digits, check_power, question_of_power
from pages.words.numbers import DIGITS, in_words

CHECK = "Check"
_OF_LINES = {choice.name: f"a line of {choice.name}" for choice in CHOICES}


def exercise_panel(moment: Moment, run: Run, row: int, style: Style) -> None:
    """Show one exercise, and what is to be said of the answer.

    row : the picked example's among the training examples, whose numbers are on screen.
    """
    names = (*NUMBERS, *_OF_LINES)
    labels = LABELS | _OF_LINES
    name = st.segmented_control(
        "Exercise", names, default=names[1], required=True, format_func=labels.__getitem__, key=widgets.EXERCISE
    )
    if name in _OF_LINES:
        _choice(str(name), style)
    else:
        _number(str(name), moment, run, row, style)


def _number(name: str, moment: Moment, run: Run, row: int, style: Style) -> None:
    here, rule = at(run, moment.t), run.experiment.rule
    other, j, rate = row_to_ask(here, row, name), int(style.j), run.experiment.rate_at(moment.t)
    point = (here.X, here.y, here.w, here.b)
    members = here.members if run.batches else None
    asked = exercises(
        *point,
        example=other,
        learning_rate=rate,
        j=j,
        rule=rule,
        state=here.state,
        t=moment.t,
        l2=run.l2,
        members=members,
    )[name]
    number = int(run.rows_training[other]) + 1
    digits, power = USUAL_DIGITS, power_of_ten(here, other, name, j)
    if name == "next_w":
        mean, rows = float(here.shown.gradient[j - 1]), here.shown.rows
        digits = digits_of_step(float(rows[j - 1]), asked.answer or 0.0)
        after = shown_after(run, np.array([moment.t]))[0][0]
        kept = [
            float((after if letter in rule.given else rows)[3 * k + j - 1]) for k, letter in enumerate(rule.keeps, 1)
        ]
        known = facts_of_step(
            j,
            float(rows[j - 1]),
            mean,
            rate,
            style,
            rule=rule,
            kept=kept,
            t=moment.t,
            digits=max(DIGITS, digits + 1),
            batch=len(here.members) if run.batches else None,
            charge=float(here.penalty_gradient[j - 1]) if run.l2 else None,
        )
        st.markdown(f"At t = {moment.t:,}: {known}.")
    else:
        st.markdown(f"Example {number:,} at t = {moment.t:,}: {facts(_letters(here, other), style)}.")
    st.markdown(question(name, style, rule, charged=run.l2 > 0) if power is None else question_of_power(name, style))
    with st.form(widgets.ANSWER_FORM, border=False):
        box, button = st.columns([3, 1], vertical_alignment="bottom", width=420)
        typed = box.text_input(
            f"Your answer, to {in_words(digits)} significant digits",
            key=widgets.answer(name, j, number, moment.t),
            max_chars=60,
            placeholder="0.25, −1.2e-3, 1/4",
        )
        button.form_submit_button(CHECK)
    if typed:
        _say(check_digits(asked, typed, digits) if power is None else check_power(power, typed))


def _letters(here: AtStep, row: int) -> dict[str, float]:
    """Return the numbers of one example by their letters, as exercises tell them."""
    ahead, (w1, w2, b) = here.forward, here.shown.rows[:3].tolist()
    x1, x2 = here.X[row].tolist()
    found = {"x1": x1, "x2": x2, "y": float(here.y[row]), "w1": w1, "w2": w2, "b": b, "z": float(ahead.z[row])}
    return found | {"y_hat": float(ahead.y_hat[row]), "one_minus_y_hat": float(ahead.one_minus_y_hat[row])}


def _choice(name: str, style: Style) -> None:
    choice = next(choice for choice in CHOICES if choice.name == name)
    short = Style(scaled=style.scaled, examples=False)
    picked = st.radio(
        choice.question,
        range(len(choice.options)),
        index=None,
        format_func=lambda at: f"$\\displaystyle {tex(choice.options[at], short)}$",
        key=widgets.answer(name),
    )
    if picked is not None:
        _say(check_choice(choice, picked))


def _say(verdict: Verdict) -> None:
    mark = "✓" if verdict.right else "✕"
    st.html(f'<p role="status" class="gd-verdict">{mark} {escape(verdict.says)}</p>')
