"""What the Derivation page shows: whose numbers, which weight, which section, and how many lines of it so far."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from logreg_core.derivation import LINES, SECTIONS, Line
from pages.shell import state
from pages.shell.derivation_style import BAR

NUMBERS, WHOSE, WEIGHT, SECTION = "derivation numbers", "derivation whose", "derivation weight", "derivation section"
SHOWN, STEPS = "derivation lines shown", "derivation steps"
ALL, SECTION_3 = "All", "3"
HOW = (
    "Each line is worked out by its own formula, never copied from another, in double precision: about 16 digits. It "
    "is compared with the number that the rest of the app uses, which comes from a form that keeps its digits "
    "everywhere.\n\n**✓** agrees to 12 digits or more; **≠** does not, and says why; **✕** has no value in doubles.\n\n"
    "A derivative that still stands in a line is evaluated by complex step, $\\operatorname{Im} f(x + ih)/h$ with "
    "$h = 10^{-30}$: no difference of two near numbers is in it."
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


def controls(m: int) -> Setting:
    """The bar above the lines, and what it says. m : the number of examples."""
    with st.container(key=BAR, horizontal=True, vertical_alignment="center"):
        numbers = st.toggle("With my numbers", value=True, key=NUMBERS, width="content")
        whose = st.segmented_control(
            "Whose numbers",
            ("one", "mean"),
            default="one",
            required=True,
            format_func={"one": "this example", "mean": f"mean over all {m:,}"}.__getitem__,
            key=WHOSE,
            label_visibility="collapsed",
            width="content",
        )
        j = st.segmented_control(
            "Which weight",
            (1, 2),
            default=1,
            required=True,
            format_func={1: "w₁", 2: "w₂"}.__getitem__,
            key=WEIGHT,
            label_visibility="collapsed",
            width="content",
        )
        section = st.segmented_control(
            "Section",
            (ALL, *SECTIONS),
            default=ALL,
            required=True,
            key=SECTION,
            on_change=_begin_section,
            label_visibility="collapsed",
            width="content",
        )
        setting = Setting(
            numbers=bool(numbers),
            j=2 if j == 2 else 1,
            mean=whose == "mean",
            sections=SECTIONS if section == ALL else (str(section),),
            shown=state.shown(SHOWN),
            steps=bool(state.shown(STEPS, False)),
        )
        _reveal(setting)
        with st.popover("How?", width="content"):
            st.markdown(HOW)
    return setting


def _reveal(setting: Setting) -> None:
    following = setting.next_shown
    st.button(
        "Next line",
        on_click=_show,
        args=(following,),
        disabled=following is None,
        help="Hide the lines first; then this shows one more each time.",
        width="content",
    )
    st.button("Hide lines", on_click=_show, args=(setting.sequence[0],), width="content")
    st.button("Show all", on_click=_show, args=(None,), disabled=setting.shown is None, width="content")


def steps_switch() -> None:
    """Section 3's steps, which are an exercise: hidden until asked for."""
    st.toggle("Show the steps in between", value=False, key=STEPS)


def _show(shown: int | None) -> None:
    state.show(SHOWN, shown)


def _begin_section() -> None:
    """Another section is on screen: where lines come one by one, it begins with none."""
    if state.shown(SHOWN) is not None:
        section = state.shown(SECTION)
        state.show(SHOWN, next((at for at, line in enumerate(LINES) if line.section == section), 0))
