"""What tests compare with: the links of the chain in arithmetic of 340 digits, and the Hessian's own rate."""

import mpmath
import numpy as np

from logreg_core.descent.along_run import along_run


def links(z, y):
    """∂L/∂ŷ, ∂ŷ/∂z, ∂L/∂z and the two logarithms to 340 digits, by the definitions."""
    with mpmath.workdps(340):
        y_hat = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        dL_dyhat = -y / y_hat + (1 - y) / (1 - y_hat)
        dyhat_dz = y_hat * (1 - y_hat)
        return dL_dyhat, dyhat_dz, y_hat - y, mpmath.log(abs(dL_dyhat)), mpmath.log(dyhat_dz)


def off(value, exact):
    with mpmath.workdps(340):
        if exact == 0:
            return abs(float(value))
        return float(abs(mpmath.mpf(float(value)) - exact) / abs(exact))


def local_rate_limits(X, w, b):
    """2/λmax of J's Hessian at T parameter vectors, (T,), which no label changes."""
    return along_run(X, np.zeros(len(np.asarray(X))), w, b).local_rate_limit


def local_rate(shot):
    """The same at one step of a run."""
    return local_rate_limits(shot.X, shot.w[None], [shot.b])[0]
