"""What every rule of a step is: its settings, its lines, what it keeps, and what it promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.local import Local
from logreg_core.points.dataset import Floats


@dataclass(frozen=True)
class Product:
    """One product in a line of a rule, maybe over a denominator.

    factors : "θ", "g", "α", a number that the rule keeps ("u"), the same after this step ("u'"), one that an earlier
    line has worked out ("m̂"), or a name of `Rule.known`;  minus : whether it is taken away.
    over : what it is divided by: a name;  root, plus : or √root + plus, both names.
    """

    factors: tuple[str, ...]
    minus: bool = False
    over: str = ""
    root: str = ""
    plus: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a rule, for one parameter: `target` ← the sum of the products.

    target : "θ", a kept number, or one of what the rule works out on the way.
    """

    target: str
    products: tuple[Product, ...]


@dataclass(frozen=True, eq=False)
class Term:
    """A part of where the next step leads; all parts together are the parameters after it.

    name, formula : what it is, in words and in letters.   value : (3,), of w1, w2 and b.
    of_gradient : what g is multiplied by in it, so that each example has its share: a number, one for each parameter,
    (3,), or a matrix, (3, 3); None where g has no part in it.
    """

    name: str
    formula: str
    value: Floats
    of_gradient: float | Floats | None = None


def shares(terms: tuple[Term, ...], gradients: Floats) -> Floats:
    """Return the parts of a step's terms in which gradients : (n, 3) have a share, (n, 3)."""
    by: Floats | float = sum((term.of_gradient for term in terms if term.of_gradient is not None), 0.0)
    return gradients @ by.T if np.ndim(by) == 2 and isinstance(by, np.ndarray) else by * gradients


def with_penalty_apart(terms: tuple[Term, ...], gradient: Floats, charge: Floats) -> tuple[Term, ...]:
    """Return the terms with each that g = ∂J + λw has a part in as two: that of ∂J, and that of λw.

    gradient, charge : (3,), ∂J and λw (0 for b).
    """
    apart: list[Term] = []
    for term in terms:
        if term.of_gradient is None:
            apart.append(term)
            continue
        of_mean, of_charge = shares((term,), np.array([gradient, charge]))
        apart.append(replace(term, value=of_mean))
        apart.append(Term("the penalty’s step", term.formula.replace("∂J/∂θ", "λ·w"), of_charge))
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

    word : its name in links.   title : on screen.   named : whether that is a name, whose capital stays in a sentence.
    in_words : what a step is made of, in a sentence or two.   keeps : the letters of what it keeps for each parameter.
    lines : how it is written, one line after the other.   overshoots : why J may rise near the minimum.
    works_out : letters of what its lines work out on the way, without keeping it.
    given : by their letters, what it keeps that no line makes, and how that is written instead.
    usual_rate : the learning rate that goes with it, where its steps are of another size than plain descent's.
    slowed_by : what of J's shape makes its way long: "scales", that J is steeper along one parameter than another;
    "turn", that its valley lies between the parameters; "" neither.
    settles : whether a run that is at the minimum stays there; else a later step may leave it again.
    takes_batches : whether a step may be made of some examples alone.
    paper : where it comes from.   elsewhere : what other libraries mean by its name.
    """

    word: ClassVar[str]
    title: ClassVar[str]
    named: ClassVar[bool] = False
    in_words: ClassVar[str] = ""
    keeps: ClassVar[tuple[str, ...]] = ()
    works_out: ClassVar[tuple[str, ...]] = ()
    given: ClassVar[Mapping[str, str]] = MappingProxyType({})
    lines: ClassVar[tuple[Line, ...]]
    overshoots: ClassVar[str]
    usual_rate: ClassVar[float | None] = None
    slowed_by: ClassVar[str] = "scales"
    settles: ClassVar[bool] = True
    takes_batches: ClassVar[bool] = True
    paper: ClassVar[str] = ""
    elsewhere: ClassVar[str] = ""

    def __post_init__(self) -> None:
        for each in fields(self):
            value, switch = getattr(self, each.name), each.metadata.get("switch", False)
            low, high = (0, 1) if switch else each.metadata["limits"]
            sort = isinstance(value, (int, float)) and (value in (0, 1) if switch else not isinstance(value, bool))
            if not sort or not low <= value <= high:
                reason = each.metadata.get("reason", "")
                raise ValueError(
                    f"{each.name} of {self.title} is {value!r}; it must be "
                    + ("true or false" if switch else f"from {low:g} to {high:g}")
                    + (f": {reason}" if reason else "")
                )
            object.__setattr__(self, each.name, bool(value) if switch else float(value))

    @property
    def width(self) -> int:
        """How many numbers it keeps in all, over the three parameters."""
        return 3 * len(self.keeps)

    @property
    def settings(self) -> dict[str, float]:
        """Its settings by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def known(self, t: int) -> dict[str, float]:
        """Return the numbers that lines name beside α and what is kept: the settings, and what comes of them at t."""
        return self.settings

    def worked_out(self, after: Floats, t: NDArray[np.intp]) -> Floats:
        """Return what the lines of the steps t (n,) work out on the way, (n, len(works_out), 3).

        after : (n, len(keeps), 3), what the rule keeps after them.
        """
        return np.empty((len(t), 0, 3))

    def to_text(self) -> str:
        """Return the rule as a link writes it: its word, and its settings by repr, a switch as 1 or 0."""
        values = ",".join(repr(int(v) if isinstance(v, bool) else v) for v in self.settings.values())
        return f"{self.word}:{values}" if values else self.word

    @abstractmethod
    def update(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Floats, Floats]:
        """Take step t from theta (3,) and state (width,) at rate α; return both as they are after it."""

    @abstractmethod
    def terms(self, local: Local, theta: Floats, state: Floats, rate: float, t: int) -> tuple[Term, ...]:
        """Return what the parameters after the step are made of; arguments as in `update`."""

    def linear(self, rate: float) -> Linear | None:
        """Return the step as one linear map, for the fast loops; None where it is none."""
        return None

    @abstractmethod
    def carried(self, rates: Floats, after: Floats, least: Callable[[], Floats]) -> Floats:
        """Return how much of g's rounding there may be in θ, and in each kept number, after a step, times g's own.

        rates : (n,), of n steps.   after : (n, 1 + len(keeps), 3), θ and what is kept after them.
        least : gives (n,), the least curvature where they began that is not 0.   Returned : shaped as `after`.
        """

    def in_the_long_run(self, rate: float) -> float | None:
        """Return what the rate comes to under a steady gradient; None where it comes to no multiple of that."""
        return None

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

    @property
    def never_rises(self) -> bool:
        """Whether J never rises, at whatever rate; see also `guarantee`."""
        return False

    def calmed(self) -> Rule | None:
        """Return the same rule with a setting by which J never rises; None where it has no such setting to change."""
        return None

    @abstractmethod
    def comparable(self, rate: float, smoothness: float, steps: int) -> float:
        """Return how far apart two right programs may be after so many steps, relative to max(1, |θ|).

        They sum in another order, and each step may make their difference larger; inf where it may grow without end.
        """
