"""What the Compare page's pictures are called, and what one may choose to see in them."""

from __future__ import annotations

from dataclasses import dataclass

PICTURES = (("map", "plane"), ("gap", "value", "slope"), ("steps", "examples"))
"""What there is to choose from, by name: on the left, on the right, and over what."""


@dataclass(frozen=True)
class Choice:
    """One picture to choose: its name in the page, its word on a button, its title, and what is said under it, as HTML.

    letter : what stands at its axis, in a figure.
    """

    value: str
    words: str
    title: str
    letter: str = ""
    says: str = ""


def lefts(names: tuple[str, str], caption: str, *, with_map: bool) -> tuple[Choice, ...]:
    """Return what the left picture can show, what is shown by itself first.

    names : of the map's parameters;  caption : what its height is, or why there is none.
    """
    first, second = (f"<i>{name}</i>" for name in names)
    paths = Choice("map", "map", f"The paths in ({first}, {second})", says=caption)
    plane = Choice("plane", "data", "Data and boundaries")
    return (paths, plane) if with_map else (plane, paths)


def rights(letter: str, *, with_gap: bool) -> tuple[Choice, ...]:
    """Return what the curves can show. letter : "J" or "F";  with_gap : whether there is a least value to be above."""
    F = f"<i>{letter}</i>"
    gap = Choice(
        "gap", f"{letter} − {letter}*", f"How far above the lowest {F}", f"{letter} − {letter}*", f"{F} − {F}*"
    )
    value = Choice("value", letter, f"Mean loss {F}" if letter == "J" else F, letter, F)
    slope = Choice("slope", f"|∂{letter}|", f"How steep {F} is", f"|∂{letter}|", f"|∂{F}|")
    return (gap, value, slope) if with_gap else (value, slope)


def overs() -> tuple[Choice, ...]:
    """Return what the curves can be drawn over."""
    return (
        Choice("steps", "over steps", "", "step t"),
        Choice("examples", "over examples", "", "examples’ gradients taken"),
    )
