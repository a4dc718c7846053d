"""What lessons, votes and plans say: short, in plain words, each term explained, numbers written as everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from logreg_core.learning.claim import filled
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.library import library
from pages.words.glossary import GLOSSARY, symbols
from pages.words.numbers import number

LESSONS = tuple(lesson for lesson in library() if lesson.kind != "challenges")
MOST_WORDS = {"question": 40, "task": 40, "try": 25, "why": 40, "because": 30, "says": 15, "hints": 20}
A_SENTENCE = 25
NEVER = ("wrong", "simply", "obviously", "clearly", "of course", "trivial", "!", "point #")
# A term, and what explains it: a title or a symbol of the glossary, or words of the lesson itself.
TERMS = {
    "learning rate": "glossary",
    "gradient": "glossary",
    "weight": "glossary",
    "label": "glossary",
    "boundary": "glossary",
    "threshold": "glossary",
    "standardised": "glossary",
    "sigmoid": "glossary",
    "bias": "glossary",
    "velocity": "glossary",
    "standardise": "take its mean off|less its mean",
    "spread": "standard deviation|less its mean, divided by its spread",
    "cross-entropy": "−log of|cross-entropy's",
    "squared error": r"\(ŷ − y\)²/2",
    "plateau": "hardly moves",
    "difference quotient": r"w₁ − h|No formula was needed|is called a difference quotient",
    "flip": "into the other class|Flip the label",
    "false alarm": "of class 0 are false alarms",
    "heavy ball": "goes on with",
    "origin": "where both features are 0",
    "natural logarithm": "−log",
}


def texts(lesson: Lesson) -> tuple[tuple[Beat | None, str, str], ...]:
    """Return a lesson's texts as they are read: its beat, what each is, and the text with its numbers."""
    return _texts_of(lesson.key)


@cache
def _texts_of(key: str) -> tuple[tuple[Beat | None, str, str], ...]:
    return tuple(_texts(next(lesson for lesson in LESSONS if lesson.key == key)))


def _texts(lesson: Lesson) -> Iterator[tuple[Beat | None, str, str]]:
    for what in ("title", "about", "mistake"):
        yield None, what, getattr(lesson, what)
    for beat in lesson.beats:
        found = [("question", beat.question), ("task", beat.task), ("try", beat.action), ("why", beat.why)]
        for answer in beat.answers:
            found += [("says", answer.says), ("because", answer.because)]
        found += [("because", mistake.because) for mistake in beat.mistakes]
        found += [("hints", hint) for hint in beat.hints]
        for what, text in found:
            if text:
                yield beat, what, filled(text, beat.start, lesson.moments, number)


def places(lesson: Lesson) -> Iterator[tuple[str, str, str]]:
    for beat, what, text in texts(lesson):
        yield f"{lesson.key}, line {beat.line if beat else 1}, {what}", what, text


@pytest.fixture(params=LESSONS, ids=lambda lesson: lesson.key)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    found: Lesson = request.param
    return found


def test_texts_are_short(lesson: Lesson) -> None:
    for place, what, text in places(lesson):
        assert len(text.split()) <= MOST_WORDS.get(what, A_SENTENCE + 5), (place, text)
        for sentence in re.split(r"(?<=[.?…])\s+", text):
            words = [word for word in sentence.split() if re.search(r"\w", word)]
            assert len(words) <= A_SENTENCE, (place, sentence)


def test_texts_are_calm_and_plain(lesson: Lesson) -> None:
    for place, what, text in places(lesson):
        assert not [word for word in NEVER if word in text.lower()], (place, text)
        assert not re.search(r"\b[wx][12]\b|dJ|_|\d-\d|[^\w]-\d", text), (place, text)  # letters and minus as on screen
        assert not re.search(r"\bthe loss\b(?! L)|(?<!mean )\bloss\b(?! L)", text), (place, text)
        if what in {"question", "task", "try", "why", "because"}:
            assert text[-1] in ".?…:", (place, text)
        assert "–" not in text, (place, text)  # no number that is none


def test_a_mistake_is_answered_with_evidence_and_not_with_the_solution(lesson: Lesson) -> None:
    for beat in lesson.beats:
        if beat.right is None:
            continue
        shown = {text for each, what, text in texts(lesson) if each is beat and what == "says"}
        right = filled(beat.answers[beat.right].says, beat.start, lesson.moments, number)
        assert len(shown) == len(beat.answers), (lesson.key, beat.line)
        if lesson.kind != "lesson":
            continue
        for answer in beat.answers:
            because = filled(answer.because, beat.start, lesson.moments, number)
            numbers = re.findall(r"\d+\.\d{3,}", right)
            question = filled(beat.question, beat.start, lesson.moments, number)
            assert not [each for each in numbers if each in because and each not in question], (lesson.key, because)


def test_each_term_is_explained(lesson: Lesson) -> None:
    known = {term.title for term in GLOSSARY.values()} | set(symbols())
    said = " ".join(text for _, _, text in texts(lesson))
    for term, explained in TERMS.items():
        if not re.search(rf"\b{term}", said, re.IGNORECASE):
            continue
        if explained == "glossary":
            assert any(term in each for each in known), term
        else:
            assert re.search(explained, said, re.IGNORECASE), (lesson.key, term)


def test_letters_are_those_of_the_glossary(lesson: Lesson) -> None:
    said = " ".join(text for _, _, text in texts(lesson))
    for letter in set(re.findall(r"∂[A-Zŷzw]/∂[ŷzwb]", said)) | set(re.findall(r"[αβσŷ]|J\*", said)):
        assert letter in symbols(), letter
