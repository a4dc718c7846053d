"""What handles on the boundary are for."""

from __future__ import annotations


def how_to_place(*, turns: bool) -> str:
    """Return what the handles do, as HTML. turns : whether the line can turn, as it can't with one feature."""
    ends = ", the rings turn it" if turns else ""
    return f"The dot moves the line{ends}, and the diamond, where ŷ is 0.75, makes it surer or less sure."


def how_to_guess(*, turns: bool) -> str:
    """Return the same of a line that is laid as a guess."""
    ends = ", the rings turn it" if turns else ""
    return f"Your guess is the dashed line: the dot moves it{ends}."
