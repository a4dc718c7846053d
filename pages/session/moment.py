"""The moment on screen: an experiment, the step, the picked example and the view, as one value that a link holds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from logreg_core import Edited, Experiment, Uploaded
from logreg_core.descent.experiment import FIELDS
from logreg_core.points.seeds import LARGEST_SEED
from logreg_core.points.short_text import quoted
from pages.figures.graph import FACTORS

VIEWS = ("loss", "log", "weights")
SPEEDS = ("1", "10", "60", "fast")


@dataclass(frozen=True)
class Moment:
    """All that defines what is on screen.

    t : the step shown;  pick : the picked example from 0, None for the one that pulls hardest;
    view : what the curve shows;  speed : steps a second;  start_seed : the seed of random initial values, if so;
    former : the experiment before the last change of rate, start or scaling, shown pale beside this one.
    present : whether it is shown to a class: large, with nothing on screen but the picture.
    factor : the factor that is explained, of pages.figures.graph.FACTORS; "" where none was chosen.
    """

    experiment: Experiment = field(default_factory=Experiment)
    t: int = 0
    pick: int | None = None
    view: str = "loss"
    speed: str = "60"
    start_seed: int | None = None
    former: Experiment | None = None
    present: bool = False
    factor: str = ""

    def to_query(self) -> str:
        """The moment as the query of a URL."""
        return self.address.format(t=self.t, view=self.view, speed=self.speed)

    @property
    def address(self) -> str:
        """The query with {t}, {view} and {speed} left open for the stage, which owns them."""
        query = f"{self.experiment.to_query()}&t={{t}}&view={{view}}&speed={{speed}}"
        rest: list[tuple[str, str]] = []
        if self.pick is not None:
            rest.append(("pick", str(self.pick + 1)))
        if self.start_seed is not None:
            rest.append(("start", str(self.start_seed)))
        if self.present:
            rest.append(("present", "1"))
        if self.factor:
            rest.append(("factor", self.factor))
        if self.former is not None:
            rest.append(("before", _what_differs(self.former)))
        return query + "".join("&" + urlencode([pair], quote_via=quote) for pair in rest)

    @classmethod
    def from_query(cls, query: str) -> tuple[Moment, tuple[str, ...]]:
        """The moment that a query describes, and a sentence for each value that could not be used."""
        return _described(query)


@lru_cache(maxsize=128)  # a session keeps its moment as a query, and asks for it several times a run
def _described(query: str) -> tuple[Moment, tuple[str, ...]]:
    experiment, notices = Experiment.from_query(query)
    given = dict(parse_qsl(query, keep_blank_values=True))
    moment, said = Moment(experiment), list(notices)
    for key, name, read in _FIELDS:
        if key in given:
            try:
                moment = replace(moment, **{name: read(given[key], experiment)})
            except ValueError as error:
                said.append(f"The link's {key} could not be used: {error}.")
    return moment, tuple(said)


_COMPARED = tuple(field.key for field in FIELDS if field.compared)


def _what_differs(former: Experiment) -> str:
    query = former.to_query()
    return "&".join(part for part in query.split("&") if part.split("=")[0] in _COMPARED)


def _former(text: str, now: Experiment) -> Experiment:
    former, notices = Experiment.from_query(text)
    if notices:
        raise ValueError(notices[0].rstrip("."))
    return replace(former, data=now.data, steps=now.steps)


def _whole(text: str, low: int, high: float, what: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 17 and low <= int(text) <= high):
        most = f"{high:,.0f}" if math.isfinite(high) else "as many as you like"
        raise ValueError(f"{quoted(text, 21)} is not a whole number from {low} to {most} ({what})")
    return int(text)


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Experiment], str]:
    def read(text: str, _: Experiment) -> str:
        if text not in allowed:
            raise ValueError(f"it must be one of {', '.join(allowed)}")
        return text

    return read


_FIELDS: tuple[tuple[str, str, Callable[[str, Experiment], Any]], ...] = (
    ("t", "t", lambda text, e: _whole(text, 0, e.steps, "steps of this run")),
    ("pick", "pick", lambda text, _: _whole(text, 1, math.inf, "an example's number") - 1),
    ("view", "view", _one_of(VIEWS)),
    ("speed", "speed", _one_of(SPEEDS)),
    ("start", "start_seed", lambda text, _: _whole(text, 0, LARGEST_SEED, "the seed of the initial values")),
    ("before", "former", _former),
    ("present", "present", lambda text, _: _whole(text, 0, 1, "1 to present, 0 not to") == 1),
    ("factor", "factor", _one_of(FACTORS)),
)


def needed_file(moment: Moment) -> Uploaded | None:
    """The upload that this moment's link speaks of, where its data is too large to travel in it."""
    data = moment.experiment.data
    data = data.base if isinstance(data, Edited) else data
    return data if isinstance(data, Uploaded) else None
