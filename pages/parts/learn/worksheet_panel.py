"""Makes a worksheet of the moment on screen: what is on it, the sheet as it will be on paper, and its key."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import streamlit as st

from logreg_core import DataError, Experiment, Sampled, load_sample, run
from logreg_core.descent.run import Run
from logreg_core.learning import MOST_STEPS, Worksheet, key_csv, listed_numbers, suggested_points, worksheet
from logreg_core.points import LARGEST_SEED
from pages.host.lasting_style import lasting_style
from pages.host.mount import mount_print
from pages.parts.learn.paper_sheet import sheet_html
from pages.parts.learn.sheet_style import PAPERS, PRINTS, SHEET, space_on, style
from pages.session import cache, widgets
from pages.session.moment import Moment
from pages.session.session import session
from pages.words.escape import in_markdown

MOST_SEEDS = 500
WORKSHEET, KEY = "worksheet", "key"


# Points few enough to work with by hand, at a rate that makes the first step short.
FOUR_POINTS = Moment(Experiment(Sampled("four_points"), learning_rates=((0, 1.0),), steps=20))
WHOSE = ("four points, α = 1", "as in the Lab")


def worksheet_button() -> None:
    """Show the button that opens the panel over the page, for the four points or for the moment that the Lab shows."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Worksheet …", key=widgets.OPEN_SHEET):
            _dialog()
        st.caption(
            "Steps by hand, on one side of paper, with their key. A student’s own number gives points of their own."
        )


@st.dialog("A worksheet: steps by hand", width="large")
def _dialog() -> None:
    if _one_of("Which points", widgets.SHEET_MOMENT, WHOSE, hidden=True) == WHOSE[0]:
        worksheet_panel(FOUR_POINTS, run(load_sample("four_points"), FOUR_POINTS.experiment))
        return
    moment, files = session().moment, session().files
    try:
        cache.dataset_of(moment.experiment, files)
    except DataError:
        st.caption("There are no points in the Lab yet. Draw some on the Data page, or choose a sample.")
        return
    worksheet_panel(moment, cache.work_of(moment.experiment, files).run)


def worksheet_panel(moment: Moment, done: Run) -> None:
    """Show what a worksheet of this moment has on it, the sheet, and how to print it. Its link stands on the sheet."""
    t = min(moment.t, done.steps)
    try:
        examples, steps, seed, paper = _chosen(done)
        sheet = worksheet(done, t, examples, steps, seed)
    except ValueError as error:
        st.warning(in_markdown(str(error)))
        return
    with st.container(key=PRINTS, horizontal=True, vertical_alignment="center"):
        shown = _one_of("On the page", widgets.SHEET_SHOWN, (WORKSHEET, KEY), hidden=True)
        with st.popover("Key for seeds …"):
            _keys(done, t, examples, steps)
        mount_print(widgets.PRINT_SHEET, f"Print the {shown}")
    lasting_style(style(paper))
    with st.container(key=SHEET):
        st.html(sheet_html(sheet, f"/?{moment.experiment.to_query()}&t={t}", key=shown == KEY, space=space_on(paper)))


def _chosen(done: Run) -> tuple[tuple[int, ...], int, int | None, str]:
    """Return which examples, how many steps, which seed and which paper. Raises ValueError with what is none."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        points = st.text_input(
            "Points, by their numbers",
            value=_as_list(suggested_points(done)),
            key=widgets.sheet_points(done.whole.digest[:12]),
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
    examples = listed_numbers(points, least=1, largest=done.whole.m, most=done.whole.m, what="points")
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


def _keys(done: Run, t: int, examples: Sequence[int], steps: int) -> None:
    """Ask for which seeds, and give their keys as a file."""
    typed = st.text_input("Seeds, as in 1-30, 41", key=widgets.SHEET_SEEDS)
    if not typed.strip():
        st.caption("One row a seed, one column a number: z_p1_step2 is z of point 1 in step 2.")
        return
    try:
        seeds = listed_numbers(typed, least=0, largest=LARGEST_SEED, most=MOST_SEEDS, what="seeds")
    except ValueError as error:
        st.warning(in_markdown(str(error)))
        return

    def sheets() -> list[Worksheet]:
        return [worksheet(done, t, examples, steps, seed) for seed in seeds]

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
