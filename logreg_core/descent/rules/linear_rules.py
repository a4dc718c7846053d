"""The rules whose step is linear in θ, in what they keep and in g: plain descent, and two with a velocity."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from logreg_core.descent.local import Local
from logreg_core.descent.rules.rule import Line, Linear, Product, Rule, Term
from logreg_core.points.dataset import Floats

AGREE = 1e-12  # how far two right programs are apart over AGREE_FOR steps, where rounding does not grow
AGREE_FOR = 1000


def _momentum(says: str) -> Any:
    return field(
        default=0.9,
        metadata={"letter": "β", "title": "Momentum β", "limits": (0.0, 0.999), "step": 0.05, "help": says},
    )


@dataclass(frozen=True)
class GradientDescent(Rule):
    """Plain gradient descent: θ ← θ - αg (derivation, sections 6 and 7)."""

    word = "descent"
    title = "Gradient descent"
    in_words = "Each parameter goes against its gradient: the step is α times the gradient."
    lines = (Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True))),)
    overshoots = "the learning rate is so high that steps jump across the minimum"

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        return theta - rate * local.gradient, state

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters and the gradient's step; see Rule."""
        return (
            Term("where it stands", "θ", theta),
            Term("the gradient’s step", "−α·∂J/∂θ", -rate * local.gradient, of_gradient=-rate),
        )

    def linear(self, rate: float) -> Linear:
        """Return θ ← θ - αg as a linear map."""
        return Linear(np.array([[1.0]]), np.array([-rate]))

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return α."""
        return np.broadcast_to(rates[:, None, None], after.shape)

    def in_the_long_run(self, rate: float) -> float:
        """Return α."""
        return rate

    def guarantee(self, smoothness: float) -> float:
        """Return 2/smoothness: with α up to it, descent on a convex function of that curvature never rises."""
        return 2 / smoothness

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-12 for each 1,000 steps up to 2/smoothness, where a step brings no two points further apart."""
        return _agreement(steps) if rate <= self.guarantee(smoothness) else math.inf


@dataclass(frozen=True)
class HeavyBall(Rule):
    """Gradient descent with momentum: u ← βu + g, then θ ← θ - αu with the new u; u is 0 at first.

    Polyak (1964); the form is PyTorch's SGD(momentum=β), where α stands outside u: a changed rate acts at once on the
    whole velocity.
    """

    beta: float = _momentum(
        "How much of the velocity each step keeps. 0 keeps nothing, which is gradient descent; with 0.9 "
        "the velocity is made of about the last 10 gradients."
    )

    word = "heavy-ball"
    title = "Heavy ball (momentum)"
    in_words = (
        "The velocity u keeps β of itself and adds the gradient; the step is α times u. A changed α acts at once on "
        "the whole velocity."
    )
    keeps = ("u",)
    lines = (
        Line("u", (Product(("beta", "u")), Product(("g",)))),
        Line("θ", (Product(("θ",)), Product(("α", "u'"), minus=True))),
    )
    overshoots = "its velocity carries the steps past the minimum"
    paper = "Polyak, Some methods of speeding up the convergence of iteration methods, 1964"
    elsewhere = (
        "PyTorch’s SGD(momentum=β) and optax’s sgd(momentum=β) are this rule. Keras keeps α inside the velocity, so "
        "there a changed rate acts on later gradients alone."
    )

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        velocity = self.beta * state + local.gradient
        return theta - rate * velocity, velocity

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters, the velocity so far and the gradient's step; see Rule."""
        return (
            Term("where it stands", "θ", theta),
            Term("the velocity so far", "−α·β·u", -rate * self.beta * state),
            Term("the gradient’s step", "−α·∂J/∂θ", -rate * local.gradient, of_gradient=-rate),
        )

    def linear(self, rate: float) -> Linear:
        """Return both lines as one linear map: θ ← θ - αβu - αg, u ← βu + g."""
        return Linear(np.array([[1.0, -rate * self.beta], [0.0, self.beta]]), np.array([-rate, 1.0]))

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return α/(1-β) for θ and 1/(1-β) for u, in which the roundings of earlier steps live on."""
        return _of_velocity(rates, after, self.beta)

    def in_the_long_run(self, rate: float) -> float:
        """Return α/(1-β): each gradient moves θ by α, αβ, αβ² and so on."""
        return rate / (1 - self.beta)

    def guarantee(self, smoothness: float) -> None:
        """Return None: the velocity may lead uphill at any rate."""
        return None

    def gentle(self, smoothness: float) -> float:
        """Return 2(1-β)/smoothness, up to which it converges (Ghadimi, Feyzmahdavian, Johansson 2015)."""
        return 2 * (1 - self.beta) / smoothness

    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return 1e-12/(1-β) for each 1,000 steps up to `gentle`, beyond which two runs may part.

        A difference acts on 1/(1-β) steps.
        """
        return _agreement(steps) / (1 - self.beta) if rate <= self.gentle(smoothness) else math.inf


@dataclass(frozen=True)
class Nesterov(HeavyBall):
    """Momentum that looks ahead: u ← βu + g, then θ ← θ - α(g + βu) with the new u; u is 0 at first.

    Nesterov (1983), in PyTorch's form, SGD(momentum=β, nesterov=True): the θ shown is the point that the classical form
    looks ahead to, where it takes its gradient.
    """

    beta: float = _momentum(
        "How much of the velocity each step keeps. The step goes on along the velocity once more, to where it would be "
        "next; 0 is gradient descent."
    )

    word = "nesterov"
    title = "Nesterov’s momentum"
    named = True
    in_words = (
        "The velocity u keeps β of itself and adds the gradient, as heavy ball’s does; the step is α times the "
        "gradient and α times β of the new u. A changed α acts at once on the whole velocity."
    )
    lines = (
        Line("u", (Product(("beta", "u")), Product(("g",)))),
        Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True), Product(("α", "beta", "u'"), minus=True))),
    )
    paper = "Nesterov, A method of solving a convex programming problem with convergence rate O(1/k²), 1983"
    elsewhere = (
        "PyTorch’s SGD(momentum=β, nesterov=True) and optax’s sgd(momentum=β, nesterov=True) are this rule. Keras "
        "keeps α inside the velocity."
    )

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        velocity = self.beta * state + local.gradient
        return theta - rate * local.gradient - rate * self.beta * velocity, velocity

    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return the parameters, the velocity so far and the gradient's step; see Rule."""
        of_gradient = -rate * (1 + self.beta)
        return (
            Term("where it stands", "θ", theta),
            Term("the velocity so far", "−α·β²·u", -rate * self.beta**2 * state),
            Term("the gradient’s step", "−α·(1 + β)·∂J/∂θ", of_gradient * local.gradient, of_gradient=of_gradient),
        )

    def linear(self, rate: float) -> Linear:
        """Return both lines as one linear map: θ ← θ - αβ²u - α(1+β)g, u ← βu + g."""
        carry = np.array([[1.0, -rate * self.beta**2], [0.0, self.beta]])
        return Linear(carry, np.array([-rate * (1 + self.beta), 1.0]))

    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return 2α/(1-β) for θ and 1/(1-β) for u, in which the roundings of earlier steps live on."""
        return _of_velocity(2 * rates, after, self.beta)


def _of_velocity(rates: Floats, after: Floats, beta: float) -> Floats:
    """Return rates/(1-β) for θ and 1/(1-β) for u, shaped as `after` (n, 2, 3)."""
    carried = np.empty(after.shape)
    carried[:, 0], carried[:, 1] = rates[:, None] / (1 - beta), 1 / (1 - beta)
    return carried


def _agreement(steps: int) -> float:
    return AGREE * max(1.0, steps / AGREE_FOR)
