"""Many parameter vectors: what a run is made of, how it is worked out, and how it ended.

Read `experiment` first: all there is to say about a run, as one value. `rules` says what a step is, and `local` what a
rule may ask of the place where its step begins; `schedule` gives the learning rate of each step. `loop` works out a
run, or goes on with one, by way of the fast loops in `kernels` (for few examples, and for a million) and in
`by_coordinate` (of the rules that step each parameter by itself), and `race` runs several rates at once. `run` is what
came out, `outcome` how it ended, one of `causes`, and `remedy` what helps against some. `safe_rate` is the rate up to
which J can't rise, as one types it, and whether a higher one is quicker. `last_digits` says at which steps rounding
alone may lead a run elsewhere. `sweep`, a folder, tries 25 rates and takes the best. `along_run` gives numbers of all
examples, or of one, at many steps. `optimum` is the best there is, `surface` the map of the loss around it, `elsewhere`
where another program's defaults lead, and `separation` decides whether a line separates the classes.

The functions `run`, `race`, `optimum` and `sweep` are offered by `logreg_core`: here, these names are the modules'.
"""

from logreg_core.descent.along_run import example_along_run
from logreg_core.descent.batches import ORDERS as BATCH_ORDERS
from logreg_core.descent.batches import AlongBatches, Batches
from logreg_core.descent.batches.orders import compare_orders
from logreg_core.descent.elsewhere import fits_elsewhere
from logreg_core.descent.experiment import LARGEST_L2, LONGEST, Experiment
from logreg_core.descent.local import Gradient
from logreg_core.descent.loop import FARTHEST, extend
from logreg_core.descent.optimum import Optimum
from logreg_core.descent.outcome import Outcome
from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall, Nesterov
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.registry import RULES
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import rates_of
from logreg_core.descent.sweep.sweep import Sweep, tuned, with_chosen

__all__ = [
    "BATCH_ORDERS",
    "FARTHEST",
    "LARGEST_L2",
    "LONGEST",
    "RULES",
    "AdaGrad",
    "Adam",
    "AlongBatches",
    "Batches",
    "Experiment",
    "Gradient",
    "GradientDescent",
    "HeavyBall",
    "Nesterov",
    "Newton",
    "Optimum",
    "Outcome",
    "RMSProp",
    "Rule",
    "Run",
    "Sweep",
    "compare_orders",
    "example_along_run",
    "extend",
    "fits_elsewhere",
    "rates_of",
    "tuned",
    "with_chosen",
]
