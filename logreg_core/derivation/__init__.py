"""The derivation of the gradient as formulas that can be evaluated, line by line.

Read `expression` first: formulas as small trees; `evaluation` works them out. `lines` writes the derivation with
them; `values` works out each line, for one example or the mean over all, and compares it with the core's stable
numbers.
"""

from logreg_core.derivation.evaluation import Evaluation, Fault, LostDigits, evaluate
from logreg_core.derivation.expression import Expression
from logreg_core.derivation.lines import BY_KEY, LINES, SECTIONS, Line
from logreg_core.derivation.values import Breakage, Derived, LineValue, derive, part_value

__all__ = [
    "BY_KEY",
    "LINES",
    "SECTIONS",
    "Breakage",
    "Derived",
    "Evaluation",
    "Expression",
    "Fault",
    "Line",
    "LineValue",
    "LostDigits",
    "derive",
    "evaluate",
    "part_value",
]
