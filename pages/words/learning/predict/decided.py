"""The factor that decided an answer, as a line of numbers in the strip's place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from logreg_core.learning.predictions.deciding import Judged
from logreg_core.learning.predictions.predictions import RISE
from pages.words.numbers import change, exactly, in_brackets, number

HEAD = "The factor that decided it"
Say = Mapping[str, str]


def decided(judgements: Sequence[Judged], say: Say) -> str:
    """Return, as HTML, the line about the answer that was off, else about the last one.

    say : how parameters are written, as `strip.letters` gives them.
    """
    one = next((each for each in judgements if not each.is_right), judgements[-1])
    line = _LINES[one.question.kind](one, say)
    return f'<div class="forward decided"><h2>{HEAD}</h2><span>{line}</span></div>'


def _of_J(each: Judged, say: Say) -> str:
    facts = each.facts
    before, after = change(facts["before"], facts["after"])
    parts = f"slope part {in_brackets(facts['slope'])} + curvature part {number(facts['curvature'])}"
    return f"<i>J</i> = {before} + {parts} = <b>{after}</b>"


def _of_parameter(each: Judged, say: Say) -> str:
    facts, kind = each.facts, each.question.kind
    digits = int(facts["digits"])
    before, after = change(facts["before"], facts["after"], (max(4, digits), max(4, digits)))
    if "step" in facts:
        gradient = (
            f'<small class="symbols">the rule’s step, at <i>∂J/∂{say[kind]}</i> = {number(facts["gradient"])}</small>'
        )
        return f"<i>{say[kind]}</i> ← {before} + {in_brackets(facts['step'])} = <b>{after}</b> {gradient}"
    moved_by = facts.get("u", facts["gradient"])
    line = f"<i>{say[kind]}</i> ← {before} − {exactly(facts['rate'])} × {in_brackets(moved_by)} = <b>{after}</b>"
    if "u" in facts:
        index = {"w1": "₁", "w2": "₂"}.get(kind, "<sub>b</sub>")
        velocity = f"<i>u</i>{index} = {number(moved_by)}"
        line += f' <small class="symbols">with {velocity}, <i>∂J/∂{say[kind]}</i> = {number(facts["gradient"])}</small>'
    elif moved_by < 0 and each.question.right == RISE:
        line += ' <small class="symbols">minus times minus is plus</small>'
    return line


def _of_pace(each: Judged, say: Say) -> str:
    facts = each.facts
    falls = change(facts["last_fall"], facts["fall"])
    parts = [
        f"{number(-facts[f'{prefix}slope'])} − {number(facts[f'{prefix}curvature'])} = <b>{fall}</b>"
        for prefix, fall in zip(("last_", ""), falls, strict=True)
    ]
    return f'fall of <i>J</i>: {parts[0]}, then {parts[1]} <small class="symbols">slope part − curvature part</small>'


def _of_riser(each: Judged, say: Say) -> str:
    facts = each.facts
    names = [("", each.question.right)] + ([] if each.is_right else [("guess_", each.guess)])
    return "; ".join(
        f"{name}: <i>y</i> = {facts[f'{prefix}y']:.0f}, "
        f"<i>z</i> {' → '.join(change(facts[f'{prefix}z'], facts[f'{prefix}z_after']))}, "
        f"<i>L</i> <b>{' → '.join(change(facts[f'{prefix}L'], facts[f'{prefix}L_after']))}</b>"
        for prefix, name in names
    )


def _of_correct(each: Judged, say: Say) -> str:
    before, after, gained, lost = (int(each.facts[name]) for name in ("before", "after", "gained", "lost"))
    J = " → ".join(change(each.facts["J_before"], each.facts["J_after"]))
    return f"{before:,} + {gained:,} − {lost:,} = <b>{after:,}</b> classified correctly, while <i>J</i> went {J}"


def _of_turn(each: Judged, say: Say) -> str:
    facts = each.facts
    turned = " → ".join(change(facts["before"], facts["after"]))
    return (
        f"<i>w</i> <b>{turned}</b>°, the step {number(facts['step'])}° "
        '<small class="symbols">counter-clockwise from the <i>x</i>₁ axis; the line stands upright on <i>w</i></small>'
    )


def _of_pull(each: Judged, say: Say) -> str:
    facts = each.facts
    shown = f"{number(facts['error'])} × {number(facts['distance'])} = <b>{number(facts['pull'])}</b>"
    return f"|<i>ŷ</i> − <i>y</i>| × |<i>x</i>| of {each.question.right} = {shown}, the largest of all"


def _of_rates(each: Judged, say: Say) -> str:
    ends = [f"<i>α</i> = {exactly(float(rate))}: <b>{number(each.facts[rate])}</b>" for rate in each.question.choices]
    return f"<i>J</i> after 50 steps, {', '.join(ends)}"


_LINES: dict[str, Callable[[Judged, Say], str]] = {
    "J": _of_J,
    "w1": _of_parameter,
    "w2": _of_parameter,
    "b": _of_parameter,
    "pace": _of_pace,
    "riser": _of_riser,
    "correct": _of_correct,
    "turn": _of_turn,
    "pull": _of_pull,
    "rates": _of_rates,
}
