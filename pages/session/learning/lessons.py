"""Finds the lesson of a place: one that ships with the app, or one that was opened from a file in this session."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from logreg_core.learning.claim import ClaimError, filled
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.lesson_file import read_lesson
from logreg_core.learning.library import lesson_of as shipped
from logreg_core.learning.start import Start
from pages.session.learning.place import FILE, Place
from pages.words.numbers import number

Texts = tuple[tuple[str, str], ...]  # of each lesson from a file its name and its text, the one opened last at the end
MOST_KEPT = 5


def lesson_of(key: str, texts: Texts) -> Lesson | None:
    """Return the lesson of a key; None where there is none, or its file is not here."""
    if not key.startswith(FILE):
        return shipped(key)
    text = dict(texts).get(key.removeprefix(FILE))
    return None if text is None else _read(text, key)


def lesson_at(place: Place, texts: Texts) -> tuple[Lesson, Beat] | None:
    """Return a place's lesson and beat; None where either is not there."""
    lesson = lesson_of(place.lesson, texts)
    if lesson is None or place.beat > len(lesson.beats):
        return None
    return lesson, lesson.beats[place.beat - 1]


def read_file(text: str, name: str) -> Lesson:
    """Return the lesson in a file of that name. Raises LessonError."""
    return _read(text, FILE + name)


@st.cache_resource(scope="session", max_entries=MOST_KEPT, show_spinner=False)
def _read(text: str, key: str) -> Lesson:
    return read_lesson(text, key)


def with_text(texts: Texts, name: str, text: str) -> Texts:
    """Return the lessons from files with one more; of too many, those opened last stay."""
    return (*(each for each in texts if each[0] != name), (name, text))[-MOST_KEPT:]


def said(text: str, beat: Beat, lesson: Lesson) -> str:
    """Return a text of a lesson with its numbers worked out; as it was written where one of them can't be."""
    return _filled(text, beat.start.query, lesson.key, beat.start, lesson.moments) if "{" in text else text


def said_so_far(text: str, here: Start, lesson: Lesson) -> str:
    """Return a text with numbers of the moment that a student has got to; "" where one of them can't be worked out."""
    try:
        return filled(text, here, lesson.moments, number)
    except ClaimError:
        return ""  # as of a best line, where other labels leave none


@st.cache_resource(scope="session", max_entries=500, show_spinner=False)
def _filled(text: str, query: str, key: str, _start: Start, _moments: Mapping[str, Start]) -> str:
    try:
        return filled(text, _start, _moments, number)
    except ClaimError:
        return text  # its braces show which formula it is; the list says why, when the file is opened
