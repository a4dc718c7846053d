"""Answers to exercises as people type them: any number that is read elsewhere, and as a fraction or a percentage."""

from __future__ import annotations

import re

from logreg_core.points.plain_numbers import NotANumberError, typed_number

_LONGEST = 60


def parsed(text: str) -> float | None:
    """Return the number that was typed; None where the text is no number.

    Takes what `typed_number` does, and 1/4, 25 % and = 2.
    """
    line = re.sub("[–—]", "-", text.strip())
    if len(line) > _LONGEST:
        return None
    line = line.removeprefix("=").strip()
    hundredth, line = line.endswith("%"), line.removesuffix("%")
    top, slash, bottom = line.partition("/")
    try:
        value = typed_number(_without_brackets(top))
        if slash:
            value /= typed_number(_without_brackets(bottom))
    except (NotANumberError, ZeroDivisionError):
        return None
    if abs(value) == float("inf"):
        return None
    return value / 100 if hundredth else value


def _without_brackets(line: str) -> str:
    line = line.strip()
    return line[1:-1] if line.startswith("(") and line.endswith(")") else line


def digits_of(text: str) -> int:
    """Return how many significant digits a person typed; all that one could want, for a fraction.

    Zeros at the front don't count, those at the end do: 0.250 has three.
    """
    if "/" in text:
        return 17
    mantissa = re.split(r"[eE*xX·×%]", re.sub(r"[\s=]", "", text))[0]
    digits = re.sub(r"[^0-9]", "", mantissa).lstrip("0")
    return len(digits)
