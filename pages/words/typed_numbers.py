"""Numbers as people type them: with a decimal comma, a true minus, a power of ten, or as a fraction."""

from __future__ import annotations

import math
import re

_SUPERSCRIPTS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_DIGITS = r"(?:\d+(?:\.\d*)?|\.\d+)"
_POWER = r"(?:e[+-]?\d{1,4}|[*x·×]10(?:\^|\*\*)?\(?[+-]?\d{1,4}\)?|10\^[+-]?\d{1,4})?"
_NUMBER = re.compile(rf"([+-]?)({_DIGITS})({_POWER})")
_LONGEST = 60


def parsed(text: str) -> float | None:
    """Return the number that was typed; None where the text is no number.

    Takes 0.25, 0,25, −0.25, 2.5e-1, 2.5×10⁻¹, 2.5*10^-1, 1/4 and 25 %.
    """
    line = "".join(text.split()).lower()
    if not line or len(line) > _LONGEST:
        return None
    line = re.sub("(?<=10)(?=[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹])", "^", line).translate(_SUPERSCRIPTS)
    line = re.sub("[−–—]", "-", line)
    line = line.removeprefix("=").replace(",", ".")
    hundredth, line = line.endswith("%"), line.removesuffix("%")
    top, slash, bottom = line.partition("/")
    value = _decimal(top)
    if slash:
        divisor = _decimal(bottom)
        value = value / divisor if value is not None and divisor else None
    if value is None or not math.isfinite(value):
        return None
    return value / 100 if hundredth else value


def _decimal(line: str) -> float | None:
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1]
    found = _NUMBER.fullmatch(line)
    if found is None:
        return None
    sign, digits, power = found.groups()
    exponent = re.sub(r"^(e|[*x·×]?10(\^|\*\*)?)|[()]", "", power or "")
    return float(f"{sign}{digits}e{exponent or '0'}")
