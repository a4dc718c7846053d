"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run by
`claim`, with the words that `facts` lists; nothing is right because somebody wrote that it is. `start` is a moment as
far as the core knows one, `acts` lead from one to another, `lesson_file` reads a lesson from text, `library` holds
those that ship with the app, and `lesson_check` finds what is not so in one.

`mistakes` is the one list of usual mistakes, each a formula, and says which of them a typed number shows; `letters`
says what its formulas stand for. `blanks` asks for the numbers of the chain at a moment of a run, `exercises` for some
of them at any parameters.
"""

from logreg_core.learning.acts import COUNTED, Spent, after, spent
from logreg_core.learning.claim import ClaimError, accepted, filled, holds, value
from logreg_core.learning.exercises import NUMBERS, Exercise, exercises, slip_of
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.lesson_file import LessonError, read_lesson
from logreg_core.learning.library import lesson_of, library
from logreg_core.learning.mistakes import Asked, Checked, Slip, check
from logreg_core.learning.start import Start, start_of

__all__ = [
    "CONTROLS",
    "COUNTED",
    "HIDDEN",
    "KINDS",
    "NUMBERS",
    "Answer",
    "Asked",
    "Beat",
    "Checked",
    "ClaimError",
    "Exercise",
    "Lesson",
    "LessonError",
    "Mistake",
    "Slip",
    "Spent",
    "Start",
    "accepted",
    "after",
    "check",
    "exercises",
    "facts",
    "filled",
    "holds",
    "lesson_check",
    "lesson_of",
    "library",
    "read_lesson",
    "slip_of",
    "spent",
    "start_of",
    "value",
]
