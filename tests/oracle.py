"""What tests compare with: the links of the chain in arithmetic of 340 digits, and J's Hessian by its definition."""

import mpmath
import numpy as np

from logreg_core.model.forward import forward


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


def hessian(X, w, b):
    """J's second derivatives at one parameter vector, (3, 3), which no label changes."""
    ahead = forward(X, np.zeros(len(X)), w, b)
    A = np.column_stack([X, np.ones(len(X))])
    return (A.T * (ahead.y_hat * ahead.one_minus_y_hat)) @ A / len(X)
