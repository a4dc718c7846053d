"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run by
`claim`, with the words that `facts` lists, one of them worked out by `squared_descent`; nothing is right because
somebody wrote that it is. `start` is a moment as far as the core knows one, `acts` lead from one to another,
`lesson_file` reads a lesson from text, `library` holds those that ship with the app, and `lesson_check` finds what is
not so in one.
`expected_curve` is a curve of J that somebody draws before the run is seen, and how the run compares with it.
The folder `worksheets` has steps by hand, for paper; `challenges` has those that are made from any moment.
`asked_example` says which example an exercise is about. `own_numbers` compares somebody's own numbers with a step, and
says what was probably done where they differ.

`mistakes` is the one list of usual mistakes, each a formula, and says which of them a typed number shows; `letters`
says what its formulas stand for, and `step_formula` has a rule's step as one of them. `blanks` asks for the numbers of
the chain at a moment of a run, `exercises` for some of them at any parameters.

The folder `predictions` asks what a step does.
"""

from logreg_core.learning.acts import COUNTED, Spent, after, spent
from logreg_core.learning.claim import ClaimError, accepted, filled, holds, value
from logreg_core.learning.exercises import NUMBERS, Exercise, exercises, slip_of
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.lesson_file import LessonError, read_lesson
from logreg_core.learning.library import lesson_of, library
from logreg_core.learning.mistakes import Asked, Checked, Slip, check
from logreg_core.learning.own_numbers.own_numbers import Comparison, Typed, asked_of, compare
from logreg_core.learning.start import Start, points_of, start_of
from logreg_core.learning.worksheets.number_list import listed_numbers
from logreg_core.learning.worksheets.worksheet import (
    FEWEST_POINTS,
    MOST_POINTS,
    MOST_STEPS,
    WorkedPoint,
    WorkedStep,
    Worksheet,
    suggested_points,
    worksheet,
)
from logreg_core.learning.worksheets.worksheet_key import key_csv, key_of

__all__ = [
    "CONTROLS",
    "COUNTED",
    "FEWEST_POINTS",
    "HIDDEN",
    "KINDS",
    "MOST_POINTS",
    "MOST_STEPS",
    "NUMBERS",
    "Answer",
    "Asked",
    "Beat",
    "Checked",
    "ClaimError",
    "Comparison",
    "Exercise",
    "Lesson",
    "LessonError",
    "Mistake",
    "Slip",
    "Spent",
    "Start",
    "Typed",
    "WorkedPoint",
    "WorkedStep",
    "Worksheet",
    "accepted",
    "after",
    "asked_example",
    "asked_of",
    "challenges",
    "check",
    "compare",
    "exercises",
    "expected_curve",
    "facts",
    "filled",
    "holds",
    "key_csv",
    "key_of",
    "lesson_check",
    "lesson_of",
    "library",
    "listed_numbers",
    "points_of",
    "predictions",
    "read_lesson",
    "slip_of",
    "spent",
    "start_of",
    "suggested_points",
    "value",
    "worksheet",
]
