"""Several numbers pasted at once, as a program prints them or a person writes them: which is which.

J = 0.4006, dw1: -0.2166, dw2: -0.1052        a name before each number
dw = [-0.2166 -0.1052]   db = -0,02476        a name before a list;  a decimal comma where no point is
[-0.2166, -0.1052, -0.02476]                  no name: the gradient;  with J before it, one more
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from logreg_core.points.plain_numbers import NotANumberError

LONGEST = 2_000  # letters
_NUMBER = r"(?<![\w∂₁₂^.,])[-+−–]?(?:[0-9]+(?:{mark}[0-9]+)?|{mark}[0-9]+)(?:[eE][-+−]?[0-9]+)?(?![\w])"
_INDEX = re.compile(r"\[([01])\](?=\s*[:=])")
_J = {"j", "cost", "loss", "meanloss", "jmean", "c"}
_BEFORE_STEP = r"(?:d[jlc]?/?d|grad(?:ient)?(?:of)?d?|d)"
_NEXT = r"(?:next|new|updated)?"


def pasted(text: str, asked: Sequence[str]) -> dict[str, str]:
    """Return each number's text by its name, of those in `asked`; what has another name is left out.

    asked : as `logreg_core.learning.own_numbers.asked_of` gives them. Raises NotANumberError where nothing is found.
    """
    if len(text) > LONGEST:
        raise NotANumberError(f"That is {len(text):,} letters long; paste at most {LONGEST:,}.")
    text = _INDEX.sub(lambda found: str(int(found[1]) + 1), text)
    mark = r"\." if re.search(r"[0-9]\.[0-9]|(?<![0-9])\.[0-9]", text) else "[.,]"
    found: dict[str, str] = {}
    bare: list[str] = []
    end, after = 0, ""
    waiting: list[str] = []  # names that stand before a list, as in w1, w2, b = 1, 2, 3
    for number in re.finditer(_NUMBER.format(mark=mark), text):
        label, end = text[end : number.start()], number.end()
        *others, name = [_named(each) for each in re.split("[,;|\n]", label)]
        if name is None:  # another name, as of a step or a rate
            after, waiting = "?", []
            continue
        if name:
            name, *waiting = [each for each in (*others, name) if each]
        after = name or (waiting.pop(0) if waiting else _following(after))
        if not after:
            bare.append(number[0])
        elif _single(after) in asked and _single(after) not in found:
            found[_single(after)] = number[0]
    found = dict(zip(_of_bare(len(bare), asked), bare, strict=False)) | found
    if not found:
        raise NotANumberError("No number here has a name: write it like J = 0.4006, dw1 = -0.2166.")
    return found


def _named(label: str) -> str | None:
    """Return what a label names: one of the quantities, one with "*" where a list begins, "" for none; else None."""
    plain = label.casefold().translate(str.maketrans("∂₁₂θ", "d12w", "̃"))
    plain = re.sub(r"np\.array|array|tensor|list", "", plain)
    name = re.sub(r"[\s_:=←→()\[\]{}*'\"$\\]|/(?=d)", "", plain)
    if not name:
        return ""
    if name in _J:
        return "J"
    if part := re.fullmatch(_BEFORE_STEP + r"(w[12]?|b|)", name):
        return _of("dJ_d", part[1])
    if part := re.fullmatch(_NEXT + r"(w[12]?|weights|params|b|bias|intercept)(?:next|new)?", name):
        return _of("next_", {"weights": "w", "params": "w", "bias": "b", "intercept": "b"}.get(part[1], part[1]))
    return None


def _of(what: str, part: str) -> str:
    return f"{what}w*" if part in ("w", "") else what + part


def _single(name: str) -> str:
    return name.replace("w*", "w1")


def _following(name: str) -> str:
    """Return what comes after this in a list that began with w."""
    return {
        "dJ_dw*": "dJ_dw2",
        "dJ_dw1": "dJ_dw2",
        "dJ_dw2": "dJ_db",
        "next_w*": "next_w2",
        "next_w1": "next_w2",
        "next_w2": "next_b",
        "J": "dJ_dw1",
    }.get(name, "?" if name else "")


def _of_bare(count: int, asked: Sequence[str]) -> Sequence[str]:
    """Return what so many numbers without a name are."""
    gradient = [name for name in asked if name.startswith("dJ")]
    if count in (len(gradient) - 1, len(gradient)):
        return gradient[:count]
    return asked[:count] if count in (len(gradient) + 1, len(asked)) else ()
