"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run;
nothing here is right because somebody wrote that it is. `start` is a moment as far as the core knows one.
`expected_curve` is a curve of J that somebody draws before the run is seen, and how the run compares with it.
"""

from logreg_core.learning.expected_curve import Comparison, Course, Curve, compared
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.start import Start, start_of

__all__ = [
    "CONTROLS",
    "HIDDEN",
    "KINDS",
    "Answer",
    "Beat",
    "Comparison",
    "Course",
    "Curve",
    "Lesson",
    "Mistake",
    "Start",
    "compared",
    "start_of",
]
