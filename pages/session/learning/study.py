"""What one does in a lesson: enter it, answer, have it explained, go on, and leave. Each is a function of a session.

A lesson has moments of its own; what was on screen before is kept, and is there again once the lesson is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from logreg_core.learning.acts import after as after_act
from logreg_core.learning.claim import ClaimError, accepted
from logreg_core.learning.facts import facts_of
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.library import library
from logreg_core.learning.start import Start
from pages.session.changes import change_run
from pages.session.learning import budget
from pages.session.learning.lessons import lesson_at, lesson_of
from pages.session.learning.place import DONE, EXPLAINED, FOUND, SHOWN, Place, read_place, write_place
from pages.session.link import moment_of
from pages.session.moment import Moment
from pages.session.session import Session

TRIES = 2  # after so many the answer, or a hint, can be had


@dataclass(frozen=True)
class At:
    """Where a session is in a lesson."""

    place: Place
    lesson: Lesson
    beat: Beat

    @property
    def is_found(self) -> bool:
        """Whether the beat's right answer is known; of one that asks nothing it is."""
        return self.beat.kind == "look" or self.place.is_found(self.place.beat)

    @property
    def is_last(self) -> bool:
        """Whether no beat follows."""
        return self.place.beat == len(self.lesson.beats)


def where(now: Session) -> At | None:
    """Return where a session is in a lesson; None where it is in none, or the lesson's file is not here."""
    place = now.moment.place
    found = lesson_at(place, now.lesson_texts) if place else None
    return At(place, *found) if place and found else None


_TRANSPORT = frozenset({"reset", "back", "play", "step", "scrub"})


@dataclass(frozen=True)
class Sight:
    """What of the stage is in sight in a lesson.

    controls : of logreg_core.learning.CONTROLS;  covered : of HIDDEN, and "pick" for the ring, "chain" for what
    follows the strip's first line, "transport" and "rate" for rows of controls that the beat does not need.
    """

    controls: tuple[str, ...]
    covered: tuple[str, ...]


def sight(now: Session) -> Sight | None:
    """Return what of the stage is in sight; None where no lesson is.

    What a beat hides is covered until its right answer is known, and what can be tried waits for the first answer.
    """
    at = where(now)
    if at is None:
        return None
    beat, place = at.beat, at.place
    if now.moment.present:
        known = beat.kind == "look" or now.lesson_presses > 0
        tried = known or beat.kind == "do"
    else:
        known = at.is_found
        tried = beat.kind in {"do", "look"} or not place.is_asked(place.beat)
    covered = set() if known else set(beat.hidden)
    if "chain" not in beat.controls:
        covered |= {"chain"} if "strip" in beat.hidden else {"chain", "strip"}
    if beat.kind == "click" and not known and not now.pointed:
        covered |= {"pick", "strip"}
    if beat.start.pick is None and "strip" in covered and "flip" not in beat.controls and not now.pointed:
        covered |= {"pick"}  # nothing is said of any example
    if "rate" not in beat.controls:
        covered |= {"rate"} if _TRANSPORT & set(beat.controls) else {"rate", "transport"}
    guesses = tuple(name for name in beat.controls if name == "guess")  # which come before the answer
    return Sight(beat.controls if tried else guesses, tuple(sorted(covered)))


# ---------------------------------------------------------------------------------------------- entering and leaving


def enter(before: Session, key: str, beat: int = 1) -> Session:
    """Begin a lesson, at one of its beats; the same session where there is no such one."""
    place = Place(key, beat)
    if lesson_at(place, before.lesson_texts) is None:
        return before
    return begin(_putting_away(before), place)


def first_lesson() -> Lesson | None:
    """Return the lesson that a first visit is offered; None where there is none."""
    return next((each for each in library() if each.kind == "lesson" and each.place == 1), None)


def enter_first(before: Session) -> Session:
    """Begin the lesson that a first visit is offered."""
    first = first_lesson()
    return replace(enter(before, first.key), to_learn=True) if first else before


def go_on(before: Session) -> Session:
    """Take up the lesson that was left for the list."""
    moment = moment_of(before.halfway)[0]
    if moment.place is None or lesson_at(moment.place, before.lesson_texts) is None:
        return before
    return _anew(_putting_away(before)).at(moment, command=True)


def _putting_away(before: Session) -> Session:
    if before.moment.place is not None:
        return before
    return replace(before, own=(before.query, before.past, before.future), past=(), future=())


def leave(before: Session) -> Session:
    """Put the lesson away: what was on screen before it is there again."""
    place = before.moment.place
    if place is None:
        return before
    after = _anew(with_answers(before))
    at = where(before)
    ended = at is None or (at.is_last and (at.beat.kind == "look" or place.is_found(place.beat)))
    query, past, future = before.own
    after = replace(after, halfway="" if ended else before.query, own=("", (), ()), past=past, future=future)
    moment = moment_of(query)[0] if query else replace(before.moment, place=None, present=False)
    return after.at(moment, command=True)


def with_answers(before: Session) -> Session:
    """Return the session with what was said in the lesson on screen among all that was."""
    place = before.moment.place
    if place is None or not any(entry.strip(FOUND + EXPLAINED) for entry in place.said):
        return before
    others = tuple(each for each in before.answered if read_place(each).lesson != place.lesson)
    return replace(before, answered=(*others, write_place(place)))


def begin(before: Session, place: Place) -> Session:
    """Show a place's beat at its moment; the same session where it is not there."""
    found = lesson_at(place, before.lesson_texts)
    if found is None:
        return before
    moment = moment_of_beat(*found, place)
    return _anew(before).at(replace(moment, present=before.moment.present), command=True)


def moment_of_beat(lesson: Lesson, beat: Beat, place: Place) -> Moment:
    """Return the moment that a beat begins with. One that asks for a click has an example picked that is not right."""
    start = beat.start
    pick = _not_right(lesson, beat) if beat.kind == "click" and not place.is_found(place.beat) else start.pick
    return replace(moment_of(start.query)[0], t=start.t, pick=pick, place=place)


def _not_right(lesson: Lesson, beat: Beat) -> int | None:
    examples = range(facts_of(beat.start).m)
    return next((i for i in examples if not is_right(beat, lesson, i)), None)


def is_right(beat: Beat, lesson: Lesson, example: int) -> bool:
    """Return whether a beat accepts a click on an example, from 0."""
    try:
        return accepted(beat.accepts, beat.start, lesson.moments, example + 1)
    except ClaimError:
        return False  # as for one that is held out for testing, of which a claim can say nothing


def _anew(before: Session) -> Session:
    return replace(before, tries=(), pointed=0, restarts=0, drags=0, hints=0, lesson_presses=0, notices=())


# ------------------------------------------------------------------------------------------------------- answering


def tries(now: Session) -> tuple[str, ...]:
    """Return the answers that were tried in the beat on screen; from a link, the first one."""
    place = now.moment.place
    first = place.first(place.beat) if place else ""
    return now.tries or ((first,) if first else ())


def choose(before: Session, choice: int) -> Session:
    """Say one of the answers, from 0."""
    at = where(before)
    if at is None or at.is_found or at.beat.kind != "choose" or choice >= len(at.beat.answers):
        return before
    return _said(before, at, chr(ord("A") + choice), right=at.beat.answers[choice].right)


def point(before: Session) -> Session:
    """Say the example that was clicked."""
    at = where(before)
    if at is None or at.is_found or at.beat.kind != "click" or not before.pointed:
        return before
    return _said(before, at, str(before.pointed), right=is_right(at.beat, at.lesson, before.pointed - 1))


def ready(before: Session) -> Session:
    """Return the session as a lesson's page is made of it: what was to be done is judged, and no example that a click
    is to find is picked from the outset, as a link may have it.
    """
    at, moment = where(before), before.moment
    if at is None:
        return before
    if at.beat.kind == "click" and not (at.is_found or before.pointed or moment.present):
        pick = moment.pick
        if pick is None or is_right(at.beat, at.lesson, pick):
            return before.at(replace(moment, pick=_not_right(at.lesson, at.beat)))
    return judged(before)


def judged(before: Session) -> Session:
    """Take note of it where what was to be done is done."""
    at = where(before)
    if at is None or at.is_found or at.beat.kind != "do" or before.moment.present:
        return before
    if not budget.is_done(at.beat, at.lesson, before.moment, before.drags):
        return before
    return _said(before, at, DONE, right=True)


def _said(before: Session, at: At, answer: str, *, right: bool) -> Session:
    so_far = tries(before)
    if answer in so_far:
        return before
    mark = "" if not right else FOUND if at.beat.action and at.beat.why else EXPLAINED
    return _at(replace(before, tries=(*so_far, answer)), at.place.with_said(answer, mark))


def _at(before: Session, place: Place) -> Session:
    return before.at(replace(before.moment, place=place))


def show_answer(before: Session) -> Session:
    """Show the right answer, once enough others were tried; of what is to be done, a way that gets there."""
    at = where(before)
    if at is None or at.is_found or not may_show(before):
        return before
    place = at.place.with_said(SHOWN, EXPLAINED)
    if at.beat.kind == "click":
        examples = range(facts_of(at.beat.start).m)
        pick = next((i for i in examples if is_right(at.beat, at.lesson, i)), before.moment.pick)
        return before.at(replace(before.moment, pick=pick, place=place))
    if at.beat.kind == "do":
        there = _after_its_way(at.beat)
        present = before.moment.present
        moment = replace(moment_of(there.query)[0], t=there.t, pick=there.pick, place=place, present=present)
        return before.at(moment, command=True)
    return _at(before, place)


def _after_its_way(beat: Beat) -> Start:
    there = beat.start
    for act in beat.way:
        there = after_act(there, act)
    return there


def may_show(now: Session) -> bool:
    """Return whether enough was tried that the answer can be had."""
    return attempts(now) >= TRIES


def attempts(now: Session) -> int:
    """Return how often an answer was tried; of what is to be done, how often it was begun again or ran out."""
    at = where(now)
    if at is None:
        return 0
    if at.beat.kind != "do":
        return len(tries(now))
    if not at.beat.budget:
        return now.restarts + int(now.moment.experiment != at.beat.start.experiment or now.moment.t != at.beat.start.t)
    return now.restarts + int(budget.over(at.beat, now.moment, now.drags))


def more_hints(before: Session) -> Session:
    """Show one hint more, once enough was tried."""
    at = where(before)
    if at is None or at.is_found or not may_show(before):
        return before
    return replace(before, hints=min(before.hints + 1, len(at.beat.hints)))


def explain(before: Session) -> Session:
    """Have the beat explained, once its answer is known."""
    at = where(before)
    return _at(before, at.place.with_said("", EXPLAINED)) if at and at.place.is_found(at.place.beat) else before


def go_to_next(before: Session) -> Session:
    """Begin the next beat, once this one's answer is known; the same session in the last one."""
    at = where(before)
    if at is None or at.is_last or not (at.is_found or before.moment.present):
        return before
    place = at.place.with_said("", EXPLAINED) if at.is_found else at.place
    return begin(with_answers(before), replace(place, beat=place.beat + 1))


def go_back(before: Session) -> Session:
    """Begin the beat before again; the same session in the first one."""
    at = where(before)
    return begin(before, replace(at.place, beat=at.place.beat - 1)) if at and at.place.beat > 1 else before


def begin_again(before: Session) -> Session:
    """Show the beat's own moment again: something that is to be done is tried once more."""
    at = where(before)
    if at is None:
        return before
    moment = replace(moment_of_beat(at.lesson, at.beat, at.place), present=before.moment.present)
    if at.beat.kind == "click":
        moment = replace(moment, pick=before.moment.pick)
    return replace(before, restarts=before.restarts + 1, drags=0).at(moment, command=True)


def standardise(before: Session) -> Session:
    """Descend in standardised features, or no longer, from the start, where the lesson offers it."""
    shown = sight(before)
    if shown is None or "standardise" not in shown.controls:
        return before
    experiment = before.moment.experiment
    scale = "none" if experiment.scale == "standardize" else "standardize"
    after = change_run(before, replace(experiment, scale=scale))
    return after.at(replace(after.moment, t=0), command=True)


def lesson_that_was_left(now: Session) -> tuple[Lesson, Place] | None:
    """Return the lesson that one is in the middle of, and where; None where there is none."""
    place = moment_of(now.halfway)[0].place if now.halfway else None
    lesson = lesson_of(place.lesson, now.lesson_texts) if place else None
    return (lesson, place) if lesson and place else None
