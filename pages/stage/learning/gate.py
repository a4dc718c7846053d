"""What stands in the why line's place while Predict is on: questions before a step, the verdict after it."""

from __future__ import annotations

from typing import TypedDict


class AnswerHeader(TypedDict):
    """An answer to choose: what is sent back, and what it is called."""

    value: str
    text: str


class QuestionHeader(TypedDict):
    """A question, its text as HTML; without answers it is answered by clicking a point."""

    kind: str
    text: str
    answers: list[AnswerHeader]


class GateHeader(TypedDict):
    """What is asked or said at step t.

    text : what stands before the questions, or in their place.   told : the verdict, as HTML; "" while something is
    asked.   decided : the line with the factor that decided it, as HTML.   count : how many first answers were right.
    step : what the button Step says.
    """

    t: int
    text: str
    questions: list[QuestionHeader]
    told: str
    decided: str
    count: str
    step: str
