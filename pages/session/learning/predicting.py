"""Predict: what the next step does is asked before it is made, and the guess is committed before anything moves.

Nothing of it outlives the session. First answers count: one at a step from which this run went on already does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from logreg_core.descent.run import Run
from logreg_core.learning.predictions.deciding import judged
from logreg_core.learning.predictions.predictions import Question, ask, compare_rates, leads_on
from pages.session import cache
from pages.session.changes import change_steps, extended_steps
from pages.session.inbox import Request
from pages.session.moment import Moment
from pages.session.session import Session
from pages.stage.learning.gate import AnswerHeader, GateHeader, QuestionHeader
from pages.words.learning.predict import predict as words
from pages.words.learning.predict.decided import decided
from pages.words.learning.predict.predict import spoken_of
from pages.words.learning.predict.verdict import verdict
from pages.words.strip import letters_of

MOST_ANSWERS = 2  # at a step
NOTHING_TOLD = (-1, "", "")
MOST_REMEMBERED = 400  # questions of one run


class Predicted(NamedTuple):
    """What was asked and answered of one run while Predict is on.

    run : which run, as a query without its length.  past : kinds of questions and their right answers, in order.
    score : how many first answers were right, of how many.  furthest : the last step that was seen.
    told : the step at which a verdict stands, the verdict, and the line with the factor that decided it.
    held : a rate that waits for a guess: at which step, the rate, and whether it is to act from the start.
    """

    run: str = ""
    past: tuple[tuple[str, str], ...] = ()
    score: tuple[int, int] = (0, 0)
    furthest: int = 0
    told: tuple[int, str, str] = (-1, "", "")
    held: tuple[int, float, bool] | None = None


def gate(now: Session, run: Run, t: int, pick: int | None) -> GateHeader | None:
    """Return what is asked or said at the step on screen; None where Predict is off.

    run : the moment's, as far as it goes;  pick : the picked example, from 0.
    """
    if not _is_on(now.moment):
        return None
    said = _of(now)
    count = words.score(*said.score)
    told_at, told, line = said.told
    if told and told_at == t:
        return GateHeader(t=t, text="", questions=[], told=told, decided=line, count=count, step=words.NEXT)
    questions = _questions(said, run, t, pick)
    say = letters_of(run)
    asked = [words.asked(question, say, charged=run.l2 > 0) for question in questions]
    rates = any(each.kind == "rates" for each in questions)
    text = words.BEFORE if asked else words.NOTHING if leads_on(run, t) else words.NO_NUMBERS
    return GateHeader(
        t=t,
        text="" if rates else text,
        questions=[
            QuestionHeader(
                kind=each.kind,
                text=each.text,
                answers=[AnswerHeader(value=value, text=text) for value, text in each.answers.items()],
            )
            for each in asked
        ],
        told="",
        decided="",
        count=count,
        step=(words.SET if rates else words.SEE) if asked else words.STEP,
    )


def _questions(said: Predicted, run: Run, t: int, pick: int | None) -> tuple[Question, ...]:
    held = said.held
    if held is not None and held[0] == t:
        found = compare_rates(run, t, held[1], from_start=held[2])
        if found is not None:
            return (found,)
    return ask(run, t, said.past, picked=None if pick is None else run.row_of(pick))


def switch(before: Session, request: Request) -> Session:
    """Turn Predict on or off, as a request asks, or go on to the next question."""
    if isinstance(request.get("predict"), bool):
        before = before.at(replace(before.moment, predict=request["predict"]))
        before = _keep(before, _of(before)._replace(told=NOTHING_TOLD, held=None))
    if request.get("ask") is True and before.moment.predict:
        before = _keep(before, _of(before)._replace(told=NOTHING_TOLD))
    return before


def hold_rate(before: Session, request: Request) -> Session | None:
    """Return the session with a rate that waits for a guess what it does; None where it is to act at once."""
    moment = before.moment
    rate, from_start = float(request["rate"]), request.get("from_start") is True
    run = cache.work_of(moment.experiment, before.files).run
    t = min(moment.t, run.steps)
    if not _is_on(moment) or compare_rates(run, t, rate, from_start=from_start) is None:
        return None
    return _keep(before, _of(before)._replace(held=(t, rate, from_start), told=NOTHING_TOLD))


def guess(before: Session, request: Request) -> tuple[Session, dict[str, Any]]:
    """Return the session after a guess, with its verdict, and the request for a rate that waited for it.

    A request holds {"guess": [[kind, answer], ...]}, one for each question at its step; what does not fit is left
    aside.
    """
    moment, given, said = before.moment, _pairs(request.get("guess")), _of(before)
    if not _is_on(moment) or not given or said.told[0] == moment.t:
        return before, {}
    run, t = cache.work_of(moment.experiment, before.files).run, moment.t
    # A click that answers which point pulls hardest has not picked it.
    questions = _questions(said, run, t, moment.pick) if t <= run.steps else ()
    if [question.kind for question in questions] != [kind for kind, _ in given]:
        return before, {}
    rates, held = questions[0].kind == "rates", said.held
    try:
        judgements = [
            judged(run, t, question, answer, from_start=rates and held is not None and held[2])
            for question, (_, answer) in zip(questions, given, strict=True)
        ]
    except ValueError:
        return before, {}  # an answer that there is not: the question stays
    say = letters_of(run)
    right, asked = said.score
    if rates or t >= said.furthest:
        right, asked = right + sum(each.is_right for each in judgements), asked + len(judgements)
    past = (*said.past, *((question.kind, question.right) for question in questions if not rates))
    told_at = t if rates else t + 1
    said = said._replace(
        past=past[-MOST_REMEMBERED:],
        score=(right, asked),
        furthest=max(said.furthest, told_at),
        told=(
            told_at,
            spoken_of(verdict(judgements, say), charged=run.l2 > 0),
            spoken_of(decided(judgements, say), charged=run.l2 > 0),
        ),
        held=None,
    )
    after = _keep(before, said)
    if rates and held is not None:
        return after, {"rate": held[1], "from_start": held[2]}
    if told_at > moment.experiment.steps:
        after = change_steps(after, extended_steps(after))
    there = replace(after.moment, t=min(told_at, after.moment.experiment.steps))
    return after.at(there, command=True), {}


def rate_was_set(before: Session, after: Session) -> Session:
    """Return the session after a rate was set, with the verdict about it: that speaks of the run that there is now."""
    t = after.moment.t
    return _keep(after, Predicted(*before.predicted)._replace(run=_key(after.moment), past=(), furthest=t))


def seen(now: Session) -> Session:
    """Return the session with how far this run was seen while Predict is on."""
    if not now.moment.predict:
        return now
    said, t = _of(now), now.moment.t
    held = said.held if said.held is not None and said.held[0] == t else None
    told = said.told if said.told[0] == t else NOTHING_TOLD
    return _keep(now, said._replace(furthest=max(said.furthest, t), held=held, told=told))


def _is_on(moment: Moment) -> bool:
    """Whether anything is asked; a lesson has questions of its own."""
    return moment.predict and moment.place is None


def _of(now: Session) -> Predicted:
    """What is remembered of the run on screen; of another one, nothing but the score."""
    key, said = _key(now.moment), Predicted(*now.predicted)
    if said.run == key:
        return said
    return Predicted(run=key, score=said.score, furthest=now.moment.t)


def _keep(now: Session, said: Predicted) -> Session:
    run, past, score, furthest, told, held = said
    return replace(now, predicted=(run, past, score, furthest, told, held))


def _key(moment: Moment) -> str:
    """What tells this run from others, however long it is."""
    return replace(moment.experiment, steps=0).to_query()


def _pairs(value: object) -> Sequence[tuple[str, str]]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_ANSWERS:
        return ()
    pairs = [tuple(each) for each in value if isinstance(each, list) and len(each) == 2]
    texts = [pair for pair in pairs if all(isinstance(part, str) for part in pair)]
    return texts if len(texts) == len(value) else ()
