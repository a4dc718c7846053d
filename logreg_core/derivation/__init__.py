"""The derivation of the gradient as formulas that can be evaluated, line by line, and exercises about its numbers.

Read `expression` first: formulas as small trees; `evaluation` works them out. `lines` writes the derivation with
them; `values` works out each line, for one example or the mean over all, and compares it with the core's stable
numbers. `exercises` needs none of these: it asks for single numbers of the chain and knows common mistakes.
"""

from logreg_core.derivation.evaluation import Evaluation, Fault, LostDigits, evaluate
from logreg_core.derivation.exercises import NUMBERS, Exercise, exercises, is_coarse, is_right, slip_of
from logreg_core.derivation.expression import Expression
from logreg_core.derivation.lines import BY_KEY, LINES, SECTIONS, Line
from logreg_core.derivation.values import Breakage, Derived, LineValue, derive, part_value

__all__ = [
    "BY_KEY",
    "LINES",
    "NUMBERS",
    "SECTIONS",
    "Breakage",
    "Derived",
    "Evaluation",
    "Exercise",
    "Expression",
    "Fault",
    "Line",
    "LineValue",
    "LostDigits",
    "derive",
    "evaluate",
    "exercises",
    "is_coarse",
    "is_right",
    "part_value",
    "slip_of",
]
