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
    readings,
    shown,
    some,
    taken_off,
    trimmed,
    unmarked,
)
from logreg_core.points.dataset import Floats
from logreg_core.points.read_as import ReadAs
from logreg_core.points.short_text import cut, quoted

MOST_WORDS = 1_000  # different ones in a label; with more it is none

_PLAIN = re.compile(r"[^\W\d_](.*[^\s\ufeff])?", re.DOTALL)
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
    quotes = marks and all(map(in_quotes, given))
    return [unmarked(name[1:-1]) if quotes else _word(trimmed(name), marks=marks) for name in given]


def _word(cell: str, *, marks: bool) -> str:
    return unmarked(cell) if marks and not in_quotes(cell) else cell


def entries(column: list[str], decimal: str, read_as: ReadAs, *, marks: bool, points: bool) -> Entries:
    """Return what the column holds: numbers where every entry is a number or a gap, and not all are gaps.

    marks : whether a ' may mark text (see `cells`).   points : whether a point may group thousands.
    """
    values = numbers(column, decimal)
    if values is not None and not doubt(column, decimal, are_numbers=True, points=points):
        return Entries(values, column)
    if _are_plain(column) and not read_as.gaps_are_words:
        return Entries([None if cell in GAPS else cell for cell in column])
    counts = Counter(column)
    bare = {cell: each for cell, each in zip(counts, map(trimmed, counts), strict=True) if each not in GAPS}
    quotes = bool(bare) and all(map(in_quotes, bare.values()))
    inside = {cell: text[1:-1] for cell, text in bare.items()} if quotes else bare
    alone, around, known = taken_off(list(inside.values()), decimal) or (list(inside.values()), "'" * quotes, decimal)
    text = {cell: cell if cell == each else each for cell, each in zip(inside, alone, strict=True)}
    if values is None and any(cell != each for cell, each in text.items()):
        cells = [text.get(cell, "") for cell in column]
        values = numbers(cells, known)
        if values is not None and not doubt(alone, known, are_numbers=True, points=points):
            read = {cell: shown(number(text[cell], known)) for cell in list(text)[:MOST_WORDS]}
            return Entries(values, cells, _off(around, read), spellings=read)
    like = [cell for cell, each in text.items() if _LIKE_A_NUMBER.fullmatch(each)]
    mostly = 2 * sum(map(counts.__getitem__, like)) > sum(map(counts.__getitem__, text))
    tried = [text[cell] for cell in like] if mostly else []
    doubtful = doubt(tried, known, are_numbers=numbers(tried, known) is not None, points=points)
    words = {cell: unmarked(each) if quotes else _word(each, marks=marks) for cell, each in inside.items()}
    said = _off("'", words) if quotes else _left_out(inside, words, counts)
    said |= {"doubt": f"{cut(doubtful, 30)} is {' or '.join(readings(doubtful).values())}"} if doubtful else {}
    gaps = {cell: trimmed(cell) for cell in counts if cell not in inside and trimmed(cell)}
    if gaps and words and not mostly and not read_as.gaps_are_words:
        said["gaps"] = some((f"{quoted(gap)} ({counts[cell]:,})" for cell, gap in gaps.items()), len(gaps))
    words |= gaps if words and read_as.gaps_are_words else {}
    if len(words) > MOST_WORDS:
        return Entries([words.get(cell) for cell in column], (), said, doubtful)
    alike = {} if read_as.cases_apart else _alike(words, counts)
    if groups := [[word for word in alike if alike[word] == name] for name in dict.fromkeys(alike.values())]:
        said["cases"] = some((f"{', '.join(map(quoted, g))} as {quoted(alike[g[0]])}" for g in groups), len(groups))
    words = {cell: alike.get(word, word) for cell, word in words.items()}
    spellings = {old: word for cell, word in words.items() for old in (unmarked(cell), cell) if old != word}
    return Entries([words.get(cell) for cell in column], (), said, doubtful, spellings)


def _are_plain(column: list[str]) -> bool:
    """Tell whether these are too many different words for a label, and none of them has anything to be taken off."""
    if len(set(column[: 2 * MOST_WORDS])) <= MOST_WORDS:
        return False
    first = next((cell for cell in column if cell not in GAPS), "")
    return not taken_off([first]) and all(_PLAIN.fullmatch(cell) or cell in GAPS for cell in column)


def _off(around: str, read: dict[str, str]) -> dict[str, str]:
    """Say what was taken off every entry, with the first one as it is read."""
    first = next(iter(read))
    return {"off": f"{quoted(around)} ({quoted(trimmed(first))} is {read[first]})"} if around else {}


def _left_out(inside: dict[str, str], words: dict[str, str], counts: Counter[str]) -> dict[str, str]:
    """Say where blanks and marks were left out: of cells, `inside` is without blanks, `words` without marks too."""
    blank = [cell for cell, each in inside.items() if cell != each]
    marked = [cell for cell, each in inside.items() if words[cell] != each]
    said = {}
    if blank:
        said["blanks"] = f"{quoted(blank[0])} ({sum(map(counts.__getitem__, blank)):,})"
    if marked:
        amount = sum(map(counts.__getitem__, marked))
        said["marks"] = f"{quoted(marked[0])} was read as {quoted(words[marked[0]])} ({amount:,})"
    return said


def _alike(words: dict[str, str], counts: Counter[str]) -> dict[str, str]:
    """Return the commonest spelling of each word that comes in several cases, unless less than two words are left."""
    amounts: Counter[str] = Counter()
    for cell, word in words.items():
        amounts[word] += counts[cell]
    groups: dict[str, list[str]] = {}
    for word in amounts:
        groups.setdefault(word.casefold(), []).append(word)
    several = [group for group in groups.values() if len(group) > 1 and len(groups) > 1]
    return {word: max(group, key=amounts.__getitem__) for group in several for word in group}
