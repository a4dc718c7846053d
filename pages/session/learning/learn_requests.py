"""What the browser asks for on the Learn page: {"learn": what, …}, applied to the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from pages.session.inbox import Request, is_whole
from pages.session.learning import showing_to_class, study
from pages.session.session import Session

MOST = 10_000  # of a number in a request

_ACTS: MappingProxyType[str, Callable[[Session], Session]] = MappingProxyType(
    {
        "leave": study.leave,
        "go on": study.go_on,
        "point": study.point,
        "answer": study.show_answer,
        "hint": study.more_hints,
        "explain": study.explain,
        "next": study.go_to_next,
        "back": study.go_back,
        "again": study.begin_again,
        "standardise": study.standardise,
        "onward": showing_to_class.onward,
        "backward": showing_to_class.backward,
    }
)


def apply_learn(before: Session, request: Request) -> Session:
    """Apply what is asked for: one of the acts above, {"learn": "enter", "lesson": key, "beat": from 1},
    {"learn": "choose", "choice": from 0} or {"present": true}. What does not make sense is left aside.
    """
    what = request.get("learn")
    if isinstance(request.get("present"), bool):
        return replace(before, lesson_presses=0).at(replace(before.moment, present=request["present"]))
    if what == "enter" and isinstance(key := request.get("lesson"), str):
        return study.enter(before, key, _number(request.get("beat"), 1))
    if what == "choose":
        return study.choose(before, _number(request.get("choice"), MOST))
    act = _ACTS.get(what) if isinstance(what, str) else None
    return act(before) if act else before


def _number(value: object, otherwise: int) -> int:
    return value if is_whole(value) and 0 <= value <= MOST else otherwise
