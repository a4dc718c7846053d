"""The place in a lesson: which lesson, which beat, and what was said in each, as a link holds it.

`why-J-rises~3~B_.C_.27` is the third beat of that lesson: first said were B, then C, then the example 27. What follows
an answer says how far its beat has come: nothing while another answer is to be tried, "-" where the right one is found,
"_" where it is explained as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from logreg_core.points.short_text import quoted

FILE = "file/"  # begins the name of a lesson from a file; its own name follows
MOST_BEATS = 60
FOUND, EXPLAINED = "-", "_"
DONE, SHOWN = "done", "shown"  # what is kept of something that was to be done
_SAID = re.compile(r"[0-9A-Za-z]{0,12}[-_]?")


@dataclass(frozen=True)
class Place:
    """Where one is in a lesson.

    lesson : its key, for one from a file "file/" and the file's name;  beat : from 1;
    said : for each beat so far the first answer, with a mark of how far it has come.
    """

    lesson: str
    beat: int = 1
    said: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of the file that the lesson is in, "" for one that ships with the app."""
        return self.lesson.removeprefix(FILE) if self.lesson.startswith(FILE) else ""

    def first(self, beat: int) -> str:
        """Return what was said first in a beat, from 1; "" where nothing was."""
        return self._entry(beat).rstrip(FOUND + EXPLAINED)

    def is_asked(self, beat: int) -> bool:
        """Return whether nothing was said yet in a beat."""
        return not self._entry(beat)

    def is_found(self, beat: int) -> bool:
        """Return whether a beat's right answer is known."""
        return self._entry(beat).endswith((FOUND, EXPLAINED))

    def is_explained(self, beat: int) -> bool:
        """Return whether a beat's explanation is known too."""
        return self._entry(beat).endswith(EXPLAINED)

    def with_said(self, answer: str, mark: str = "") -> Place:
        """Return the place with an answer in its beat: the first one counts, the mark is the new one."""
        before = (*self.said, *[EXPLAINED] * self.beat)[: self.beat - 1]
        return replace(self, said=(*before, (self.first(self.beat) or answer) + mark))

    def _entry(self, beat: int) -> str:
        return self.said[beat - 1] if 0 < beat <= len(self.said) else ""


def read_place(text: str) -> Place:
    """Return the place that a link's text describes. Raises ValueError."""
    lesson, *more = text.rsplit("~", 2)
    if not lesson or len(more) not in {0, 2} or len(lesson) > 300:
        raise ValueError(f"{quoted(text, 40)} is no place in a lesson; it may be why-J-rises~3~B_.C_")
    beat, said = more or ("1", "")
    if not (beat.isascii() and beat.isdecimal() and len(beat) < 4 and 1 <= int(beat) <= MOST_BEATS):
        raise ValueError(f"{quoted(beat, 21)} is no question's number; it must be from 1 to {MOST_BEATS}")
    entries = tuple(said.split(".")) if said else ()
    if len(entries) > int(beat) or not all(_SAID.fullmatch(entry) for entry in entries):
        raise ValueError(f"{quoted(said, 40)} says no answers; there may be one for each question so far, as in B_.C_")
    return Place(lesson, int(beat), entries)


def write_place(place: Place | None) -> str:
    """Return a place as a link's text."""
    return "" if place is None else f"{place.lesson}~{place.beat}~{'.'.join(place.said)}"
