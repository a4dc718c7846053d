"""Each line's own formula against high-precision arithmetic of the same line, written down a second time."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.derivation.evaluation import Evaluation, evaluate
from logreg_core.derivation.expression import Derivative
from logreg_core.derivation.lines import BY_KEY, LINES, SECTIONS

ORDINARY = 8.0  # |z| up to which every line keeps twelve digits
mp = mpmath.mp


class Model:
    """One example in 50 digits. ŷ and z may be given values that do not fit each other."""

    def __init__(self, x1, x2, y, w1, w2, b, z=None, p=None, j=1):
        values = [mpmath.mpf(value) for value in (x1, x2, y, w1, w2, b)]
        self.x1, self.x2, self.y, self.w1, self.w2, self.b = values
        self.z = self.linear(self.w1, self.w2, self.b) if z is None else mpmath.mpf(z)
        self.p = self.sigmoid(self.z) if p is None else mpmath.mpf(p)
        self.j = j
        self.x, self.w = (self.x1, self.w1) if j == 1 else (self.x2, self.w2)

    def linear(self, w1, w2, b):
        return self.x1 * w1 + self.x2 * w2 + b

    def of_w(self, w):
        return self.linear(w, self.w2, self.b) if self.j == 1 else self.linear(self.w1, w, self.b)

    def of_b(self, b):
        return self.linear(self.w1, self.w2, b)

    def sigmoid(self, z):
        return 1 / (1 + mpmath.exp(-z))

    def loss(self, p):
        return -self.y * mpmath.log(p) - (1 - self.y) * mpmath.log(1 - p)


def slope(f, x):
    return mpmath.diff(f, x)


def links(k):
    return slope(k.loss, k.p) * slope(k.sigmoid, k.z)


FORMULAS = {
    "1.1": lambda k: k.loss(k.p),
    "1.2": lambda k: k.loss(k.p),
    "1.3": lambda k: 1 / (1 + mpmath.exp(-k.z)),
    "1.4": lambda k: k.x1 * k.w1 + k.x2 * k.w2 + k.b,
    "2.1": lambda k: slope(lambda w: k.loss(k.sigmoid(k.of_w(w))), k.w),
    "2.2": lambda k: slope(lambda w: k.loss(k.sigmoid(k.of_w(w))), k.w),
    "2.3": lambda k: slope(k.loss, k.p) * slope(lambda w: k.sigmoid(k.of_w(w)), k.w),
    "2.4": lambda k: links(k) * slope(k.of_w, k.w),
    "3.1": lambda k: slope(k.loss, k.p),
    "3.2": lambda k: slope(lambda p: -k.y * mpmath.log(p), k.p) - slope(lambda p: (1 - k.y) * mpmath.log(1 - p), k.p),
    "3.3": lambda k: -k.y * slope(mpmath.log, k.p) - (1 - k.y) * slope(lambda p: mpmath.log(1 - p), k.p),
    "3.4": lambda k: -k.y / k.p - (1 - k.y) / (1 - k.p) * slope(lambda p: 1 - p, k.p),
    "3.5": lambda k: -k.y / k.p - (1 - k.y) / (1 - k.p) * -1,
    "3.6": lambda k: -k.y / k.p + (1 - k.y) / (1 - k.p),
    "4.1.1": lambda k: slope(k.sigmoid, k.z),
    "4.1.2": lambda k: (
        (0 * (1 + mpmath.exp(-k.z)) - 1 * slope(lambda z: 1 + mpmath.exp(-z), k.z)) / (1 + mpmath.exp(-k.z)) ** 2
    ),
    "4.1.3": lambda k: -(0 + mpmath.exp(-k.z) * -1) / (1 + mpmath.exp(-k.z)) ** 2,
    "4.1.4": lambda k: mpmath.exp(-k.z) / (1 + mpmath.exp(-k.z)) ** 2,
    "4.2.1": lambda k: mpmath.exp(-k.z) / (1 + mpmath.exp(-k.z)) ** 2,
    "4.2.2": lambda k: 1 / (1 + mpmath.exp(-k.z)) * (mpmath.exp(-k.z) / (1 + mpmath.exp(-k.z))),
    "4.2.3": lambda k: k.p * mpmath.exp(-k.z) / (1 + mpmath.exp(-k.z)),
    "4.2.4": lambda k: k.p * (mpmath.exp(-k.z) + (1 - 1)) / (1 + mpmath.exp(-k.z)),
    "4.2.5": lambda k: k.p * (1 + mpmath.exp(-k.z) - 1) / (1 + mpmath.exp(-k.z)),
    "4.2.6": lambda k: k.p * ((1 + mpmath.exp(-k.z)) / (1 + mpmath.exp(-k.z)) - 1 / (1 + mpmath.exp(-k.z))),
    "4.2.7": lambda k: k.p * (1 - 1 / (1 + mpmath.exp(-k.z))),
    "4.2.8": lambda k: k.p * (1 - k.p),
    "5.1": lambda k: slope(k.of_w, k.w),
    "5.2": lambda k: slope(lambda w: k.of_w(w) - k.b, k.w) + slope(lambda w: k.b, k.w),
    "5.3": lambda k: (
        slope(lambda w: (w if k.j == 1 else k.w1) * k.x1, k.w) + slope(lambda w: (w if k.j == 2 else k.w2) * k.x2, k.w)
    ),
    "5.4": lambda k: k.x,
    "6.1": lambda k: links(k) * slope(k.of_w, k.w),
    "6.2": lambda k: (-k.y / k.p + (1 - k.y) / (1 - k.p)) * k.p * (1 - k.p) * k.x,
    "6.3": lambda k: (-k.y * (1 - k.p) + (1 - k.y) * k.p) * k.x,
    "6.4": lambda k: (-k.y + k.y * k.p + k.p - k.y * k.p) * k.x,
    "6.5": lambda k: (k.p - k.y) * k.x,
    "7.1": lambda k: links(k) * slope(k.of_b, k.b),
    "7.2": lambda k: slope(k.of_b, k.b),
    "7.3": lambda k: slope(lambda b: k.of_b(b) - b, k.b) + slope(lambda b: b, k.b),
    "7.4": lambda k: mpmath.mpf(1),
    "7.5": lambda k: k.p - k.y,
}
SAME = {  # what each line is equal to once ŷ = σ(z), z = x·w + b and y is 0 or 1
    "J": "1.2",
    "L": "1.2",
    "y_hat": "1.3",
    "z": "1.4",
    "dJ_dw": "6.5",
    "dL_dyhat": "3.6",
    "dyhat_dz": "4.1.4",
    "dz_dw": "5.4",
    "dJ_db": "7.5",
    "dz_db": "7.4",
}


def value_of(line, letters, j):
    work = Evaluation(
        1,
        {name: np.array([float(value)]) for name, value in letters.items()},
        {"w_j": f"w{j}", "x_j": f"x{j}"},
    )
    value = evaluate(line.right, work)
    assert not work.fault.any()
    return float(value.item())


def off(value, exact):
    return float(abs(mpmath.mpf(value) - exact) / abs(exact)) if exact else abs(value)


def test_all_lines_of_the_source_are_there():
    counts = [sum(line.section == section for line in LINES) for section in SECTIONS]
    assert counts == [4, 4, 6, 4, 8, 4, 5, 5]
    for section in SECTIONS:
        assert [line.number for line in LINES if line.section == section] == list(range(1, counts.pop(0) + 1))
    assert [line.key for line in LINES if line.supplied] == ["3.2", "3.3", "3.4", "3.5"]
    assert list(FORMULAS) == [line.key for line in LINES] == list(BY_KEY)


def test_which_lines_hold_a_derivative():
    assert [line.key for line in LINES if line.complex_step] == [
        *("2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4", "4.1.1", "4.1.2", "5.1", "5.2", "5.3"),
        *("6.1", "7.1", "7.2", "7.3"),
    ]
    assert all(isinstance(line.left, Derivative) == (line.section != "1") for line in LINES)


@pytest.mark.parametrize("j", [1, 2])
@pytest.mark.parametrize("line", LINES, ids=lambda line: line.key)
def test_a_line_is_evaluated_by_its_own_formula(line, j):
    """ŷ, z and y are given values that do not fit each other, so that no line could stand in for another."""
    letters = dict(x1=1.7, x2=-0.6, y=0.3, w1=0.8, w2=-1.1, b=0.25, z=0.9, y_hat=0.35)
    with mpmath.workdps(50):
        exact = FORMULAS[line.key](Model(*[letters[n] for n in ("x1", "x2", "y", "w1", "w2", "b")], 0.9, 0.35, j))
        assert off(value_of(line, letters, j), exact) < 2e-15


def test_with_such_values_the_lines_differ():
    letters = dict(x1=1.7, x2=-0.6, y=0.3, w1=0.8, w2=-1.1, b=0.25, z=0.9, y_hat=0.35)
    for section, distinct in {"2": 3, "4.2": 3, "6": 2}.items():
        values = {round(value_of(line, letters, 1), 12) for line in LINES if line.section == section}
        assert len(values) >= distinct, section


feature = st.floats(-4, 4).filter(lambda x: x == 0 or abs(x) > 1e-6)


@given(
    x1=feature,
    x2=feature,
    y=st.sampled_from([0, 1]),
    w1=feature,
    w2=feature,
    z=st.floats(-ORDINARY, ORDINARY),
    j=st.sampled_from([1, 2]),
)
def test_lines_agree_to_twelve_digits_at_ordinary_z(x1, x2, y, w1, w2, z, j):
    b = z - x1 * w1 - x2 * w2
    letters = dict(x1=x1, x2=x2, y=y, w1=w1, w2=w2, b=b)
    with mpmath.workdps(50):
        exact = Model(x1, x2, y, w1, w2, b, j=j)
        given_z = x1 * w1 + x2 * w2 + b  # in doubles; what comes after is judged from there
        from_z = Model(x1, x2, y, w1, w2, b, given_z, j=j)
        for line in LINES:
            truth = FORMULAS[SAME[line.target]](exact if line.target == "z" else from_z)
            value = value_of(line, letters, j)
            if line.target == "z":
                size = max(abs(x1 * w1), abs(x2 * w2), abs(b))
                assert abs(value - float(truth)) <= 4e-16 * size
            else:
                assert off(value, truth) <= 1e-12, line.key
