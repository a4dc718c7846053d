"""The Derivation page's exercises: one at a time, about an example whose numbers are not on screen."""

from __future__ import annotations

from html import escape

import streamlit as st

from logreg_core.at_step.at_step import at
from logreg_core.derivation.values import derive
from logreg_core.descent.run import Run
from logreg_core.learning.exercises import NUMBERS, exercises
from pages.session import widgets
from pages.session.moment import Moment
from pages.words.exercises import CHOICES, LABELS, Verdict, check, check_choice, facts, facts_of_step, question
from pages.words.formulas import Style, tex

CHECK = "Check"
_OF_LINES = {choice.name: f"a line of {choice.name}" for choice in CHOICES}


def exercise_panel(moment: Moment, run: Run, row: int, style: Style) -> None:
    """Show one exercise, and what is to be said of the answer.

    row : the picked example's among the training examples, whose numbers are on screen.
    """
    st.markdown("#### Try it yourself")
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
    other = (row + 1) % run.dataset.m
    j, t = int(style.j), moment.t
    here, rule, rate = at(run, t), run.experiment.rule, run.experiment.rate_at(t)
    point = (here.X, here.y, here.w, here.b)
    asked = exercises(*point, example=other, learning_rate=rate, j=j, rule=rule, state=here.state)
    number = int(run.rows_training[other]) + 1
    if name == "next_w":
        mean, rows = float(here.shown.gradient[j - 1]), here.shown.rows
        kept = [float(rows[3 * k + j - 1]) for k in range(1, 1 + len(rule.keeps))]
        st.markdown(f"At t = {t:,}: {facts_of_step(j, float(rows[j - 1]), mean, rate, style, rule=rule, kept=kept)}.")
    else:
        letters = derive(
            here.X, here.y, here.shown.rows[:2], float(here.shown.rows[2]), example=other, lines=()
        ).letters
        st.markdown(f"Example {number} at t = {t:,}: {facts(letters, style)}.")
    st.markdown(question(name, style, rule))
    with st.form(widgets.ANSWER_FORM, border=False):
        box, button = st.columns([3, 1], vertical_alignment="bottom", width=420)
        typed = box.text_input(
            "Your answer, to three significant digits",
            key=widgets.answer(name, j, number, t),
            max_chars=60,
            placeholder="0.25, −1.2e-3, 1/4",
        )
        button.form_submit_button(CHECK)
    if typed:
        _say(check(asked[name], typed))


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
