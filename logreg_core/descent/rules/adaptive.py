"""The rules that step each parameter by itself, by how large its own gradients were: AdaGrad, RMSProp and Adam.

Each is written once, for one parameter, in plain numbers: `coordinate`. The fast loop (`descent/by_coordinate.py`) and
`update` both take it from there, so that they agree to the last bit.
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.local import Local
from logreg_core.descent.rules.rule import Line, Product, Rule, Term
from logreg_core.points.dataset import Floats

ALIKE = 1e-8  # how far two right programs may be apart: ten times what was seen
FAR = 0.3  # α times the root of the smoothness, about half of what a step of α changes z by
DUST = "at 0 the rounding dust of a gradient would become a full step"


def _epsilon(value: float) -> Any:
    return field(
        default=value,
        metadata={
            "letter": "ε",
            "title": "ε",
            "limits": (1e-12, 1e-2),
            "step": value,
            "reason": DUST,
            "help": f"Keeps a gradient that is all but 0 from being divided by all but 0. It can’t be 0: {DUST}.",
        },
    )


def _share(letter: str, value: float, highest: float, of: str) -> Any:
    return field(
        default=value,
        metadata={
            "letter": letter,
            "title": f"{letter}, kept of {of}",
            "limits": (0.0, highest),
            "step": 0.01,
            "help": f"How much of {of} each step keeps; the rest is the new one.",
        },
    )


@dataclass(frozen=True)
class ByCoordinate(Rule):
    """A rule whose every parameter steps by its own gradient and what is kept of it alone."""

    slowed_by = "turn"
    same_at_all_steps: ClassVar[bool] = True  # whether `coordinate` is the same for every t

    @abstractmethod
    def coordinate(self, t: int, rate: float) -> Callable[..., tuple[float, ...]]:
        """Return step t of one parameter: (g, θ, kept numbers…) → (θ, kept numbers…) after it."""

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        step = self.coordinate(t, rate)
        kept = state.reshape(-1, 3).tolist()
        after = [step(*each) for each in zip(local.gradient.tolist(), theta.tolist(), *kept, strict=True)]
        columns: Floats = np.array(after).T
        return columns[0], columns[1:].ravel()

    def guarantee(self, smoothness: float) -> None:
        """Return None: its steps may be long where the gradient is small, at any rate."""
        return None

    def gentle(self, smoothness: float) -> float:
        """Return the rate that is usual with it: its steps hardly hang on how steep J is."""
        return float(self.usual_rate or 0.0)


def _over(gradient: Floats, size: Floats, epsilon: float) -> Floats:
    divided: Floats = gradient / (np.sqrt(size) + epsilon)
    return divided


@dataclass(frozen=True)
class AdaGrad(ByCoordinate):
    """Each parameter's rate shrinks with its gradients so far: s ← s + g², then θ ← θ - αg/(√s + ε); s is 0 at first.

    Duchi, Hazan and Singer (2011), as PyTorch's Adagrad has it.
    """

    epsilon: float = _epsilon(1e-10)

    word = "adagrad"
    title = "AdaGrad"
    named = True
    in_words = (
        "s adds up the squares of all gradients so far; the step is α times the gradient, divided by √s + ε. Each "
        "parameter has its own s, so each step’s size is its own."
    )
    keeps = ("s",)
    lines = (
        Line("s", (Product(("s",)), Product(("g", "g")))),
        Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True, root="s'", plus="epsilon"))),
    )
    overshoots = "its first steps are as long as α, whatever the gradient"
    usual_rate = 0.1
    paper = "Duchi, Hazan and Singer, Adaptive subgradient methods, 2011"
    elsewhere = (
        "PyTorch’s Adagrad is this rule. Keras and optax begin with s = 0.1 and put ε = 10⁻⁷ inside the root: after "
        "100 steps that can be 0.2 away."
    )

    def coordinate(self, t: int, rate: float) -> Callable[..., tuple[float, ...]]:
        """Return one parameter's step; see ByCoordinate."""
        epsilon, sqrt = self.epsilon, math.sqrt

        def step(g: float, theta: float, s: float) -> tuple[float, float]:
            s = s + g * g
            return theta - rate * g / (sqrt(s) + epsilon), s

        return step

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters and the gradient's step; see Rule."""
        g = local.gradient
        root = np.sqrt(state + g * g) + self.epsilon
        return (
            Term("where it stands", "θ", theta),
            Term("the gradient’s step", "−α·∂J/∂θ / (√s + ε)", -(rate * g / root), of_gradient=-rate / root),
        )

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return 2α/(√s + ε) for θ, and 2√s for s, a sum of squares."""
        root = np.sqrt(after[:, 1])
        return np.stack([2 * rates[:, None] / (root + self.epsilon), 2 * root], axis=1)

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-8 over 1,000 steps: so far they agreed; see `_alike`."""
        return _alike(rate, smoothness, steps, 1000)


@dataclass(frozen=True)
class RMSProp(ByCoordinate):
    """Each parameter's step is divided by the size of its recent gradients: s ← ρs + (1-ρ)g², θ ← θ - αg/(√s + ε).

    Tieleman and Hinton (2012), as PyTorch's RMSprop has it; s is 0 at first.
    """

    rho: float = _share("ρ", 0.9, 0.9999, "s, the mean of g²")
    epsilon: float = _epsilon(1e-8)

    word = "rmsprop"
    title = "RMSProp"
    named = True
    in_words = (
        "s is a moving mean of the squared gradients; the step is α times the gradient, divided by √s + ε. So a steady "
        "gradient moves its parameter by about α, however small it is."
    )
    keeps = ("s",)
    lines = (
        Line("s", (Product(("rho", "s")), Product(("1-rho", "g", "g")))),
        Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True, root="s'", plus="epsilon"))),
    )
    overshoots = "its steps stay about α long near the minimum, however small the gradient"
    usual_rate = 0.01
    settles = False
    paper = "Tieleman and Hinton, Lecture 6.5, RMSprop, 2012"
    elsewhere = (
        "PyTorch’s RMSprop is this rule; its ρ, called alpha there, is 0.99. Keras and optax have 0.9 and put ε inside "
        "the root."
    )

    def known(self, t: int) -> dict[str, float]:
        """Return ρ, ε and 1 - ρ."""
        return {**self.settings, "1-rho": 1 - self.rho}

    def coordinate(self, t: int, rate: float) -> Callable[..., tuple[float, ...]]:
        """Return one parameter's step; see ByCoordinate."""
        rho, rest, epsilon, sqrt = self.rho, 1 - self.rho, self.epsilon, math.sqrt

        def step(g: float, theta: float, s: float) -> tuple[float, float]:
            s = rho * s + rest * g * g
            return theta - rate * g / (sqrt(s) + epsilon), s

        return step

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters and the gradient's step; see Rule."""
        g = local.gradient
        root = np.sqrt(self.rho * state + (1 - self.rho) * g * g) + self.epsilon
        return (
            Term("where it stands", "θ", theta),
            Term("the gradient’s step", "−α·∂J/∂θ / (√s + ε)", -(rate * g / root), of_gradient=-rate / root),
        )

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return α(1 + 1/√(1-ρ))/(√s + ε) for θ, since |g| is at most √s/√(1-ρ), and 2√s for s, a mean of squares."""
        root, times = np.sqrt(after[:, 1]), 1 + 1 / math.sqrt(1 - self.rho)
        return np.stack([times * rates[:, None] / (root + self.epsilon), 2 * root], axis=1)

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-8 over 30 steps, or as many as s remembers up to 100: so far they agreed; see `_alike`."""
        return _alike(3 * rate, smoothness, steps, max(30, min(100, round(1 / (1 - self.rho)))))


@dataclass(frozen=True)
class Adam(ByCoordinate):
    """A mean of recent gradients over the root of a mean of their squares, both corrected for their beginning at 0.

    m ← β₁m + (1-β₁)g, v ← β₂v + (1-β₂)g², m̂ = m/(1-β₁ᵗ⁺¹), v̂ = v/(1-β₂ᵗ⁺¹), θ ← θ - αm̂/(√v̂ + ε). Kingma and Ba (2015),
    as PyTorch's Adam has it.
    """

    beta1: float = _share("β₁", 0.9, 0.999, "m, the mean of g")
    beta2: float = _share("β₂", 0.999, 0.99999, "v, the mean of g²")
    epsilon: float = _epsilon(1e-8)

    word = "adam"
    title = "Adam"
    named = True
    in_words = (
        "m is a moving mean of the gradients, v one of their squares; m̂ and v̂ are both without their beginning at 0. "
        "The step is α times m̂, divided by √v̂ + ε."
    )
    keeps = ("m", "v")
    works_out = ("m̂", "v̂")
    same_at_all_steps = False
    lines = (
        Line("m", (Product(("beta1", "m")), Product(("1-beta1", "g")))),
        Line("v", (Product(("beta2", "v")), Product(("1-beta2", "g", "g")))),
        Line("m̂", (Product(("m'",), over="1-beta1^t"),)),
        Line("v̂", (Product(("v'",), over="1-beta2^t"),)),
        Line("θ", (Product(("θ",)), Product(("α", "m̂"), minus=True, root="v̂", plus="epsilon"))),
    )
    overshoots = "its mean of earlier gradients carries the steps past the minimum"
    usual_rate = 0.1
    settles = False
    paper = "Kingma and Ba, Adam: a method for stochastic optimization, 2015"
    elsewhere = (
        "PyTorch’s Adam and optax’s adam are this rule. Keras puts ε elsewhere: after 100 steps that is some 0.00002 "
        "away."
    )

    def known(self, t: int) -> dict[str, float]:
        """Return β₁, β₂, ε, 1 - β₁, 1 - β₂, and their powers that correct the means at step t."""
        return {
            **self.settings,
            "1-beta1": 1 - self.beta1,
            "1-beta2": 1 - self.beta2,
            "beta1^t": self.beta1 ** (t + 1),
            "beta2^t": self.beta2 ** (t + 1),
            "1-beta1^t": 1 - self.beta1 ** (t + 1),
            "1-beta2^t": 1 - self.beta2 ** (t + 1),
        }

    def worked_out(self, after: Floats, t: NDArray[np.intp]) -> Floats:
        """Return m̂ and v̂; see Rule."""
        correct = [[1 - beta ** (step + 1) for beta in (self.beta1, self.beta2)] for step in t.tolist()]
        hats: Floats = after / np.reshape(correct, (-1, 2, 1))
        return hats

    def coordinate(self, t: int, rate: float) -> Callable[..., tuple[float, ...]]:
        """Return one parameter's step; see ByCoordinate."""
        beta1, beta2, epsilon, sqrt = self.beta1, self.beta2, self.epsilon, math.sqrt
        rest1, rest2 = 1 - beta1, 1 - beta2
        correct1, correct2 = 1 - beta1 ** (t + 1), 1 - beta2 ** (t + 1)

        def step(g: float, theta: float, m: float, v: float) -> tuple[float, float, float]:
            m = beta1 * m + rest1 * g
            v = beta2 * v + rest2 * g * g
            return theta - rate * (m / correct1) / (sqrt(v / correct2) + epsilon), m, v

        return step

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters, what earlier gradients do and what this one does; see Rule."""
        (m, v), g, known = state.reshape(2, 3), local.gradient, self.known(t)
        root = np.sqrt((self.beta2 * v + (1 - self.beta2) * g * g) / known["1-beta2^t"]) + self.epsilon
        per_mean = -rate / known["1-beta1^t"] / root
        of_gradient = per_mean * (1 - self.beta1)
        return (
            Term("where it stands", "θ", theta),
            Term("earlier gradients", "−α·β₁·m / (1 − β₁ᵗ⁺¹) / (√v̂ + ε)", per_mean * self.beta1 * m),
            Term(
                "the gradient’s step",
                "−α·(1 − β₁)·∂J/∂θ / (1 − β₁ᵗ⁺¹) / (√v̂ + ε)",
                of_gradient * g,
                of_gradient=of_gradient,
            ),
        )

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return 1 for m, 2√v for v, and α(1 + r)/(√v + ε) for θ; r is the most that |m̂|/√v̂ can come to.

        v̂ is at least v, so it may be less. m̂² is at most v̂ times (1-β₁)²/((1-β₂)(1-β₁²/β₂)) where β₁² < β₂.
        """
        root = np.sqrt(after[:, 2])
        decay = self.beta1**2 / self.beta2 if self.beta2 > self.beta1**2 else 1.0
        most = (1 - self.beta1) / math.sqrt((1 - self.beta2) * (1 - decay)) if decay < 1 else 1 / (1 - self.beta2)
        theta = (1 + most) * rates[:, None] / (root + self.epsilon)
        return np.stack([theta, np.ones(root.shape), 2 * root], axis=1)

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-8 over 100 steps where its means are long, else over 40: so far they agreed; see `_alike`."""
        return _alike(rate, smoothness, steps, 100 if self.beta1 >= 0.8 and self.beta2 >= 0.99 else 40)


def _alike(rate: float, smoothness: float, steps: int, most: int) -> float:
    """Return ALIKE up to `most` steps where a step changes no z by much more than FAR; inf beyond.

    Seen with some thousand runs over data of all kinds, their examples summed in two orders. It does not hold where a
    gradient that should be 0 is nothing but rounding, as ∂J/∂b is for a picture that is the same on both sides: the
    rule divides it by its own size, so rounding makes steps as long as any other.
    """
    return ALIKE if rate * math.sqrt(smoothness) <= FAR and steps <= most else math.inf
