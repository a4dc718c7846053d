"""Numbers as the core's own sentences write them, and as people type or paste them.

What a page shows is written by pages/words/numbers.py. What is typed in the browser is read by
pages/stage/web/core/typed_numbers.js in the very same way; tests/data/typed_numbers.json holds both to the same cases.
"""

from __future__ import annotations

import math
import re

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


_SUPERSCRIPT = r"[⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹]"
_TYPED_SUPERSCRIPTS = str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789")
_TYPED = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<digits>[0-9]+\.?[0-9]*|\.[0-9]+)"
    r"(?:e(?P<e>[+-]?[0-9]{1,6})"
    r"|\s*[*x·×]\s*10\s*(?:\^|\*\*)\s*(?:(?P<power>[+-]?[0-9]{1,6})|\(\s*(?P<inner>[+-]?[0-9]{1,6})\s*\)))?"
)
_MOST_QUOTED = 30


class NotANumberError(ValueError):
    """What was typed is no number; the message says what was got, and why it is none."""


def typed_number(text: str) -> float:
    """Return the number that a person typed or pasted, to the nearest double.

    Takes 0.25, 0,25, .5, 1e-3, 2.5×10⁻¹ and 2.5*10^-1, with the minus of a keyboard or a true one, and blanks around
    it (a no-break space and U+FEFF too). One comma or one point alone is the decimal mark: 1,234 and 1.234 are both a
    little more than 1. With more marks than one (1,234,567 or 1.234,5) it is no number, since they could be read in
    two ways; nor is 1 234, nor what is larger than a double can be. Raises NotANumberError.
    """
    return _read(text)[0]


def last_place(text: str) -> float:
    """Return the size of the last digit that was typed: 0.01 for 2.50, 1 for 25, 10 for 2.5×10²; see `typed_number`."""
    return _read(text)[1]


def _read(text: str) -> tuple[float, float]:
    """Return the number that was typed, and the size of its last digit."""
    line = re.sub(r"^[\s\ufeff]+|[\s\ufeff]+$", "", text)
    quoted = f"“{line if len(line) <= _MOST_QUOTED else line[: _MOST_QUOTED - 1] + '…'}”"
    if not line:
        raise NotANumberError("Nothing is written here; a number is needed.")
    plain = re.sub(r"[\s\ufeff]", " ", line).replace("−", "-").lower()
    plain = re.sub(f"(?<=10)(?={_SUPERSCRIPT})", "^", plain).translate(_TYPED_SUPERSCRIPTS)
    if re.search(r"[.,][^e*x·×]*[.,]", plain) and re.fullmatch(r"[+-]?[0-9.,]+", plain):
        raise NotANumberError(f"{quoted} has more than one comma or point: write it with a decimal mark alone.")
    if re.search(r"[0-9] +[0-9]", plain):
        raise NotANumberError(f"{quoted} has a blank between its digits: write it without.")
    found = _TYPED.fullmatch(plain.replace(",", "."))
    if found is None:
        raise NotANumberError(f"{quoted} is no number. Write it like 0.25, -3 or 1e-3.")
    exponent = found["e"] or found["power"] or found["inner"] or "0"
    value = float(f"{found['sign']}{found['digits']}e{exponent}")
    if not math.isfinite(value):
        raise NotANumberError(f"{quoted} is larger than a number can be here.")
    decimals = len(found["digits"].partition(".")[2])
    return value, float(f"1e{int(exponent) - decimals}")
