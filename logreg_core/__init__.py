"""Logistic regression on points in the plane, and gradient descent on it.

    x → z = w1 x1 + w2 x2 + b → ŷ = σ(z) → L = -y log ŷ - (1-y) log(1-ŷ) → J = mean of L     (forward)
    ∂L/∂ŷ · ∂ŷ/∂z = ∂L/∂z = ŷ - y;   · ∂z/∂w1, ∂z/∂w2, ∂z/∂b = ∂L/∂w1, ∂L/∂w2, ∂L/∂b         (backward)
    ∂J/∂w, ∂J/∂b = their means;   w ← w - α ∂J/∂w,  b ← b - α ∂J/∂b                          (one step)
    Experiment → run → Run → at(run, t) → AtStep                                             (what is shown)

The rooms, each building on those before it: `points` are examples and where they come from, `files` reads and writes
them (the only room that needs pandas; its names are imported from it), `model` is all that holds at one parameter
vector, `descent` leads from one to the next, `lanes` are several such runs side by side, `at_step` gives every number
at one step, `derivation` is where the formulas come from, and `learning` is what a student is asked about all of it.

Conventions
-----------
X : (m, 2) float64 features;  y : (m,) labels of 0 and 1;  w : (2,) weights;  b : scalar bias.
Arrays of one number an example have shape (m,), of one number a step (T+1,). L is one example's loss and J the
mean over the m examples. Logarithms are natural, everything is float64, nothing is drawn from a global random
state, and no function changes what it is given.
"""

from logreg_core.at_step.at_step import at, snapshot
from logreg_core.descent.experiment import Experiment, random_start
from logreg_core.descent.loop import run
from logreg_core.descent.optimum import optimum
from logreg_core.descent.race import race
from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall, Nesterov
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.registry import RULES
from logreg_core.descent.sweep.sweep import sweep, tuned
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.edits import Add, Erase, Flip, Move, Put, ReplaceRows, edited, fits_link, snap
from logreg_core.points.generators import GENERATORS, generate
from logreg_core.points.holdout import split
from logreg_core.points.origins import LARGEST_LINKED, Edited, Generated, Points, Sampled, Uploaded
from logreg_core.points.samples import SAMPLES, load_sample

__all__ = [
    "GENERATORS",
    "LARGEST_LINKED",
    "RULES",
    "SAMPLES",
    "AdaGrad",
    "Adam",
    "Add",
    "DataError",
    "Dataset",
    "Edited",
    "Erase",
    "Experiment",
    "Flip",
    "Generated",
    "GradientDescent",
    "HeavyBall",
    "Move",
    "Nesterov",
    "Newton",
    "Points",
    "Put",
    "RMSProp",
    "ReplaceRows",
    "Sampled",
    "Uploaded",
    "at",
    "chain_rule",
    "edited",
    "fits_link",
    "forward",
    "generate",
    "load_sample",
    "optimum",
    "race",
    "random_start",
    "run",
    "snap",
    "snapshot",
    "split",
    "sweep",
    "tuned",
]
