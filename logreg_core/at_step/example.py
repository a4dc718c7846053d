"""One example at one step of a run: every number of its chain, as plain floats."""

from __future__ import annotations

from dataclasses import dataclass

from logreg_core.at_step.at_step import at
from logreg_core.descent.along_run import example_along_run
from logreg_core.descent.run import Run
from logreg_core.model.saturation import NAMES, log10_sizes


@dataclass(frozen=True)
class Sizes:
    """log10 of the sizes of the numbers of the same names; finite where z is, however large."""

    y_hat: float
    one_minus_y_hat: float
    L: float
    dL_dyhat: float
    dyhat_dz: float
    dL_dz: float


@dataclass(frozen=True)
class ExampleAt:
    """The picked example at step t, in the units that descent moves in; names as in Forward and ChainRule.

    x1, x2 : features as z sees them;  w1, w2, b : parameters at t;  scaled : whether they are of scaled features.
    weighted : which of the features, from 0, have a weight.
    Past |z| ≈ 708 dL_dyhat may be inf and dyhat_dz 0; log10 has their true sizes.
    """

    t: int
    x1: float
    x2: float
    y: int
    w1: float
    w2: float
    b: float
    scaled: bool
    z: float
    y_hat: float
    one_minus_y_hat: float
    L: float
    dL_dyhat: float
    dyhat_dz: float
    dL_dz: float
    dL_dw1: float
    dL_dw2: float
    log10: Sizes
    weighted: tuple[int, ...] = (0, 1)

    def slope_of_z(self, parameter: str) -> float:
        """Return ∂z/∂w1, ∂z/∂w2 or ∂z/∂b, by the parameter's name."""
        return {"w1": self.x1, "w2": self.x2, "b": 1.0}[parameter]

    def dL_by(self, parameter: str) -> float:
        """Return ∂L/∂w1, ∂L/∂w2 or ∂L/∂b, by the parameter's name."""
        return {"w1": self.dL_dw1, "w2": self.dL_dw2, "b": self.dL_dz}[parameter]


def example_at(run: Run, t: int, row: int) -> ExampleAt:
    """Return the training example in a row, from 0, at step t. Raises IndexError where there is none."""
    x, y = run.X_scaled[row], float(run.dataset.y[row])
    w1, w2, b = at(run, t).shown.rows[:3].tolist()
    along = example_along_run(x, y, run.w[t][None], run.b[t][None])
    logs = log10_sizes(along.z, y)
    return ExampleAt(
        t=t,
        x1=float(x[0]),
        x2=float(x[1]),
        y=int(y),
        w1=w1,
        w2=w2,
        b=b,
        scaled=run.experiment.scale != "none",
        z=float(along.z[0]),
        y_hat=float(along.y_hat[0]),
        one_minus_y_hat=float(along.one_minus_y_hat[0]),
        L=float(along.L[0]),
        dL_dyhat=float(along.dL_dyhat[0]),
        dyhat_dz=float(along.dyhat_dz[0]),
        dL_dz=float(along.dL_dz[0]),
        dL_dw1=float(along.dL_dw[0, 0]),
        dL_dw2=float(along.dL_dw[0, 1]),
        weighted=run.weighted,
        log10=Sizes(**{name: float(getattr(logs, name)[0]) for name in NAMES}),
    )
