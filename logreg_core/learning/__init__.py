"""What a student is asked, and what is right: lessons as data, claims that the core checks, predictions, mistakes.

Read `lesson` first, what a lesson is. A claim or a value in a lesson's text is worked out from the moment's own run;
nothing here is right because somebody wrote that it is. `start` is a moment as far as the core knows one.
"""

from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.start import Start, start_of

__all__ = ["CONTROLS", "HIDDEN", "KINDS", "Answer", "Beat", "Lesson", "Mistake", "Start", "start_of"]
