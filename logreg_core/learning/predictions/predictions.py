"""Questions about the next step: which ones to ask at a step of a run, and the right answer to each.

Asked is only what can go either way. A kind of question whose answer has been the same twice pauses, and a finer one
takes its place; it comes back once the step just made, which everybody has seen, had another answer. So that a question
is asked never tells what its answer is. "Stay" means: no change in the four digits that are shown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.at_step.contributions import pull_sizes
from logreg_core.at_step.rounding import FEW, shown, shown_after
from logreg_core.descent.local import Here
from logreg_core.descent.loop import FARTHEST, extend
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.learning.predictions.nearby_runs import look_alike, up_to, with_step_after
from logreg_core.model.forward import all_alike

RISE, STAY, FALL = "rise", "stay", "fall"
MORE, SAME, LESS = "more", "same", "less"
CLOCKWISE, COUNTER = "clockwise", "counter-clockwise"
PARAMETERS = ("w1", "w2", "b")
FINER = ("pace", "riser", "w1", "w2", "b", "turn", "correct", "pull")
"""What takes the place of "will J rise?" once that pauses: those asked least come first, in this order."""
KINDS = ("J", *FINER, "rates")
MOST_POINTS = 5_000  # of which a picture shows each
MOST_TIES = 3  # points that pull alike; of more there is no telling
_DRAWN_FROM = 8
LOOK_AHEAD = 50  # steps after which rates are compared
_ALWAYS_TRIED = (0.025, 1.3, 16.0)  # times 2/smoothness, or the rule's usual rate: slow, good, and one that leaps

Past = Sequence[tuple[str, str]]  # kinds that were asked, and their right answers, the last one last


@dataclass(frozen=True)
class Question:
    """One question about the step from t.

    kind : one of KINDS;  choices : the answers to choose from, none where a point is to be clicked;
    rights : the right answer, where points pull alike each of them. Examples are named by their number, from 1, among
    all; rates as `repr` writes them.
    """

    kind: str
    choices: tuple[str, ...]
    rights: tuple[str, ...]

    @property
    def right(self) -> str:
        """The right answer."""
        return self.rights[0]


def ask(run: Run, t: int, past: Past = (), *, picked: int | None = None) -> tuple[Question, ...]:
    """Return what to ask before the step from t: at most two questions; none where the step leads past all numbers.

    past : what was asked before in this run.  picked : the training row of the picked example, which has a ring: while
    it is the one that pulls hardest, nobody is asked for that one.
    """
    if not leads_on(run, t):
        return ()
    further = with_step_after(run, t)
    asked = [kind for kind, _ in past]
    J = question("J", further, t)
    if J and not _pauses("J", further, t, past):
        names = [name for name in run.parameters if not _pauses(name, further, t, past)]
        also = question(min(names, key=asked.count), further, t) if names else None
        return (J, also) if also else (J,)
    for kind in sorted(FINER, key=asked.count):
        if kind in PARAMETERS and kind not in run.parameters:
            continue
        found = question(kind, further, t, past)
        if found is None or _pauses(kind, further, t, past):
            continue
        if kind == "pull" and picked is not None and example(run, picked) in found.rights:
            continue
        return (found,)
    return ()


def leads_on(run: Run, t: int) -> bool:
    """Return whether the step from t leads to numbers that a run may have, and not past them."""
    if t < run.steps or run.steps < run.experiment.steps:  # it has ended early
        return t < run.steps
    return bool(Here(run.X_scaled, run.dataset.y, run.row_after(t)[:3], run.l2).reach <= FARTHEST)


def _pauses(kind: str, run: Run, t: int, past: Past) -> bool:
    """Return whether a kind's answer was the same the last two times, and at the step just made as well."""
    answers = [right for asked, right in past if asked == kind][-2:]
    if len(answers) < 2 or answers[0] != answers[1]:
        return False
    before = question(kind, run, t - 1, past) if t else None
    return before is None or answers[0] in before.rights


def question(kind: str, run: Run, t: int, past: Past = ()) -> Question | None:
    """Return a kind's question about the step from t; None where it can't be asked there.

    run : one that has step t + 1.  past : as in `ask`.
    """
    if kind == "J":
        J, after = float(run.F[t]), float(run.F[t + 1])
        return _three_ways(kind, J, after, FEW)
    if kind in PARAMETERS:
        return _parameter(kind, run, t)
    return {"pace": _pace, "riser": _riser, "turn": _turn, "correct": _correct, "pull": _pull}[kind](run, t, past)


def _three_ways(kind: str, now: float, after: float, digits: int) -> Question:
    right = STAY if look_alike(now, after, digits) else RISE if after > now else FALL
    return Question(kind, (RISE, STAY, FALL), (right,))


def _parameter(name: str, run: Run, t: int) -> Question:
    now, after, digits = parameter_shown(name, run, t)
    return _three_ways(name, now, after, digits)


def parameter_shown(name: str, run: Run, t: int) -> tuple[float, float, int]:
    """Return a parameter before and after the step from t, as they are shown, and how many digits both have."""
    k, step = PARAMETERS.index(name), np.array([t])
    here = shown(run, step, at(run, t).gradient_of_step[None])
    after, digits = shown_after(run, step)
    return float(here.rows[0, k]), float(after[0, k]), min(FEW, int(here.digits_of_rows[0, k]), int(digits[0, k]))


def _pace(run: Run, t: int, past: Past) -> Question | None:
    """Will J fall by more or by less than in the last step? Asked where it falls in both."""
    if not t:
        return None
    last, next_ = falls(run, t)
    if min(last, next_) <= ROUNDING * float(run.F[t]) or look_alike(last, next_):
        return None
    return Question("pace", (MORE, LESS), (MORE if next_ > last else LESS,))


def falls(run: Run, t: int) -> tuple[float, float]:
    """Return by how much F falls in the step that led to t, and in the one from there; t from 1 on."""
    before, after = (at(run, step).change for step in (t, t + 1))
    assert before is not None
    assert after is not None
    return -before.F, -after.F


def _riser(run: Run, t: int, past: Past) -> Question | None:
    """Which of three points' L will rise? Just one of them does, and all three change in the digits shown."""
    if not 3 <= run.dataset.m <= MOST_POINTS:
        return None
    L, after = at(run, t).forward.L, at(run, t + 1).forward.L
    change = after - L
    moved = np.array([not look_alike(*pair) for pair in zip(L.tolist(), after.tolist(), strict=True)])
    rising, falling = np.flatnonzero(moved & (change > 0)), np.flatnonzero(moved & (change < 0))
    if not len(rising) or len(falling) < 2:
        return None
    used = {right for kind, right in past if kind == "riser"}
    fresh = [row for row in rising.tolist() if example(run, row) not in used] or rising.tolist()
    one = max(fresh, key=lambda row: float(change[row]))
    X = run.X_scaled
    near = int(falling[np.argmin(np.hypot(*(X[falling] - X[one]).T))])
    others = falling[falling != near]
    by_loss = others[np.argsort(np.abs(L[others] - L[one]), kind="stable")]
    alike = int(by_loss[len(used) % min(len(by_loss), _DRAWN_FROM)])  # not always the same one
    choices = tuple(example(run, row) for row in sorted((one, near, alike)))
    return Question("riser", choices, (example(run, one),))


def _correct(run: Run, t: int, past: Past) -> Question | None:
    """Will more, as many or fewer examples be classified correctly?"""
    if all_alike(run.X_scaled, run.w[t : t + 2]).any():
        return None
    now, after = at(run, t).correct, at(run, t + 1).correct
    right = SAME if after == now else MORE if after > now else LESS
    return Question("correct", (MORE, SAME, LESS), (right,))


def _turn(run: Run, t: int, past: Past) -> Question | None:
    """Return which way the line turns, as one sees it; None where there is no line, or it turns too far to tell."""
    before, after = directions(run, t)
    if math.isnan(before) or math.isnan(after) or abs(after - before) >= 60:
        return None
    right = STAY if look_alike(before, after) else COUNTER if after > before else CLOCKWISE
    return Question("turn", (CLOCKWISE, STAY, COUNTER), (right,))


def directions(run: Run, t: int) -> tuple[float, float]:
    """Return where w points, in degrees counter-clockwise from the x1 axis, before and after the step from t.

    In the data's units; the second one is within half a turn of the first. nan where a weight is missing or all are 0.
    """
    w = run.w_in_data_units[t : t + 2]
    if len(run.weighted) < 2 or not w.any(axis=1).all():
        return math.nan, math.nan
    before, after = np.degrees(np.arctan2(w[:, 1], w[:, 0])).tolist()
    return before, before + (after - before + 180) % 360 - 180


def _pull(run: Run, t: int, past: Past) -> Question | None:
    """Which point pulls hardest on w? It is answered by clicking one; of batches it is not asked: few points pull."""
    if run.dataset.m > MOST_POINTS or run.batches:
        return None
    rows = strongest(at(run, t))
    return Question("pull", (), tuple(example(run, row) for row in rows)) if 0 < len(rows) <= MOST_TIES else None


def strongest(here: AtStep) -> list[int]:
    """Return the rows of the examples that pull hardest on w, in the digits shown; none where nobody pulls."""
    sizes, first = pull_sizes(here.chain), int(here.order[0])
    most = float(sizes[first])
    if not (math.isfinite(most) and most > 0):
        return []
    near = here.order[sizes[here.order] > 0.99 * most]
    return [int(row) for row in near[: MOST_TIES + 1] if look_alike(float(sizes[row]), most)]


def compare_rates(run: Run, t: int, rate: float, *, from_start: bool = False) -> Question | None:
    """Return the question which of three rates has the lowest J after 50 steps; None where that is no question.

    rate : the one to be set, from t on or from the start;  the others : that in force, and one far from both.
    """
    now = run.experiment.rate_at(t)
    base = run.experiment.rule.usual_rate or 2 / run.smoothness
    tried = [each for each in (float(f"{times * base:.1g}") for times in _ALWAYS_TRIED) if 0 < each < math.inf]
    third = max(
        tried, key=lambda each: min(abs(math.log(each) - math.log(other)) for other in (now, rate)), default=now
    )
    rates = sorted({now, rate, third})
    if len(rates) < 3:
        return None
    first = 0 if from_start else t
    J = np.array([loss_ahead(each, first) for each in runs_ahead(run, t, rates, from_start=from_start)])
    order = np.argsort(J, kind="stable")
    if not math.isfinite(J[order[0]]) or (math.isfinite(J[order[1]]) and look_alike(J[order[0]], J[order[1]])):
        return None
    return Question("rates", tuple(map(repr, rates)), (repr(rates[order[0]]),))


def runs_ahead(run: Run, t: int, rates: Sequence[float], *, from_start: bool = False) -> tuple[Run, ...]:
    """Return for each of some rates the run that has it for 50 steps, from step t on or from the start."""
    first = 0 if from_start else t
    so_far = up_to(run, first)
    ahead = replace(run.experiment, steps=first + LOOK_AHEAD)
    return tuple(extend(so_far, ahead.with_rate(rate, first)) for rate in rates)


def loss_ahead(done: Run, first: int) -> float:
    """Return F after 50 steps from step `first` on; inf where the run ended before."""
    return float(done.F[-1]) if done.steps == first + LOOK_AHEAD else math.inf


def example(run: Run, row: int) -> str:
    """Return the number, from 1 among all examples, of a training row."""
    return str(int(run.rows_training[row]) + 1)


def rows_by_number(run: Run, numbers: Sequence[str]) -> NDArray[np.intp]:
    """Return the training rows of examples by their numbers from 1; those that are not among them are left out."""
    rows = (run.row_of(int(number) - 1) for number in numbers if number.isdecimal() and len(number) < 10)
    return np.array([row for row in rows if row is not None], np.intp)
