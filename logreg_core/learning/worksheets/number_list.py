"""Whole numbers as a person lists them: "1-30, 41", or a column pasted from a spreadsheet."""

from __future__ import annotations

import re

from logreg_core.points.short_text import quoted

_SEPARATORS = re.compile(r"[\s,;]+")
_RANGE = re.compile(r"([0-9]{1,16})(?:[-–−]([0-9]{1,16}))?")


def listed_numbers(text: str, *, least: int, largest: int, most: int, what: str) -> tuple[int, ...]:
    """Return the numbers of a list in its order, each once. Raises ValueError with what in it can't be used.

    least, largest : between which numbers may lie;  most : how many there may be;
    what : what they are called, in the plural, as "seeds".
    """
    found: dict[int, None] = {}
    for part in filter(None, _SEPARATORS.split(re.sub(r"\s*([-–−])\s*", r"\1", text))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(f"{quoted(part, 21)} is no whole number. Write the {what} like 1-30, 41.")
        first = int(match[1])
        last = int(match[2] or first)
        if last < first:
            raise ValueError(f"{quoted(part, 21)} goes down. Write the smaller number first: {last}-{first}.")
        if not least <= first <= last <= largest:
            raise ValueError(f"{quoted(part, 21)} is not within {least:,} to {largest:,}, where the {what} lie.")
        if last - first >= most or len(found) > most:
            raise ValueError(f"That is more than {most:,} {what}. List at most {most:,} at a time.")
        found |= dict.fromkeys(range(first, last + 1))
    if not found:
        raise ValueError(f"There is no number in the list. Write the {what} like 1-30, 41.")
    if len(found) > most:
        raise ValueError(f"That is {len(found):,} {what}. List at most {most:,} at a time.")
    return tuple(found)
