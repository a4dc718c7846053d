"""Questions about the next step, as they are asked, and what the answers to choose are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from logreg_core.learning.predictions.predictions import (
    CLOCKWISE,
    COUNTER,
    FALL,
    LESS,
    MORE,
    RISE,
    SAME,
    STAY,
    Question,
)
from pages.words.numbers import exactly

BEFORE = "Before you step:"
NOTHING = "Nothing here that could go either way: each answer was the same twice. Go on, or change α."
NO_NUMBERS = "The next step leads past all numbers, so there is nothing to predict. Go back, or choose a lower α."
SEE, NEXT, STEP, SET = "Step and see", "Next question", "Step", "Set and see"
PREDICTING = (
    "Exercises and your own numbers wait while Predict is on: they would tell the answers. Switch it off first."
)
PUT_AWAY = "The tables under the picture are put away while Predict is on: they would tell the answers."

_CALLED = {
    "turn": {CLOCKWISE: "clockwise", STAY: "stay", COUNTER: "counter-clockwise"},
    "correct": {MORE: "more", SAME: "as many", LESS: "fewer"},
    "pace": {MORE: "more", LESS: "less"},
}
_QUESTIONS = {
    "pace": "Beside the last step, <i>J</i> will fall by",
    "riser": "Whose <i>L</i> will rise? Example",
    "turn": "The line will turn",
    "correct": "Classified correctly will be",
    "pull": "Which point pulls hardest on <i>w</i>? Click it, or type its number:",
    "rates": "Lowest <i>J</i> after 50 steps: <i>α</i> =",
}


@dataclass(frozen=True)
class Asked:
    """A question as it stands on the page.  text : HTML;  answers : by their value, what each is called, plain."""

    kind: str
    text: str
    answers: Mapping[str, str]


def spoken_of(html: str, *, charged: bool) -> str:
    """Return words about J and its slope as words about F, which descent makes small where λ charges the weights."""
    return html.replace("<i>J</i>", "<i>F</i>").replace("∂J/∂", "∂F/∂") if charged else html


def asked(question: Question, say: Mapping[str, str], *, charged: bool = False) -> Asked:
    """Return a question as it is asked.

    say : how parameters are written, as `strip.letters` gives them;  charged : whether λ charges the weights.
    """
    text = _QUESTIONS.get(question.kind) or f"<i>{say.get(question.kind, question.kind)}</i> will"
    return Asked(
        question.kind,
        spoken_of(text, charged=charged),
        {each: called(question.kind, each) for each in question.choices},
    )


def called(kind: str, answer: str) -> str:
    """Return what an answer is called."""
    if kind == "rates":
        return exactly(float(answer))
    return _CALLED.get(kind, {RISE: "rise", STAY: "stay", FALL: "fall"}).get(answer, answer)


def score(right: int, asked_so_far: int) -> str:
    """Return how many first answers were right."""
    return f"{right} of {asked_so_far} so far" if asked_so_far else ""
