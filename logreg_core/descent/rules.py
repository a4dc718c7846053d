"""What a step is, its settings and their labels. Each rule is a value; whoever needs a step, or a word of one, asks it.

θ = (w1, w2, b); g = ∂J/∂θ where the step begins; α is the step's learning rate. A rule may keep numbers from step to
step, one of each kind for each parameter: its state, such as heavy ball's velocity u.

To add a rule, write its class here and list it in `_RULES`: loops, race, link, sidebar, strip, log, exercises and
outcome take it from there, and `tests/rules/` holds it to what it promises.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np

from logreg_core.descent.local import Local
from logreg_core.points.dataset import Floats
from logreg_core.points.link_numbers import real_number

AGREE = 1e-12  # how far two right programs are apart over AGREE_FOR steps, where rounding does not grow
AGREE_FOR = 1000


@dataclass(frozen=True)
class Product:
    """One product in a line of a rule.

    factors : "θ", "g", "α", a number that the rule keeps ("u"), the same after this step ("u'"), or a setting's name;
    minus : whether it is taken away.
    """

    factors: tuple[str, ...]
    minus: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a rule, for one parameter: `target` ← the sum of the products. target : "θ" or a kept number."""

    target: str
    products: tuple[Product, ...]


@dataclass(frozen=True, eq=False)
class Term:
    """A part of where the next step leads; all parts together are the parameters after it.

    name, formula : what it is, in words and in letters.   value : (3,), of w1, w2 and b.
    of_gradient : what g is multiplied by in it, so that each example has its share; 0 where g has no part in it.
    """

    name: str
    formula: str
    value: Floats
    of_gradient: float = 0.0


def with_penalty_apart(terms: tuple[Term, ...], gradient: Floats, charge: Floats) -> tuple[Term, ...]:
    """Return the terms with each that g = ∂J + λw has a part in as two: that of ∂J, and that of λw.

    gradient, charge : (3,), ∂J and λw (0 for b).
    """
    apart: list[Term] = []
    for term in terms:
        if not np.any(term.of_gradient):
            apart.append(term)
            continue
        of_charge = term.of_gradient * charge
        apart.append(replace(term, value=term.of_gradient * gradient))
        apart.append(Term("the penalty’s step", term.formula.replace("∂J/∂θ", "λ·θ"), of_charge))
    return tuple(apart)


@dataclass(frozen=True, eq=False)
class Linear:
    """A step that is linear in θ, in what is kept, and in g, the same for each parameter.

    With z = (θ, kept numbers): z ← carry @ z + push · g.   carry : (1+k, 1+k), push : (1+k,).
    Where λ charges the weights (`charged`), carry is (1+k, 1+k, 3): one such matrix for each of w1, w2 and b.
    """

    carry: Floats
    push: Floats

    def charged(self, l2: float) -> Linear:
        """Return the same step where g is ∂J alone, with λw in the weights' own matrices; itself where λ = 0."""
        if l2 == 0:
            return self
        carry = np.repeat(self.carry[:, :, None], 3, axis=2)
        carry[:, 0, :2] += l2 * self.push[:, None]
        return Linear(carry, self.push)

    @property
    def carry_of_each(self) -> Floats:
        """(1+k, 1+k, 3), or (1+k, 1+k, 1) where it is the same for each parameter."""
        return self.carry if self.carry.ndim == 3 else self.carry[:, :, None]

    def carried_on(self, kinds: Floats) -> Floats:
        """Return what the step makes of θ and of what is kept, (..., 1+k, 3), without the gradient's part."""
        if self.carry.ndim == 2:
            return np.asarray(self.carry @ kinds)
        return np.asarray(np.einsum("ijp,...jp->...ip", self.carry, kinds))


@dataclass(frozen=True)
class Rule(ABC):
    """One way to step. Its fields are its settings.

    word : its name in links.   title : on screen.   keeps : the letters of what it keeps for each parameter.
    lines : how it is written, one line after the other.   overshoots : why J may rise near the minimum.
    """

    word: ClassVar[str]
    title: ClassVar[str]
    keeps: ClassVar[tuple[str, ...]] = ()
    lines: ClassVar[tuple[Line, ...]]
    overshoots: ClassVar[str]

    def __post_init__(self) -> None:
        for each in fields(self):
            value, (low, high) = getattr(self, each.name), each.metadata["limits"]
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
                raise ValueError(f"{each.name} of {self.title} is {value!r}; it must be from {low:g} to {high:g}")
            object.__setattr__(self, each.name, float(value))

    @property
    def width(self) -> int:
        """How many numbers it keeps in all, over the three parameters."""
        return 3 * len(self.keeps)

    @property
    def settings(self) -> dict[str, float]:
        """Its settings by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def to_text(self) -> str:
        """Return the rule as a link writes it: its word, and its settings by repr."""
        values = ",".join(map(repr, self.settings.values()))
        return f"{self.word}:{values}" if values else self.word

    @abstractmethod
    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take step t from theta (3,) and state (width,) at rate α; return both as they are after it."""

    @abstractmethod
    def terms(self, theta: Floats, state: Floats, gradient: Floats, rate: float) -> tuple[Term, ...]:
        """Return what the parameters after the step are made of; arguments as in `update`, gradient (3,) is g."""

    def linear(self, rate: float) -> Linear | None:
        """Return the step as one linear map, for the fast loops; None where it is none."""
        return None

    @abstractmethod
    def carried(self, rate: float) -> tuple[float, ...]:
        """Return how much of g's rounding there may be in θ, and in each kept number, after a step, times g's own."""

    @abstractmethod
    def guarantee(self, smoothness: float) -> float | None:
        """Return a rate up to which J never rises, from any start; None where the rule promises none.

        smoothness : the largest curvature of J, as `optimum.smoothness` gives it.
        """

    def gentle(self, smoothness: float) -> float:
        """Return a rate that is worth a try: the one that is promised, else a tenth of 2/smoothness; J may rise then.

        smoothness : the largest curvature of J, as in `guarantee`.
        """
        return self.guarantee(smoothness) or 0.2 / smoothness

    @abstractmethod
    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return how far apart two right programs may be after so many steps, relative to max(1, |θ|).

        They sum in another order, and each step may make their difference larger; inf where it may grow without end.
        """


@dataclass(frozen=True)
class GradientDescent(Rule):
    """Plain gradient descent: θ ← θ - αg (derivation, sections 6 and 7)."""

    word = "descent"
    title = "Gradient descent"
    lines = (Line("θ", (Product(("θ",)), Product(("α", "g"), minus=True))),)
    overshoots = "the learning rate is so high that steps jump across the minimum"

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        return theta - rate * local.gradient, state

    def terms(self, theta: Floats, state: Floats, gradient: Floats, rate: float) -> tuple[Term, ...]:
        """Return the parameters and the gradient's step; see Rule."""
        return (
            Term("where it stands", "θ", theta),
            Term("the gradient’s step", "−α·∂J/∂θ", -rate * gradient, of_gradient=-rate),
        )

    def linear(self, rate: float) -> Linear:
        """Return θ ← θ - αg as a linear map."""
        return Linear(np.array([[1.0]]), np.array([-rate]))

    def carried(self, rate: float) -> tuple[float, ...]:
        """Return α."""
        return (rate,)

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

    beta: float = field(
        default=0.9,
        metadata={
            "letter": "β",
            "title": "Momentum β",
            "limits": (0.0, 0.999),
            "step": 0.05,
            "help": "How much of the velocity each step keeps. 0 keeps nothing, which is gradient descent; with 0.9 "
            "the velocity is made of about the last 10 gradients.",
        },
    )

    word = "heavy-ball"
    title = "Heavy ball (momentum)"
    keeps = ("u",)
    lines = (
        Line("u", (Product(("beta", "u")), Product(("g",)))),
        Line("θ", (Product(("θ",)), Product(("α", "u'"), minus=True))),
    )
    overshoots = "its velocity carries the steps past the minimum"

    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take one step; see Rule."""
        velocity = self.beta * state + local.gradient
        return theta - rate * velocity, velocity

    def terms(self, theta: Floats, state: Floats, gradient: Floats, rate: float) -> tuple[Term, ...]:
        """Return the parameters, the velocity so far and the gradient's step; see Rule."""
        return (
            Term("where it stands", "θ", theta),
            Term("the velocity so far", "−α·β·u", -rate * self.beta * state),
            Term("the gradient’s step", "−α·∂J/∂θ", -rate * gradient, of_gradient=-rate),
        )

    def linear(self, rate: float) -> Linear:
        """Return both lines as one linear map: θ ← θ - αβu - αg, u ← βu + g."""
        return Linear(np.array([[1.0, -rate * self.beta], [0.0, self.beta]]), np.array([-rate, 1.0]))

    def carried(self, rate: float) -> tuple[float, ...]:
        """Return α/(1-β) for θ and 1/(1-β) for u, in which the roundings of earlier steps live on."""
        return rate / (1 - self.beta), 1 / (1 - self.beta)

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


def _agreement(steps: int) -> float:
    return AGREE * max(1.0, steps / AGREE_FOR)


_RULES: dict[str, type[Rule]] = {rule.word: rule for rule in (GradientDescent, HeavyBall)}
RULES: Mapping[str, type[Rule]] = MappingProxyType(_RULES)


def rule_from_text(text: str) -> Rule:
    """Return the rule that a link describes; a setting left out has its default. Raises ValueError."""
    word, _, values = text.partition(":")
    if word not in RULES:
        raise ValueError(f"there is no rule {word!r:.40}; there are {', '.join(RULES)}")
    rule = RULES[word]
    given = values.split(",") if values else []
    names = [each.name for each in fields(rule)]
    if len(given) > len(names):
        raise ValueError(f"{rule.title} has {len(names)} settings, and {len(given)} are given")
    try:
        numbers: dict[str, Any] = {name: real_number(value) for name, value in zip(names, given, strict=False)}
    except ValueError:
        raise ValueError(f"{values!r:.40} are no numbers, which the settings of {rule.title} are") from None
    return rule(**numbers)
