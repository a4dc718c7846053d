"""Where a question stands: an experiment, the step and the picked example, read from a link's query; its points."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from logreg_core.descent.experiment import Experiment
from logreg_core.points.dataset import DataError, Dataset
from logreg_core.points.link_numbers import whole_number
from logreg_core.points.origins import Edited, Uploaded
from logreg_core.points.short_text import quoted


@dataclass(frozen=True)
class Start:
    """A moment as far as the core knows one.

    experiment : the run;  t : the step;  pick : the picked example, from 0, None where none is;
    query : the whole link's query, of which a page shows more: the view, the factor that is explained.
    """

    experiment: Experiment
    t: int = 0
    pick: int | None = None
    query: str = ""


def start_of(query: str) -> Start:
    """Return the moment that a link's query describes. Raises ValueError with what in it can't be used.

    query : what follows the ? of a link; a whole link will do.
    """
    query = query.strip().rpartition("?")[2].lstrip("/")
    experiment, notices = Experiment.from_query(query)
    if notices:
        raise ValueError(notices[0])
    given = dict(parse_qsl(query, keep_blank_values=True))
    t = _whole(given, "t", 0)
    if t > experiment.steps:
        raise ValueError(f"The link's t is {t}, but its run has {experiment.steps} steps.")
    pick = _whole(given, "pick", 1) - 1 if "pick" in given else None
    return Start(experiment, t, pick, query)


def points_of(experiment: Experiment) -> Dataset:
    """Return an experiment's points. Raises ValueError where they are in a file or can't be had."""
    data = experiment.data
    base = data.base if isinstance(data, Edited) else data
    if isinstance(base, Uploaded) or isinstance(data, Uploaded):
        name = base.filename if isinstance(base, Uploaded) else ""
        raise ValueError(
            f"its points are in the file {name!r}, which a lesson can't hold; draw up to 300 points instead"
        )
    try:
        return data.load()
    except DataError as error:
        raise ValueError(str(error)) from error


def _whole(given: dict[str, str], key: str, least: int) -> int:
    text = given.get(key, str(least))
    try:
        number = whole_number(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise ValueError(f"The link's {key} is {quoted(text, 21)}; it must be a whole number from {least}.")
    return number
