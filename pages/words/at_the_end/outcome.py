"""What a page says at the end of a run: what happened, and buttons that do what helps. Two short sentences at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from logreg_core.descent.causes.combinations import Letters, undetermined, what_is_determined
from logreg_core.descent.causes.ending import spoken_of_F
from logreg_core.descent.outcome import CLOSE, NO_BETTER, RECENT
from logreg_core.descent.remedy import further_rate, lower_from_here, lower_from_start, standardised
from logreg_core.descent.run import Run
from logreg_core.descent.schedule import cut
from logreg_core.points.plain_numbers import short
from pages.words.glossary import DATA, EXAMPLES
from pages.words.numbers import change, number
from pages.words.strip import letters

SLOW = 100  # so many times below what is safe, a rate is no good one to start over with
SAYABLE = 1e5  # a number that is larger is only said to be so
STANDARDISE, CALM = "standardise", "calm"


@dataclass(frozen=True)
class Act:
    """A button: its words, and what it asks for (`apply_request`, pages/session/requests.py), or a page to go to."""

    words: str
    request: Mapping[str, bool | float | str]


@dataclass(frozen=True)
class Said:
    """What is said of the end of a run, as plain text, and at most two buttons."""

    text: str
    acts: tuple[Act, ...] = ()


def said_at_the_end(run: Run, more_steps: int = 0) -> Said:
    """Return what a page says at the end of a run.

    more_steps : by how many the run can be extended; none where it is as long as it may be.
    """
    return _SAYS[run.outcome.kind](run, _more(more_steps))


def _more(steps: int) -> tuple[Act, ...]:
    return (Act(f"{steps:,} more", {"extend": True}),) if steps else ()


def _again(rate: float) -> Act:
    return Act(f"again from the start with {short(rate)}", {"rate": rate, "from_start": True})


def _go_on(rate: float, more: tuple[Act, ...]) -> tuple[Act, ...]:
    """Go on from here, where there can be more steps."""
    return tuple(Act(f"go on from here with {short(rate)}", {"rate": rate, **each.request}) for each in more)


def _standardise(run: Run) -> Act:
    there = standardised(run.dataset, run.experiment)
    return Act(
        f"standardise, α = {short(there.rate_at(0))}, {there.steps:,} steps",
        {"remedy": STANDARDISE},
    )


def _better_rate(run: Run) -> float:
    """What to try in place of the rate in force: the safe one, cut; where none is, one that comes to rest."""
    values = run.outcome.values
    return cut(values.get("safe", values["gentle"]))


def _letter(run: Run) -> str:
    """What descent makes small: "J", or where λ charges the weights "F"."""
    return "F" if run.l2 else "J"


def _lower(run: Run, more: tuple[Act, ...]) -> tuple[Act, ...]:
    """What brings J lower, by trial, where no rate is known to: a lower rate from the start, a lower one from here."""
    from_start, steps = lower_from_start(run), sum(int(each.words.split()[0].replace(",", "")) for each in more)
    from_here = lower_from_here(run, steps)
    return (
        *(() if from_start is None else (_again(from_start),)),
        *(() if from_here is None else _go_on(from_here, more)),
    )


def _calm(run: Run) -> tuple[Act, ...]:
    """Start over with a setting by which J never rises, where the rule has one that is off."""
    if run.experiment.rule.calmed() is None:
        return ()
    return (Act(f"again from the start, α halved until {_letter(run)} falls", {"remedy": CALM}),)


def _is_badly_scaled(run: Run) -> bool:
    return "ratio" in run.outcome.values


# ----------------------------------------------------------------------------- a rate that is too high


def _too_high_before(run: Run, more: tuple[Act, ...]) -> Said:
    values = run.outcome.values
    now = values["rate"]
    higher = {rate for start, rate in run.experiment.learning_rates if start < values["since"] and rate > now}
    which = f"α = {_size(values['rate_before'])}" if len(higher) == 1 else f"α, up to {_size(values['rate_before'])},"
    text = (
        f"Until step {values['since']:,.0f} {which} was too high and threw the weights away: {_letter(run)} rose to "
        f"{_size(values['peak'])}. "
    )
    if _is_badly_scaled(run):
        helps = "get there" if run.experiment.rule.usual_rate is None else "suit it better"
        return Said(f"{text}At {_size(now)} it rises no more; standardised features {helps}.", (_standardise(run),))
    better = _better_rate(run)
    rate = now if better / SLOW <= now <= values.get("safe", now) else better
    return Said(f"{text}At {_size(now)} it rises no more: start over with {short(rate)}.", (_again(rate), *more))


def _diverged(run: Run, more: tuple[Act, ...]) -> Said:
    values, rule = run.outcome.values, run.experiment.rule
    if run.steps < run.experiment.steps:
        text = f"After step {run.steps:,} the numbers left a computer’s range: α is far too high for these points."
    else:
        end, start = _size(values["J"]), _size(values["J_start"])
        why = _of_batches(run) if run.batches else f"{spoken_of_F(rule.overshoots, run.l2)}."
        text = f"{_letter(run)} ended at {end}, above the {start} it began with: {why}"
        if _calm(run) and (run.w[-1] == run.w[-2]).all() and run.b[-1] == run.b[-2]:
            text += f" There {_letter(run)} has no curvature left, so nothing moves."
    calmer = f" Up to {short(_better_rate(run))} {_letter(run)} can’t rise." if "safe" in values else ""
    acts = _calm(run) or (_again(_better_rate(run)),)
    if run.batches:
        acts = (_again(cut(float(run.rates[-1]) / 10)),)
    elif run.experiment.rule.usual_rate is not None and run.experiment.rule.calmed() is None:
        acts = _lower(run, more)[:1] or more
    return Said(text + calmer, (_standardise(run), *acts) if _is_badly_scaled(run) else acts)


def _of_batches(run: Run) -> str:
    assert run.batches is not None
    size = min(run.batches.size, run.dataset.m)
    return f"each step follows its own batch of {size:,}, which may lead uphill for all. A lower α or a larger B helps."


def _oscillating(run: Run, more: tuple[Act, ...]) -> Said:
    rule, values, rate = run.experiment.rule, run.outcome.values, _better_rate(run)
    if run.batches:
        lower = cut(float(run.rates[-1]) / 10)
        text = f"{_letter(run)} still rose within the last {min(RECENT, run.steps)} steps: {_of_batches(run)}"
        return Said(text, (*_go_on(lower, more), _again(lower)))
    why = spoken_of_F(rule.overshoots, run.l2)
    text = f"{_letter(run)} still rose within the last {min(RECENT, run.steps)} steps: {why}."
    if rule.usual_rate is not None:
        acts = _calm(run) or _lower(run, more)
        return Said(text, acts or more)
    if "safe" in values:
        text += f" Up to {short(rate)} {_letter(run)} can’t rise."
    elif values["rate"] <= values["gentle"]:
        return Said(text, more)
    return Said(text, (_again(rate), *_go_on(rate, more)))


# ------------------------------------------------------------------------------------------ the scales


def _badly_scaled(run: Run, _: tuple[Act, ...]) -> Said:
    values = run.outcome.values
    which = "this feature makes" if len(run.weighted) == 1 else "these features make"
    text = f"Unscaled, {which} {_letter(run)} a narrow valley: what is safe across it crawls along it. "
    if run.experiment.rule.slowed_by == "turn":
        text = (
            f"Unscaled, {which} {_letter(run)} a valley between the parameters, which a step size for each does not "
            "straighten. "
        )
    if "safe" in values:
        before, after = (short(cut(values[name], 2)) for name in ("safe", "safe_standardised"))
        text += f"Standardised, safe up to {before} becomes {after}."
    else:
        text += f"Standardised, it is {short(cut(values['ratio_standardised'], 2))} times as steep across as along."
    if run.l2:
        text += " λ then charges the scaled weights."
    elif run.best.separation == "complete":
        text += " A line separates the classes, so there is no best line: longer weights always pay."
    return Said(text, (_standardise(run),))


# -------------------------------------------------------------------------------------------- the data


def _separable(run: Run, more: tuple[Act, ...]) -> Said:
    best, goes = run.best, "creeps" if run.experiment.rule.usual_rate is None else "goes"
    if run.outcome.values["base"] == 0 and run.l2:
        text = (
            "All points are of one class, so there is no best line at any λ: b is not charged and grows without end "
            "while F creeps towards 0. Flip a point, or add one of the other class."
        )
    elif run.outcome.values["base"] == 0:
        text = (
            f"All points are of one class: the weights grow without end while J {goes} towards 0. "
            "Flip a point, or add one of the other class."
        )
    elif best.separation == "complete":
        text = (
            f"A line separates the classes, so there are no best weights: they grow without end while J {goes} towards "
            "0. Stop when the line suits you."
        )
    else:
        text = (
            f"A line separates the classes but for points on it: the weights grow without end while J {goes} towards "
            f"{number(best.J)}. Stop when the line suits you."
        )
    if run.steps < run.experiment.steps:
        return Said(f"After step {run.steps:,} the numbers left a computer’s range. {text.partition('. ')[0]}.")
    return Said(text, more)


def _not_unique(run: Run, more: tuple[Act, ...]) -> Said:
    say = letters(run.experiment.scale != "none")
    written = Letters((say["w1"], say["w2"], say["b"]), (say["x1"], say["x2"]))
    which = what_is_determined(undetermined(run.X_scaled), written).replace("examples", "points")
    far = _is_badly_scaled(run) and run.outcome.gap > NO_BETTER * run.outcome.values["base"]
    return Said(f"{_above_lowest(run)}. {which}", (*((_standardise(run),) if far else ()), *more))


def _no_better_than_chance(run: Run, more: tuple[Act, ...]) -> Said:
    values = run.outcome.values
    best, base = change(values["best"], values["base"])
    if values["share"] == 0.5:
        text = (
            f"No line has a mean loss below {best}, a coin’s is {base}. "
            "The surest answer a line can honestly give here is “don’t know”."
        )
    else:
        text = (
            f"No line has a mean loss below {best}; always saying {number(values['share'])}, class 1’s share, has "
            f"{base}. That share is the surest answer a line can honestly give here."
        )
    return Said(text, (Act("choose other points or features", {"page": DATA}), *more))


# ------------------------------------------------------------------------------------- how far it came


def _converged(run: Run, _: tuple[Act, ...]) -> Said:
    words = "see how all pulls balance the penalty" if run.l2 else "see how all pulls cancel"
    pulls = Act(words, {"page": EXAMPLES})
    rule = run.experiment.rule
    if run.batches:
        return Said(f"{_above_lowest(run)}. Batches may still lead a little away, and back.", (pulls,))
    if not rule.settles:
        return Said(f"{_above_lowest(run)}. {rule.title} may leave it again: a later step can be longer.", (pulls,))
    return Said(f"{_above_lowest(run)}. More steps change nothing that matters.", (pulls,))


def _still_descending(run: Run, more: tuple[Act, ...]) -> Said:
    values, better = run.outcome.values, _better_rate(run)
    if run.steps == 0:
        return Said(f"No step has been taken yet. {_above_lowest(run)}.", more)
    if not run.batches and 2 * values["rate"] > better and run.experiment.rule.usual_rate is not None:
        further = further_rate(run)
        if further is not None:
            text = f"Still on its way down: {_above_lowest(run)}. From the start with {short(further)} it gets nearer."
            return Said(text, (*more, _again(further)))
    if 2 * values["rate"] > better or run.batches:
        return Said(f"Still on its way down: {_above_lowest(run)}.", more)
    text = f"Still on its way down: {_above_lowest(run)}. Take more steps, or a higher rate from the start."
    return Said(text, (*more, _again(better)))


def _above_lowest(run: Run) -> str:
    gap, best = run.outcome.gap, run.outcome.values["best"]
    if run.l2:
        if run.outcome.kind == "converged":
            return f"Arrived: F is {number(best)}, the lowest F any line can reach at λ = {short(run.l2)}"
        return f"F is {_size(max(gap, 0.0))} above {number(best)}, the lowest F any line can reach"
    if run.outcome.kind == "converged" or (run.outcome.kind == "not unique" and gap <= CLOSE):
        return f"Arrived: J is {number(best)}, the lowest any line can reach"
    return f"J is {_size(max(gap, 0.0))} above {number(best)}, the lowest any line can reach"


def _size(x: float) -> str:
    """Write a number of any size as long as it tells anybody anything."""
    return "more than 100,000" if x > SAYABLE else short(x)


_SAYS: Mapping[str, Callable[[Run, tuple[Act, ...]], Said]] = {
    "too high before": _too_high_before,
    "diverged": _diverged,
    "oscillating": _oscillating,
    "badly scaled": _badly_scaled,
    "separable": _separable,
    "not unique": _not_unique,
    "no better than chance": _no_better_than_chance,
    "converged": _converged,
    "still descending": _still_descending,
}
