"""Checks a lesson by the core: `python -m logreg_core.learning.lesson_check FILE…` prints what is not so, and fails.

Its links open; the right answer is right and each other one is not; each number in a text is worked out, or is one of
the moment's own; a click can be accepted; each task's way reaches its goal within the budget.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from logreg_core.learning.acts import after, spent
from logreg_core.learning.claim import ClaimError, accepted, filled, holds, parts
from logreg_core.learning.facts import facts_of
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.lesson_file import LessonError, read_lesson
from logreg_core.learning.start import Start
from logreg_core.points.short_text import quoted

MOST_WORDS = 40  # of an explanation
COUNTING = 12  # up to which a number in a text may be anybody's
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ANYBODYS = {0.5, 100.0}  # half, and per cent


def faults(lesson: Lesson) -> tuple[str, ...]:
    """Return what is not so in a lesson, each with its line; nothing where all is."""
    found = list(_faults_of_moments(lesson.moments))
    for beat in lesson.beats:
        try:
            facts_of(beat.start).y()
        except ValueError as error:
            found.append(f"Line {beat.line}: its moment can't be opened: {error}")
            continue
        found += [f"Line {beat.line}: {fault}" for fault in _faults_of(beat, lesson.moments)]
    return tuple(found)


def _faults_of_moments(moments: Mapping[str, Start]) -> Iterator[str]:
    for name, start in moments.items():
        try:
            facts_of(start).y()
        except ValueError as error:
            yield f"moments.{name} can't be opened: {error}"


def _faults_of(beat: Beat, moments: Mapping[str, Start]) -> Iterator[str]:
    for answer in beat.answers:
        yield from _fault_of_claim(answer.says, answer.when, answer.right, beat, moments)
    if beat.accepts:
        yield from _faults_of_click(beat, moments)
    if beat.goal:
        yield from _faults_of_task(beat, moments)
    for what, text in _texts(beat):
        yield from _faults_of_text(what, text, beat, moments)
    if len(beat.why.split()) > MOST_WORDS:
        yield f"why has {len(beat.why.split())} words; {MOST_WORDS} are the most."


def _fault_of_claim(says: str, when: str, right: bool, beat: Beat, moments: Mapping[str, Start]) -> Iterator[str]:
    if not when:
        yield f'the answer {quoted(says, 40)} has no claim; add when = "…", which the core finds true or false.'
        return
    try:
        if holds(when, beat.start, moments) is not right:
            role, found = ("the right one", "false") if right else ("not the right one", "true")
            yield f"the answer {quoted(says, 40)} is {role}, yet its claim {when!r} is {found}."
    except ClaimError as error:
        yield str(error)


def _faults_of_click(beat: Beat, moments: Mapping[str, Start]) -> Iterator[str]:
    try:
        right = {i for i in range(1, facts_of(beat.start).m + 1) if accepted(beat.accepts, beat.start, moments, i)}
    except ClaimError as error:
        yield str(error)
        return
    if not right:
        yield f"no example is accepted by {beat.accepts!r}."
    for mistake in beat.mistakes:
        if mistake.example in right or mistake.example > facts_of(beat.start).m:
            yield f"the mistake {mistake.example} is {'accepted' if mistake.example in right else 'not in the data'}."


def _faults_of_task(beat: Beat, moments: Mapping[str, Start]) -> Iterator[str]:
    here = beat.start
    try:
        if holds(beat.goal, here, moments):
            yield f"its goal {beat.goal!r} is met before anything is done."
        for act in beat.way:
            here = after(here, act)
        if not holds(beat.goal, here, moments):
            yield f"its way does not reach the goal {beat.goal!r}."
    except ValueError as error:
        yield f"its way can't be gone: {error}"
        return
    used = spent(beat.start, here)
    for act, most in beat.budget.items():
        if used.of(act) > most:
            yield f"its way needs {used.of(act)} of {act}; the budget has {most}."


def _texts(beat: Beat) -> Iterator[tuple[str, str]]:
    """A beat's texts; what another answer than the right one says may hold any number."""
    for what in ("question", "task", "so_far", "action", "why", "source"):
        yield what, getattr(beat, what)
    for answer in beat.answers:
        yield "says" if answer.right else "", answer.says
        yield "because", answer.because
    for mistake in beat.mistakes:
        yield "because", mistake.because
    for hint in beat.hints:
        yield "hints", hint


def _faults_of_text(what: str, text: str, beat: Beat, moments: Mapping[str, Start]) -> Iterator[str]:
    try:
        filled(text, beat.start, moments, lambda number, digits: f"{number:.{digits}g}")
    except ClaimError as error:
        yield str(error)
        return
    if what in {"", "source"}:
        return
    known = _own(beat, moments)
    for words in (part for part, formula in parts(text) if formula is None):
        for number in _NUMBER.findall(words):
            if float(number.replace(",", "")) not in known:
                yield (
                    f"{what} has the number {number} in {quoted(words.strip(), 60)}, which nobody has worked out; "
                    "write the formula that gives it in braces, as in {J(20)}."
                )


def _own(beat: Beat, moments: Mapping[str, Start]) -> set[float]:
    """The numbers that a text may hold as they are: small ones, and what the moments' links and the points say."""
    known = {*map(float, range(COUNTING + 1)), *_ANYBODYS, *(float(each.example) for each in beat.mistakes)}
    for start in (beat.start, *moments.values()):
        facts, e = facts_of(start), start.experiment
        known |= {facts.m, start.t, e.steps, facts.i, *map(abs, (*e.w, e.b)), *(rate for _, rate in e.learning_rates)}
    known |= {float(i) for i in range(1, facts_of(beat.start).m + 1) if f"example {i}" in _all_of(beat)}
    known |= {float(number) for number in _NUMBER.findall(beat.goal)}
    return {float(each) for each in known}


def _all_of(beat: Beat) -> str:
    return " ".join(text for _, text in _texts(beat)).lower()


def letters(lessons: tuple[Lesson, ...]) -> tuple[int, ...]:
    """Return how many right answers stand in the first place, the second, the third, the fourth."""
    places = [beat.right for lesson in lessons for beat in lesson.beats if beat.right is not None]
    return tuple(places.count(place) for place in range(4))


def main(paths: list[str]) -> int:
    """Return 1 where something is not so in these files, which is printed; 0 where all is."""
    bad = 0
    for path in paths:
        try:
            found = faults(read_lesson(Path(path).read_text(encoding="utf-8"), Path(path).stem))
        except (LessonError, OSError, UnicodeDecodeError) as error:
            found = (str(error),)
        bad += len(found)
        print("\n".join(f"{path}: {fault}" for fault in found) or f"{path}: all is so")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
