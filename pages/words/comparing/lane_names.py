"""What each lane is called in a sentence, so that no two are called the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from logreg_core.descent.experiment import Experiment
from logreg_core.lanes.lane import Lane
from pages.words.numbers import exactly
from pages.words.rule import settings_in_words


def lane_names(lanes: Sequence[Lane]) -> list[str]:
    """Return the name of each lane: its rule's, and where others have that rule too what tells them apart.

    "gradient descent", or "gradient descent, α = 0.5" and "gradient descent, α = 1"; "…, lane 2" where nothing does.
    """
    names = [_name(lane.experiment) for lane in lanes]
    for says in (*_TELL, _place):
        for name in {each for each in names if names.count(each) > 1}:
            alike = [k for k, each in enumerate(names) if each == name]
            said = [says(lanes[k], k) for k in alike]
            if len(set(said)) > 1:
                for k, words in zip(alike, said, strict=True):
                    names[k] = ", ".join(part for part in (name, words) if part)
    return names


def _name(experiment: Experiment) -> str:
    rule = experiment.rule
    return rule.title if rule.named else rule.title[:1].lower() + rule.title[1:]


def _settings(lane: Lane, _: int) -> str:
    return ", ".join(settings_in_words(lane.experiment.rule))


def _rates(lane: Lane, _: int) -> str:
    (_, first), *later = lane.experiment.learning_rates
    changes = "".join(f", {exactly(rate)} from step {lane.begins + start:,}" for start, rate in later)
    return f"α = {exactly(first)}{changes}"


def _batch(lane: Lane, _: int) -> str:
    size = lane.experiment.batch
    return "all examples" if size is None else f"batches of {size:,}"


def _penalty(lane: Lane, _: int) -> str:
    return f"λ = {exactly(lane.experiment.l2)}"


def _begins(lane: Lane, _: int) -> str:
    return f"from step {lane.begins:,}" if lane.is_fork else ""


def _start(lane: Lane, _: int) -> str:
    (w1, w2), b = lane.experiment.w, lane.experiment.b
    return f"from w = ({exactly(w1)}, {exactly(w2)}), b = {exactly(b)}"


def _place(_: Lane, k: int) -> str:
    return f"lane {k + 1}"


_TELL: tuple[Callable[[Lane, int], str], ...] = (_settings, _batch, _penalty, _begins, _rates, _start)
