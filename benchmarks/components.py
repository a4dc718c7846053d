"""The five components, again and again for the same examples: `chain_rule`, in memory that is made once.

`chain_rule` is the readable truth, and new arrays each time; for few examples most of its time goes to making
them and to checking, and for a million to memory that is touched for the first time. Here both are paid once.
Examples are signed rows as in `kernels.py`, so that one product gives ∂L/∂w and ∂L/∂z alike.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.descent.kernels import LARGEST, signed_rows
from logreg_core.model.chain_rule import ChainRule
from logreg_core.model.forward import checked_inputs

PART = 131_072  # examples worked on at once
_ONE = np.array(1.0)  # an array, which ufuncs take faster


def components(X: ArrayLike, y: ArrayLike) -> Callable[[ArrayLike, float], ChainRule]:
    """X : (m, 2), y : (m,) of 0 and 1 → a function from w : (2,), b : float to their ChainRule, all in X's units.

    The arrays of every ChainRule that it returns are the same ones, read-only: the next call overwrites them, so
    copy what must last. They agree with `chain_rule` to a few roundings of z; its tests hold here too. For one
    caller at a time. Raises ValueError when a shape is wrong.
    """
    X, y, *_ = checked_inputs(X, y, (0.0, 0.0), 0.0)
    X, m = X.copy(), len(y)
    S, theta = signed_rows(X, y), np.empty(3)
    # s, ∂L/∂ŷ, ∂ŷ/∂z, then what S times the probability of the wrong class is: ∂L/∂w1, ∂L/∂w2, ∂L/∂z
    rows = np.empty((6, m))
    width = min(m, PART)
    scratch, slopes, total = np.empty(2 * width), np.empty((-(-m // PART), 3)), np.empty(3)
    total = total if len(slopes) > 1 else slopes[0]
    blocks = []
    for start, slope in zip(range(0, m, PART), slopes, strict=True):
        part = slice(start, min(start + PART, m))
        signed = np.ascontiguousarray(S[:, part])
        pair = scratch[: 2 * signed.shape[1]].reshape(2, -1)
        blocks.append((signed, signed[2], rows[0, part], *rows[1:3, part], rows[3:, part], pair, *pair, slope))
    out = rows.view()
    out.flags.writeable = X.flags.writeable = False
    s, dL_dyhat, dyhat_dz, dL_dw, dL_dz = out[0], out[1], out[2], out[3:5].T, out[5]
    exp, add, multiply, divide, negative = np.exp, np.add, np.multiply, np.divide, np.negative
    dot, several, count = theta.dot, len(slopes) > 1, np.array(float(m))
    reach1, reach2 = np.abs(X).max(axis=0).tolist()

    def fill(far: bool) -> None:
        for signed, sign, s_part, inverse, slope, products, pair, wrong, right, sums in blocks:
            dot(signed, s_part)
            if far:  # e^-s and e^s, since past 709 one of the two is no double
                negative(s_part, wrong)
                exp(wrong, wrong)
                exp(s_part, right)
                add(pair, _ONE, pair)  # 1/wrong and 1/right
                multiply(sign, right, inverse)
                divide(_ONE, pair, pair)
            else:
                exp(s_part, wrong)
                add(wrong, _ONE, right)  # 1/right
                multiply(sign, right, inverse)
                divide(_ONE, right, right)
                multiply(wrong, right, wrong)  # e^s / (1 + e^s)
            multiply(wrong, right, slope)
            multiply(signed, wrong, products)
            signed.dot(wrong, sums)

    def at(w: ArrayLike, b: float) -> ChainRule:
        theta[:2], theta[2] = w, b
        w1, w2, b = theta.tolist()
        if abs(w1) * reach1 + abs(w2) * reach2 + abs(b) <= LARGEST:
            fill(far=False)
        else:
            with np.errstate(all="ignore"):  # takes as long as two of the calls for 200 examples
                fill(far=True)
        if several:
            add.reduce(slopes, axis=0, out=total)
        gradient = divide(total, count)
        return ChainRule(dL_dyhat, dyhat_dz, X, dL_dz, dL_dw, gradient[:2], gradient.item(2), s)

    return at
