"""What the rules' runs are compared with: each rule by its published formulas, in arithmetic of many digits."""

from __future__ import annotations

import mpmath

from logreg_core import Dataset
from logreg_core.descent.rules.rule import Rule


def gradient(data: Dataset, theta):
    """∂J/∂w1, ∂J/∂w2, ∂J/∂b; what is nothing but rounding here too is 0."""
    sums = [mpmath.mpf(0)] * 3
    for (x1, x2), y in zip(data.X.tolist(), data.y.tolist(), strict=True):
        error = 1 / (1 + mpmath.exp(-(theta[0] * x1 + theta[1] * x2 + theta[2]))) - y
        sums = [total + error * x for total, x in zip(sums, (x1, x2, 1), strict=True)]
    return [total / len(data.y) if abs(total) > 1e10 * mpmath.eps else mpmath.mpf(0) for total in sums]


def hessian(data: Dataset, theta):
    """J's second derivatives."""
    H = mpmath.zeros(3)
    for x1, x2 in data.X.tolist():
        y_hat = 1 / (1 + mpmath.exp(-(theta[0] * x1 + theta[1] * x2 + theta[2])))
        a = mpmath.matrix([x1, x2, 1])
        H += y_hat * (1 - y_hat) * a * a.T
    return H / len(data.y)


def mean_loss(data: Dataset, theta):
    """J."""
    total = mpmath.mpf(0)
    for (x1, x2), y in zip(data.X.tolist(), data.y.tolist(), strict=True):
        total += mpmath.log1p(mpmath.exp((1 - 2 * int(y)) * (theta[0] * x1 + theta[1] * x2 + theta[2])))
    return total / len(data.y)


def _velocity(rule, u, g):
    return [rule.beta * before + each for before, each in zip(u, g, strict=True)]


def _descent(rule, data, theta, kept, g, rate, t):
    return [x - rate * d for x, d in zip(theta, g, strict=True)], []


def _heavy_ball(rule, data, theta, kept, g, rate, t):
    u = _velocity(rule, kept, g)
    return [x - rate * each for x, each in zip(theta, u, strict=True)], u


def _nesterov(rule, data, theta, kept, g, rate, t):
    u = _velocity(rule, kept, g)
    return [x - rate * (d + rule.beta * each) for x, d, each in zip(theta, g, u, strict=True)], u


def _adagrad(rule, data, theta, kept, g, rate, t):
    s = [before + d**2 for before, d in zip(kept, g, strict=True)]
    return [x - rate * d / (mpmath.sqrt(v) + rule.epsilon) for x, d, v in zip(theta, g, s, strict=True)], s


def _rmsprop(rule, data, theta, kept, g, rate, t):
    rho = mpmath.mpf(rule.rho)
    s = [rho * before + (1 - rho) * d**2 for before, d in zip(kept, g, strict=True)]
    return [x - rate * d / (mpmath.sqrt(v) + rule.epsilon) for x, d, v in zip(theta, g, s, strict=True)], s


def _adam(rule, data, theta, kept, g, rate, t):
    one, two = mpmath.mpf(rule.beta1), mpmath.mpf(rule.beta2)
    m = [one * before + (1 - one) * d for before, d in zip(kept[:3], g, strict=True)]
    v = [two * before + (1 - two) * d**2 for before, d in zip(kept[3:], g, strict=True)]
    hats = [(a / (1 - one ** (t + 1)), c / (1 - two ** (t + 1))) for a, c in zip(m, v, strict=True)]
    return [x - rate * a / (mpmath.sqrt(c) + rule.epsilon) for x, (a, c) in zip(theta, hats, strict=True)], m + v


def _newton(rule, data, theta, kept, g, rate, t):
    direction = list(mpmath.lu_solve(hessian(data, theta), mpmath.matrix(g)))
    slope, J, used = mpmath.fdot(g, direction), mean_loss(data, theta), rate
    while rule.damped:
        there = [x - used * d for x, d in zip(theta, direction, strict=True)]
        if mean_loss(data, there) <= J - mpmath.mpf("1e-4") * used * slope + 100 * mpmath.eps * J:
            break
        used /= 2
    return [x - used * d for x, d in zip(theta, direction, strict=True)], direction + [used] * 3


STEPS = {
    "descent": _descent,
    "heavy-ball": _heavy_ball,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
    "newton": _newton,
}


def exact_rows(rule: Rule, data: Dataset, rates: list[float], start=(0.0, 0.0, 0.0), digits: int = 40):
    """Parameters and state at the start and after each of the steps at these rates, each a list of mpf."""
    with mpmath.workdps(digits):
        theta, kept = [mpmath.mpf(x) for x in start], [mpmath.mpf(0)] * rule.width
        rows = [theta + kept]
        for t, rate in enumerate(rates):
            g = gradient(data, theta)
            theta, kept = STEPS[rule.word](rule, data, theta, kept, g, mpmath.mpf(rate), t)
            rows.append(theta + kept)
    return rows
