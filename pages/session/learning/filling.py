"""Numbers that were filled in at the moment on screen: what was typed, in order, until it is about another moment.

What a typed number shows is worked out where it is said, pages/stage/learning/blanks_payload.py.
"""

from __future__ import annotations

from dataclasses import replace

from logreg_core.learning.blanks import ALL, names
from pages.session.inbox import Request, is_whole
from pages.session.moment import Moment
from pages.session.session import Session
from pages.words.learning.blank_places import LONGEST

MOST_KEPT = 150  # entries; of more, the oldest are forgotten
LARGEST_EXAMPLE = 10**9
_NAMES = frozenset(names((0, 1)))


def asked_for(before: Session, request: Request) -> Session:
    """Apply what a request asks for, if it is about blanks; the session is at the moment at which it was made.

    {"blanks": n}: so many are to be filled in;  {"fill": [name, text]}: that was typed;  {"show": name}: it is to be
    shown;  {"elsewhere": [t, pick]}: to that step and example, where no mistake leads to the right number.
    """
    moment = before.moment
    if is_whole(number := request.get("blanks")) and 0 <= number <= ALL:
        before = before.at(replace(moment, blanks=number))
    match request.get("fill"):
        case [str(name), str(typed)] if typed.strip():
            before = _with(before, name, typed.strip()[:LONGEST])
    if isinstance(shown := request.get("show"), str):
        before = _with(before, shown, "")
    match request.get("elsewhere"):
        case [t, pick] if is_whole(t) and is_whole(pick):
            if 0 <= t <= moment.experiment.steps and 0 <= pick <= LARGEST_EXAMPLE:
                before = before.at(replace(before.moment, t=t, pick=pick), command=True)
    return before


def tried_at(now: Session) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return at which step of the run and the pick on screen numbers were filled in, and what was typed."""
    run, t, pick, entries = now.tried
    if (run, pick) != _of(now.moment) or not now.moment.blanks:
        return -1, ()
    return t, entries


def _with(before: Session, name: str, typed: str) -> Session:
    """Return the session with one more number, typed or, where that is "", to be shown; of no other moment."""
    if name not in _NAMES:
        return before
    run, pick = _of(before.moment)
    here = (run, before.moment.t, pick)
    entries = before.tried[3] if before.tried[:3] == here else ()
    return replace(before, tried=(*here, (*entries, (name, typed))[-MOST_KEPT:]))


def _of(moment: Moment) -> tuple[str, int]:
    return moment.experiment.to_query(), -1 if moment.pick is None else moment.pick
