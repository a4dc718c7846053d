"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run;
nothing here is right because somebody wrote that it is. `start` is a moment as far as the core knows one.

`mistakes` is the one list of usual mistakes, each a formula, and says which of them a typed number shows; `letters`
says what its formulas stand for. `blanks` asks for the numbers of the chain at a moment of a run, `exercises` for some
of them at any parameters.
"""

from logreg_core.learning.exercises import NUMBERS, Exercise, exercises, slip_of
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.mistakes import Asked, Checked, Slip, check
from logreg_core.learning.start import Start, start_of

__all__ = [
    "CONTROLS",
    "HIDDEN",
    "KINDS",
    "NUMBERS",
    "Answer",
    "Asked",
    "Beat",
    "Checked",
    "Exercise",
    "Lesson",
    "Mistake",
    "Slip",
    "Start",
    "check",
    "exercises",
    "slip_of",
    "start_of",
]
