"""The affine map between the data's units and those that descent moves in, and which features have a weight there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.points.dataset import Floats


def with_weight(X: Floats) -> tuple[int, ...]:
    """Return which features, from 0, of X : (m, 2), in the units that descent moves in, have a weight.

    One that is 0 for all examples has none: whatever its weight is changes nothing, and descent never moves it.
    """
    return tuple(np.flatnonzero(X.any(axis=0)).tolist())


@dataclass(frozen=True)
class Scaling:
    """The affine map between the data's units and those that descent moves in: x̃ = (x - mean) / sd.

    mean, sd : pairs of floats, in the data's units; sd is 1 where a feature is constant (only centred then).
    """

    mean: tuple[float, float] = (0.0, 0.0)
    sd: tuple[float, float] = (1.0, 1.0)

    @classmethod
    def of(cls, X: Floats, kind: str) -> Scaling:
        """Return the scaling of X : (m, 2) called `kind`: "none" or "standardize" (population sd); else ValueError."""
        if kind == "none":
            return cls()
        if kind != "standardize":
            raise ValueError(f'scale is {kind!r}; it must be "none" or "standardize".')
        mean = np.add.reduce(X, axis=0) / len(X)
        centred = X - mean
        sd = np.sqrt(np.add.reduce(centred * centred, axis=0) / len(X))
        constant = (X == X[0]).all(axis=0) | (sd == 0)
        mean = np.where(constant, X[0], mean)
        sd = np.where(constant, 1.0, sd)
        return cls((float(mean[0]), float(mean[1])), (float(sd[0]), float(sd[1])))

    def apply(self, X: Floats) -> Floats:
        """Return X : (m, 2), given in data units, in scaled units."""
        if self == Scaling():
            return X
        scaled: Floats = (X - np.array(self.mean)) / np.array(self.sd)
        return scaled

    def to_data_units(self, w: Floats, b: Floats | float) -> tuple[Floats, Floats]:
        """Return w : (..., 2) and b : (...), given in scaled units, as those of the same boundary in data units."""
        if self == Scaling():
            return np.asarray(w), np.asarray(b, dtype=np.float64)
        w_data = np.asarray(w) / np.array(self.sd)
        return w_data, np.asarray(b - w_data[..., 0] * self.mean[0] - w_data[..., 1] * self.mean[1])
