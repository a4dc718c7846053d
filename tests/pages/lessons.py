"""A lesson as a person goes through it, without a browser: what is shown, and what is asked for."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from logreg_core.learning.claim import filled
from logreg_core.learning.lesson import Beat, Lesson
from logreg_core.learning.lesson_file import read_lesson
from pages.session.learning import study
from pages.session.learning.study import At
from pages.session.widgets import start_box
from pages.words.learning.lesson_texts import plain
from pages.words.numbers import number
from tests.app import App

EVERY_KIND = Path(__file__).parents[1] / "data/lessons/every-kind.toml"
NAME = "every-kind.toml"


def every_kind() -> Lesson:
    """The lesson of the tests, with each kind of beat once."""
    return read_lesson(EVERY_KIND.read_text(encoding="utf-8"), f"file/{NAME}")


class Learner:
    """Somebody on the Learn page."""

    def __init__(self, query: str = "", *, file: str | None = None, text: str | None = None) -> None:
        self.app = App(query, "learn")
        self._asked = self.drags = 0
        self.lesson = every_kind()
        if file is not None:
            self.app.upload(file, (text or EVERY_KIND.read_text(encoding="utf-8")).encode(), key="lesson file")

    @classmethod
    def of(cls, lesson: Lesson, beat: int = 1) -> Learner:
        """Somebody who has begun a lesson, at one of its beats."""
        learner = cls(file=NAME) if lesson.key.startswith("file/") else cls()
        learner.lesson = lesson
        return learner.asks("enter", lesson=lesson.key, beat=beat)

    def asks(self, what: str = "", **more: Any) -> Learner:
        """A request of the column or the list."""
        self._asked += 1
        request = {"number": self._asked, **({"learn": what} if what else {}), **more}
        self.app.report({"number": f"learn-{self._asked}", "requests": [request]}, "gradient_learn")
        return self

    @property
    def sent(self) -> dict[str, Any]:
        (column,) = (
            each for each in self.app.at.get("bidi_component") if each.proto.component_name == "gradient_learn"
        )
        return dict(json.loads(column.proto.json))

    @property
    def html(self) -> str:
        return str(self.sent["html"])

    @property
    def text(self) -> str:
        """What is read: the words, without tags."""
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", self.html))).strip()

    @property
    def at(self) -> At:
        place = self.app.moment.place
        assert place is not None
        return At(place, self.lesson, self.lesson.beats[place.beat - 1])

    def says(self, text: str) -> bool:
        """Whether the column says a text of the beat on screen, with its numbers."""
        told = filled(text, self.at.beat.start, self.lesson.moments, number)
        return re.sub(r"\s+", "", plain(told)) in re.sub(r"\s+", "", self.text)

    @property
    def buttons(self) -> dict[str, dict[str, Any]]:
        """What the buttons that can be pressed ask for, by their words."""
        found = re.findall(r'<button type="button" class="[^"]*" data-request="([^"]*)">(.*?)</button>', self.html)
        words = (re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", inside))).strip() for _, inside in found)
        return {word: json.loads(unescape(asks)) for word, (asks, _) in zip(words, found, strict=True)}

    def presses(self, words: str) -> Learner:
        request = dict(self.buttons[words])
        return self.asks(request.pop("learn", ""), **request)

    def does(self, act: str) -> Learner:
        """What a student does on the stage or beside it, as acts of a lesson's way say it."""
        verb, *given = act.split()
        t = self.app.moment.t
        if verb == "step":
            self.app.says(t=t + int(given[0]) if given else t + 1)
        elif verb == "back":
            self.app.says(t=t - int(given[0]) if given else t - 1)
        elif verb == "rate":
            self.app.says(t=t, rate=float(given[0]), from_start=len(given) > 1)
        elif verb in {"pick", "flip"}:
            self.app.says(t=t, **{verb: int(given[0]) - 1})
        elif verb == "start":
            seen = study.sight(self.app.remembered)
            if seen and "start" in seen.controls:
                for name, value in zip(("w1", "w2", "b"), given, strict=True):
                    self.app.set(start_box(name), value)
            else:
                self.drags += 1
                start = [float(value) for value in given]
                self.app.says(t=0, start=start, drag=f"drag {self.drags}", move=str(self.drags))
        elif verb == "standardise":
            self.asks("standardise")
        else:
            raise AssertionError(f"nobody can do {act!r} in a lesson")
        return self


def wrong_ones(beat: Beat) -> list[int]:
    """The places of the answers that are not right."""
    return [place for place, answer in enumerate(beat.answers) if not answer.right]
