"""A column's text → numbers or words, and what is to be said of it: blanks, quotes, units, cases, gaps and doubts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from logreg_core.files.cells import (
    GAPS,
    Cells,
    doubt,
    in_quotes,
    number,
    numbers,
    shown,
    some,
    taken_off,
    trimmed,
    unmarked,
)
from logreg_core.points.dataset import Floats
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import quoted

MOST_WORDS = 10_000  # different ones in a label; with more it is none
MOST_SPELLINGS = 1_000

_LIKE_A_NUMBER = re.compile(r"[+-]?[0-9.,]*[0-9][0-9.,]*")


@dataclass(frozen=True)
class Entries:
    """A column that was text.

    values : float64 with nan for gaps, or text with None for gaps.
    cells : what was read as numbers.   said : pieces of sentences, by what was read otherwise than it stands.
    doubtful : an entry of which it is not certain whether its mark is the decimal one; "" where there is none.
    spellings : what became of the words that are read otherwise than they stand.
    """

    values: Floats | list[str | None]
    cells: Cells = ()
    said: dict[str, str] = field(default_factory=dict)
    doubtful: str = ""
    spellings: dict[str, str] = field(default_factory=dict)


def names_of(given: Sequence[str], *, marks: bool) -> list[str]:
    """Return columns' names without outer white space, or without the single quotes in which all of them stand."""
    if marks and all(map(in_quotes, given)):
        return [unmarked(name[1:-1]) for name in given]
    return [_word(trimmed(name), marks=marks) for name in given]


def _word(cell: str, *, marks: bool) -> str:
    return unmarked(cell) if marks and not in_quotes(cell) else cell


def entries(column: list[str], decimal: str, read_as: ReadAs, *, marks: bool, points: bool) -> Entries:
    """Return what the column holds: numbers where every entry is a number or a gap, and not all are gaps.

    marks : whether a ' may mark text (see `cells`).   points : whether a point may group thousands.
    """
    values = numbers(column, decimal)
    in_doubt = values is not None and doubt(column, decimal, are_numbers=True, points=points)
    if values is not None and not in_doubt:
        return Entries(values, column)
    counts = Counter(column)
    bare = {cell: trimmed(cell) for cell in counts if trimmed(cell) not in GAPS}
    quotes = bool(bare) and all(map(in_quotes, bare.values()))
    inside = {cell: text[1:-1] if quotes else text for cell, text in bare.items()}
    off = taken_off(list(inside.values()))
    alone, around, known = off or (list(inside.values()), "'", "")
    text = {cell: cell if cell == each else each for cell, each in zip(inside, alone, strict=True)}
    if not in_doubt and any(cell != each for cell, each in text.items()):
        cells = [text.get(cell, "") for cell in column]
        values = numbers(cells, known or decimal)
        if values is not None and not doubt(alone, known or decimal, are_numbers=True, points=points):
            read = {cell: shown(number(each, known or decimal)) for cell, each in text.items()}
            first = next(iter(read))
            said = {"off": f"{quoted(around)} ({quoted(first.strip())} is {read[first]})"} if off or quotes else {}
            return Entries(values, cells, said, spellings=read if len(read) <= MOST_SPELLINGS else {})
    like = {cell: each for cell, each in text.items() if _LIKE_A_NUMBER.fullmatch(each)}
    doubtful, mostly = "", 2 * sum(map(counts.__getitem__, like)) > sum(map(counts.__getitem__, text))
    if mostly:
        tried = list(like.values())
        are_numbers = numbers(tried, known or decimal) is not None
        doubtful = doubt(tried, known or decimal, are_numbers=are_numbers, points=points)
    words = {cell: unmarked(each) if quotes else _word(each, marks=marks) for cell, each in inside.items()}
    return _words(column, counts, inside, words, read_as, quotes=quotes, mostly=mostly, doubtful=doubtful)


def _words(
    column: list[str],
    counts: Counter[str],
    inside: dict[str, str],
    words: dict[str, str],
    read_as: ReadAs,
    *,
    quotes: bool,
    mostly: bool,
    doubtful: str,
) -> Entries:
    """Return the column as text. inside : its entries without outer blanks and quotes.   words : without marks too."""
    said = {}
    if quotes:
        first = next(iter(words))
        said["off"] = f'"\'" ({quoted(first.strip())} is {quoted(words[first])})'
    elif blank := [cell for cell, each in inside.items() if cell != each]:
        said["blanks"] = f"{quoted(blank[0])} ({sum(map(counts.__getitem__, blank)):,})"
    if not quotes and (marked := [cell for cell, each in inside.items() if words[cell] != each]):
        amount = sum(map(counts.__getitem__, marked))
        said["marks"] = f"({amount:,}): {quoted(marked[0])} was read as {quoted(words[marked[0]])}"
    gaps = Counter({trimmed(cell): counts[cell] for cell in counts if cell not in inside and trimmed(cell)})
    if read_as.gaps_are_words and words:
        words |= {cell: trimmed(cell) for cell in counts if trimmed(cell) in gaps}
    elif gaps and words and not mostly and len(words) <= MOST_SPELLINGS:
        said["gaps"] = some((f"{quoted(gap)} ({count:,})" for gap, count in gaps.items()), len(gaps))
    amounts: Counter[str] = Counter()
    for cell, word in words.items() if len(words) <= MOST_WORDS else ():
        amounts[word] += counts[cell]
    cases: dict[str, list[str]] = {}
    for word in amounts:
        cases.setdefault(word.casefold(), []).append(word)
    if 1 < len(cases) < len(amounts) and not read_as.cases_apart:
        alike = {word: max(group, key=amounts.__getitem__) for group in cases.values() for word in group}
        merged = [group for group in cases.values() if len(group) > 1]
        said["cases"] = some((f"{', '.join(map(quoted, g))} as {quoted(alike[g[0]])}" for g in merged), len(merged))
        words = {cell: alike[word] for cell, word in words.items()}
    spellings = {old: word for cell, word in words.items() for old in (unmarked(cell), cell) if old != word}
    if len(words) > MOST_SPELLINGS:
        spellings = {}
    return Entries([words.get(cell) for cell in column], (), said, doubtful, spellings)
