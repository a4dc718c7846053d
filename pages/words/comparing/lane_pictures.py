"""What the Compare page's pictures are called, and what one may choose to see in them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One picture to choose: its name in the page, its word on a button, its title as HTML, and what its axis is."""

    value: str
    words: str
    title: str
    letter: str = ""


def lefts(*, with_map: bool) -> tuple[Choice, ...]:
    """Return what the left picture can show. with_map : whether there is a map of the loss."""
    plane = Choice("plane", "data", "Data and boundaries")
    paths = Choice("map", "map", "The paths in (<i>w</i>₁, <i>w</i>₂)")
    return (paths, plane) if with_map else (plane,)


def rights(letter: str, *, with_gap: bool) -> tuple[Choice, ...]:
    """Return what the curves can show. letter : "J" or "F";  with_gap : whether there is a least value to be above."""
    gap = Choice("gap", f"{letter} − {letter}*", f"How far above the lowest <i>{letter}</i>", f"{letter} − {letter}*")
    value = Choice("value", letter, f"Mean loss <i>{letter}</i>" if letter == "J" else "<i>F</i>", letter)
    slope = Choice("slope", f"|∂{letter}|", f"How steep <i>{letter}</i> is", f"|∂{letter}|")
    return (gap, value, slope) if with_gap else (value, slope)


def overs() -> tuple[Choice, ...]:
    """Return what the curves can be drawn over."""
    return (
        Choice("steps", "over steps", "", "step t"),
        Choice("examples", "over examples", "", "examples’ gradients taken"),
    )
