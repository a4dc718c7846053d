"""What a clicker's presses show in Present: the right answer, each other one's reason, why, a step, the next beat."""

from __future__ import annotations

from dataclasses import replace

from logreg_core.learning.facts import facts_of
from logreg_core.learning.lesson import Beat
from pages.session.learning.study import At, begin, go_back, go_to_next, is_right, where
from pages.session.session import Session

RIGHT, REASON, WHY, STEP = "right", "reason", "why", "step"


def presses(beat: Beat) -> tuple[tuple[str, int], ...]:
    """Return what each press shows in turn: RIGHT, REASON with the answer's place from 0, WHY, STEP."""
    found: list[tuple[str, int]] = []
    if beat.right is not None:
        found.append((RIGHT, beat.right))
        found += [(REASON, place) for place in range(len(beat.answers)) if place != beat.right]
    elif beat.kind == "click":
        found.append((RIGHT, 0))
    if beat.why and beat.kind != "look":
        found.append((WHY, 0))
    if "step" in beat.controls and beat.kind in {"choose", "click"}:
        found.append((STEP, 0))
    return tuple(found)


def onward(before: Session) -> Session:
    """Show what the next press shows."""
    at = where(before)
    if at is None or not before.moment.present:
        return before
    all_of_it = presses(at.beat)
    if before.lesson_presses >= len(all_of_it):
        return go_to_next(before)
    kind, _ = all_of_it[before.lesson_presses]
    after = replace(before, lesson_presses=before.lesson_presses + 1)
    if kind == STEP:
        return _moved(after, at.beat.start.t + 1)
    return _picked(after, at) if at.beat.kind == "click" else after


def backward(before: Session) -> Session:
    """Take back what the last press has shown."""
    at = where(before)
    if at is None or not before.moment.present:
        return before
    if before.lesson_presses == 0:
        after = go_back(before)
        last = where(after)
        return after if last is None or after is before else replace(after, lesson_presses=len(_still(last.beat)))
    shown = before.lesson_presses - 1
    after = replace(before, lesson_presses=shown)
    if presses(at.beat)[shown][0] == STEP:
        return _moved(after, at.beat.start.t)
    return begin(before, at.place) if shown == 0 else after


def _still(beat: Beat) -> tuple[tuple[str, int], ...]:
    return tuple(each for each in presses(beat) if each[0] != STEP)


def _moved(before: Session, t: int) -> Session:
    """Go to a step of the beat's own, whatever somebody has stepped to meanwhile."""
    moment = before.moment
    return before.at(replace(moment, t=min(t, moment.experiment.steps)), command=True)


def _picked(before: Session, at: At) -> Session:
    """Pick an example that answers the question; of several the one that pulls hardest on w."""
    facts = facts_of(at.beat.start)
    right = [i for i in range(facts.m) if is_right(at.beat, at.lesson, i)]
    pick = max(right, key=lambda i: facts.pull(i + 1), default=before.moment.pick)
    return before.at(replace(before.moment, pick=pick))
