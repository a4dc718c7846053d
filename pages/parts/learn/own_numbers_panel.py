"""Check my numbers: somebody's own J, gradient or next step, compared with the step on screen."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from logreg_core.at_step.at_step import at
from logreg_core.descent.run import Run
from logreg_core.learning.own_numbers.own_numbers import Typed, asked_of, compare
from logreg_core.points import NotANumberError
from pages.figures.theme import INK, SOFT, either
from pages.host.lasting_style import lasting_style
from pages.session import showing, widgets
from pages.session.session import Session, session, update
from pages.words.learning.own_numbers import moment_in_words, verdicts
from pages.words.learning.pasted_numbers import LONGEST, pasted
from pages.words.learning.what_was_done import Said, called
from pages.words.typed_numbers import typed

_MOST_LETTERS = 100  # of what is kept; a number has fewer
_STYLE = f"""
.gd-own p {{ margin: 0 0 0.35rem; max-width: 46rem; }}
.gd-own ul {{ margin: 0 0 0.6rem; padding: 0; list-style: none; color: {either(SOFT)};
  font-variant-numeric: tabular-nums; }}
.gd-own li {{ margin: 0.1rem 0; padding: 0 0 0 1rem; font-size: 0.9375rem; overflow-wrap: anywhere; }}
.gd-own p {{ color: {either(INK)}; }}
"""


def own_numbers_panel(run: Run, t: int) -> None:
    """Show a box for each number, a box to paste several into, and what is to be said of them at step t."""
    lasting_style(_STYLE)
    st.markdown(moment_in_words(run, t))
    asked, names = asked_of(run), called(at(run, t))
    of_step = [name for name in asked if name.startswith("next")]
    _boxes([name for name in asked if name not in of_step], names)
    _boxes(of_step, names)
    _paste_box(asked)
    _said(run, t, asked)


def _boxes(asked: list[str], names: dict[str, str]) -> None:
    row = st.container(horizontal=True, gap="small")
    for name in asked:
        row.text_input(
            names[name],
            width=140,  # two beside each other on a phone
            **showing.shows(widgets.own_number(name), _typed_now(name), _with_number, name),
        )


def _typed_now(name: str) -> showing.Now:
    return lambda now: dict(now.own_numbers).get(name, "")


def _with_number(before: Session, text: str, name: str) -> Session:
    numbers = {**dict(before.own_numbers), name: text[:_MOST_LETTERS]}
    return replace(before, own_numbers=tuple((key, each) for key, each in numbers.items() if each.strip()))


def _paste_box(asked: tuple[str, ...]) -> None:
    with st.popover("Paste several at once", type="tertiary"):
        st.text_area(
            "Several numbers, each with its name",
            placeholder="J = 0.4006, dw1: -0.2166\ndw = [-0.2166, -0.1052]",
            height=90,
            max_chars=LONGEST,
            **showing.shows(widgets.OWN_PASTED, lambda now: now.own_pasted, _with_pasted, asked),
        )
        if text := session().own_pasted:
            try:
                pasted(text, asked)
            except NotANumberError as wrong:
                st.html(f'<p role="status" class="gd-verdict">{escape(str(wrong))}</p>')


def _with_pasted(before: Session, text: str, asked: tuple[str, ...]) -> Session:
    """Return the session with the boxes filled from a text, and the text gone; it stays where nothing is in it."""
    try:
        found = pasted(text, asked)
    except NotANumberError:
        return replace(before, own_pasted=text)
    numbers = {**dict(before.own_numbers), **found}
    return replace(before, own_numbers=tuple(numbers.items()), own_pasted="")


def _said(run: Run, t: int, asked: tuple[str, ...]) -> None:
    written = {name: text for name, text in session().own_numbers if name in asked}
    numbers: dict[str, Typed] = {}
    unread: list[Said] = []
    for name, text in written.items():
        try:
            numbers[name] = typed(text)
        except NotANumberError as wrong:
            unread.append(Said(f"{called(at(run, t))[name]}: {wrong}"))
    known = {name: written[name] for name in asked if name in numbers}
    said = (*verdicts(run, compare(run, t, numbers), known), *unread)
    st.html(f'<div role="status" class="gd-own">{"".join(map(_as_html, said))}</div>')
    if written:
        st.button("Clear the boxes", type="tertiary", on_click=update, args=(_cleared,))


def _as_html(said: Said) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in said.lines)
    return f"<p>{escape(said.says)}</p>" + (f"<ul>{lines}</ul>" if lines else "")


def _cleared(before: Session) -> Session:
    return replace(before, own_numbers=(), own_pasted="")
