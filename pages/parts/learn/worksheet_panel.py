"""Makes a worksheet of the moment on screen: what is on it, the sheet as it will be on paper, and its key."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import streamlit as st

from logreg_core.descent.run import Run
from logreg_core.learning import MOST_STEPS, Worksheet, key_csv, listed_numbers, suggested_points, worksheet
from logreg_core.points import LARGEST_SEED
from pages.host.lasting_style import lasting_style
from pages.host.mount import mount_print
from pages.parts.learn.paper_sheet import sheet_html
from pages.parts.learn.sheet_style import PAPERS, PRINTS, SHEET, space_on, style
from pages.session import widgets
from pages.session.moment import Moment
from pages.words.escape import in_markdown

MOST_SEEDS = 500
WORKSHEET, KEY = "worksheet", "key"


@st.dialog("A worksheet: steps by hand", width="large")
def worksheet_dialog(moment: Moment, run: Run) -> None:
    """Show the panel over the page."""
    worksheet_panel(moment, run)


def worksheet_panel(moment: Moment, run: Run) -> None:
    """Show what a worksheet of this moment has on it, the sheet, and how to print it. Its link stands on the sheet."""
    t = min(moment.t, run.steps)
    try:
        examples, steps, seed, paper = _chosen(run)
        sheet = worksheet(run, t, examples, steps, seed)
    except ValueError as error:
        st.warning(in_markdown(str(error)))
        return
    with st.container(key=PRINTS, horizontal=True, vertical_alignment="center"):
        shown = _one_of("On the page", widgets.SHEET_SHOWN, (WORKSHEET, KEY), hidden=True)
        with st.popover("Key for seeds …"):
            _keys(run, t, examples, steps)
        mount_print(widgets.PRINT_SHEET, f"Print the {shown}")
    lasting_style(style(paper))
    with st.container(key=SHEET):
        st.html(sheet_html(sheet, f"/?{moment.experiment.to_query()}&t={t}", key=shown == KEY, space=space_on(paper)))


def _chosen(run: Run) -> tuple[tuple[int, ...], int, int | None, str]:
    """Return which examples, how many steps, which seed and which paper. Raises ValueError with what is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        points = st.text_input(
            "Points, by their numbers",
            value=_as_list(suggested_points(run)),
            key=widgets.sheet_points(run.whole.digest[:12]),
            help="Two to six examples of the data. With a seed, as many others take their place.",
            width=190,
        )
        seed = st.text_input(
            "Seed",
            key=widgets.SHEET_SEED,
            placeholder="none: these points",
            help="A whole number, such as a student’s own. Each gives other points, from w = 0 and b = 0, whose first "
            "step can be done without a calculator.",
            width=190,
        )
        steps = _one_of("Steps", widgets.SHEET_STEPS, [f"{k}" for k in range(1, MOST_STEPS + 1)], first=1)
        paper = _one_of("Paper", widgets.SHEET_PAPER, list(PAPERS))
    examples = listed_numbers(points, least=1, largest=run.whole.m, most=run.whole.m, what="points")
    if not seed.strip():
        return examples, int(steps), None, paper
    (only,) = listed_numbers(seed, least=0, largest=LARGEST_SEED, most=1, what="seeds")
    return examples, int(steps), only, paper


def _one_of(label: str, key: str, options: Sequence[str], first: int = 0, *, hidden: bool = False) -> str:
    """One of a few. first : the place of the one chosen at first;  hidden : whether its label is heard alone."""
    chosen = st.segmented_control(
        label,
        options,
        default=options[first],
        required=True,
        key=key,
        label_visibility="collapsed" if hidden else "visible",
        width="content",
    )
    return str(chosen)


def _keys(run: Run, t: int, examples: Sequence[int], steps: int) -> None:
    """Ask for which seeds, and give their keys as a file."""
    typed = st.text_input("Seeds, as in 1-30, 41", key=widgets.SHEET_SEEDS)
    if not typed.strip():
        st.caption("One row a seed, a column for each number that is to be found.")
        return
    try:
        seeds = listed_numbers(typed, least=0, largest=LARGEST_SEED, most=MOST_SEEDS, what="seeds")
    except ValueError as error:
        st.warning(in_markdown(str(error)))
        return

    def sheets() -> list[Worksheet]:
        return [worksheet(run, t, examples, steps, seed) for seed in seeds]

    st.download_button(
        f"Save the key of {len(seeds):,} as CSV" if len(seeds) > 1 else "Save the key as CSV",
        data=lambda: codecs.BOM_UTF8 + key_csv(sheets()).encode(),
        file_name="key of worksheets.csv",
        mime="text/csv",
        on_click="ignore",
        key=widgets.KEYS_OF_SEEDS,
    )


def _as_list(numbers: Sequence[int]) -> str:
    """Write numbers as a person lists them: "1-4", or "1, 5, 9"."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(map(str, numbers))
