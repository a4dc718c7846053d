"""What each lane of a comparison runs: a Lane is an experiment and the step at which it begins, Lanes are up to six."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from logreg_core.descent.experiment import LONGEST, Experiment
from logreg_core.descent.run import Run

MOST_LANES = 6
SHARED = ("data", "scale", "holdout", "holdout_seed")  # what all lanes have alike, by the experiment's field
OF_A_LANE = ("w", "b", "rule", "l2", "learning_rates", "batch", "batch_seed", "batch_order")  # what each has its own of
CHANGES = ("rate", "start", "rule", "l2", "learning_rates", "batch", "batch_seed", "batch_order")
LARGEST_TOUCHED = 10**15  # examples


@dataclass(frozen=True)
class Lane:
    """What one lane runs.

    experiment : the run itself, which is what the Lab shows of it: its own steps are counted from 0, and its schedule
    and its batches go by those.
    begins : at which step of the comparison its step 0 is; more than 0 for a fork by another rule, batch or λ, which
    begins at (w, b) of a run's step with nothing kept. A fork by the rate alone is the run it parts from up to there.
    touched : how many examples that run had touched by then, so that both can be drawn over examples.

    Raises ValueError naming the field, what it got and what is allowed.
    """

    experiment: Experiment
    begins: int = 0
    touched: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.begins <= LONGEST:
            raise ValueError(f"a lane begins at step {self.begins}; it must be a whole number from 0 to {LONGEST:,}")
        if not 0 <= self.touched <= LARGEST_TOUCHED:
            raise ValueError(
                f"the examples touched before a lane are {self.touched}; it must be a whole number from 0 to "
                f"{LARGEST_TOUCHED:,}"
            )

    @property
    def is_fork(self) -> bool:
        """Whether it begins in the middle, at (w, b) of a step of another run."""
        return self.begins > 0

    def own_step(self, t: int) -> int:
        """Return its own step at step t of the comparison; less than 0 before it begins."""
        return t - self.begins

    def rate_at(self, t: int) -> float:
        """Return the learning rate of its step from step t of the comparison; the first one before it begins."""
        return self.experiment.rate_at(max(0, self.own_step(t)))

    def on(self, base: Experiment) -> Lane:
        """Return the same lane on the points, in the features and up to the step of another experiment."""
        shared = {name: getattr(base, name) for name in SHARED}
        return replace(self, experiment=replace(self.experiment, **shared, steps=max(0, base.steps - self.begins)))

    def followed(self, before: Experiment, after: Experiment) -> Lane:
        """Return the lane once the experiment that it stands beside is another one.

        Points, features, hold-out and length are always that one's. A lane that began where it began goes on to do so;
        and with other points or features the lane has its schedule, where it had it.
        """
        lane, now = self.on(after), self.experiment
        changes: dict[str, Any] = {}
        if not self.is_fork and (now.w, now.b) == (before.w, before.b):
            changes |= {"w": after.w, "b": after.b}
        others = any(getattr(before, name) != getattr(after, name) for name in SHARED)
        if others and now.learning_rates == before.learning_rates and _steps_alike(now, before):
            changes["learning_rates"] = after.learning_rates
        return replace(lane, experiment=replace(lane.experiment, **changes))


def _steps_alike(one: Experiment, other: Experiment) -> bool:
    """Whether one schedule goes with both rules: no rule has steps of another size."""
    return one.rule.usual_rate == other.rule.usual_rate


@dataclass(frozen=True)
class Lanes:
    """One to six lanes on the same points, in the same features, up to the same step.

    all : the lanes, the first one first.   steps : up to which step they go, T; a lane that begins later never does.
    Raises ValueError where they are too many, or none, or where one has other points, features or length.
    """

    all: tuple[Lane, ...]
    steps: int

    def __post_init__(self) -> None:
        if not 1 <= len(self.all) <= MOST_LANES:
            raise ValueError(f"there are {len(self.all)} lanes; there must be 1 to {MOST_LANES}")
        first = self.all[0].experiment
        for k, lane in enumerate(self.all, 1):
            for name in SHARED:
                if getattr(lane.experiment, name) != getattr(first, name):
                    raise ValueError(f"lane {k} has another {name} than lane 1; all lanes must have the same")
            if lane.experiment.steps != max(0, self.steps - lane.begins):
                raise ValueError(
                    f"lane {k} begins at step {lane.begins} and has {lane.experiment.steps} steps; "
                    f"it must go up to step {self.steps}, as all do"
                )

    @classmethod
    def of(cls, base: Experiment, lanes: tuple[Lane, ...] = ()) -> Lanes:
        """Return lanes on the points of an experiment; the experiment itself as the only one where none are given."""
        return cls(tuple(lane.on(base) for lane in lanes or (Lane(base),)), base.steps)

    def __len__(self) -> int:
        return len(self.all)

    @property
    def is_full(self) -> bool:
        """Whether no more lane fits."""
        return len(self.all) == MOST_LANES

    @property
    def same_penalty(self) -> bool:
        """Whether all make the same F small: they have one λ."""
        return len({lane.experiment.l2 for lane in self.all}) == 1

    def copied(self, k: int = -1, **change: Any) -> Lanes:
        """Return the lanes with one more at the end: a copy of lane k, of the last one by itself, with one change.

        change : as in `changed_lane`. Raises ValueError where there are six already.
        """
        return self.with_more(changed_lane(self.all[k], **change))

    def with_more(self, *lanes: Lane) -> Lanes:
        """Return the lanes with more of them at the end. Raises ValueError where that makes more than six."""
        return replace(self, all=(*self.all, *lanes))

    def with_lane(self, k: int, lane: Lane) -> Lanes:
        """Return the lanes with another one in place of lane k, from 0."""
        return replace(self, all=(*self.all[:k], lane, *self.all[k + 1 :]))

    def without(self, k: int) -> Lanes:
        """Return the lanes without lane k, from 0; the same where it is the only one."""
        return self if len(self.all) == 1 else replace(self, all=(*self.all[:k], *self.all[k + 1 :]))


def changed_lane(lane: Lane, *, t: int = 0, **change: Any) -> Lane:
    """Return a lane with something of it changed, from its own beginning on.

    change : rate, a number, in place of the one in force at step t of the comparison;  start, (w1, w2, b);  or a field
    of the experiment that each lane has its own of: rule, l2, learning_rates, batch, batch_seed, batch_order.
    Raises ValueError where Experiment refuses it, and TypeError for anything else.
    """
    _check(change)
    fields, now = dict(change), lane.experiment
    if "start" in fields:
        w1, w2, b = fields.pop("start")
        fields |= {"w": (float(w1), float(w2)), "b": float(b)}
    if "rate" in fields:
        rate, at = float(fields.pop("rate")), max(0, lane.own_step(t))
        schedule = fields.get("learning_rates", now.learning_rates)
        last = max(start for start, _ in schedule if start <= at)
        fields["learning_rates"] = tuple((start, rate if start == last else old) for start, old in schedule)
    return replace(lane, experiment=replace(now, **fields))


def forked(lane: Lane, run: Run, t: int, **change: Any) -> Lane:
    """Return a lane that goes with a run up to step t of the comparison, and from there on does something else.

    lane, run : what is parted from.   change : rate, rule, l2, batch, batch_seed or batch_order, one or more.
    With another rate alone it is the same run with one more entry in its schedule. With anything else it begins at
    (w, b) of step t, with nothing kept, at the rates that were to come; its own steps are counted from 0.
    Raises ValueError where the run has no step t, or where Experiment refuses what is asked for.
    """
    own = lane.own_step(t)
    if not 0 <= own <= run.steps:
        raise ValueError(
            f"the fork is at step {t}; it must be one of the run's, {lane.begins} to {lane.begins + run.steps}"
        )
    _check(change)
    if "start" in change:
        raise ValueError("a fork begins where the run is; it can't have another start")
    now = lane.experiment
    if set(change) == {"rate"}:
        return replace(lane, experiment=now.with_rate(float(change["rate"]), own))
    ahead = ((0, now.rate_at(own)), *((start - own, rate) for start, rate in now.learning_rates if start > own))
    begun = replace(
        now,
        w=(float(run.w[own, 0]), float(run.w[own, 1])),
        b=float(run.b[own]),
        learning_rates=ahead,
        steps=now.steps - own,
    )
    touched = lane.touched + examples_touched(run, own)
    return changed_lane(Lane(begun, t, touched), t=t, **change)


def examples_touched(run: Run, t: int) -> int:
    """Return from how many examples the first t steps of a run took their gradients, one that came twice counted twice.

    Every step takes all training examples where it takes no batch.
    """
    m, batches = run.dataset.m, run.batches
    if batches is None:
        return t * m
    count = batches.count(m)
    whole, rest = divmod(t, count)
    epoch = sum(batches.size_at(m, at) for at in (0, count - 1)) if count > 1 else batches.size_at(m, 0)
    epoch += max(0, count - 2) * batches.size_at(m, 0)
    return whole * epoch + rest * batches.size_at(m, 0)


def _check(change: dict[str, Any]) -> None:
    unknown = [name for name in change if name not in CHANGES]
    if unknown:
        raise TypeError(f"a lane has no {unknown[0]!r} to change; it has {', '.join(CHANGES)}")
