"""The column of a lesson beside its stage: what is asked, answered and explained at the session's place."""

from __future__ import annotations

from urllib.parse import quote

from logreg_core.learning.acts import COUNTED
from logreg_core.learning.library import library
from pages.host.mount import mount_learn
from pages.parts.sidebar.start_boxes import start_boxes
from pages.session import widgets
from pages.session.learning import budget, study
from pages.session.learning.learn_requests import apply_learn
from pages.session.learning.lessons import lesson_at, said, said_so_far
from pages.session.learning.place import DONE, SHOWN, Place, read_place
from pages.session.learning.showing_to_class import REASON, RIGHT, STEP, WHY, presses
from pages.session.learning.study import At
from pages.session.requests import receive
from pages.session.session import Session, session
from pages.words.learning.lesson_answers import Said, answers
from pages.words.learning.lesson_column import Choice, Column, Press, column
from pages.words.learning.lesson_texts import plain, verdict
from pages.words.learning.lesson_vote import Vote, vote

_UNITS = {"step": ("step", "steps"), "rate": ("rate", "rates"), "flip": ("flip", "flips"), "drag": ("drag", "drags")}


def lesson_panel() -> None:
    """Show the column, for a class the question that fills the left of the screen."""
    now = session()
    at = study.where(now)
    if at is None:
        return
    present = now.moment.present
    shown = None if present else _column(now, at)
    html = vote(_vote(now, at)) if shown is None else column(shown) + answers(_if_last(now, at))
    mount_learn(
        widgets.LEARN,
        {
            "html": html,
            "said": "" if shown is None else plain(" ".join(filter(None, (shown.verdict, shown.because)))),
            "about": f"{at.place.lesson} {at.place.beat}",
            "session": now.identity,
            "present": present,
            "alone": False,
        },
        on_report=_receive,
    )
    seen = study.sight(now)
    if seen and "start" in seen.controls and not present:
        start_boxes(in_columns=False)


def _receive() -> None:
    receive(widgets.LEARN, apply_learn)


def _if_last(now: Session, at: At) -> tuple[Said, ...]:
    return what_was_said(study.with_answers(now)) if at.is_last and at.is_found else ()


# ------------------------------------------------------------------------------------------------------ one's own


def _column(now: Session, at: At) -> Column:
    beat, place, lesson = at.beat, at.place, at.lesson
    tried = study.tries(now)
    last = tried[-1] if tried else ""
    explained = beat.kind == "look" or place.is_explained(place.beat)
    ends = at.is_last and explained and at.is_found
    return Column(
        title=lesson.title,
        number=place.beat,
        of=len(lesson.beats),
        kind=lesson.kind,
        name=beat.name,
        earlier=tuple(
            (i, told) for i in range(max(1, place.beat - 3), place.beat) if (told := _outcome(place, i, now))
        ),
        asks=_say(beat.question or beat.task, at),
        choices=_choices(at, tried),
        commits="" if at.is_found or beat.kind != "choose" else "Choose again" if tried else "That is my answer",
        verdict=_verdict(now, at, last),
        because=_because(at, last),
        hints=tuple(_say(hint, at) for hint in beat.hints[: now.hints]),
        action=_say(beat.action, at) if at.is_found or (tried and beat.kind != "do") or beat.kind == "look" else "",
        why=_say(beat.why, at) if explained else "",
        source=_say(beat.source, at) if explained else "",
        mistake=_say(lesson.mistake, at) if ends else "",
        presses=_presses(now, at, explained=explained),
        aside=_aside(now, at),
        notes=_notes(now, at),
    )


def _say(text: str, at: At) -> str:
    return said(text, at.beat, at.lesson)


def _choices(at: At, tried: tuple[str, ...]) -> tuple[Choice, ...]:
    rows = []
    for i, answer in enumerate(at.beat.answers):
        known = at.is_found and answer.right
        state = "right" if known else "tried" if chr(ord("A") + i) in tried else ""
        rows.append(Choice(_say(answer.says, at), state))
    return tuple(rows)


def _right_words(at: At) -> str:
    beat = at.beat
    if beat.right is not None:
        return _say(beat.answers[beat.right].says, at)
    return ""


def _words(at: At, answer: str) -> str:
    """An answer in words: what an answer says, or which example."""
    if at.beat.kind == "choose" and len(answer) == 1 and ord(answer) - ord("A") < len(at.beat.answers):
        return _say(at.beat.answers[ord(answer) - ord("A")].says, at)
    return f"example {answer}" if at.beat.kind == "click" and answer.isdecimal() else ""


def _verdict(now: Session, at: At, last: str) -> str:
    beat, place = at.beat, at.place
    first = place.first(place.beat)
    if beat.kind == "look" or (not last and not first):
        return ""
    if not at.is_found:
        return f"You said {_quoted(_words(at, last))}." if beat.kind != "do" else ""
    if beat.kind == "do":
        return "Here is a way to do it." if first == SHOWN else _done(now, at)
    found = _right_words(at) if beat.kind == "choose" else _found_example(now, at, last)
    is_first = first == last if last else _words(at, first) == found
    return verdict(_words(at, first), found, is_first=is_first and _is_right(at, first))


def _quoted(words: str) -> str:
    return f"“{words.removesuffix('.')}”"


def _found_example(now: Session, at: At, last: str) -> str:
    if last.isdecimal() and study.is_right(at.beat, at.lesson, int(last) - 1):
        return f"example {last}"
    return f"example {(now.moment.pick or 0) + 1}"


def _is_right(at: At, answer: str) -> bool:
    if at.beat.kind == "choose":
        return at.beat.right is not None and answer == chr(ord("A") + at.beat.right)
    return answer.isdecimal() and study.is_right(at.beat, at.lesson, int(answer) - 1)


def _done(now: Session, at: At) -> str:
    used = budget.used(at.beat, now.moment, now.drags)
    spent = [f"{n} of {at.beat.budget[act]} {_UNITS[act][1]}" for act, n in used.items()]
    return f"Done, with {', '.join(spent)}." if spent else "Done."


def _because(at: At, last: str) -> str:
    beat = at.beat
    if at.is_found and beat.kind == "choose":
        return _say(beat.answers[beat.right].because, at) if beat.right is not None else ""
    if beat.kind == "choose" and len(last) == 1 and ord(last) - ord("A") < len(beat.answers):
        return _say(beat.answers[ord(last) - ord("A")].because, at)
    if beat.kind == "click" and last.isdecimal() and not at.is_found:
        known = next((each.because for each in beat.mistakes if each.example == int(last)), "")
        return _say(known, at) if known else "Another one does so more. Compare their numbers, and click again."
    return ""


def _notes(now: Session, at: At) -> tuple[str, ...]:
    """What a click or a task needs to be told: which example is clicked, and what is left of the budget."""
    if at.is_found:
        return ()
    if at.beat.kind == "click":
        return (f"You have clicked example {now.pointed}.",) if now.pointed else ("Click a point in the picture.",)
    if at.beat.kind != "do":
        return ()
    here = budget.start_of_moment(now.moment)
    so_far = said_so_far(at.beat.so_far, here, at.lesson)
    used = budget.used(at.beat, now.moment, now.drags)
    rows = [f"{used[act]} of {at.beat.budget[act]} {_UNITS[act][1]}" for act in COUNTED if act in used]
    over = ["That is more than there are: begin again."] if budget.over(at.beat, now.moment, now.drags) else []
    return (*([so_far] if so_far else []), *([f"Used: {', '.join(rows)}."] if rows else []), *over)


def _presses(now: Session, at: At, *, explained: bool) -> tuple[Press, ...]:
    found, place, beat = at.is_found, at.place, at.beat
    rows: list[Press] = []
    if beat.kind == "click" and not found:
        again = bool(study.tries(now))
        asked = str(now.pointed) in study.tries(now) or not now.pointed
        rows.append(Press("This one" if not again else "Choose again", {"learn": "point"}, main=True, off=asked))
    if not found and beat.kind == "do" and study.attempts(now):
        rows.append(Press("Begin again", {"learn": "again"}))
    if not found and beat.kind == "do" and study.may_show(now) and now.hints < len(beat.hints):
        rows.append(Press("A hint", {"learn": "hint"}))
    if not found and study.may_show(now):
        rows.append(Press("Show a way" if beat.kind == "do" else "Show the answer", {"learn": "answer"}))
    if found and not explained:
        rows.append(Press("Then why?", {"learn": "explain"}, main=True))
    elif found and not at.is_last:
        what = "moment" if at.lesson.kind == "plan" or beat.kind == "look" else "question"
        rows.append(Press(f"Next {what}", {"learn": "next"}, main=True))
    elif found:
        rows += _after_the_end(at)
    if place.beat > 1:
        rows.append(Press("Back", {"learn": "back"}))
    return tuple(rows)


def _after_the_end(at: At) -> list[Press]:
    following = lesson_at(Place(_next_key(at)), ()) if _next_key(at) else None
    if following is None:
        return [Press("All lessons", {"learn": "leave"}, main=True)]
    return [
        Press(f"Next: {following[0].title}", {"learn": "enter", "lesson": following[0].key}, main=True),
        Press("All lessons", {"learn": "leave"}),
    ]


def _next_key(at: At) -> str:
    later = [each for each in library() if each.kind == "lesson" and each.place > at.lesson.place]
    return later[0].key if later and at.lesson.kind == "lesson" and at.lesson.place else ""


def _aside(now: Session, at: At) -> tuple[Press, ...]:
    seen = study.sight(now)
    scaled = now.moment.experiment.scale == "standardize"
    start, moment = at.beat.start, now.moment
    rows = []
    if seen and "standardise" in seen.controls:
        rows.append(Press("Standardise no longer" if scaled else "Standardise", {"learn": "standardise"}))
    if at.beat.kind != "do" and (moment.experiment, moment.t) != (start.experiment, start.t):
        rows.append(Press("Back to this moment", {"learn": "again"}))
    rows.append(Press("Present", {"present": True}))
    return tuple(rows)


# ------------------------------------------------------------------------------------------------ what was said


def _outcome(place: Place, beat: int, now: Session) -> str:
    """What was said first in a beat, and what it was."""
    found = lesson_at(Place(place.lesson, beat, place.said), now.lesson_texts)
    if found is None:
        return ""
    at = At(Place(place.lesson, beat, place.said), *found)
    first = _first_words(at, place.first(beat))
    if not first:
        return ""
    right = _right_words(at) if place.is_found(beat) else ""
    if not right or right == first:
        outcome = ", and so it is" if right or _is_right(at, place.first(beat)) else ""
        return f"You said {_quoted(first)}{outcome}."
    return f"You said {_quoted(first)}. It is {_quoted(right)}."


def _first_words(at: At, first: str) -> str:
    if first in {DONE, SHOWN}:
        return "done" if first == DONE else ""
    return _words(at, first)


def what_was_said(now: Session) -> tuple[Said, ...]:
    """Return what was said in all lessons of this session, in order."""
    rows: list[Said] = []
    for text in now.answered:
        place = read_place(text)
        for beat in range(1, len(place.said) + 1):
            found = lesson_at(Place(place.lesson, beat, place.said), now.lesson_texts)
            if found is None or not place.first(beat):
                continue
            at = At(Place(place.lesson, beat, place.said), *found)
            first = _first_words(at, place.first(beat)) or "shown"
            query = f"lesson={quote(place.lesson)}~{beat}~"
            question = _say(at.beat.question or at.beat.task, at)
            right = (_right_words(at) if place.is_found(beat) else "") or first
            rows.append(Said(at.lesson.title, question, first, right, query))
    return tuple(rows)


# ------------------------------------------------------------------------------------------------------ for a class


def _vote(now: Session, at: At) -> Vote:
    beat, shown = at.beat, now.lesson_presses
    all_of_it = presses(beat)
    so_far = all_of_it[:shown]
    kinds = {kind for kind, _ in so_far}
    reasons = tuple(
        (i, _say(beat.answers[i].because, at)) for kind, i in so_far if kind in {REASON, RIGHT} and beat.answers
    )
    coming = all_of_it[shown][0] if shown < len(all_of_it) else ""
    words = {RIGHT: "Reveal", REASON: "Why not another", WHY: "Why", STEP: "Step"}
    what = "moment" if at.lesson.kind == "plan" else "question"
    asks = beat.question or beat.task or beat.action
    found = f"Example {(now.moment.pick or 0) + 1}." if beat.kind == "click" and RIGHT in kinds else ""
    return Vote(
        title=at.lesson.title,
        place=f"{(beat.name if asks else '') or what} · {at.place.beat} of {len(at.lesson.beats)}",
        asks=_say(asks or beat.name or at.lesson.title, at),
        answers=tuple(_say(each.says, at) for each in beat.answers),
        right=beat.right if RIGHT in kinds else None,
        reasons=tuple(each for each in reasons if each[1] and WHY not in kinds),  # which then make way for it
        text=found or (_say(beat.why, at) if beat.kind == "look" else ""),
        why=_say(beat.why, at) if WHY in kinds else "",
        next_words=words.get(coming, "" if at.is_last else "Next"),
        can_go_back=shown > 0 or at.place.beat > 1,
    )
