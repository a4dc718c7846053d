"""The moment on screen: an experiment, the step, the picked example and the view, as one value."""

from __future__ import annotations

from dataclasses import dataclass, field

from logreg_core import Edited, Experiment, Uploaded
from logreg_core.lanes.lane import Lane, Lanes
from logreg_core.learning.expected_curve import Curve
from pages.session.learning.place import Place
from pages.stage.sigma.sigma_view import VIEW as SIGMA
from pages.stage.surface.map_view import PLANES

VIEWS = ("loss", "log", "weights", "step", "sweep", SIGMA, *PLANES)
SPEEDS = ("1", "10", "60", "fast")


@dataclass(frozen=True)
class Moment:
    """All that defines what is on screen; `link.py` writes it as the query of a URL and reads it back.

    t : the step shown;  pick : the picked example from 0, None for the one that pulls hardest;
    view : what the curve shows;  speed : steps a second;  start_seed : the seed of random initial values, if so;
    former : the experiment before the last change of rate, start, scaling or one label, shown pale beside this one.
    relabelled : the example, from 0, whose label alone the former run had otherwise, None where it had the same points;
    `former` itself has this moment's points, and `cache.former_of` those with the other label.
    present : whether it is shown to a class: large, with nothing on screen but the picture.
    expected : the curve of J that somebody drew before the run was seen, as steps with J; none where it is empty.
    predict : whether what the next step does is asked before it is made.
    factor : the factor that is explained, of pages.figures.graph.FACTORS; "" where none was chosen.
    place : where one is in a lesson, None where in none.
    blanks : how many of the chain's numbers are to be filled in, the last ones (logreg_core.learning.blanks).
    goal : the challenge that is on, as its text in a link, "" where none is: logreg_core/learning/challenges.
    lanes : what Compare shows side by side, none where it is empty and the experiment alone would be shown:
    `lanes_of` gives them either way. All are on the experiment's points, in its features and of its length.
    pictures : which ones Compare shows, of pages.words.comparing.lane_pictures.PICTURES; none where it is empty, and
    the first of each are shown that there are.
    """

    experiment: Experiment = field(default_factory=Experiment)
    t: int = 0
    pick: int | None = None
    view: str = "loss"
    speed: str = "60"
    start_seed: int | None = None
    former: Experiment | None = None
    relabelled: int | None = None
    present: bool = False
    predict: bool = False
    factor: str = ""
    expected: Curve = ()
    place: Place | None = None
    blanks: int = 0
    goal: str = ""
    lanes: tuple[Lane, ...] = ()
    pictures: tuple[str, ...] = ()


def lanes_of(moment: Moment) -> Lanes:
    """Return what Compare shows of a moment: its lanes, or its experiment as the only one."""
    return Lanes.of(moment.experiment, moment.lanes)


def needed_file(moment: Moment) -> Uploaded | None:
    """Return the upload that this moment's data comes from, which is too large for a link to hold; None without one."""
    data = moment.experiment.data
    data = data.base if isinstance(data, Edited) else data
    return data if isinstance(data, Uploaded) else None
