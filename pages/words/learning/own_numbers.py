"""Somebody's own numbers of a step: which agree, which don't, and what was probably done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.descent.run import Run
from logreg_core.learning.own_numbers.own_numbers import Comparison, Explanation, Judged
from logreg_core.learning.own_numbers.programs import MOST_STEPS
from pages.words.learning.what_was_done import AFTER, PLACE, Said, called, done, line
from pages.words.numbers import DIGITS, exactly, in_words, number
from pages.words.rule import rule_in_words
from pages.words.strip import letters_of, listed

MOST_NAMED = 3  # suspicions of the same numbers
_MOST_WRITTEN = 12  # digits, of a number that was typed with more
_TIMES = {1: "ten", 2: "a hundred", 3: "a thousand"}


def moment_in_words(run: Run, t: int) -> str:
    """Say in Markdown which moment it is that numbers are compared with."""
    experiment = run.experiment
    features = "features as they are" if experiment.scale == "none" else "standardised features"
    held = f" (not the {run.whole.m - run.dataset.m:,} held out)" if run.held_out is not None else ""
    rule, rate = rule_in_words(experiment.rule), exactly(experiment.rate_at(t))
    return (
        f"Type your own numbers for **step t = {t:,}**, with three digits or more: {run.dataset.m:,} examples{held}, "
        f"{features}, {rule}, α = {rate}."
        + (
            f" *J* and its gradient are asked for without the penalty; the next step has it, λ = {exactly(run.l2)}."
            if run.l2
            else ""
        )
    )


def verdicts(run: Run, found: Comparison, written: Mapping[str, str]) -> tuple[Said, ...]:
    """Return all that is to be said of numbers, what agrees first. written : each as it was typed, by its name."""
    here = at(run, found.t)
    own = _own(here, written)
    said = [*_agreeing(found, own, here)]
    explained = {name for each in found.explanations for name in each.explains}
    said += [
        Said(f"{own[each.name]} agrees to three digits, not to the last: rounded on the way?")
        for each in found.judged
        if each.verdict == "nearly" and each.name not in explained
    ]
    said += _explained(found, own, here)
    said += [Said(_unknown(own[each.name], each, charged=run.l2 > 0)) for each in found.unexplained]
    if any(not each.shift for each in found.unexplained):
        said.append(Said(_what_to_check(found, here)))
    return tuple(said)


def _own(here: AtStep, written: Mapping[str, str]) -> dict[str, str]:
    names = called(here)
    return {name: f"{names[name]} = {text.strip().replace('-', '−')}" for name, text in written.items()}


def _agreeing(found: Comparison, own: Mapping[str, str], here: AtStep) -> Iterable[Said]:
    agree = [each for each in found.judged if each.verdict == "agrees"]
    if sure := [own[each.name] for each in agree if each.is_enough]:
        yield Said(f"{listed(sure)} {'agrees' if len(sure) == 1 else 'agree'}.")
    for each in agree:
        if each.is_enough:
            continue
        if each.needs > 3 and each.typed.digits >= 3:
            old, new = _before(each, here), number(each.right, each.needs)
            tells = f"it goes from {old} to {new}, so {in_words(each.needs)} digits tell the step"
        else:
            tells = f"{in_words(each.needs)} digits would be sure"
        yield Said(f"{own[each.name]} agrees as far as it goes; {tells}.")


def _before(each: Judged, here: AtStep) -> str:
    return number(float(here.shown.rows[PLACE[AFTER[each.name]]]), each.needs)


def _explained(found: Comparison, own: Mapping[str, str], here: AtStep) -> Iterable[Said]:
    """Say what was probably done: one after the other, together where several fit the same numbers."""
    truths = {each.name: (each.right, _written_digits(each)) for each in found.judged}
    left = list(found.explanations)
    while left:
        first, *others = left
        same = [first, *(each for each in others if set(each.explains) & set(first.explains))]
        left = [each for each in others if each not in same]
        numbers = listed([own[name] for name in own if any(name in each.explains for each in same)])
        if len(same) > 1:
            more = "They give the same here; another step may tell" if found.alike else "More digits would decide"
            yield Said(f"{numbers}: several programs lead there. {more}.")
        for each in same[:MOST_NAMED]:
            few = any(one.typed.digits < one.needs for one in found.judged if one.name in each.explains)
            guess = "perhaps" if few or len(same) > 1 else "probably"
            said = f"{numbers}: {guess} " if len(same) == 1 else f"{guess.capitalize()} "
            yield Said(said + done(each, here), tuple(_lines(each, truths, here)))


def _lines(each: Explanation, truths: Mapping[str, tuple[float, int]], here: AtStep) -> Iterable[str]:
    return (line(each, name, here, *truths[name]) for name in each.explains)


def _written_digits(each: Judged) -> int:
    if each.typed.unit == 0:
        return DIGITS + 2
    return min(max(DIGITS, each.typed.digits, each.needs if each.name in AFTER else 0), _MOST_WRITTEN)


def _unknown(own: str, each: Judged, *, charged: bool) -> str:
    if each.shift:
        size = f"{_TIMES[abs(each.shift)]} times too {'large' if each.shift > 0 else 'small'}"
        return f"{own} has the right digits, but is {size}: look at the decimal point."
    if charged:
        return f"{own} does not agree; with a penalty no usual mistakes are tried."
    return f"{own} does not agree, and no usual mistake leads there."


def _what_to_check(found: Comparison, here: AtStep) -> str:
    say = letters_of(here.run)
    values = dict(zip(("w1", "w2", "b"), here.shown.rows[:3].tolist(), strict=True))
    inputs = listed([f"{say[name]} = {number(values[name])}" for name in here.run.parameters])
    said = f"Begin with what goes in: at t = {found.t:,} here {inputs}. Then compare one example’s factors."
    if not found.comparable:
        said += " At so high a rate rounding grows: two right programs may come apart, so compare one step alone."
    elif not found.followed:
        said += f" Whole programs were tried up to step {MOST_STEPS:,} at most: compare an earlier step too."
    return said
