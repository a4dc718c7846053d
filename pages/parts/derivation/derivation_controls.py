"""What the Derivation page shows: whose numbers, which weight, which section, and how many lines of it so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from logreg_core.derivation.lines import LINES, SECTIONS, Line
from pages.parts.derivation.derivation_style import BAR
from pages.session import widgets
from pages.session.session import Session, session, update

ALL, SECTION_3 = "All", "3"
HOW = (
    "Each line is worked out by its own formula, never copied from another, in double precision: about 16 digits. It "
    "is compared with the number that the rest of the app uses, which comes from a form that keeps its digits "
    "everywhere.\n\n**✓** agrees to 12 digits or more; **≠** does not, and says why; **✕** has no value in doubles.\n\n"
    "A derivative that still stands in a line is evaluated by complex step, $\\operatorname{Im} f(x + ih)/h$ with "
    "$h = 10^{-30}$: no difference of two near numbers is in it.\n\n"
    "While the run plays, the lines stay at the step that they name; they follow once it rests."
)


@dataclass(frozen=True)
class Setting:
    """What the controls say.

    numbers : whether lines are written with numbers too;  j : 1 or 2;  mean : of all examples, or of one;
    sections : those on screen;  shown : how far, in places of the whole derivation, None for all;
    steps : whether the steps that the source leaves out are there.
    """

    numbers: bool
    j: int
    mean: bool
    sections: tuple[str, ...]
    shown: int | None
    steps: bool

    @property
    def sequence(self) -> list[int]:
        """The places in the whole derivation of the lines that may be shown, in order."""
        return [
            at for at, line in enumerate(LINES) if line.section in self.sections and (self.steps or not line.supplied)
        ]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines on screen."""
        return tuple(LINES[at] for at in self.sequence if self.shown is None or at < self.shown)

    @property
    def next_shown(self) -> int | None:
        """What `shown` is once one more line is on screen; None where there is none left."""
        if self.shown is None:
            return None
        return next((at + 1 for at in self.sequence if at >= (self.shown or 0)), None)


def controls(m: int, weighted: tuple[int, ...]) -> Setting:
    """Show the bar above the lines; return what it says.

    m : the number of examples;  weighted : which features, from 0, have a weight. Of one there is nothing to choose.
    """
    with st.container(key=BAR):
        with st.container(horizontal=True, vertical_alignment="center"):
            numbers = st.toggle("With my numbers", value=True, key=widgets.NUMBERS, width="content")
            whose = _choice("Whose numbers", widgets.WHOSE, {"one": "this example", "mean": f"mean over all {m:,}"})
            j = f"{(weighted or (0,))[0] + 1}"
            if len(weighted) == 2:
                j = weight_choice()
            with st.popover("How is this worked out?", type="tertiary", width="content"):
                st.markdown(HOW)
        with st.container(horizontal=True, vertical_alignment="center"):
            section = _choice("Section", widgets.SECTION, {each: each for each in (ALL, *SECTIONS)}, _choose_section)
            setting = Setting(
                numbers=bool(numbers),
                j=int(j),
                mean=whose == "mean",
                sections=SECTIONS if section == ALL else (section,),
                shown=session().lines_shown,
                steps=bool(widgets.value_of(widgets.SMALL_STEPS, False)),
            )
            _reveal(setting)
    return setting


def weight_choice() -> str:
    """Show the choice of a weight; return its number, "1" or "2"."""
    return _choice("Which weight", widgets.WEIGHT, {"1": "w₁", "2": "w₂"})


def _choice(label: str, key: str, options: dict[str, str], changed: Callable[[], None] | None = None) -> str:
    """One of a few, the first to begin with."""
    chosen = st.segmented_control(
        label,
        list(options),
        default=next(iter(options)),
        required=True,
        format_func=options.__getitem__,
        key=key,
        on_change=changed,
        label_visibility="collapsed",
        width="content",
    )
    return str(chosen)


def _reveal(setting: Setting) -> None:
    following = setting.next_shown
    st.button(
        "Next line",
        on_click=update,
        args=(_show, following),
        disabled=following is None,
        width="content",
    )
    st.button("Hide lines", on_click=update, args=(_show, setting.sequence[0]), width="content")
    st.button("Show all", on_click=update, args=(_show, None), disabled=setting.shown is None, width="content")


def steps_switch() -> None:
    """Show the switch for section 3's steps, which are an exercise: hidden until asked for."""
    st.toggle("Show the steps in between", value=False, key=widgets.SMALL_STEPS)


def _show(before: Session, shown: int | None) -> Session:
    return replace(before, lines_shown=shown)


def _choose_section() -> None:
    update(_begin_section, widgets.value_of(widgets.SECTION))


def _begin_section(before: Session, section: str) -> Session:
    """Begin another section with none of its lines, where lines come one by one."""
    if before.lines_shown is None:
        return before
    return _show(before, next((at for at, line in enumerate(LINES) if line.section == section), 0))
