"""The session: the moment on screen and all else that is remembered of one visitor, as one value.

    session()                                      what is remembered now
    update(lambda s: replace(s, notices=()))       replace it
    update(history.undo)                           so too: a change is a function from one Session to the next

A change is worked out from the old value alone and stored by one assignment. Wherever Streamlit stops a script, the
change is made whole or not at all.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Concatenate, ParamSpec
from urllib.parse import quote, urlencode

from logreg_core import Experiment
from pages.session import store
from pages.session.files import Files
from pages.session.inbox import Inbox
from pages.session.link import moment_of, query_of
from pages.session.moment import Moment

MOST_STEPS = 100_000
_KEY = "session"
P = ParamSpec("P")


# What learning/predicting.py remembers of one run, field by field as its `Predicted` has them.
Remembered = tuple[
    str, tuple[tuple[str, str], ...], tuple[int, int], int, tuple[int, str, str], tuple[int, float, bool] | None
]


@dataclass(frozen=True)
class Session:
    """All that one visitor's session remembers, but for what its widgets hold.

    Fields are primitives, tuples and bytes, so that they outlive a hot reload, which makes every class anew.

    The session itself
    identity : its name, another one after each restart of the server, so that a message meant for an earlier session is
    known as such.
    presents : whether the page as it was last made is one for a class.
    shown : of each widget that shows what others change too, its name, its revision and what it shows: `showing.py`.

    The moment
    query : the moment, as its link.  command : the last order to the stage: its number from 1, step, view and speed.
    notices : what is said above the stage until it is dismissed.  passing : what is said once, for a moment.
    most_steps : how far the run may be extended.
    parameter : whose gradient is shown, "w1", "w2" or "b".
    predicted : what was asked and answered while Predict is on.

    The data
    past, future : what the data were before each change, and what undoing took back, as queries, the next one last.
    files : this session's files, the one used last at the end.
    drawings : by name, points that are those of another name, as (name, other name).

    What components in the browser said
    inbox : see `inbox.py`.  playing : whether the stage that reported last plays on.
    drag : the drag of the rate's slider, or of the start, that the last change belongs to.  moved : which of the
    browser's moves of the start was taken in last.  held : whether the hand still moves it.
    start_told : the w1, w2 and b that the page around the stage was last made with.
    draws_at : the run, as a query, and the step from which somebody draws how J goes on: `learning/drawing_ahead.py`.
    selection : the digest of a dataset and which of its examples are selected.

    What parts of pages remember
    settings_wait : whether the sidebar's settings wait for the first step, of a visit without a link, or a press.
    start_is_typed : whether the boxes for a start are open.  start_error, rule_error, l2_error, batch_error : what was
    wrong in those boxes, in those of the rule's settings, in λ's, and in those of batches, to be said once.
    rules_open : whether the sidebar lists the rules that its menu has not.  before_rule : the experiment before a rule
    with a rate of its own was chosen, as a query.
    upload_open : whether the sidebar shows the upload.  upload_taken : the uploader's file that was taken in last, as
    (Streamlit's name for it, digest).  refused : a file that can't be read, as (name, why).
    upload_choice : which columns and classes were used last.  read_as : a file's digest, and how a person has it read.
    table_step : the run, as a query, and the step that the table of all examples shows.
    table_sight : a long table's key, its first and last row in sight, the column it is sorted by, and whether down.
    lines_shown : how far the derivation is revealed, None for all of it.
    tried : which numbers were filled in, `learning/filling.py`: the run, as a query, its step and its pick, and each
    number's name with what was typed.

    In a lesson
    own : what was on screen before it, as a query, and what could be undone and done again then.
    tries : the answers tried in the beat on screen.  pointed : the example that was clicked, from 1, 0 for none.
    drags : how often a hand moved the start in it.
    restarts : how often its task was begun again.  hints : how many are shown.
    lesson_presses : how many presses have shown something of it to a class.
    halfway : the lesson that was left for the list, as a query.  answered : places with all that was said, by lesson.
    to_learn : whether a lesson was begun from another page, which is to lead there.
    to_page : the page that something asked for is to be seen on, "compare" or "lab"; "" where it is on this one.
    lesson_texts : lessons from files, as (name, text).  lesson_refused : a file that is none, as (name, why).
    own_numbers : a person's own numbers, as (quantity, what was typed).  own_pasted : what was pasted and is not read.
    """

    identity: str = ""
    presents: bool = False
    shown: tuple[tuple[str, int, str | float | bool | None], ...] = ()

    query: str = ""
    command: tuple[int, int, str, str] = (0, 0, "", "")
    notices: tuple[str, ...] = ()
    passing: str = ""
    most_steps: int = MOST_STEPS
    parameter: str = "w1"
    predicted: Remembered | tuple[()] = ()

    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    files: Files = ()
    drawings: tuple[tuple[str, str], ...] = ()

    inbox: Inbox = ()
    playing: bool = False
    drag: str | int | float | None = None
    moved: str = ""
    held: bool = False
    start_told: tuple[float, ...] = ()
    selection: tuple[str, tuple[int, ...]] = ("", ())
    draws_at: tuple[str, int] = ("", 0)

    settings_wait: bool = False
    start_is_typed: bool = False
    start_error: str = ""
    rule_error: str = ""
    batch_error: str = ""
    l2_error: str = ""
    rules_open: bool = False
    before_rule: str = ""
    upload_open: bool = False
    upload_taken: tuple[str, str] = ("", "")
    refused: tuple[str, str] | None = None
    upload_choice: tuple[str, tuple[str, ...], str, str, str | None, bool, str] | None = None
    read_as: tuple[str, str] = ("", "")
    table_step: tuple[str, int] = ("", 0)
    table_sight: tuple[str, int, int, str, bool] = ("", 0, 0, "", True)
    lines_shown: int | None = None
    tried: tuple[str, int, int, tuple[tuple[str, str], ...]] = ("", -1, -1, ())
    own_numbers: tuple[tuple[str, str], ...] = ()
    own_pasted: str = ""

    own: tuple[str, tuple[str, ...], tuple[str, ...]] = ("", (), ())
    tries: tuple[str, ...] = ()
    pointed: int = 0
    drags: int = 0
    restarts: int = 0
    hints: int = 0
    lesson_presses: int = 0
    halfway: str = ""
    answered: tuple[str, ...] = ()
    to_learn: bool = False
    to_page: str = ""
    lesson_texts: tuple[tuple[str, str], ...] = ()
    lesson_refused: tuple[str, str] | None = None

    @property
    def moment(self) -> Moment:
        """The moment on screen."""
        return moment_of(self.query)[0]

    @property
    def settings_open(self) -> bool:
        """Whether the sidebar shows all settings."""
        return not self.settings_wait

    @property
    def command_number(self) -> str:
        """The number of the last order to the stage; no other session gives the same one."""
        return f"{self.identity}-{self.command[0]}"

    def at(self, moment: Moment, *, command: bool = False, lanes_stay: bool = False) -> Session:
        """Return the session at a moment; with `command`, the stage is told to go to its step and view.

        What somebody drew of a run's J goes once the run is another one, but for its length. Compare's lanes follow
        where the experiment beside them is another one, unless they are to stay: `Lane.followed`.
        """
        if moment.lanes and self.query and not lanes_stay:
            moment = _with_lanes_beside(moment, self.moment)
        if moment.expected and self.query and not _same_but_longer(self.moment.experiment, moment.experiment):
            moment = replace(moment, expected=())
        order = (self.command[0] + 1, moment.t, moment.view, moment.speed) if command else self.command
        wait = self.settings_wait and moment.t == 0
        return replace(self, query=query_of(moment), command=order, settings_wait=wait)

    def saying(self, *notices: str) -> Session:
        """Return the session with more notices above the stage, each of which is said once."""
        return replace(self, notices=tuple(dict.fromkeys((*self.notices, *notices))))


def session() -> Session:
    """Return this visitor's session; a new one is read from the address."""
    kept = store.read(_KEY)
    if kept is None:
        address = urlencode(store.address(), quote_via=quote)
        moment, notices = moment_of(address)
        kept = Session(secrets.token_hex(4), notices=notices, settings_wait=not address).at(moment, command=True)
        store.write(_KEY, kept)
    return kept if type(kept) is Session else _of_this_class(kept)


def update(change: Callable[Concatenate[Session, P], Session], *args: P.args, **kwargs: P.kwargs) -> None:
    """Replace the session by what `change` makes of it. Raises what `change` raises, and then changes nothing.

    change : computes the new session from the old one and what follows, and touches nothing else.
    """
    updated(change, *args, **kwargs)


def updated(change: Callable[Concatenate[Session, P], Session], *args: P.args, **kwargs: P.kwargs) -> Session:
    """Replace the session as `update` does, and return the new one."""
    old = session()
    new = change(old, *args, **kwargs)
    if new != old:
        store.write(_KEY, new)
    return new


def _with_lanes_beside(moment: Moment, before: Moment) -> Moment:
    """Return a moment whose lanes, where they are those of the one before, follow its experiment."""
    if moment.lanes != before.lanes or moment.experiment == before.experiment:
        return moment
    followed = tuple(lane.followed(before.experiment, moment.experiment) for lane in moment.lanes)
    return replace(moment, lanes=followed)


def _same_but_longer(one: Experiment, other: Experiment) -> bool:
    return replace(one, steps=0) == replace(other, steps=0)


def _of_this_class(kept: object) -> Session:
    """Return what an instance of this class holds from before it was made anew; a field it did not have is new."""
    return Session(**{field.name: getattr(kept, field.name) for field in fields(Session) if hasattr(kept, field.name)})
