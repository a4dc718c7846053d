"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run by
`claim`, with the words that `facts` lists; nothing is right because somebody wrote that it is. `start` is a moment as
far as the core knows one, `acts` lead from one to another, `lesson_file` reads a lesson from text, `library` holds
those that ship with the app, and `lesson_check` finds what is not so in one.

`predictions` asks what a step does, and `deciding` has the numbers that decided it; `nearby_runs` are a run up to a
step and one a step longer.
"""

from logreg_core.learning.acts import COUNTED, Spent, after, spent
from logreg_core.learning.claim import ClaimError, accepted, filled, holds, value
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.lesson_file import LessonError, read_lesson
from logreg_core.learning.library import lesson_of, library
from logreg_core.learning.start import Start, start_of

__all__ = [
    "CONTROLS",
    "COUNTED",
    "HIDDEN",
    "KINDS",
    "Answer",
    "Beat",
    "ClaimError",
    "Lesson",
    "LessonError",
    "Mistake",
    "Spent",
    "Start",
    "accepted",
    "after",
    "deciding",
    "facts",
    "filled",
    "holds",
    "lesson_check",
    "lesson_of",
    "library",
    "nearby_runs",
    "predictions",
    "read_lesson",
    "spent",
    "start_of",
    "value",
]
