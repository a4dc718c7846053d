"""Numbers as a link holds them, the same everywhere: ASCII digits alone, with no spaces and no underscores."""

from __future__ import annotations

import re

from logreg_core.points.short_text import quoted

LONGEST_VALUE = 41  # characters of a value that a message quotes
LONGEST_NUMBER = 400  # characters; the longest double written out in full has 326

_REAL = re.compile(r"[+-]?(([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|inf|nan)")


def quoted_value(text: str) -> str:
    """Return a value of a link as a message quotes it."""
    return quoted(text, LONGEST_VALUE)


def whole_number(text: str) -> int:
    """Return the whole number, 0 or more, that a link holds. Raises ValueError where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) < 17):
        raise ValueError(f"{quoted_value(text)} is not a whole number")
    return int(text)


def real_number(text: str) -> float:
    """Return the number that a link holds, as `repr` writes it or shorter. Raises ValueError where it is none."""
    if len(text) > LONGEST_NUMBER or not _REAL.fullmatch(text):
        raise ValueError(f"{quoted_value(text)} is not a number")
    return float(text)
