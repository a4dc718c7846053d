"""The Derivation page: the source's lines, each with its own value at the step on screen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.derivation.lines import LINES as ALL_LINES
from logreg_core.derivation.lines import SECTIONS, Line
from logreg_core.derivation.values import Derived, derive
from logreg_core.descent.run import Run
from pages.frame.open_page import open_page
from pages.host.lasting_style import lasting_style
from pages.host.mount import mount_in_sight
from pages.parts.derivation import derivation_style as styles
from pages.parts.derivation.card_panel import card_panel
from pages.parts.derivation.derivation_controls import SECTION_3, Setting, controls, steps_switch
from pages.parts.derivation.exercise_panel import exercise_panel
from pages.parts.learn.own_numbers_panel import own_numbers_panel
from pages.parts.staged_page import staged_page
from pages.session import widgets
from pages.session.moment import Moment
from pages.session.work import Work
from pages.words.derivation import TITLES
from pages.words.disagreement import explanation, headline
from pages.words.formulas import Style
from pages.words.learning.blanks import COVERED_LINES
from pages.words.lines import line_in_letters, line_markdown, starts, truth
from pages.words.with_penalty.section_8 import SECTION_8, introduction, of_F


def _below(moment: Moment, work: Work) -> None:
    """The lines at the moment's step, the exercises and the card; for a class the lines alone."""
    with st.container(key=styles.PAGE_KEY):
        _page(moment, work.run)


def _in_letters(moment: Moment, work: Work) -> None:
    """The lines without a number, while some of the strip above are to be filled in."""
    with st.container(key=styles.PAGE_KEY):
        setting = controls(work.run.dataset.m, work.run.weighted, covered=True)
        written = Style(j=str(setting.j), scaled=work.run.experiment.scale != "none", weighted=work.run.weighted)
        st.markdown(COVERED_LINES)
        charged = work.run.l2 > 0
        for section in setting.sections:
            _lines_of(section, setting, lambda line: line_in_letters(line, written, first=starts(line)), charged)
        if setting.shown is not None:
            mount_in_sight(widgets.LAST_LINE, f"{len(setting.lines)}")


def _page(moment: Moment, run: Run) -> None:
    picked = run.row_of(moment.pick or 0) or 0
    setting = controls(run.dataset.m, run.weighted)
    written = Style(j=str(setting.j), scaled=run.experiment.scale != "none", weighted=run.weighted)
    here = at(run, moment.t)
    point = (here.X, here.y, here.shown.rows[:2], float(here.shown.rows[2]))
    one = derive(*point, j=setting.j, example=picked)
    derived = derive(*point, j=setting.j) if setting.mean else one

    def name_of(row: int) -> int:
        return int(run.rows_training[row if setting.mean else picked])

    st.markdown(_whose(moment, setting, run.dataset.m))
    for section in setting.sections:
        _section(section, setting, derived, written, name_of, run.l2 > 0)
    if run.l2 and setting.shown is None and SECTIONS[-1] in setting.sections:
        _of_F(here, written)
    if setting.shown is not None:
        mount_in_sight(widgets.LAST_LINE, f"{len(setting.lines)}")
    if moment.present:
        return
    with st.expander(headline()):
        st.markdown(explanation())
    with st.container(key=styles.EXERCISES):
        st.markdown("#### Try it yourself")
        exercise_panel(moment, run, picked, written)
    with st.container(key=styles.OWN_NUMBERS):
        st.markdown("#### Check my numbers")
        own_numbers_panel(run, moment.t)
    card_panel(moment, one, written)


def _whose(moment: Moment, setting: Setting, m: int) -> str:
    if setting.mean:
        return (
            f"At t = {moment.t:,}, for **all {m:,} examples**: lines with a sum over the examples as they stand, the "
            "others averaged."
        )
    return (
        f"At t = {moment.t:,}, for **example {(moment.pick or 0) + 1}**: lines with a sum over the examples show this "
        "example’s own term of it."
    )


def _of_F(here: AtStep, written: Style) -> None:
    """The section that the penalty adds."""
    w, dJ, dF = here.shown.rows[:2].tolist(), here.shown.gradient.tolist(), here.shown_gradient_of_F.tolist()
    st.markdown(f"#### {SECTION_8}\n\n{of_F(here.run.l2, w, dJ, dF, written)}")


def _section(
    section: str, setting: Setting, derived: Derived, written: Style, name_of: Callable[[int], int], charged: bool
) -> None:
    def in_numbers(line: Line) -> str:
        found = derived.lines[line.key]
        return line_markdown(found, derived, written, first=starts(line), numbers=setting.numbers, name_of=name_of)

    lines = _lines_of(section, setting, in_numbers, charged)
    last = [line for line in ALL_LINES if line.section == section][-1]
    if section != "1" and lines and lines[-1] == last:
        st.caption(truth(derived.lines[last.key], written, derived.m))


def _lines_of(section: str, setting: Setting, said: Callable[[Line], str], charged: bool) -> list[Line]:
    """Show a section's lines, as `said` writes each in Markdown, under its title; return those that there are."""
    lines = [line for line in setting.lines if line.section == section]
    if lines:
        st.markdown(f"#### {TITLES[section]}\n\n{introduction(section, charged=charged)}")
        if section == SECTION_3:
            steps_switch()
        with st.container(key=f"{styles.SECTION}{SECTIONS.index(section)}"):
            for line in lines:
                st.markdown(said(line))
    return lines


moment_shown = open_page("Derivation")
lasting_style(styles.style(large=moment_shown.present))  # not below, where it would be sent again at each step
# Only once it rests, since so many formulas take their time. Exercises stand on the page itself.
staged_page("strip", _below, follow=False, checks=False, with_blanks=_in_letters)
