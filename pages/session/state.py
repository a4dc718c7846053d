"""The session: the only home of the moment on screen, and of all else that a page remembers.

This is the one file that touches session state and the address. The address is read once, when a page opens;
from then on the stage writes it, out of `Moment.address`. The session holds the moment as that same text: only
primitives survive a hot reload, and one codec serves both.

All but the widgets' own values lie in one dictionary, so that what belongs together changes together (`at_once`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from logreg_core import Experiment
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment

STAGE = "stage"
_OWN = "own"
_MOMENT, _NOTICES, _COMMAND, _SESSION = "moment", "notices", "command", "session"
_FILES, _MOST_STEPS = "files", "most steps"
_NAVIGATED, _PRESENTED, _PARAMETER = "navigated", "presented", "parameter"
MOST_KEPT = 200_000_000  # bytes of the files of one session; undoing may lead back to any of them
EXTENSION = 300
MOST_STEPS = 100_000


_DRAFT: ContextVar[dict[str, Any] | None] = ContextVar("what is changed at once", default=None)


# ------------------------------------------------------------------------------------------------ the session


@contextmanager
def at_once() -> Iterator[None]:
    """All that is noted within is noted at its end, or nothing is.

    Streamlit may stop a script, callbacks too, wherever it touches session state, to run it again for the next
    message. What a message asks for would be done without being noted as done, and then be done once more.
    """
    if _DRAFT.get() is not None:  # part of a larger change
        yield
        return
    draft = dict(_own())
    token = _DRAFT.set(draft)
    try:
        yield
    finally:
        _DRAFT.reset(token)
    st.session_state[_OWN] = draft


def note(key: str, value: object) -> None:
    """Remember something by a name that no widget has."""
    draft = _DRAFT.get()
    if draft is None:
        st.session_state[_OWN] = {**_own(), key: value}
    else:
        draft[key] = value


def noted(key: str, default: Any = None) -> Any:
    """What was noted last by this name."""
    return _own().get(key, default)


def _own() -> dict[str, Any]:
    draft = _DRAFT.get()
    own: dict[str, Any] = st.session_state.get(_OWN, {}) if draft is None else draft
    return own


def open_session() -> Moment:
    """The session's moment; read from the address when the session is new."""
    if _MOMENT not in _own():
        query = urlencode(address(), quote_via=quote)
        moment, notices = moment_of(query)
        with at_once():
            note(_SESSION, secrets.token_hex(4))
            note(_COMMAND, (0, 0, "", ""))
            note(_NOTICES, notices)
            store(moment, command=True)
    return current()


def session() -> str:
    """The session's name, new also after a restart of the server."""
    return str(_own()[_SESSION])


def address() -> dict[str, str]:
    """The query of the page's address as it was opened."""
    return st.query_params.to_dict()


def current() -> Moment:
    """The session's moment."""
    return moment_of(_own()[_MOMENT])[0]


def store(moment: Moment, *, command: bool = False) -> None:
    """Make `moment` the session's; with `command`, the stage is told to go to its step and view."""
    with at_once():
        note(_MOMENT, query_of(moment))
        if command:
            count = _own()[_COMMAND][0]
            note(_COMMAND, (count + 1, moment.t, moment.view, moment.speed))


def command() -> tuple[str, int, str, str]:
    """The last order to the stage: its name, new also after a restart of the server; step, view and speed."""
    count, t, view, speed = _own()[_COMMAND]
    return f"{_own()[_SESSION]}-{count}", t, view, speed


def notices() -> tuple[str, ...]:
    """What could not be used of the link that opened this session."""
    return tuple(_own()[_NOTICES])


def add_notice(text: str) -> None:
    """Say `text` above the stage until `clear_notices`."""
    if text not in _own()[_NOTICES]:
        note(_NOTICES, (*_own()[_NOTICES], text))


def clear_notices() -> None:
    """Say nothing more above the stage."""
    note(_NOTICES, ())


def keep_file(name: str, raw: bytes, digest: str) -> None:
    """Hold a file, known by the SHA-256 of its bytes, for this session alone; of too many, those used last."""
    kept = {digest: (name, raw)}
    room = MOST_KEPT - len(raw)
    for key, file in reversed(noted(_FILES, {}).items()):
        room -= len(file[1])
        if key != digest and room >= 0:
            kept[key] = file
    note(_FILES, dict(reversed(kept.items())))


def file_of(digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of the file of this session that has this SHA-256, if there is one."""
    file: tuple[str, bytes] | None = noted(_FILES, {}).get(digest)
    return file


def latest_file() -> str | None:
    """The SHA-256 of the file that this session has used last, if there is one."""
    return next(reversed(noted(_FILES, {})), None)


def parameter_of(factor: str) -> str:
    """Whose gradient is shown, "w1", "w2" or "b": the one that the factor leads to, else the one shown last."""
    if factor in ("w1", "w2", "b"):
        note(_PARAMETER, factor)
    return str(noted(_PARAMETER, "w1"))


def presented(now: bool | None = None) -> bool:
    """Whether the page as it was last made is one for a class; `now` notes whether it is."""
    if now is not None:
        note(_PRESENTED, now)
    return bool(noted(_PRESENTED, False))


def navigated(done: bool = False) -> bool:
    """Whether this session has its list of pages; `done` notes that it has."""
    if done:
        note(_NAVIGATED, True)
    return _NAVIGATED in _own()


def show(key: str, value: object) -> None:
    """Set what the widget called `key` shows; call before the widget is made."""
    st.session_state[key] = value


def hold(key: str, value: object) -> None:
    """Make the widget called `key` show `value`, left alone where it does: a knob in mid-drag does not jump."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def shown(key: str, default: Any = None) -> Any:
    """What the widget called `key` shows."""
    return st.session_state.get(key, default)


# ----------------------------------------------------------------------------------------------- what changes it


def change_data(experiment: Experiment) -> None:
    """Other data: the run starts anew from t = 0, with no pick and nothing to compare with."""
    old = current()
    with at_once():
        clear_notices()
        store(replace(old, experiment=experiment, t=0, pick=None, former=None), command=True)


def change_run(experiment: Experiment, **others: Any) -> None:
    """Another start, scaling or rate from the start: the run so far stays in sight as the former one."""
    old = current()
    former = old.former if experiment == old.experiment else old.experiment
    store(replace(old, experiment=experiment, former=former, **others))


def change_steps(steps: int) -> None:
    """A longer or shorter run; the step shown stays where it can."""
    old = current()
    former = replace(old.former, steps=steps) if old.former else None
    t = min(old.t, steps)
    moment = replace(old, experiment=replace(old.experiment, steps=steps), former=former, t=t)
    store(moment, command=t != old.t)


def allow_steps(most: int) -> None:
    """How far a run on this data may be extended."""
    note(_MOST_STEPS, most)


def extended(steps: int) -> int:
    """How many steps a run of `steps` has once it is extended."""
    most: int = noted(_MOST_STEPS, MOST_STEPS)
    return max(steps, min(steps + EXTENSION, most))
