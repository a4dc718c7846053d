"""A lesson read from text: what it holds, and what is said of each thing that can't be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core.learning.lesson_file import LessonError, read_lesson

GOOD = """\
title = "Does J know one example?"
minutes = 4
kind = "lesson"

[moments]
default = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&rates=0:0.1&steps=300&t=0"

[[beats]]
moment = "default"
t = 20
pick = 27
controls = ["step"]
question = "And the loss of example 27?"
why = "It rose to {L(27, 21)}."

[[beats.answers]]
says = "It is lower too."
because = "J is a mean."
when = "L(27, 21) < L(27, 20)"

[[beats.answers]]
says = "It is higher."
right = true
when = "L(27, 21) > L(27, 20)"

[[beats]]
moment = "default"
task = "Make J rise."
goal = "J(1) > J(0)"
way = ["rate 60", "step"]
budget = { step = 1 }
"""


def test_a_lesson_is_read() -> None:
    lesson = read_lesson(GOOD, "mine")
    assert (lesson.key, lesson.title, lesson.minutes, len(lesson.beats)) == ("mine", "Does J know one example?", 4, 2)
    first, second = lesson.beats
    assert (first.start.t, first.start.pick, first.kind, first.right, first.line) == (20, 26, "choose", 1, 8)
    assert "t=20&pick=27" in first.start.query
    assert (second.kind, second.way, second.budget, second.line) == ("do", ("rate 60", "step"), {"step": 1}, 26)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('title = "Does J know one example?"', "", 1, "title is missing"),
        ("minutes = 4", 'minutes = "four"', 2, "whole number from 1 to 90"),
        ("minutes = 4", "minutes = 0", 2, "whole number from 1 to 90"),
        ('kind = "lesson"', 'kind = "leson"', 3, "it may be lesson, votes"),
        ('kind = "lesson"', "kind = lesson", 3, "a text stands in quotes"),
        ("t=0", "t=x", 6, "t is 'x'"),
        ("rates=0:0.1", "rates=0:fast", 6, "'fast' is not a number"),
        ('moment = "default"\nt', 'moment = "defualt"\nt', 9, "Do you mean default?"),
        ("t = 20", "t = 301", 10, "from 0 to 300"),
        ("t = 20", "tt = 20", 10, "'tt' is unknown here"),
        ('["step"]', '["stp"]', 12, "Do you mean step?"),
        ('because = "J is a mean."\n', "", 16, "gives no reason"),
        ("right = true\n", "", 21, "gives no reason"),
        ('because = "J is a mean."', "right = true", 8, "Exactly one answer"),
        ("right = true", 'right = "yes"', 23, "true or false"),
        ('goal = "J(1) > J(0)"\n', "", 28, "A task needs a goal"),
        ('way = ["rate 60", "step"]\n', "", 28, "no way"),
        ("step = 1", "steps = 1", 31, "it counts step, rate, flip"),
        ("pick = 27", 'pick = 27\nso_far = "J is {J()}."', 12, "so_far belongs to a task"),
        ('task = "Make J rise."', 'task = "Make J rise."\nquestion = "Why?"', 28, "a question or a task"),
    ],
)
def test_what_cannot_be_used_is_named_by_its_line(old: str, new: str, line: int, said: str) -> None:
    assert old in GOOD
    with pytest.raises(LessonError) as refused:
        read_lesson(GOOD.replace(old, new, 1))
    assert said in str(refused.value)
    assert refused.value.line == line, str(refused.value)


def test_a_file_that_is_too_long_is_refused() -> None:
    with pytest.raises(LessonError, match="characters"):
        read_lesson("#" * 200_001)


def read_or_refused(text: str) -> str:
    """What is said of a text: its title, or why it can't be read."""
    try:
        return read_lesson(text).title
    except LessonError as error:
        return str(error)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert read_or_refused(text)


@given(st.integers(0, len(GOOD)), st.text(alphabet='"[]{}=\n#a1.', max_size=4))
def test_a_damaged_lesson_is_read_or_refused(place: int, damage: str) -> None:
    assert read_or_refused(GOOD[:place] + damage + GOOD[place + 3 :])
