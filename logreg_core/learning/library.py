"""The lessons, votes, challenges and plans that ship with the app, read once from lessons/*.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from logreg_core.learning.lesson import KINDS, Lesson
from logreg_core.learning.lesson_file import read_lesson

FOLDER = Path(__file__).parent / "lessons"


@cache
def library() -> tuple[Lesson, ...]:
    """Return them all, by kind and by place. Raises LessonError, naming the file, where one can't be read."""
    found = [read_lesson(path.read_text(encoding="utf-8"), path.stem) for path in sorted(FOLDER.glob("*.toml"))]
    return tuple(sorted(found, key=lambda lesson: (KINDS.index(lesson.kind), lesson.place or 1000, lesson.key)))


def lesson_of(key: str) -> Lesson | None:
    """Return the lesson that links call so; None where there is none."""
    return next((lesson for lesson in library() if lesson.key == key), None)
