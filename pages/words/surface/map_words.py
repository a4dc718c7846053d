"""What the height of a map is, why there is none, and how far J is above it; HTML, where nothing else is said."""

from __future__ import annotations

from logreg_core.at_step.above_map import AboveMap
from logreg_core.descent.surface.ground import BOTH_WEIGHTS, Ground
from pages.words.numbers import number

_SUBSCRIPTS = {"w1": "₁", "w2": "₂"}
WORTH_SAYING = 0.01  # of the gap


def name_of(parameter: str, *, scaled: bool) -> str:
    """Return how a parameter is written, w1, w2 or b, with a tilde in scaled features."""
    return f"{parameter[0]}{'̃' if scaled else ''}{_SUBSCRIPTS.get(parameter, '')}"


def caption(ground: Ground, plane: str, *, scaled: bool) -> str:
    """Return what the height of a plane's map is, or why there is none."""
    J, tilde = f"<i>{'F' if ground.l2 else 'J'}</i>", "̃" if scaled else ""
    first, second = (f"<i>{name_of(name, scaled=scaled)}</i>" for name in plane.split())
    why = ground.why_not(plane)
    if why == "one class":
        larger = "larger" if ground.y.all() else "smaller"
        charged = "λ/2·|w|²" if ground.l2 else "0"
        return (
            f"All examples are of one class. At any <i>w</i>, the {larger} <i>b</i>, the nearer {J} is to {charged}: "
            f"there is no smallest {J} to draw."
        )
    if why == "no difference":
        return f"All points are in one place: whatever <i>w</i> is, <i>b</i> makes {J} the same. So this map is flat."
    third = next(name for name in ("w1", "w2", "b") if name not in plane.split())
    if why == "runs away":
        written = f"<i>{name_of(third, scaled=scaled)}</i>"
        return f"At any {first} and {second}, {J} falls on and on as {written} grows: there is no smallest {J} to draw."
    if plane == BOTH_WEIGHTS:
        return f"Height of this map: the smallest {J} that any <i>b{tilde}</i> gives at these <i>w{tilde}</i>."
    if len(ground.weighted) < 2:
        return f"Height of this map: {J} at this {first} and {second}."
    written = f"<i>{name_of(third, scaled=scaled)}</i>"
    return f"Height of this map: the smallest {J} that any {written} gives at this {first} and {second}."


def squared_caption(plane: str, *, scaled: bool) -> str:
    """Return what squared error's map is, and that descent does not run on it."""
    b = f"<i>b{'̃' if scaled else ''}</i>"
    slice_ = f" at this step’s {b}, as its least over {b} may be at several" if plane == BOTH_WEIGHTS else ""
    return f"Not what descent runs on: the mean of (<i>ŷ</i> − <i>y</i>)²/2{slice_}. Shaded: nearly flat."


def no_such_plane(plane: str, *, scaled: bool) -> str:
    """Return what is said of a plane of a weight that there is not."""
    first = name_of(plane.split()[0], scaled=scaled)
    return f"No feature here has the weight <i>{first}</i>: whatever it is, nothing changes. So there is no such map."


def above_words(above: AboveMap | None, *, charged: bool) -> str:
    """Return what is said of a step that is above the map by more than a hundredth of the gap; "" of any other.

    charged : whether F stands in J's place.
    """
    J = f"<i>{'F' if charged else 'J'}</i>"
    if above is None:
        return ""
    if above.climbed:
        return f"{J} fell, though the point went up this map: <i>b</i> caught up by more."
    if above.above > WORTH_SAYING * above.gap:
        return f"{J} is {number(above.above)} higher: <i>b</i> is behind."
    return ""


def from_rows(rows: int, m: int) -> str:
    """Return of how many examples a map is; "" where it is of all."""
    return f"from {rows:,} of {m:,} rows" if rows < m else ""
