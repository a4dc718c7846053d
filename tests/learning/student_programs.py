"""Programs that students might write: a right one for plain descent, and one for each mistake, without the core.

Each mistake is a class that differs in one thing.
"""

from __future__ import annotations

import numpy as np

QUANTITIES = ("J", "dJ_dw1", "dJ_dw2", "dJ_db", "next_w1", "next_w2", "next_b")


class Student:
    """A right program for plain descent: J, gradient and next step."""

    def __init__(self, X, y, rate):
        self.X, self.y, self.rate = np.array(X), np.array(y), rate

    def z(self, w1, w2, b):
        return w1 * self.X[:, 0] + w2 * self.X[:, 1] + b

    def probability(self, theta):
        return 1 / (1 + np.exp(-self.z(*theta)))

    def losses(self, p):
        return -(self.y * np.log(p) + (1 - self.y) * np.log(1 - p))

    def J(self, theta):
        return self.losses(self.probability(theta)).sum() / len(self.y)

    def errors(self, p):
        return p - self.y

    def gradient(self, theta):
        error, m = self.errors(self.probability(theta)), len(self.y)
        return np.array([(error * self.X[:, 0]).sum() / m, (error * self.X[:, 1]).sum() / m, error.sum() / m])

    def step(self, theta):
        return theta - self.rate * self.gradient(theta)

    def numbers(self, theta):
        return dict(zip(QUANTITIES, (self.J(theta), *self.gradient(theta), *self.step(theta)), strict=True))


class Sum(Student):
    def J(self, theta):
        return self.losses(self.probability(theta)).sum()

    def gradient(self, theta):
        return super().gradient(theta) * len(self.y)


class Sign(Student):
    def J(self, theta):
        return -super().J(theta)

    def errors(self, p):
        return self.y - p


class Uphill(Student):
    def step(self, theta):
        return theta + self.rate * self.gradient(theta)


class BaseTen(Student):
    def losses(self, p):
        return -(self.y * np.log10(p) + (1 - self.y) * np.log10(1 - p))

    def errors(self, p):
        return (p - self.y) / np.log(10)


class BaseTwo(Student):
    def losses(self, p):
        return -(self.y * np.log2(p) + (1 - self.y) * np.log2(1 - p))

    def errors(self, p):
        return (p - self.y) / np.log(2)


class BFirst(Student):
    def numbers(self, theta):
        w1, w2, b = theta
        db = super().gradient(theta)[2]
        b = b - self.rate * db
        dw1, dw2, _ = super().gradient((w1, w2, b))
        return dict(
            zip(QUANTITIES, (self.J(theta), dw1, dw2, db, w1 - self.rate * dw1, w2 - self.rate * dw2, b), strict=True)
        )


class WFirst(Student):
    def numbers(self, theta):
        w1, w2, b = theta
        dw1, dw2, _ = super().gradient(theta)
        w1, w2 = w1 - self.rate * dw1, w2 - self.rate * dw2
        db = super().gradient((w1, w2, b))[2]
        return dict(zip(QUANTITIES, (self.J(theta), dw1, dw2, db, w1, w2, b - self.rate * db), strict=True))


class OneByOne(Student):
    def numbers(self, theta):
        now, slopes = list(theta), []
        for k in range(3):
            slopes.append(super().gradient(now)[k])
            now[k] = now[k] - self.rate * slopes[k]
        return dict(zip(QUANTITIES, (self.J(theta), *slopes, *now), strict=True))


class SlopeLeftOut(Student):
    def errors(self, p):
        return -self.y / p + (1 - self.y) / (1 - p)


class SquaredError(Student):
    def losses(self, p):
        return (p - self.y) ** 2 / 2

    def errors(self, p):
        return (p - self.y) * p * (1 - p)


class SquaredErrorWhole(Student):
    def losses(self, p):
        return (p - self.y) ** 2

    def errors(self, p):
        return 2 * (p - self.y) * p * (1 - p)


class SignedLabels(Student):
    def __init__(self, X, y, rate):
        super().__init__(X, np.where(np.array(y) == 1, 1, -1), rate)


class OtherClass(Student):
    def __init__(self, X, y, rate):
        super().__init__(X, 1 - np.array(y), rate)


class Half(Student):
    def J(self, theta):
        return super().J(theta) / 2

    def gradient(self, theta):
        return super().gradient(theta) / 2


class MeanTwice(Student):
    def J(self, theta):
        return super().J(theta) / len(self.y)

    def gradient(self, theta):
        return super().gradient(theta) / len(self.y)


class NoRate(Student):
    def step(self, theta):
        return theta - self.gradient(theta)


class NoBias(Student):
    def z(self, w1, w2, b):
        return w1 * self.X[:, 0] + w2 * self.X[:, 1]

    def numbers(self, theta):
        found = super().numbers(theta)
        return {name: value for name, value in found.items() if name not in ("dJ_db", "next_b")}


class Scaled(Student):
    def __init__(self, X, y, rate):
        X = np.array(X)
        super().__init__((X - X.mean(axis=0)) / X.std(axis=0), y, rate)


class OtherFeature(Student):
    def gradient(self, theta):
        return super().gradient(theta)[[1, 0, 2]]


PROGRAMS = {
    "sum": Sum,
    "sign": Sign,
    "uphill": Uphill,
    "base 10": BaseTen,
    "base 2": BaseTwo,
    "b first": BFirst,
    "w first": WFirst,
    "one by one": OneByOne,
    "slope left out": SlopeLeftOut,
    "squared error": SquaredError,
    "squared error, no half": SquaredErrorWhole,
    "labels -1, 1": SignedLabels,
    "other class": OtherClass,
    "half": Half,
    "mean twice": MeanTwice,
    "no rate": NoRate,
    "no bias": NoBias,
    "scaled": Scaled,
    "other feature": OtherFeature,
}
