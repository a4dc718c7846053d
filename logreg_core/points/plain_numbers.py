"""Numbers as the core's own sentences write them; what a page shows is written by pages/words/numbers.py."""

from __future__ import annotations

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def digits(x: float) -> str:
    """Write a number with 4 significant digits, as a×10ⁿ outside 1e-4..1e5."""
    if x == 0:
        return "0"
    part, power = f"{x:.3e}".split("e")
    if -4 <= int(power) < 5:
        text = f"{float(part + 'e' + power):.{max(3 - int(power), 0)}f}"
    else:
        text = f"{part}×10{str(int(power)).translate(_SUPERSCRIPTS)}"
    return text.replace("-", "−")


def short(x: float) -> str:
    """Write a number with at most 4 significant digits, none of them a zero at the end."""
    part, times, power = digits(x).partition("×")
    return (part.rstrip("0").rstrip(".") if "." in part else part) + times + power
