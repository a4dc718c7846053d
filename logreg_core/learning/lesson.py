"""A lesson as a value: beats in order, each a moment with a question, an action or nothing but the moment.

Lessons, votes, challenges and class plans are all of this kind. What a claim, a goal or a number in braces says is
worked out from the run of the beat's moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from logreg_core.learning.start import Start


@dataclass(frozen=True)
class Answer:
    """One answer to choose.

    says : its text;  right : whether it is the right one;  because : the reason for this answer, of the mistake that it
    is where it is not right;  when : a claim that the core finds true of the right answer, and false of each other.
    """

    says: str
    right: bool = False
    because: str = ""
    when: str = ""


@dataclass(frozen=True)
class Mistake:
    """A usual mistake where an example is to be clicked.  example : its number, from 1;  because : what it misses."""

    example: int
    because: str


@dataclass(frozen=True)
class Beat:
    """One beat of a lesson: predict, try, explain. Texts hold values in braces, as in "J fell to {J(21)}".

    line : where it begins in its file, from 1;  name : what it is called in a list, as "V9";  start : its moment;
    controls : what of the stage is in sight, of CONTROLS;  hidden : what on the stage is covered until it is answered.

    One of four kinds:
    question, answers : a question with answers to choose;
    question, accepts, mistakes : a question answered by a click; accepts is a claim about the picked example i;
    task, goal, way, budget, so_far, hints : something to do; goal is a claim about the moment that a student has got
    to, way a list of acts that gets there, budget how many of an act are allowed, as {"step": 5}, so_far a text with
    values of the moment that the student has got to;
    none of these : the moment alone, as in a class plan.

    action : what to try once the question is answered, before it is explained;  why : the explanation;
    source : where it comes from.
    """

    line: int
    start: Start
    name: str = ""
    controls: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    question: str = ""
    answers: tuple[Answer, ...] = ()
    accepts: str = ""
    mistakes: tuple[Mistake, ...] = ()
    task: str = ""
    goal: str = ""
    way: tuple[str, ...] = ()
    budget: Mapping[str, int] = field(default_factory=dict)
    so_far: str = ""
    hints: tuple[str, ...] = ()
    action: str = ""
    why: str = ""
    source: str = ""

    @property
    def kind(self) -> str:
        """What it asks for: "choose", "click", "do", or "look" where it asks nothing."""
        if self.answers:
            return "choose"
        if self.accepts:
            return "click"
        return "do" if self.goal else "look"

    @property
    def right(self) -> int | None:
        """The place of the right answer among `answers`; None where there is nothing to choose."""
        return next((place for place, answer in enumerate(self.answers) if answer.right), None)


CONTROLS = (
    *("back", "play", "step", "scrub", "rate", "from-start", "standardise", "flip", "start", "place", "guess"),
    *("chain", "reset"),
)
"""What a beat may show of the stage's controls, beside its picture; "start" are boxes for other initial values, and
"place" handles on the boundary, by which a hand lays them; "guess" is a line to lay where one expects the boundary."""
HIDDEN = ("J", "curve", "best", "strip", "correct", "line")
"""What a beat may cover until it is answered: the number J, the curve of J, J* with the gap, the example's numbers,
how many are classified correctly, and the boundary with its bands."""


@dataclass(frozen=True)
class Lesson:
    """Beats in order, with what a list says of them.

    key : its name in links, of a file its own or "file";  title : a question;  about : one line for the list;
    minutes : how long it takes;  kind : one of KINDS;  place : its place in the list, from 1; 0 behind all others;
    moments : other moments by name, which claims and texts may speak of;  mistake : the usual one, said at the end.
    """

    key: str
    title: str
    beats: tuple[Beat, ...]
    about: str = ""
    minutes: int = 5
    kind: str = "lesson"
    place: int = 0
    moments: Mapping[str, Start] = field(default_factory=dict)
    mistake: str = ""


KINDS = ("lesson", "votes", "challenges", "plan")
