"""What there is to draw on, where somebody draws the curve of J that is to come, and what was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

import plotly.graph_objects as go

from logreg_core.descent.run import Run
from logreg_core.learning.expected_curve import LARGEST, columns_to_draw, steps_to_type
from pages.figures.curve import sheet_to_draw_on
from pages.stage.packing import figure_json
from pages.words.learning.expected_curve import asked, typed_label


class TypedField(TypedDict):
    """A field for J at a step."""

    step: int
    label: str


class Sheet(TypedDict):
    """What there is to draw on: the curve of J, from the step on screen on, before the run is seen.

    columns : the steps at which a drawing has a value;  largest : the largest that it may have.
    """

    words: str
    columns: list[int]
    fields: list[TypedField]
    largest: float


class Drawn(TypedDict):
    """What a person drew: the last step that is compared, and how the run compares, as HTML."""

    last: int
    says: str


def sheet(first: int, last: int) -> Sheet:
    """Return what is asked of somebody who draws J from step `first` to `last`."""
    return Sheet(
        words=asked(first, last),
        columns=columns_to_draw(first, last),
        fields=[TypedField(step=step, label=typed_label(first, step, last)) for step in steps_to_type(first, last)],
        largest=LARGEST,
    )


def sheet_picture(run: Run, last: int) -> str:
    """Return the figures to draw on, on either scale, as JSON. run : as far as it is known;  last : its last step."""
    return by_name({name: sheet_to_draw_on(run, last, log=name == "log") for name in ("loss", "log")})


def by_name(drawn: Mapping[str, go.Figure]) -> str:
    """Return figures as JSON, by their names."""
    return "{" + ",".join(f'"{name}":{figure_json(figure)}' for name, figure in drawn.items()) + "}"
