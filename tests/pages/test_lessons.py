"""Every lesson is gone through from its first beat to its last, with right answers and with others."""

from __future__ import annotations

import pytest

from logreg_core.learning.facts import facts_of
from logreg_core.learning.lesson import Lesson
from logreg_core.learning.library import lesson_of, library
from pages.session.learning.lessons import said_so_far
from pages.session.learning.study import is_right
from pages.session.widgets import start_box

from .lessons import Learner, every_kind, wrong_ones

ALL = (*library(), every_kind())
NAMES = [lesson.key for lesson in ALL]


def to_its_end(learner: Learner) -> None:
    """From a beat whose answer is known to its explanation."""
    if "Then why?" in learner.buttons:
        assert not learner.says(learner.at.beat.why)
        learner.presses("Then why?")
    if learner.at.beat.why:
        assert learner.says(learner.at.beat.why)


@pytest.mark.parametrize("lesson", ALL, ids=NAMES)
def test_a_lesson_is_gone_through_with_right_answers(lesson: Lesson) -> None:
    learner = Learner.of(lesson)
    for number, beat in enumerate(lesson.beats, 1):
        assert learner.at.place.beat == number
        assert learner.app.moment.t == beat.start.t
        assert learner.says(beat.question or beat.task)
        if beat.kind == "choose":
            learner.asks("choose", choice=beat.right)
            assert "and so it is" in learner.text
        elif beat.kind == "click":
            found = next(i for i in range(facts_of(beat.start).m) if is_right(beat, lesson, i))
            learner.app.says(t=beat.start.t, pick=found)
            learner.asks("point")
            assert "and so it is" in learner.text
        elif beat.kind == "do":
            for act in beat.way:
                learner.does(act)
            assert "Done" in learner.text
        to_its_end(learner)
        if number < len(lesson.beats):
            learner.asks("next")
    if lesson.mistake:
        assert learner.says(lesson.mistake)
    assert "All lessons" in learner.buttons


@pytest.mark.parametrize("lesson", ALL, ids=NAMES)
def test_a_lesson_is_gone_through_with_other_answers(lesson: Lesson) -> None:
    """A mistake gets its reason and another try; the right answer is not said before it is chosen, or asked for."""
    learner = Learner.of(lesson)
    for number, beat in enumerate(lesson.beats, 1):
        if beat.kind == "choose":
            right = beat.answers[beat.right or 0]
            for place in wrong_ones(beat):
                learner.asks("choose", choice=place)
                assert learner.says(beat.answers[place].because)
                assert 'data-state="right"' not in learner.html
                if right.because:
                    assert not learner.says(right.because)
            if "Show the answer" in learner.buttons:
                learner.presses("Show the answer")
            else:
                learner.asks("choose", choice=beat.right)
            assert 'data-state="right"' in learner.html
            first = beat.answers[wrong_ones(beat)[0]].says
            if "You first said" in learner.text:
                assert learner.says(first.removesuffix("."))
        elif beat.kind == "click":
            example = beat.mistakes[0].example if beat.mistakes else None
            m = facts_of(beat.start).m
            others = [next(i for i in order if not is_right(beat, lesson, i)) for order in (range(m), range(m)[::-1])]
            for i in [*([example - 1] if example else []), *others]:
                learner.app.says(t=beat.start.t, pick=i)
                learner.asks("point")
                assert "Choose again" in learner.text
            learner.presses("Show the answer")
            assert is_right(beat, lesson, learner.app.moment.pick)
        elif beat.kind == "do":
            for _ in range(2):
                learner.asks("again")
            if beat.hints:
                learner.presses("A hint")
                assert learner.says(beat.hints[0])
            learner.presses("Show a way")
            assert "Here is a way" in learner.text
        to_its_end(learner)
        if number < len(lesson.beats):
            learner.asks("next")
    assert learner.at.is_last


@pytest.mark.parametrize("lesson", ALL, ids=NAMES)
def test_nothing_that_a_beat_covers_is_told_before_its_answer(lesson: Lesson) -> None:
    """Neither words, fields nor figures of the stage tell what is covered, and nothing can be tried yet."""
    for number, beat in enumerate(lesson.beats, 1):
        if beat.kind not in {"choose", "click"}:
            continue
        learner = Learner.of(lesson, number)
        told = learner.app.header
        fields = told["sentence"] + told["strip"] + told["why"] + told["units"] + told["outcome"]["text"]
        hidden = set(beat.hidden)
        assert hidden <= set(told["covered"])
        assert told["why"] == told["outcome"]["text"] == ""
        if "J" in hidden:
            assert 'data-col="J"' not in fields
        if hidden & {"J", "best"}:
            assert 'data-col="gap"' not in fields
        if "correct" in hidden:
            assert 'data-col="correct"' not in fields
        if "strip" in hidden or beat.kind == "click":
            assert told["strip"] == ""
        for name in ("loss", "log"):
            figure = told["curve"][name]
            notes = " ".join(note["text"] for note in figure["layout"].get("annotations", ()))
            names = {shape.get("name") for shape in figure["layout"]["shapes"]}
            assert "rises" not in names
            if hidden & {"J", "curve"}:
                assert figure["data"] == []
                assert notes == ""
            if hidden & {"J", "curve", "best"}:
                assert "best" not in names
                assert "lowest" not in notes
        if beat.kind == "click":
            assert told["ring_text"] == ""
            assert not is_right(beat, lesson, learner.app.moment.pick)
        # What can be tried waits for the first answer.
        assert not {"step", "play", "scrub", "rate", "flip"} & set(told["controls"])


CHALLENGES = lesson_of("challenges")
assert CHALLENGES is not None


def test_a_challenge_says_how_far_one_has_got() -> None:
    learner = Learner.of(CHALLENGES)
    assert "J is 0.6931 at step 0; it began at 0.6931." in learner.text
    learner.does("rate 5")
    learner.does("step")
    assert "J is 0.2447 at step 1; it began at 0.6931. Used: 1 of 1 steps" in learner.text


def test_a_challenge_has_boxes_for_another_start_where_it_needs_them() -> None:
    assert not Learner.of(CHALLENGES).app.at.text_input
    number = next(i for i, beat in enumerate(CHALLENGES.beats, 1) if beat.name == "The plateau")
    learner = Learner.of(CHALLENGES, number)
    assert "and 100 of 200 are right." in learner.text
    learner.does("start -8 -4 0")
    assert "The slope is 0.002192 with (ŷ − y)²/2, and 19 of 200 are right." in learner.text
    assert "Done" not in learner.text
    learner.app.set(start_box("w1"), "ten")
    assert "stays at -8" in learner.app.errors.replace("\\", "")
    learner.does("start -10 -5 0")
    assert "Done" in learner.text


def test_what_can_not_be_said_of_a_moment_is_left_out() -> None:
    beat = CHALLENGES.beats[0]
    assert said_so_far("The best w1 is {w1_best}.", beat.start, CHALLENGES) != ""
    assert said_so_far("J was {J(10**6)}.", beat.start, CHALLENGES) == ""
