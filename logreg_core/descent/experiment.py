"""An Experiment is all there is to say about a run, as one value that a link can hold exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import parse_qsl, quote, urlencode

import numpy as np

from logreg_core.descent.batches.batches import RESHUFFLED, check_batch
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.rules.registry import rule_from_text
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.schedule import Schedule, changed, rates_of
from logreg_core.points.dataset import DataError
from logreg_core.points.holdout import check_share
from logreg_core.points.link_numbers import quoted_value, real_number, whole_number
from logreg_core.points.origin_query import edited_from, origin_from, origin_to_pairs
from logreg_core.points.origins import Generated, Origin
from logreg_core.points.seeds import LARGEST_LINKED_SEED

LONGEST = 100_000  # steps
LARGEST_START = 1e100  # like the largest feature: their products stay finite
ALL = "all"  # how a link would write that each step takes all rows
SCALES = ("none", "standardize")
LARGEST_L2 = 1e6


class Curved(Protocol):
    """What has a largest curvature of F: an Optimum, of data as they are, or a Run, of the features it descends in."""

    @property
    def smoothness(self) -> float:
        """See `optimum.smoothness`."""


@dataclass(frozen=True)
class Experiment:
    """What a run is made of.

    data : where the points come from (an origin: Generated, Sampled, Uploaded, Points or Edited).
    scale : "none", or "standardize" to descend in features of mean 0 and standard deviation 1.
    w, b : initial parameters, in the units that descent moves in; no unit where scaled.
    rule : what a step is (one of RULES; of a class, the rule with its default settings).
    l2 : λ, 0 to a million; descent makes F = J + λ/2·|w|² small, with w in the units that it moves in; b is free.
    learning_rates : the schedule, pairs (first step, rate), ascending from step 0; each rate is positive.
    steps : number of steps T, 0 to 100,000.
    batch : how many examples each step takes, None for all;  batch_seed, batch_order : which ones (see Batches).
    holdout : share of each class that descent does not see, 0 to 0.5;  holdout_seed : which examples those are.

    Raises ValueError naming the field, what it got and what is allowed.
    """

    data: Origin = field(default_factory=Generated)
    scale: str = "none"
    w: tuple[float, float] = (0.0, 0.0)
    b: float = 0.0
    rule: Rule = field(default_factory=GradientDescent)
    batch: int | None = None
    batch_seed: int = 0
    l2: float = 0.0
    learning_rates: Schedule = ((0, 0.1),)
    steps: int = 300
    holdout: float = 0.0
    holdout_seed: int = 0
    batch_order: str = RESHUFFLED

    def __post_init__(self) -> None:
        if isinstance(self.rule, type) and issubclass(self.rule, Rule):
            object.__setattr__(self, "rule", self.rule())
        for check in _CHECKS:
            check(self)

    def rate_at(self, t: int) -> float:
        """Return the learning rate of the step from t to t + 1."""
        return float(rates_of(self.learning_rates, t))

    def with_rate(self, rate: float, t: int) -> Experiment:
        """Return the same experiment up to step t, with `rate` from there on; t = 0 rewrites it from the start."""
        return replace(self, learning_rates=changed(self.learning_rates, rate, t))

    def safe_rate(self, curved: Curved) -> float | None:
        """Return a rate up to which F never rises, from any start, as the rule promises it; None where it does not.

        F is J itself where there is no penalty.

        A batch may lead uphill for all at any rate, so with one there is none.
        curved : the Run, or the Optimum of the features that descent moves in.
        """
        return self.rule.guarantee(curved.smoothness) if self.batch is None or not self.rule.takes_batches else None

    def to_query(self) -> str:
        """Return the experiment as the query of a URL; floats by repr, so that nothing is lost."""
        pairs = origin_to_pairs(self.data)
        written = [(each.key, each.to_text(getattr(self, each.name)), each.unsaid) for each in FIELDS]
        pairs += [(key, text) for key, text, unsaid in written if text != unsaid]
        return urlencode(pairs, quote_via=quote, safe=",:")

    @classmethod
    def from_query(cls, query: str) -> tuple[Experiment, tuple[str, ...]]:
        """Return the experiment that a query describes, and one sentence for each value that could not be used.

        Keys that are not the experiment's own are ignored; a missing key means the default.
        """
        given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=True))
        notices: list[str] = []
        experiment = cls()
        try:
            experiment = replace(experiment, data=origin_from(given))
        except (ValueError, KeyError) as error:
            notices.append(f"The link's data could not be used: {_reason(error)}. The default data is shown.")
        else:
            if "edits" in given:
                try:
                    experiment = replace(experiment, data=edited_from(given["edits"], experiment.data))
                except DataError as error:
                    notices.append(
                        f"The link's edits ({quoted_value(given['edits'])}) could not be used: {_reason(error)}. "
                        "The data are shown without them."
                    )
        for each in FIELDS:
            if each.key not in given:
                continue
            try:
                experiment = replace(experiment, **{each.name: each.from_text(given[each.key])})
            except ValueError as error:
                kept = each.to_text(getattr(experiment, each.name))
                notices.append(
                    f"The link's {each.key} ({quoted_value(given[each.key])}) could not be used: {_reason(error)}. "
                    f"{kept} is used instead."
                )
        return experiment, tuple(notices)


def random_start(seed: int) -> tuple[tuple[float, float], float]:
    """Return initial (w1, w2) and b drawn from the standard normal distribution; the same for the same seed."""
    w1, w2, b = np.random.Generator(np.random.PCG64(seed)).standard_normal(3).tolist()
    return (w1, w2), b


def _check_scale(e: Experiment) -> None:
    if e.scale not in SCALES:
        raise ValueError(f"scale is {e.scale!r}; it must be one of {', '.join(SCALES)}")


def _check_start(e: Experiment) -> None:
    if len(e.w) != 2 or not all(abs(value) <= LARGEST_START for value in (*e.w, e.b)):
        raise ValueError(
            f"the initial values are w = {e.w}, b = {e.b}; they must be three finite numbers, "
            f"none past {LARGEST_START:g} in size"
        )


def _check_rule(e: Experiment) -> None:
    if not isinstance(e.rule, Rule):
        raise ValueError(f"the rule is {e.rule!r:.60}; it must be one of RULES, such as GradientDescent()")


def _check_l2(e: Experiment) -> None:
    if isinstance(e.l2, bool) or not isinstance(e.l2, (int, float)) or not 0 <= e.l2 <= LARGEST_L2:
        raise ValueError(f"λ, the strength of L2, is {e.l2!r:.40}; it must be a number from 0 to {LARGEST_L2:,.0f}")
    object.__setattr__(e, "l2", abs(float(e.l2)))


def _check_rates(e: Experiment) -> None:
    starts = [start for start, _ in e.learning_rates]
    if not starts or starts[0] != 0 or starts != sorted(set(starts)):
        raise ValueError(f"the schedule starts at steps {starts}; they must ascend from 0")
    for _, rate in e.learning_rates:
        if not (math.isfinite(rate) and rate > 0):
            raise ValueError(f"the learning rate is {rate!r}; it must be a positive number")


def _check_steps(e: Experiment) -> None:
    if not 0 <= e.steps <= LONGEST:
        raise ValueError(f"steps is {e.steps}; it must be a whole number from 0 to {LONGEST:,}")


def _check_holdout(e: Experiment) -> None:
    check_share(e.holdout)
    if not 0 <= e.holdout_seed <= LARGEST_LINKED_SEED:
        raise ValueError(f"the seed of the split is {e.holdout_seed}; it must be a whole number, 0 or more")


def _check_batch(e: Experiment) -> None:
    check_batch(e.batch, e.batch_order, e.batch_seed)


_CHECKS = (_check_scale, _check_start, _check_rule, _check_l2, _check_rates, _check_steps, _check_holdout, _check_batch)


def _pair(text: str) -> tuple[float, float]:
    first, comma, second = text.partition(",")
    if not comma:
        raise ValueError(f"{quoted_value(text)} is not two numbers with a comma between them")
    return real_number(first), real_number(second)


def _schedule(text: str) -> Schedule:
    entries = [entry.partition(":") for entry in text.split(",")]
    return tuple((whole_number(start), real_number(rate)) for start, _, rate in entries)


def _batch(text: str) -> int | None:
    return None if text == ALL else whole_number(text)


@dataclass(frozen=True)
class Field:
    """What the house knows of one of Experiment's fields (but of `data`, which writes its own part of a link).

    name : the field's;  key : its name in a link;  to_text, from_text : how a link writes and reads it.
    unsaid : the text that a link leaves out, so that links made before the field was there stay as they are.
    begins : whether no step is the same without it (all but schedule and number of steps).
    compared : whether a former run may differ in it from the one on screen.
    """

    name: str
    key: str
    to_text: Callable[..., str]
    from_text: Callable[[str], Any]
    unsaid: str | None = None
    begins: bool = True
    compared: bool = True


FIELDS: tuple[Field, ...] = (
    Field("scale", "scale", str, str),
    Field("w", "w", lambda w: f"{w[0]!r},{w[1]!r}", _pair),
    Field("b", "b", repr, real_number),
    Field("rule", "rule", Rule.to_text, rule_from_text, unsaid="descent"),
    Field("l2", "l2", repr, real_number, unsaid="0.0"),
    Field(
        "learning_rates",
        "rates",
        lambda rates: ",".join(f"{t}:{rate!r}" for t, rate in rates),
        _schedule,
        begins=False,
    ),
    Field("steps", "steps", str, whole_number, begins=False, compared=False),
    Field("holdout", "holdout", repr, real_number, unsaid="0.0"),
    Field("holdout_seed", "split", str, whole_number, unsaid="0"),
    Field("batch", "batch", lambda batch: ALL if batch is None else str(batch), _batch, unsaid=ALL),
    Field("batch_seed", "batch_seed", str, whole_number, unsaid="0"),
    Field("batch_order", "order", str, str, unsaid=RESHUFFLED),
)


def _reason(error: Exception) -> str:
    return str(error).rstrip(".")
