"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run;
nothing here is right because somebody wrote that it is. `start` is a moment as far as the core knows one.
`worksheet` has steps by hand, on paper, with their key; `variants` makes a student's own points for one from a seed,
`worksheet_key` writes the keys of many as a table, and `number_list` reads which ones.
"""

from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.number_list import listed_numbers
from logreg_core.learning.start import Start, start_of
from logreg_core.learning.worksheet import (
    FEWEST_POINTS,
    MOST_POINTS,
    MOST_STEPS,
    WorkedPoint,
    WorkedStep,
    Worksheet,
    suggested_points,
    worksheet,
)
from logreg_core.learning.worksheet_key import key_csv, key_of

__all__ = [
    "CONTROLS",
    "FEWEST_POINTS",
    "HIDDEN",
    "KINDS",
    "MOST_POINTS",
    "MOST_STEPS",
    "Answer",
    "Beat",
    "Lesson",
    "Mistake",
    "Start",
    "WorkedPoint",
    "WorkedStep",
    "Worksheet",
    "key_csv",
    "key_of",
    "listed_numbers",
    "start_of",
    "suggested_points",
    "worksheet",
]
