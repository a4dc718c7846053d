"""What every stage is told besides its own picture: where to stand, what the run is, and what can be done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from pages.stage.columns import Columns
from pages.stage.controls import Asked, controls_of
from pages.stage.learning.gate import GateHeader
from pages.stage.packing import Entry, pack, with_header
from pages.words.at_the_end.outcome import said_at_the_end


class CommandHeader(TypedDict):
    """A command as it is sent."""

    number: str
    t: int
    view: str
    speed: str


class ScheduledRate(TypedDict):
    """From which step on a learning rate holds."""

    start: int
    rate: float


class Rates(TypedDict):
    """The learning rates in force."""

    schedule: list[ScheduledRate]


class ActHeader(TypedDict):
    """A button at the end of a run: what stands on it, and what it asks for."""

    words: str
    request: dict[str, bool | float | str]


class OutcomeHeader(TypedDict):
    """What is said at the end of a run, with at most two buttons."""

    text: str
    acts: list[ActHeader]


class Changed(TypedDict):
    """What a flipped label has changed, in words, and whether it can be undone."""

    text: str
    undo: bool


class TriedHeader(TypedDict):
    """A blank that was tried: what was typed last, whether it is filled in, with its number, and what is said of it.

    show : whether it may be shown on purpose now.  elsewhere : a step and an example, from 0, where no mistake leads
    to the right number; empty where that is so here.
    """

    typed: str
    right: bool
    value: str
    says: str
    show: bool
    elsewhere: list[int]


class LevelHeader(TypedDict):
    """So many blanks, in words."""

    blanks: int
    words: str


class BlanksHeader(TypedDict):
    """Blanks to fill: how many there are and may be, and what was tried at step t of this run and pick.

    list : places to type in, as HTML, for a picture without room for them.  last : which blank was tried last.
    """

    asked: int
    most: int
    levels: list[LevelHeader]
    list: str
    t: int
    last: str
    tried: dict[str, TriedHeader]


class StageHeader(TypedDict):
    """What every stage is sent."""

    steps: int
    pick: int
    rates: Rates
    outcome: OutcomeHeader
    undo: str
    asked: int
    command: CommandHeader
    address: str
    controls: list[str]
    present: bool
    cold: bool
    follow: bool
    asks: bool
    covered: list[str]
    offer: str
    table: list[Entry]
    run: str
    changed: NotRequired[Changed]
    predict: NotRequired[GateHeader]


class KindHeader(TypedDict):
    """What every kind of stage is sent of its own; a kind may send more of a StageHeader's entries in their place."""

    sentence: str
    words: dict[str, list[str]]
    reveal: list[str]
    forward: NotRequired[int]
    blanks: BlanksHeader


@dataclass(frozen=True)
class Command:
    """Where a stage is to stand: at step t with a view of the curve; it acts once, when `number` is new."""

    number: str
    t: int
    view: str = "loss"
    speed: str = "60"


@dataclass(frozen=True)
class SessionHeader:
    """What the session gives a stage's header: where to stand, and what can be done there.

    address : this moment's query, with {t}, {view} and {speed} left open.
    more_steps : how many the run can be extended by at its end.  undo : what undoing does, nothing if there is none.
    asked : how many steps there will be, where the run is the beginning of one that is being worked out.
    present : whether it is shown to a class.  cold : whether nothing was done yet on a visit that no link began.
    follow : whether Python hears of the step while the run plays.
    changed : what a flipped label has changed, nothing if the last change was another one.
    draws : whether somebody draws the curve of J that is to come.
    predict : what is asked of the next step, or said of the last one, while Predict is on: then nothing is sent that
    tells what comes.
    hand : which move of the start by a hand was taken in last, whether undoing takes one back, and whether a line is
    only laid as a guess; None where none is to be laid.
    question : what is in sight where something is asked, None where nothing is.
    offer : the title of the lesson that is offered, "" where none is.
    blanks : how many numbers are to be filled in.  tried : at which step some were, and which, each with what was
    typed, "" where it was asked to be shown.
    """

    command: Command
    address: str
    more_steps: int = 0
    asked: int | None = None
    undo: str = ""
    present: bool = False
    cold: bool = False
    follow: bool = False
    changed: str = ""
    draws: bool = False
    predict: GateHeader | None = None
    hand: tuple[str, bool, bool] | None = None
    question: Asked | None = None
    offer: str = ""
    blanks: int = 0
    tried: tuple[int, tuple[tuple[str, str], ...]] = (-1, ())


def staged(
    header: KindHeader,
    columns: Columns,
    run: Run,
    held: NDArray[np.intp],
    pick: int,
    from_session: SessionHeader,
    *,
    kind: str,
    shifts: Mapping[str, tuple[float, ...]] | None = None,
    ready: Mapping[str, str] | None = None,
) -> bytes:
    """Return a stage's payload as one blob: header length (4 bytes), header (JSON, padded), columns.

    header : what the page's own kind of stage needs; its `reveal` has a sentence for each thing that is revealed.
    columns : one row a held step, w1 and state among them.
    held : the run's steps that the columns are of.  pick : the picked example, from 0, among all.
    from_session : the session's part of the header.  kind : which stage it is, one of `CONTROLS`.
    shifts : for columns that go as float32, what is taken off first.  ready : more of the header, as JSON already.
    """
    if len(held) < len(run.b):
        columns = columns | {"t": held.astype(np.uint32)}
    packed = pack(columns, shifts or {})
    command = from_session.command
    common: StageHeader = {
        "steps": run.steps,
        "pick": pick,
        "rates": {"schedule": [{"start": start, "rate": rate} for start, rate in run.experiment.learning_rates]},
        "outcome": _outcome(run, from_session),
        "undo": from_session.undo,
        "asked": run.steps if from_session.asked is None else from_session.asked,
        "command": {"number": command.number, "t": command.t, "view": command.view, "speed": command.speed},
        "address": from_session.address,
        "controls": controls_of(kind, present=from_session.present, asked=from_session.question),
        "present": from_session.present,
        "cold": from_session.cold,
        "follow": from_session.follow,
        "asks": from_session.question is not None,
        "covered": list(from_session.question.covered) if from_session.question else [],
        "offer": from_session.offer,
        "table": packed.table,
        "run": run_id(run),
    }
    if from_session.changed and from_session.question is None:
        common["changed"] = Changed(text=from_session.changed, undo=from_session.undo != "")
    if from_session.predict is not None:
        common["predict"] = from_session.predict
    return with_header({**common, **header}, packed.blob, ready=ready)


def run_id(run: Run) -> str:
    """Return what tells a run from all others."""
    return hashlib.sha256(f"{run.experiment.to_query()} {run.whole.digest}".encode()).hexdigest()[:16]


def _outcome(run: Run, from_session: SessionHeader) -> OutcomeHeader:
    if from_session.predict is not None or from_session.question is not None:
        return {"text": "", "acts": []}  # what there is to say is said where it is asked
    if from_session.asked is not None:
        return {"text": f"Steps {run.steps + 1:,} to {from_session.asked:,} are being worked out.", "acts": []}
    said = said_at_the_end(run, from_session.more_steps)
    return {
        "text": said.text,
        "acts": [{"words": act.words, "request": dict(act.request)} for act in said.acts],
    }
