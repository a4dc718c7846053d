"""The list of lessons, with a true picture of each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from logreg_core import Experiment, run
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.library import library
from logreg_core.learning.start import Start, points_of
from pages.figures.learning.thumbnail import of_curve, of_plane
from pages.host.acknowledgements import acknowledge
from pages.host.mount import mount_learn
from pages.parts.learn.file_panel import file_panel
from pages.parts.learn.lesson_panel import what_was_said
from pages.session import widgets
from pages.session.inbox import acknowledgements
from pages.session.learning import study
from pages.session.learning.learn_requests import apply_learn
from pages.session.learning.lessons import read_file, said
from pages.session.requests import receive
from pages.session.session import session
from pages.words.learning.lesson_answers import answers
from pages.words.learning.lesson_list import Middle, lesson_list

MOST_STEPS = 1_000  # of a small picture's run


def list_panel() -> None:
    """Show all lessons, votes, challenges and plans, and the way to open one from a file."""
    now = session()
    own = tuple(read_file(text, name) for name, text in now.lesson_texts)
    left = study.lesson_that_was_left(now)
    middle = Middle(left[0].title, left[1].beat) if left else None
    html = lesson_list((*library(), *own), _pictures(), middle, answers(what_was_said(now)), _asks)
    mount_learn(
        widgets.LEARN,
        {"html": html, "said": "", "about": "list", "session": now.identity, "present": False, "alone": True},
        on_report=_receive,
    )
    file_panel()
    acknowledge(acknowledgements(session().inbox))


def _asks(beat: Beat, lesson: Lesson) -> str:
    return said(beat.question or beat.task, beat, lesson)


def _receive() -> None:
    receive(widgets.LEARN, apply_learn)


@cache  # the lessons are the app's own, and the same for everybody
def _pictures() -> dict[str, str]:
    return {lesson.key: _picture(lesson) for lesson in library() if lesson.kind == "lesson"}


def _picture(lesson: Lesson) -> str:
    """The curve where a lesson is about rates, else the plane, at the first of its moments where there is a line."""
    starts = [beat.start for beat in lesson.beats]
    moved = next((start for start in starts if start.t > 0), starts[-1])
    if any("rate" in beat.controls for beat in lesson.beats):
        return of_curve(run(points_of(moved.experiment), _short(moved)))
    done = run(points_of(moved.experiment), _short(moved))
    return of_plane(done, min(moved.t, done.steps))


def _short(start: Start) -> Experiment:
    return replace(start.experiment, steps=max(min(start.experiment.steps, MOST_STEPS), start.t))
