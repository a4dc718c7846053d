"""The session: the only home of the moment on screen, and of all else that a page remembers.

This is the one file that touches session state and the address. The address is read once, when a page opens;
from then on the stage writes it, out of `Moment.address`. The session holds the moment as that same text: only
primitives survive a hot reload, and one codec serves both.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import streamlit as st

from logreg_core import Experiment
from pages.shell.moment import Moment

STAGE = "stage"
_MOMENT, _NOTICES, _COMMAND, _SESSION = "moment", "notices", "command", "session"
_FILES, _PAST, _FUTURE, _MOST_STEPS = "files", "past", "future", "most steps"
_HANDLED, _HEARD, _DRAG, _NAVIGATED, _PRESENTED = "handled", "heard", "drag", "navigated", "presented"
_PARAMETER, _PLAYING = "parameter", "playing"
MOST_KEPT = 200_000_000  # bytes of the files of one session; undoing may lead back to any of them
MOST_REMEMBERED = 1_000  # changes of the data that can be undone
EXTENSION = 300
MOST_STEPS = 100_000


# ------------------------------------------------------------------------------------------------ the session


def open_session() -> Moment:
    """The session's moment; read from the address when the session is new."""
    if _MOMENT not in st.session_state:
        query = urlencode(address(), quote_via=quote)
        moment, notices = Moment.from_query(query)
        st.session_state[_SESSION] = secrets.token_hex(4)
        st.session_state[_COMMAND] = (0, 0, "", "")
        st.session_state[_NOTICES] = notices
        store(moment, command=True)
    return current()


def address() -> dict[str, str]:
    """The query of the page's address as it was opened."""
    return st.query_params.to_dict()


def current() -> Moment:
    """The session's moment."""
    return Moment.from_query(st.session_state[_MOMENT])[0]


def store(moment: Moment, *, command: bool = False) -> None:
    """Make `moment` the session's; with `command`, the stage is told to go to its step and view."""
    st.session_state[_MOMENT] = moment.to_query()
    if command:
        count = st.session_state[_COMMAND][0]
        st.session_state[_COMMAND] = (count + 1, moment.t, moment.view, moment.speed)


def command() -> tuple[str, int, str, str]:
    """The last order to the stage: its name, new also after a restart of the server; step, view and speed."""
    count, t, view, speed = st.session_state[_COMMAND]
    return f"{st.session_state[_SESSION]}-{count}", t, view, speed


def notices() -> tuple[str, ...]:
    """What could not be used of the link that opened this session."""
    return tuple(st.session_state[_NOTICES])


def add_notice(text: str) -> None:
    """Say `text` above the stage until `clear_notices`."""
    if text not in st.session_state[_NOTICES]:
        st.session_state[_NOTICES] = (*st.session_state[_NOTICES], text)


def clear_notices() -> None:
    """Say nothing more above the stage."""
    st.session_state[_NOTICES] = ()


def keep_file(name: str, raw: bytes, digest: str) -> None:
    """Hold a file, known by the SHA-256 of its bytes, for this session alone; of too many, those used last."""
    kept = {digest: (name, raw)}
    room = MOST_KEPT - len(raw)
    for key, file in reversed(st.session_state.get(_FILES, {}).items()):
        room -= len(file[1])
        if key != digest and room >= 0:
            kept[key] = file
    st.session_state[_FILES] = dict(reversed(kept.items()))


def file_of(digest: str) -> tuple[str, bytes] | None:
    """Name and bytes of the file of this session that has this SHA-256, if there is one."""
    file: tuple[str, bytes] | None = st.session_state.get(_FILES, {}).get(digest)
    return file


def latest_file() -> str | None:
    """The SHA-256 of the file that this session has used last, if there is one."""
    return next(reversed(st.session_state.get(_FILES, {})), None)


def past() -> tuple[str, ...]:
    """What the data were before each change, the last one last; each as a query."""
    return tuple(st.session_state.get(_PAST, ()))


def future() -> tuple[str, ...]:
    """What undoing took back, the first to do again last; each as a query."""
    return tuple(st.session_state.get(_FUTURE, ()))


def remember(past: tuple[str, ...], future: tuple[str, ...]) -> None:
    """What can be undone, and what done again, from here on."""
    st.session_state[_PAST], st.session_state[_FUTURE] = past[-MOST_REMEMBERED:], future


def parameter_of(factor: str) -> str:
    """Whose gradient is shown, "w1", "w2" or "b": the one that the factor leads to, else the one shown last."""
    if factor in ("w1", "w2", "b"):
        st.session_state[_PARAMETER] = factor
    return str(st.session_state.get(_PARAMETER, "w1"))


def presented(now: bool | None = None) -> bool:
    """Whether the page as it was last made is one for a class; `now` notes whether it is."""
    if now is not None:
        st.session_state[_PRESENTED] = now
    return bool(st.session_state.get(_PRESENTED, False))


def playing(now: bool | None = None) -> bool:
    """Whether this answers a stage that plays on, so that another step follows; `now` notes whether it does."""
    if now is not None:
        st.session_state[_PLAYING] = now
    return bool(st.session_state.get(_PLAYING, False))


def navigated(done: bool = False) -> bool:
    """Whether this session has its list of pages; `done` notes that it has."""
    if done:
        st.session_state[_NAVIGATED] = True
    return _NAVIGATED in st.session_state


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
    st.session_state[_MOST_STEPS] = most


def extended(steps: int) -> int:
    """How many steps a run of `steps` has once it is extended."""
    most: int = st.session_state.get(_MOST_STEPS, MOST_STEPS)
    return max(steps, min(steps + EXTENSION, most))


# ------------------------------------------------------------------------------------------------ what components say


def report_of(key: str) -> dict[str, Any] | None:
    """What the component called `key` says; nothing where it speaks to a server that has since been restarted."""
    component = st.session_state.get(key)
    report = component.get("report") if isinstance(component, dict) else None
    if not isinstance(report, dict) or report.get("to", st.session_state[_SESSION]) != st.session_state[_SESSION]:
        return None
    return report


def handled(key: str) -> tuple[str, int]:
    """Of the component called `key`: the page that spoke last, and the last of its wishes that was granted."""
    known: tuple[str, int] = st.session_state.get(_HANDLED + key, ("", 0))
    return known


def hear(key: str, page: str, last_wish: int, number: str) -> None:
    """A report of the component called `key` was taken in: whose, up to which wish, and its number."""
    st.session_state[_HANDLED + key] = (page, last_wish)
    st.session_state[_HEARD] = {**st.session_state.get(_HEARD, {}), key: number}


def heard() -> dict[str, str]:
    """By component, the number of the report that was taken in last."""
    return dict(st.session_state.get(_HEARD, {}))


def same_drag(drag: object) -> bool:
    """Whether this move belongs to the drag that the last one belonged to; remembers it."""
    same = drag is not None and drag == st.session_state.get(_DRAG)
    st.session_state[_DRAG] = drag
    return same
