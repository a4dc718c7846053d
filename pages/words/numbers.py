"""How a number is written on screen: four significant digits, a true minus, a×10ⁿ where very large or small.

`pages/stage/web/core/numbers.js` writes the same; tests/data/numbers.json holds both to the same cases.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal

DIGITS = 4
LARGEST_PLAIN = 299.0  # log10 of a number's size; past it, it is written by its power of ten
_MOST_DIGITS = 17  # enough to tell any two doubles apart
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(x: float, digits: int = DIGITS) -> str:
    """Write a number with `digits` significant digits; plain from 1e-4 to 1e5, else as a×10ⁿ; – if not finite."""
    if not math.isfinite(x):
        return "–"
    if x == 0:
        return "0"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(x)
    exponent = rounded.adjusted()
    if -4 <= exponent < 5:
        decimals = max(0, digits - 1 - exponent)
        places = Context(prec=_MOST_DIGITS + 10, rounding=ROUND_HALF_UP)
        plain = format(
            places.create_decimal(x).quantize(places.create_decimal(1).scaleb(-decimals), context=places), "f"
        )
        return plain.replace("-", "−")
    mantissa = format(rounded.scaleb(-exponent), f".{digits - 1}f")
    return f"{mantissa}×{ten_to(exponent)}".replace("-", "−")


def change(old: float, new: float, sure: tuple[int, int] = (_MOST_DIGITS, _MOST_DIGITS)) -> tuple[str, str]:
    """Write two numbers with as many digits, from four on, as tell them apart. sure : how many each has at most."""
    for digits in range(DIGITS, min(sure) + 1):
        written = number(old, digits), number(new, digits)
        if written[0] != written[1]:
            return written
    return number(old, min(DIGITS, sure[0])), number(new, min(DIGITS, sure[1]))


def power_of_ten(log10: float) -> str:
    """Write a number past a double's range by its log10: 10^−347.4; past 1e7 that as every number, 10^−1.662×10⁸⁸."""
    if abs(log10) >= 1e7:
        return f"10^{number(log10)}"
    power = Decimal(log10).quantize(Decimal("0.1"), ROUND_HALF_UP) or Decimal("0.0")  # nothing is written −0.0
    return f"10^{power}".replace("-", "−")


def ten_to(power: int) -> str:
    """Write a power of ten: 10⁻⁵."""
    return f"10{str(power).translate(_SUPERSCRIPT)}"


def sized(x: float, log10: float) -> str:
    """Write a number, by log10 of its size where it is past a double's range."""
    if abs(log10) <= LARGEST_PLAIN:
        return number(x)
    return ("−" if math.copysign(1.0, x) < 0 else "") + power_of_ten(log10)


def in_brackets(x: float, digits: int = DIGITS) -> str:
    """Write a number as a factor: brackets around a negative one."""
    written = number(x, digits)
    return f"({written})" if written.startswith("−") else written


_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def in_words(count: int) -> str:
    """Write a small count as a word."""
    return _COUNTS[count] if 0 <= count < len(_COUNTS) else f"{count:,}"


def exactly(x: float) -> str:
    """Write a number that somebody typed: as it is if that is short."""
    text = repr(x).removesuffix(".0")
    return text if len(text) <= 8 and "e" not in text else number(x)
