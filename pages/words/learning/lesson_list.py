"""The list of all lessons, votes, challenges and plans, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from logreg_core.learning.lesson import Beat, Lesson
from pages.words.learning.lesson_texts import button, marked

COURSE = 5  # the lessons that build on each other


@dataclass(frozen=True)
class Middle:
    """The lesson that one is in the middle of: its title, and which beat follows, from 1."""

    title: str
    beat: int


Say = Callable[[Beat, Lesson], str]


def lesson_list(
    lessons: tuple[Lesson, ...], pictures: Mapping[str, str], middle: Middle | None, answers: str, say: Say
) -> str:
    """Return the list.

    pictures : of some lessons, by key, an SVG;  answers : what was said so far, as HTML;  say : what a beat asks.
    """
    own = [each for each in lessons if each.key.startswith("file/")]
    shipped = [each for each in lessons if each not in own]
    course, others = _course([each for each in shipped if each.kind == "lesson"])
    return "".join(
        [
            '<div class="head"><h1>Learn</h1><p class="about">Four to six minutes each: you predict, try, and say why. '
            "Nothing is kept but in the page and its link.</p></div>",
            _middle(middle),
            f'<div class="lessons"><section aria-label="The course">{_rows(course, pictures)}</section>'
            f'<section aria-label="Each for itself">{_rows(others, pictures)}</section></div>',
            *(
                _single(title, about, [each for each in shipped if each.kind == kind], say)
                for kind, title, about in _SINGLE
            ),
            _plans([each for each in shipped if each.kind == "plan"]),
            _from_files(own),
            answers,
        ]
    )


_SINGLE = (
    ("votes", "Votes", "For a class: one question fills the screen in Present. Hands are counted by eye."),
    ("challenges", "Challenges", "A goal that the app checks, as few steps as you can, a hint after two tries."),
)


def _course(lessons: list[Lesson]) -> tuple[list[Lesson], list[Lesson]]:
    first = [each for each in lessons if 1 <= each.place <= COURSE]
    return first, [each for each in lessons if each not in first]


def _middle(middle: Middle | None) -> str:
    if middle is None:
        return ""
    go = button(f"Go on with question {middle.beat}", {"learn": "go on"})
    return f'<p class="middle">You are in the middle of <b>{marked(middle.title)}</b> {go}</p>'


def _rows(lessons: Iterable[Lesson], pictures: Mapping[str, str]) -> str:
    return "".join(_row(each, pictures.get(each.key, "")) for each in lessons)


def _row(lesson: Lesson, picture: str) -> str:
    number = f'<span class="number">{lesson.place}</span> ' if lesson.place else ""
    title = button(f"{number}{marked(lesson.title)}", _enter(lesson), kind="title")
    return (
        f'<div class="lesson"><span class="picture" aria-hidden="true">{picture}</span><div class="of-lesson">'
        f'<h2>{title}</h2><p class="about">{marked(lesson.about)}</p><p class="minutes">{lesson.minutes} min</p>'
        "</div></div>"
    )


def _enter(lesson: Lesson, beat: int = 1) -> dict[str, object]:
    return {"learn": "enter", "lesson": lesson.key, "beat": beat}


def _single(title: str, about: str, lessons: list[Lesson], say: Say) -> str:
    """A list of single beats, each to be opened by itself."""
    items = "".join(
        _item(beat.name or str(i), say(beat, each), _enter(each, i))
        for each in lessons
        for i, beat in enumerate(each.beats, 1)
    )
    if not items:
        return ""
    return f'<section class="singles"><h2>{title}</h2><p class="about">{about}</p><ol>{items}</ol></section>'


def _item(name: str, text: str, request: Mapping[str, object], beside: str = "") -> str:
    number = f'<span class="number">{marked(name)}</span> ' if name else ""
    words = f"{number}<span>{marked(text)}</span>"
    more = f'<span class="minutes">{marked(beside)}</span>' if beside else ""
    return f"<li>{button(words, request, kind='single')}{more}</li>"


def _plans(plans: list[Lesson]) -> str:
    if not plans:
        return ""
    items = "".join(
        _item("", each.title, _enter(each), f"{len(each.beats)} moments, {each.minutes} min") for each in plans
    )
    about = "Moments in order: in Present a clicker goes from one to the next."
    return f'<section class="singles"><h2>Class plans</h2><p class="about">{about}</p><ol>{items}</ol></section>'


def _from_files(own: list[Lesson]) -> str:
    if not own:
        return ""
    items = "".join(_item("", each.title, _enter(each), each.key.removeprefix("file/")) for each in own)
    return f'<section class="singles"><h2>From your files</h2><ol>{items}</ol></section>'
