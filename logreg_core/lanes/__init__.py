"""Several runs side by side on the same points: what Compare shows.

`lane` says what one lane runs and which up to six there are, how one is copied with one change, and how one parts from
a run at a step, a fork. `comparison` works them out: at each step a row a lane, and which lane is nearest; `nearest`
says that along all steps. `tuning` takes the best rate for each, as a sweep finds it. `lane_text` writes lanes as a
part of a link, and reads them. `preset` has comparisons whose data, steps and rates are pinned.
"""

from logreg_core.lanes.comparison import Comparison, Reach, Row, compared, comparison_of
from logreg_core.lanes.lane import MOST_LANES, Lane, Lanes, changed_lane, forked

__all__ = [
    "MOST_LANES",
    "Comparison",
    "Lane",
    "Lanes",
    "Reach",
    "Row",
    "changed_lane",
    "compared",
    "comparison_of",
    "forked",
    "lane_text",
    "nearest",
    "preset",
    "tuning",
]
