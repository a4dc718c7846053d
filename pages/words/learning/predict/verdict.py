"""What is said of an answer once the step is made: what was right first, then the answer given and why it was off.

At most 20 words. Every sentence is about numbers that the core has worked out of the same step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from logreg_core.learning.predictions.deciding import Judged
from logreg_core.learning.predictions.predictions import CLOCKWISE, FALL, LESS, MORE, RISE, SAME, STAY
from pages.words.learning.predict.predict import called
from pages.words.numbers import change, exactly, number

MOST_WORDS = 20
_PAST = {RISE: "rose", STAY: "stayed", FALL: "fell"}
_SAID = {RISE: "rises", STAY: "stays", FALL: "falls"}
Say = Mapping[str, str]


def verdict(judgements: Sequence[Judged], say: Say) -> str:
    """Return, as HTML, what is said of the answers to what was asked at one step.

    say : how parameters are written, as `strip.letters` gives them.
    """
    kinds = [each.question.kind for each in judgements]
    if set(kinds) <= {"J", "w1", "w2", "b"}:
        return _of_ways(judgements, say)
    (only,) = judgements
    return _SINGLE[only.question.kind](only)


# Rise, stay or fall: J, a parameter, or both --------------------------------------------------------------------------


def _of_ways(judgements: Sequence[Judged], say: Say) -> str:
    right = [each for each in judgements if each.is_right]
    off = [each for each in judgements if not each.is_right]
    did = {each.question.kind: f"{_name(each, say)} {_PAST[each.question.right]}" for each in judgements}
    if not off:
        last = right[-1]
        return f"{_b(' and '.join(did.values()))}, as you said: {_why(last, say)}."
    if len(off) == 2:
        said = " and ".join(f"{_name(each, say)} {_SAID[each.guess]}" for each in off)
        because = "; ".join(f"{did[each.question.kind]}: {_because(each, say)}" for each in off)
        return f"You said {said}. {because}."
    (one,) = off
    confirmed = f"{_b(did[right[0].question.kind])}, as you said. " if right else ""
    told = f"You said {_name(one, say)} {_SAID[one.guess]}; {_b(f'it {_PAST[one.question.right]}')}"
    return f"{confirmed}{told}: {_why(one, say)}."


def _name(each: Judged, say: Say) -> str:
    kind = each.question.kind
    return f"<i>{say.get(kind, kind)}</i>"


def _because(each: Judged, say: Say) -> str:
    """The factor with its numbers, in at most five words."""
    facts, right = each.facts, each.question.right
    if each.question.kind == "J":
        slope, curvature = number(facts["slope"]), number(facts["curvature"])
        if right == FALL:
            return f"slope {slope} outweighs curvature {curvature}"
        if right == RISE:
            uphill = facts["slope"] > 0
            return f"slope {slope} leads uphill" if uphill else f"curvature {curvature} outweighs slope {slope}"
        return (
            f"slope {slope} is too small" if abs(facts["slope"]) < _SEEN * facts["before"] else "both parts cancel out"
        )
    symbol, value = _mover(each, say)
    if right == STAY:
        if value == 0 or "step" in facts:
            return f"{symbol} = {number(value)}"
        return f"<i>α</i>·{symbol} = {number(facts['rate'] * value)}"
    return f"{symbol} = {number(value)}"


_SEEN = 1e-3  # of a number, a change that shows in four digits for sure


def _mover(each: Judged, say: Say) -> tuple[str, float]:
    """What the step subtracts, times α: the gradient, or a velocity."""
    kind, facts = each.question.kind, each.facts
    if "step" in facts:
        return f"the step in <i>{say[kind]}</i>", facts["step"]
    if "u" in facts:
        return f"<i>u</i>{_index(kind)}", facts["u"]
    return f"<i>∂J/∂{say[kind]}</i>", facts["gradient"]


def _index(kind: str) -> str:
    return {"w1": "₁", "w2": "₂"}.get(kind, "<sub>b</sub>")


def _why(each: Judged, say: Say) -> str:
    """The factor, and what it says of the answer given, in at most nine words."""
    because, right = _because(each, say), each.question.right
    if each.question.kind == "J":
        if right == STAY or "uphill" in because:
            return because
        if right == RISE:
            return f"{because}; the step is long"
        return f"{because}; it isn’t flat yet" if each.guess == STAY else f"{because}; the step is short"
    _, value = _mover(each, say)
    if right == STAY:
        return because if value == 0 else f"{because} changes no digit"
    if each.guess == STAY:
        return f"{because} is not 0 yet"
    done = "added" if "step" in each.facts else "subtracted"
    return f"{because} is {'negative' if value < 0 else 'positive'} and gets {done}"


# One question alone -------------------------------------------------------------------------------------------------


def _of_pace(each: Judged) -> str:
    facts, guess = each.facts, each.guess
    falls = f"{' after '.join(reversed(change(facts['last_fall'], facts['fall'])))}"
    slope, curvature = (facts[part] - facts[f"last_{part}"] for part in ("slope", "curvature"))
    towards = 1 if each.question.right == LESS else -1
    part = "slope" if towards * slope >= towards * curvature else "curvature"
    before, after = change(facts[f"last_{part}"], facts[part])
    because = f"the {part} part went from {before} to {after}"
    if each.is_right:
        return f"{_b(called('pace', guess).capitalize())}, as you said: {falls}; {because}."
    return f"You said {guess}; {_b(f'it fell by {each.question.right}')}: {falls}; {because}."


def _of_riser(each: Judged) -> str:
    facts, right = each.facts, each.question.right
    before, after = change(facts["z"], facts["z_after"])
    moved = "rose" if facts["z_after"] > facts["z"] else "fell"
    because = f"is class {facts['y']:.0f}, and its <i>z</i> {moved}: {before} → {after}"
    if each.is_right:
        return f"{_b(right)}, as you said. It {because}."
    lower = change(facts["guess_L"], facts["guess_L_after"])[1]
    return f"You said {each.guess}; its <i>L</i> fell to {lower}. {_b(right)} {because}."


def _of_correct(each: Judged) -> str:
    facts, right = each.facts, each.question.right
    before, after, gained, lost = (int(facts[name]) for name in ("before", "after", "gained", "lost"))
    name = called("correct", right)
    counts = f"{after:,}" if right == SAME else f"{after:,} after {before:,}"
    crossed = f"{gained:,} crossed to their side, {lost:,} away" if gained or lost else "no point crossed the line"
    if each.is_right:
        return f"{_b(name.capitalize())}, as you said: {counts}; {crossed}."
    also = "; <i>J</i> is no count" if _expects(each) else ""
    return f"You said {called('correct', each.guess)}; {_b(f'{name} are')}, {counts}: {crossed}{also}."


def _expects(each: Judged) -> bool:
    """Whether the answer is what J's change alone would suggest."""
    fell = each.facts["J_after"] < each.facts["J_before"]
    return each.guess == (MORE if fell else LESS)


def _of_turn(each: Judged) -> str:
    facts, right = each.facts, each.question.right
    before, step = number(facts["before"]), number(facts["step"])
    if right == STAY:
        turned = abs(facts["after"] - facts["before"])
        because = f"<i>w</i> turned by only {number(turned)}°, from {before}°" if turned else "<i>w</i> turned by 0°"
        did = "it stayed"
    else:
        side = "less far round" if right == CLOCKWISE else "further round"
        because = f"<i>w</i> points to {before}°, the step {side}, to {step}°"
        did = f"it turned {right}"
    if each.is_right:
        return f"{_b('It stayed' if right == STAY else right.capitalize())}, as you said: {because}."
    return f"You said {each.guess}; {_b(did)}: {because}."


def _of_pull(each: Judged) -> str:
    facts, right = each.facts, each.question.right
    theirs, own = (_product(facts, prefix) for prefix in ("guess_", ""))
    if each.is_right:
        return f"{_b(each.guess)}, as you said: it pulls {theirs}, error times distance."
    near, sure = facts["guess_distance"] < facts["distance"], facts["guess_error"] < facts["error"]
    small = "both are smaller" if near and sure else "its error is smaller" if sure else "its distance is smaller"
    return f"You said {each.guess}: {theirs}, {small}. {_b(right)} pulls {own}."


def _product(facts: Mapping[str, float], prefix: str) -> str:
    error, distance, pull = (number(facts[f"{prefix}{name}"]) for name in ("error", "distance", "pull"))
    return f"{error} × {distance} = {pull}"


def _of_rates(each: Judged) -> str:
    facts, right = each.facts, each.question.right
    best = f"at {exactly(float(right))} <i>J</i> is {number(facts[right])}"
    if each.is_right:
        others = " and ".join(_loss(facts[each_]) for each_ in each.question.choices if each_ != right)
        return f"{_b(exactly(float(right)))}, as you said: {number(facts[right])} after 50 steps, the others {others}."
    own = facts[each.guess]
    rises = int(facts["rises"])
    how = f"it rose in {rises} of 50 steps" if rises else "it never rose, but is slow"
    if not math.isfinite(own):
        how = "it left all numbers"
    told = f"You said {exactly(float(each.guess))}: <i>J</i> {_loss(own)}, {how}"
    return f"{told}; {_b(best)}."


def _loss(J: float) -> str:
    return number(J) if math.isfinite(J) else "beyond"


def _b(html: str) -> str:
    return f"<b>{html}</b>"


_SINGLE: dict[str, Callable[[Judged], str]] = {
    "pace": _of_pace,
    "riser": _of_riser,
    "correct": _of_correct,
    "turn": _of_turn,
    "pull": _of_pull,
    "rates": _of_rates,
}
