"""The link of a moment: a moment as the query of a URL, and the moment that a query describes.

What a link holds besides the experiment stands in one table, `_FIELDS`, which serves both ways. The experiment's
own are `FIELDS` of descent/experiment.py, and what its data are is written by points/origin_query.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from logreg_core import Experiment
from logreg_core.descent.experiment import FIELDS
from logreg_core.lanes.lane import Lane
from logreg_core.lanes.lane_text import lanes_from_text, lanes_to_text
from logreg_core.learning.blanks import ALL as ALL_BLANKS
from logreg_core.learning.challenges import challenge_of, challenge_text
from logreg_core.learning.expected_curve import LARGEST, MOST_KEPT, Curve
from logreg_core.learning.library import lesson_of
from logreg_core.points.link_numbers import real_number, whole_number
from logreg_core.points.seeds import LARGEST_SEED
from logreg_core.points.short_text import quoted
from pages.figures.graph import FACTORS
from pages.session.learning.place import Place, read_place, write_place
from pages.session.moment import SPEEDS, VIEWS, Moment
from pages.words.comparing.lane_pictures import PICTURES


def query_of(moment: Moment) -> str:
    """Return the moment as the query of a URL."""
    return address_of(moment).format(t=moment.t, view=moment.view, speed=moment.speed)


def address_of(moment: Moment) -> str:
    """Return the query with {t}, {view} and {speed} left open for the stage, which fills them in as it goes."""
    parts = [moment.experiment.to_query()]
    for field in _FIELDS:
        if field.name in _OWNED_BY_STAGE:
            parts.append(f"{field.key}={{{field.key}}}")
        elif text := _text_of(field, moment):
            parts.append(urlencode([(field.key, text)], quote_via=quote, safe=field.safe))
    return "&".join(parts)


@lru_cache(maxsize=128)  # a session keeps its moment as a query, and asks for it several times a run
def moment_of(query: str) -> tuple[Moment, tuple[str, ...]]:
    """Return the moment that a query describes, and a sentence for each value that could not be used.

    A query with nothing but a place in a lesson describes the moment that the beat there begins with.
    """
    given = dict(parse_qsl(query, keep_blank_values=True))
    if given.keys() <= {"lesson", "present"} and (begun := _begun(given.get("lesson", ""))):
        return moment_of(f"{begun}&{query}")
    experiment, notices = Experiment.from_query(query)
    moment, said = Moment(experiment), list(notices)
    for field in _FIELDS:
        if field.key in given:
            try:
                moment = replace(moment, **{field.name: field.read(given[field.key], experiment)})
            except PartlyUsedError as error:
                moment = replace(moment, **{field.name: error.value})
                said.append(f"Not all of the link's {field.key} could be used: {error}.")
            except ValueError as error:
                said.append(f"The link's {field.key} could not be used: {error}.")
    return moment, tuple(said)


class PartlyUsedError(ValueError):
    """A value of a link of which a part, `value`, can be used; its text says why the rest can't be."""

    def __init__(self, value: Any, reason: str) -> None:
        super().__init__(reason)
        self.value = value


@dataclass(frozen=True)
class _Field:
    """One field of a moment in a link.

    key : what the link calls it;  name : what `Moment` calls it;
    read : its value from the link's text and the link's experiment, or ValueError with the reason;
    write : its text, "" where the link does without it;  safe : what of it is written as it is.
    beside : its text from its value and the moment's experiment, where it says only what differs from that.
    """

    key: str
    name: str
    read: Callable[[str, Experiment], Any]
    write: Callable[[Any], str] = str
    safe: str = ""
    beside: Callable[[Any, Experiment], str] | None = None


def _text_of(field: _Field, moment: Moment) -> str:
    value = getattr(moment, field.name)
    return field.beside(value, moment.experiment) if field.beside else field.write(value)


def _whole(text: str, low: int, high: float, what: str) -> int:
    try:
        number = whole_number(text)
    except ValueError:
        number = -1
    if not low <= number <= high:
        most = f"{high:,.0f}" if math.isfinite(high) else "as many as you like"
        raise ValueError(f"{quoted(text, 21)} is not a whole number from {low} to {most} ({what})")
    return number


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Experiment], str]:
    def read(text: str, _: Experiment) -> str:
        if text not in allowed:
            raise ValueError(f"it must be one of {', '.join(allowed)}")
        return text

    return read


_COMPARED = tuple(field.key for field in FIELDS if field.compared)  # in what a run and its former one may differ


def _former(text: str, now: Experiment) -> Experiment:
    if not any(key in _COMPARED for key, _ in parse_qsl(text, keep_blank_values=True)):
        raise ValueError(f"{quoted(text, 21)} says nothing of a former run; it may say {', '.join(_COMPARED)}")
    former, notices = Experiment.from_query(text)
    if notices:
        raise ValueError(notices[0].rstrip("."))
    return replace(former, data=now.data, steps=now.steps)


def _what_differs(former: Experiment | None) -> str:
    query = former.to_query() if former else ""
    return "&".join(part for part in query.split("&") if part.split("=")[0] in _COMPARED)


def _drawn(text: str) -> Curve:
    pairs = [pair.partition(":") for pair in text.split(",")]
    if not 2 <= len(pairs) <= MOST_KEPT:
        raise ValueError(f"it has {len(pairs)} points; a drawn curve has 2 to {MOST_KEPT}, as 20:0.4,300:0.2")
    curve = tuple((whole_number(step), real_number(J)) for step, _, J in pairs)
    if any(after <= step for (step, _), (after, _) in pairwise(curve)):
        raise ValueError("the steps of a drawn curve must ascend, as in 20:0.4,300:0.2")
    if not all(0 <= J <= LARGEST for _, J in curve):
        raise ValueError(f"J of a drawn curve must be from 0 to {LARGEST:,.0f}")
    return curve


def _place(text: str, _: Experiment) -> Place:
    place = read_place(text)
    if place.file:
        return place  # its file is asked for by the page
    lesson = lesson_of(place.lesson)
    if lesson is None:
        raise ValueError(f"there is no lesson {quoted(place.lesson, 40)}; the page Learn lists them all")
    if place.beat > len(lesson.beats):
        raise ValueError(
            f"{quoted(lesson.title, 80)} has {len(lesson.beats)} questions, and none is number {place.beat}"
        )
    return place


def _lanes(text: str, beside: Experiment) -> tuple[Lane, ...]:
    lanes, reasons = lanes_from_text(text, beside)
    if reasons and not lanes:
        raise ValueError("; ".join(reasons))
    if reasons:
        raise PartlyUsedError(lanes, "; ".join(reasons))
    return lanes


def read_pictures(text: str) -> tuple[str, ...]:
    """Return which pictures Compare shows, from their names with commas between. Raises ValueError with the reason."""
    names = tuple(text.split(","))
    if len(names) != len(PICTURES) or any(name not in known for name, known in zip(names, PICTURES, strict=False)):
        known = ", then ".join(" or ".join(each) for each in PICTURES)
        raise ValueError(f"{quoted(text, 40)} must be {known}, with commas between")
    return names


def _begun(text: str) -> str:
    """Return the query of the moment that a lesson's beat begins with; "" where the app has no such one."""
    lesson = lesson_of(text.split("~")[0])
    if lesson is None:
        return ""
    try:
        beat = read_place(text).beat
    except ValueError:
        return ""  # which is said where the field is read
    return lesson.beats[beat - 1].start.query if beat <= len(lesson.beats) else ""


_OWNED_BY_STAGE = ("t", "view", "speed")
_FIELDS = (  # in the order in which a link holds them
    _Field("t", "t", lambda text, e: _whole(text, 0, e.steps, "steps of this run")),
    _Field("view", "view", _one_of(VIEWS)),
    _Field("speed", "speed", _one_of(SPEEDS)),
    _Field(
        "pick",
        "pick",
        lambda text, _: _whole(text, 1, math.inf, "an example's number") - 1,
        lambda pick: "" if pick is None else str(pick + 1),
    ),
    _Field(
        "start",
        "start_seed",
        lambda text, _: _whole(text, 0, LARGEST_SEED, "the seed of the initial values"),
        lambda seed: "" if seed is None else str(seed),
    ),
    _Field(
        "present",
        "present",
        lambda text, _: _whole(text, 0, 1, "1 to present, 0 not to") == 1,
        lambda present: "1" if present else "",
    ),
    _Field(
        "predict",
        "predict",
        lambda text, _: _whole(text, 0, 1, "1 to predict, 0 not to") == 1,
        lambda predict: "1" if predict else "",
    ),
    _Field("factor", "factor", _one_of(FACTORS)),
    _Field(
        "blanks",
        "blanks",
        lambda text, _: _whole(text, 0, ALL_BLANKS, "numbers to fill in"),
        lambda blanks: str(blanks) if blanks else "",
    ),
    _Field("before", "former", _former, _what_differs),
    _Field(
        "flip",
        "relabelled",
        lambda text, _: _whole(text, 1, math.inf, "an example's number") - 1,
        lambda example: "" if example is None else str(example + 1),
    ),
    _Field(
        "drawn",
        "expected",
        lambda text, _: _drawn(text),
        lambda curve: ",".join(f"{step}:{J!r}" for step, J in curve),
    ),
    _Field("lesson", "place", _place, write_place),
    _Field("goal", "goal", lambda text, _: challenge_text(challenge_of(text)), safe=",:"),
    _Field("lanes", "lanes", _lanes, safe=",:;", beside=lanes_to_text),
    _Field("pictures", "pictures", lambda text, _: read_pictures(text), ",".join, safe=","),
)
