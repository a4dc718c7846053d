"""Features on scales that leave no learning rate that is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logreg_core.descent.causes.conditioning import Conditioning, conditioning
from logreg_core.descent.causes.ending import CLOSE, NEAR, Ending, Outcome, base_loss, sayable
from logreg_core.descent.schedule import cut
from logreg_core.points.plain_numbers import short

if TYPE_CHECKING:
    from logreg_core.descent.run import Run


def scales(ending: Ending) -> Outcome | None:
    """Return what is said where the features' scales leave no rate that is right; None where they do."""
    bad = bad_scales(ending)
    if bad is None:
        return None
    run, now, found = ending.run, ending.values, scales_in(bad, ending.run)
    becomes = ""
    if "safe" in now:
        before, after = (short(cut(safe, 2)) for safe in (now["safe"], found["safe_standardised"]))
        becomes = f", and what is safe, up to {before}, becomes {after}"
    endless = ""
    if not ending.best.exists and ending.best.separation == "complete":
        endless = " There is no best line to arrive at: a line separates the classes, and longer weights always pay."
    one, way = len(run.weighted) == 1, "where steps are safe across, they crawl along it"
    if run.experiment.rule.slowed_by == "turn":
        way = "as it lies between the parameters, their own step sizes do not straighten it"
    whose, what = ("The feature's scale makes", "it") if one else ("The features' scales make", "the features")
    gap = ending.distance if ending.best.exists else f"{ending.letter} = {sayable(float(run.F[-1]))}"
    return ending.outcome(
        "badly scaled",
        f"{whose} {ending.letter} a narrow valley, {_ratio(found['ratio'])} times as steep across as along; {way} "
        f"({gap}). Standardise {what}: then it is {short(bad.ratio_standardised)} times{becomes}.{endless}",
        **found,
    )


def bad_scales(ending: Ending) -> Conditioning | None:
    """Return what the scales do, where they keep a run in the data's own units from arriving; else None."""
    run, best = ending.run, ending.best
    if run.steps == 0 or run.experiment.scale != "none" or base_loss(run.dataset.y) == 0:
        return None
    if best.exists and ending.gap <= (NEAR if run.experiment.rule.slowed_by == "turn" else CLOSE):
        return None
    # Where there is no J*, a run that has made more than half of the way finds its line as it is.
    if not best.exists and run.F[-1] - best.F <= 0.5 * (base_loss(run.dataset.y) - best.F):
        return None
    found = conditioning(run)
    return found if found.slows(run.experiment.rule) else None


def scales_in(bad: Conditioning | None, run: Run) -> dict[str, float]:
    """Return what the scales do as an Outcome's values."""
    if bad is None:
        return {}
    ratio = bad.slows(run.experiment.rule) or bad.ratio
    found = {"ratio": ratio, "ratio_standardised": bad.ratio_standardised}
    safe = None if run.batches else run.experiment.rule.guarantee(bad.smoothness_standardised)
    return found if safe is None else found | {"safe_standardised": safe}


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio < 1e9 else "more than a billion"
