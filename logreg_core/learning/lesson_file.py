"""Reads a lesson from text: TOML in the form that docs/lessons.md describes. What can't be used is named by line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from logreg_core.learning.acts import COUNTED
from logreg_core.learning.facts import moment
from logreg_core.learning.lesson import CONTROLS, HIDDEN, KINDS, Answer, Beat, Lesson, Mistake
from logreg_core.learning.start import Start, start_of
from logreg_core.points.short_text import quoted

LONGEST = 200_000  # characters of a file
LONGEST_TEXT = 600  # of one text in it
MOST_BEATS, MOST_ANSWERS = 60, 6
_LINE = re.compile(r"\(at line (\d+), column \d+\)")
T = TypeVar("T")


class LessonError(ValueError):
    """A lesson that can't be read: the line, what was got, and what to do.  line : from 1; 0 where none is meant."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Line {line}: {message}" if line else message)
        self.line = line


def read_lesson(text: str, key: str = "file") -> Lesson:
    """Return the lesson that a text describes. Raises LessonError at the first thing that can't be used.

    key : what links call it.
    """
    if len(text) > LONGEST:
        raise LessonError(
            0, f"The file has {len(text):,} characters; {LONGEST:,} are the most. Make two lessons of it."
        )
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else 0
        raise LessonError(line, f"{_LINE.sub('', str(error)).strip()}. {_hint(text, line)}") from error
    except RecursionError as error:
        raise LessonError(0, "Its brackets are nested too deep; a lesson needs three levels at most.") from error
    return _lesson(_Table(given, _Lines(text), 1), key)


def _hint(text: str, line: int) -> str:
    written = text.splitlines()[line - 1] if 0 < line <= len(text.splitlines()) else ""
    return f'It reads {quoted(written.strip(), 60)}; a text stands in quotes, as in question = "What is J?"'


class _Lines:
    """Where things stand in the text."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def heads(self, name: str, first: int, last: int) -> list[int]:
        """The lines, from 1, of the [[name]] between two lines."""
        head = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
        return [n for n in range(first, last + 1) if head.match(self._lines[n - 1])]

    def of_key(self, key: str, first: int, last: int) -> int:
        """The line on which a key is given, between two lines; the first of them where it is not found."""
        begins = re.compile(rf"\s*(?:\{{.*?)?[\"']?{re.escape(key)}[\"']?\s*=")
        return next((n for n in range(first, last + 1) if begins.match(self._lines[n - 1])), first)

    @property
    def last(self) -> int:
        return len(self._lines)


class _Table:
    """One table of the file: its keys are taken one by one; what is left over at the end is unknown."""

    def __init__(self, given: Mapping[str, Any], lines: _Lines, line: int, last: int | None = None) -> None:
        self._left, self._lines, self.line = dict(given), lines, line
        self._last = lines.last if last is None else last
        self._taken: list[str] = []

    def refused(self, message: str, key: str = "") -> LessonError:
        """Return the error to raise, at the key's line."""
        return LessonError(self._lines.of_key(key, self.line, self._last) if key else self.line, message)

    def take(self, key: str, kind: type[T] | tuple[type, ...], none: T, what: str) -> T:
        """Return the value of a key, `none` where it is not given."""
        self._taken.append(key)
        if key not in self._left:
            return none
        found = self._left.pop(key)
        if not isinstance(found, kind) or (isinstance(found, bool) and bool not in _kinds(kind)):
            raise self.refused(f"{key} is {quoted(repr(found), 60)}; it must be {what}.", key)
        return found  # type: ignore[return-value]

    def text(self, key: str, *, needed: bool = False, most: int = LONGEST_TEXT) -> str:
        """Return a text; raises LessonError where it is needed and is not there."""
        found = self.take(key, str, "", "a text in quotes").strip()
        if needed and not found:
            raise self.refused(f'{key} is missing here; add {key} = "…".')
        if len(found) > most:
            raise self.refused(f"{key} has {len(found)} characters; {most} are the most.", key)
        return found

    def texts(self, key: str, most: int = 40) -> tuple[str, ...]:
        """Return a list of texts."""
        found = self.take(key, list, [], 'a list of texts, as in ["step", "rate 5"]')
        if not all(isinstance(each, str) for each in found) or len(found) > most:
            raise self.refused(f'{key} must be a list of at most {most} texts, as in ["step", "rate 5"].', key)
        return tuple(each.strip() for each in found)

    def some_of(self, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of known names."""
        found = self.texts(key)
        for each in found:
            if each not in known:
                raise self.refused(
                    f"{key} has {quoted(each, 40)}; it may hold {', '.join(known)}.{_near(each, known)}", key
                )
        return found

    def whole(self, key: str, none: int, low: int, high: int) -> int:
        """Return a whole number."""
        given = key in self._left
        found = self.take(key, int, none, f"a whole number from {low} to {high:,}")
        if given and not low <= found <= high:
            raise self.refused(f"{key} is {found}; it must be a whole number from {low} to {high:,}.", key)
        return found

    def tables(self, key: str, path: str) -> Iterator[_Table]:
        """Yield the tables of a list, each with its own lines."""
        found = self.take(key, list, [], f"tables, each begun by [[{path}]]")
        if not all(isinstance(each, dict) for each in found):
            raise self.refused(f"{key} must be tables, each begun by [[{path}]].", key)
        heads = self._lines.heads(path, self.line, self._last)
        if len(heads) != len(found):  # written inside one line
            heads = [self._lines.of_key(key, self.line, self._last)] * len(found)
        ends = [*(head - 1 for head in heads[1:]), self._last][: len(heads)]
        for each, head, end in zip(found, heads, ends, strict=True):
            yield _Table(each, self._lines, head, max(head, end))

    def done(self) -> None:
        """Raise LessonError where a key is left that nobody knows."""
        for key in self._left:
            known = ", ".join(self._taken)
            raise self.refused(f"{quoted(key, 40)} is unknown here; known are {known}.{_near(key, self._taken)}", key)


def _kinds(kind: type | tuple[type, ...]) -> tuple[type, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


def _near(word: str, known: tuple[str, ...] | list[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f" Do you mean {near[0]}?" if near else ""


def _lesson(table: _Table, key: str) -> Lesson:
    title = table.text("title", needed=True, most=120)
    about, mistake = table.text("about"), table.text("mistake")
    minutes, place = table.whole("minutes", 5, 1, 90), table.whole("place", 0, 0, 999)
    kind = table.text("kind") or "lesson"
    if kind not in KINDS:
        raise table.refused(f"kind is {quoted(kind, 40)}; it may be {', '.join(KINDS)}.", "kind")
    moments = _moments(table)
    beats = tuple(_beat(each, moments) for each in table.tables("beats", "beats"))
    table.done()
    if not 1 <= len(beats) <= MOST_BEATS:
        raise table.refused(
            f"The lesson has {len(beats)} beats; it needs from 1 to {MOST_BEATS}, each begun by [[beats]]."
        )
    return Lesson(key, title, beats, about, minutes, kind, place, moments, mistake)


def _moments(table: _Table) -> Mapping[str, Start]:
    given = table.take("moments", dict, {}, 'a table of links, as in start = "data=blobs&…&t=0"')
    found: dict[str, Start] = {}
    for name, link in given.items():
        if not isinstance(link, str) or not name.isidentifier():
            raise table.refused(f"moments.{name} must be a name of letters and a link in quotes.", name)
        found[name] = _start(table, name, link)
    return found


def _start(table: _Table, key: str, link: str) -> Start:
    try:
        return start_of(link)
    except ValueError as error:
        raise table.refused(f"{key}: {error} Copy the link from the app’s Link button.", key) from error


def _beat(table: _Table, moments: Mapping[str, Start]) -> Beat:
    name = table.text("name", most=40)
    start = _moment_of_beat(table, moments)
    beat = Beat(
        table.line,
        start,
        name=name,
        controls=table.some_of("controls", CONTROLS),
        hidden=table.some_of("hidden", HIDDEN),
        question=table.text("question"),
        answers=tuple(_answer(each) for each in table.tables("answers", "beats.answers")),
        accepts=table.text("accepts"),
        mistakes=tuple(_mistake(each) for each in table.tables("mistakes", "beats.mistakes")),
        task=table.text("task"),
        goal=table.text("goal"),
        way=table.texts("way"),
        budget=_budget(table),
        so_far=table.text("so_far"),
        hints=table.texts("hints"),
        action=table.text("try"),
        why=table.text("why"),
        source=table.text("source"),
    )
    table.done()
    _check_kind(table, beat)
    return beat


def _moment_of_beat(table: _Table, moments: Mapping[str, Start]) -> Start:
    given = table.text("moment", needed=True, most=30_000)
    if given in moments:
        start = moments[given]
    elif "=" in given:
        start = _start(table, "moment", given)
    else:
        known = tuple(moments)
        raise table.refused(
            f"moment is {quoted(given, 40)}; it must be a link or one of [moments]: "
            f"{', '.join(known) or 'there are none'}.{_near(given, known)}",
            "moment",
        )
    t = table.whole("t", -1, 0, start.experiment.steps)
    pick = table.whole("pick", 0, 1, 10**9)
    if t >= 0 or pick:
        start = moment(start.experiment, t if t >= 0 else start.t, pick - 1 if pick else start.pick)
    return start


def _answer(table: _Table) -> Answer:
    found = Answer(
        table.text("says", needed=True),
        table.take("right", bool, False, "true or false"),
        table.text("because"),
        table.text("when"),
    )
    table.done()
    if not found.right and not found.because:
        raise table.refused('This answer is not the right one and gives no reason; add because = "…".')
    return found


def _mistake(table: _Table) -> Mistake:
    found = Mistake(table.whole("example", 0, 1, 10**9), table.text("because", needed=True))
    table.done()
    if not found.example:
        raise table.refused("example is missing here; add its number, as in example = 150.")
    return found


def _budget(table: _Table) -> Mapping[str, int]:
    given = table.take("budget", dict, {}, "a table, as in { step = 5 }")
    for act, most in given.items():
        if act not in COUNTED or not isinstance(most, int) or isinstance(most, bool) or most < 0:
            raise table.refused(f"budget has {quoted(act, 40)} = {most!r}; it counts {', '.join(COUNTED)}.", "budget")
    return given


def _check_kind(table: _Table, beat: Beat) -> None:
    """Raise LessonError where a beat is of no kind, or of two."""
    rules: list[tuple[Callable[[], bool], str, str]] = [
        (
            lambda: not beat.answers or not beat.accepts,
            "A beat has answers to choose, or accepts a click, not both.",
            "accepts",
        ),
        (lambda: not (beat.question and beat.task), "A beat has a question or a task, not both.", "task"),
        (lambda: not beat.question or bool(beat.answers or beat.accepts), "The question has no answers.", "question"),
        (lambda: bool(beat.question) or not (beat.answers or beat.accepts), "There are answers, and no question.", ""),
        (lambda: bool(beat.goal) == bool(beat.task), "A task needs a goal, and a goal a task.", "task"),
        (lambda: not beat.so_far or bool(beat.goal), "so_far belongs to a task.", "so_far"),
        (lambda: not beat.goal or bool(beat.way), "The task has no way; add acts that get there.", "task"),
        (
            lambda: not beat.answers or 2 <= len(beat.answers) <= MOST_ANSWERS,
            f"There must be 2 to {MOST_ANSWERS} answers.",
            "",
        ),
        (
            lambda: not beat.answers or sum(each.right for each in beat.answers) == 1,
            "Exactly one answer must have right = true.",
            "",
        ),
        (
            lambda: not beat.mistakes or bool(beat.accepts),
            "mistakes belong to a question that accepts a click.",
            "mistakes",
        ),
    ]
    for holds, message, key in rules:
        if not holds():
            raise table.refused(message, key)
