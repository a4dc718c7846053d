"""The moment on screen: an experiment, the step, the picked example and the view. Its only home is the session.

This is the one file that touches session state and the address. The address is read once, when a page opens;
from then on the stage writes it, out of `Moment.address`. The session holds the moment as that same text: only
primitives survive a hot reload, and one codec serves both.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard
from urllib.parse import parse_qsl, quote, urlencode

import streamlit as st

from logreg_core import Edited, Experiment, Uploaded

VIEWS = ("loss", "log", "weights")
SPEEDS = ("1", "10", "60", "fast")
STAGE = "stage"
_MOMENT, _NOTICES, _COMMAND, _SESSION = "moment", "notices", "command", "session"
_FILE_NAME, _FILE_BYTES, _HANDLED, _HEARD, _DRAG = "file name", "file bytes", "handled", "heard", "drag"
_REPORT_NUMBER = re.compile(r"[0-9a-z]{1,16}-[0-9]{1,9}")  # the page's name, the report's number
_MOST_STEPS = "most steps"
_FILE_DIGEST = "file digest"


@dataclass(frozen=True)
class Moment:
    """All that defines what is on screen.

    t : the step shown;  pick : the picked example from 0, None for the one that pulls hardest;
    view : what the curve shows;  speed : steps a second;  start_seed : the seed of random initial values, if so;
    former : the experiment before the last change of rate, start or scaling, shown pale beside this one.
    """

    experiment: Experiment = field(default_factory=Experiment)
    t: int = 0
    pick: int | None = None
    view: str = "loss"
    speed: str = "60"
    start_seed: int | None = None
    former: Experiment | None = None

    def to_query(self) -> str:
        """The moment as the query of a URL."""
        return self.address.format(t=self.t, view=self.view, speed=self.speed)

    @property
    def address(self) -> str:
        """The query with {t}, {view} and {speed} left open for the stage, which owns them."""
        query = f"{self.experiment.to_query()}&t={{t}}&view={{view}}&speed={{speed}}"
        rest: list[tuple[str, str]] = []
        if self.pick is not None:
            rest.append(("pick", str(self.pick + 1)))
        if self.start_seed is not None:
            rest.append(("start", str(self.start_seed)))
        if self.former is not None:
            rest.append(("before", _what_differs(self.former)))
        return query + "".join("&" + urlencode([pair], quote_via=quote) for pair in rest)

    @classmethod
    def from_query(cls, query: str) -> tuple[Moment, tuple[str, ...]]:
        """The moment that a query describes, and a sentence for each value that could not be used."""
        experiment, notices = Experiment.from_query(query)
        given = dict(parse_qsl(query, keep_blank_values=True))
        moment, said = cls(experiment), list(notices)
        for key, name, read in _FIELDS:
            if key in given:
                try:
                    moment = replace(moment, **{name: read(given[key], experiment)})
                except ValueError as error:
                    said.append(f"The link's {key} could not be used: {error}.")
        return moment, tuple(said)


_COMPARED = ("scale", "w", "b", "rates", "holdout", "split")


def _what_differs(former: Experiment) -> str:
    query = former.to_query()
    return "&".join(part for part in query.split("&") if part.split("=")[0] in _COMPARED)


def _former(text: str, now: Experiment) -> Experiment:
    former, notices = Experiment.from_query(text)
    if notices:
        raise ValueError(notices[0].rstrip("."))
    return replace(former, data=now.data, steps=now.steps)


def _whole(text: str, low: int, high: float, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 17 and low <= int(text) <= high):
        shown = repr(text if len(text) <= 20 else text[:20] + "…")
        most = f"{high:,.0f}" if math.isfinite(high) else "as many as you like"
        raise ValueError(f"{shown} is not a whole number from {low} to {most} ({what})")
    return int(text)


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Experiment], str]:
    def read(text: str, _: Experiment) -> str:
        if text not in allowed:
            raise ValueError(f"it must be one of {', '.join(allowed)}")
        return text

    return read


_FIELDS: tuple[tuple[str, str, Callable[[str, Experiment], Any]], ...] = (
    ("t", "t", lambda text, e: _whole(text, 0, e.steps, "steps of this run")),
    ("pick", "pick", lambda text, _: _whole(text, 1, math.inf, "an example's number") - 1),
    ("view", "view", _one_of(VIEWS)),
    ("speed", "speed", _one_of(SPEEDS)),
    ("start", "start_seed", lambda text, _: _whole(text, 0, 2**53 - 1, "the seed of the initial values")),
    ("before", "former", _former),
)


# ------------------------------------------------------------------------------------------------ the session


def open_session() -> Moment:
    """The session's moment; read from the address when the session is new."""
    if _MOMENT not in st.session_state:
        query = urlencode(st.query_params.to_dict(), quote_via=quote)
        moment, notices = Moment.from_query(query)
        st.session_state[_SESSION] = secrets.token_hex(4)
        st.session_state[_COMMAND] = (0, 0, "", "")
        st.session_state[_NOTICES] = notices
        store(moment, command=True)
    return current()


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


def keep_file(name: str, raw: bytes) -> None:
    """Hold an uploaded file for this session alone."""
    st.session_state[_FILE_NAME], st.session_state[_FILE_BYTES] = name, raw
    st.session_state[_FILE_DIGEST] = hashlib.sha256(raw).hexdigest()


def kept_file() -> tuple[str, bytes] | None:
    """The file uploaded in this session, if there is one."""
    if _FILE_BYTES not in st.session_state:
        return None
    return st.session_state[_FILE_NAME], st.session_state[_FILE_BYTES]


def kept_digest() -> str | None:
    """The SHA-256 of that file's bytes, in hexadecimal; worked out once, since it takes a while for a large one."""
    digest: str | None = st.session_state.get(_FILE_DIGEST)
    return digest


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
    store(Moment(experiment, view=old.view, speed=old.speed, start_seed=old.start_seed), command=True)


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


EXTENSION = 300
MOST_STEPS = 100_000
LARGEST_PICK = 10**9
LARGEST_RATE = sys.float_info.max


def heed_stage(key: str = STAGE) -> None:
    """Take in what the stage, or the table called `key`, reports: its step, and wishes in the order they were made.

    A wish is a pick, a rate, more steps or a dismissal, with the step at which it was made. A report repeats the
    wishes of earlier ones that may not have arrived; each acts once. What does not make sense is left aside: a
    report is a message from a browser, and may hold anything.
    """
    stage = st.session_state.get(key)
    report = stage.get("report") if isinstance(stage, dict) else None
    if not isinstance(report, dict) or report.get("to", st.session_state[_SESSION]) != st.session_state[_SESSION]:
        return  # nothing, or said to a server that has since been restarted
    number = report.get("n")
    if not isinstance(number, str) or not _REPORT_NUMBER.fullmatch(number):
        return
    page = number.partition("-")[0]
    heard_page, last_wish = st.session_state.get(_HANDLED + key, ("", 0))
    if heard_page != page:
        last_wish = 0
    wishes = report.get("wishes")
    for wish in wishes if isinstance(wishes, list) else ():
        if isinstance(wish, dict) and _is_whole(wish.get("k")) and wish["k"] > last_wish:
            last_wish = wish["k"]
            _grant(wish)
    store(_at(current(), report.get("t")))
    st.session_state[_HANDLED + key] = (page, last_wish)
    st.session_state[_HEARD] = {**st.session_state.get(_HEARD, {}), key: number}


def heard() -> dict[str, str]:
    """By component, the number of the report that was taken in last."""
    return dict(st.session_state.get(_HEARD, {}))


def _at(moment: Moment, t: object) -> Moment:
    return replace(moment, t=t) if _is_whole(t) and 0 <= t <= moment.experiment.steps else moment


def _grant(wish: dict[str, Any]) -> None:
    moment = _at(current(), wish.get("t"))
    example = wish.get("pick")
    if _is_whole(example) and 0 <= example <= LARGEST_PICK:
        moment = replace(moment, pick=example)
    if wish.get("dismiss") is True:
        moment = replace(moment, former=None)
    store(_with_rate(moment, wish))
    if wish.get("extend") is True:
        change_steps(extended(moment.experiment.steps))


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _with_rate(moment: Moment, report: dict[str, Any]) -> Moment:
    rate = report.get("rate")
    if not isinstance(rate, (int, float)) or isinstance(rate, bool) or not (0 < rate <= LARGEST_RATE):
        return moment
    old = moment.experiment
    if report.get("from_start") is not True:
        return replace(moment, experiment=old.with_rate(float(rate), moment.t))
    experiment = old.with_rate(float(rate), 0)
    if experiment == old:
        return moment
    # One drag of the slider is one change: what was before it stays the former run.
    same_drag = report.get("drag") is not None and report.get("drag") == st.session_state.get(_DRAG)
    st.session_state[_DRAG] = report.get("drag")
    return replace(moment, experiment=experiment, former=moment.former if same_drag else old)


def needed_file(moment: Moment) -> Uploaded | None:
    """The upload that this moment's link speaks of, where its data is too large to travel in it."""
    data = moment.experiment.data
    data = data.base if isinstance(data, Edited) else data
    return data if isinstance(data, Uploaded) else None
