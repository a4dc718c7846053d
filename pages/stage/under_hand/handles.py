"""What the browser needs to move a boundary by geometry alone: the units that descent moves in, and where ŷ is 0.75."""

from __future__ import annotations

from typing import TypedDict

from logreg_core.descent.run import Run
from logreg_core.model.line_through import distance_to_surer
from pages.words.choosing.handle_help import how_to_guess, how_to_place


class Hand(TypedDict):
    """How a hand may move the start.

    unit : one unit of either feature as descent sees it, in the data's own;
    far : how far from the boundary ŷ is 0.75 where |w| is 1, in these units;
    lays : which way w points of a line that is newly laid, in these units;  turns : whether lines can turn;
    start : the w1, w2 and b that the run starts with, in the units that descent moves in;
    moved : the move that this is the answer to, "" where it is to none.
    undo : whether undoing takes back a move of the start;  guess : whether the line is a guess, and moves no start;
    words : what the handles are for.
    """

    unit: list[float]
    far: float
    lays: list[float]
    turns: bool
    start: list[float]
    moved: str
    undo: bool
    guess: bool
    words: str


def handles(run: Run, moved: str, *, undo: bool, guess: bool = False) -> Hand | None:
    """Return how a hand may move the start of a run, or lay a line as a guess; None where no feature has a weight."""
    if not run.weighted:
        return None
    return Hand(
        unit=[*run.scaling.sd],
        far=distance_to_surer(),
        lays=[1.0 if which == run.weighted[0] else 0.0 for which in (0, 1)],
        turns=len(run.weighted) == 2,
        start=[*run.experiment.w, run.experiment.b],
        moved=moved,
        undo=undo,
        guess=guess,
        words=(how_to_guess if guess else how_to_place)(turns=len(run.weighted) == 2),
    )
