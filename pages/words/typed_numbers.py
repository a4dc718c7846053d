"""Answers to exercises as people type them: any number that is read elsewhere, and as a fraction or a percentage."""

from __future__ import annotations

import math
import re

from logreg_core.learning.own_numbers.own_numbers import Typed
from logreg_core.points.plain_numbers import NotANumberError, last_place, typed_number

_LONGEST = 60


def parsed(text: str) -> float | None:
    """Return the number that was typed; None where the text is no number.

    Takes what `typed_number` does, and 1/4, 25 % and = 2.
    """
    try:
        return typed(text).value
    except NotANumberError:
        return None


def typed(text: str) -> Typed:
    """Return the number that was typed, with its last digit; a fraction is exact. Raises NotANumberError.

    Takes what `parsed` does.
    """
    line = re.sub("[–—]", "-", text.strip())
    if len(line) > _LONGEST:
        raise NotANumberError(f"That is {len(line)} letters long; a number has at most {_LONGEST}.")
    line = line.removeprefix("=").strip()
    hundredth, line = line.endswith("%"), line.removesuffix("%")
    top, slash, bottom = (_without_brackets(each) for each in line.partition("/"))
    value, unit = typed_number(top), last_place(top)
    if slash:
        value, unit = _quotient(value, typed_number(bottom), line), 0.0
    return Typed(value / 100, unit / 100) if hundredth else Typed(value, unit)


def _quotient(top: float, bottom: float, line: str) -> float:
    value = top / bottom if bottom else math.inf
    if math.isinf(value):
        raise NotANumberError(f"“{line}” divides by 0, or by next to nothing.")
    return value


def _without_brackets(line: str) -> str:
    line = line.strip()
    return line[1:-1] if line.startswith("(") and line.endswith(")") else line
