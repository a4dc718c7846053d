"""A strict reader of text with separators, written apart from the app's: what a frame must equal."""

from __future__ import annotations

import csv
import io
import re

SEPARATORS = (",", ";", "\t", "|", " ")
_SAID = re.compile(r'"?sep=([,;\t| ])"?[,;\t| ]*[\r\n]', re.IGNORECASE)
_WORD = re.compile(r'[ \t]*(?:"((?:[^"]|"")*)"(?=[ \t]|\Z)|([^ \t"][^ \t]*))')

Rows = dict[int, list[str]]


def _blanks(text: str) -> Rows | None:
    rows: Rows = {}
    for row, line in enumerate(io.StringIO(text, newline=""), start=1):
        left, cells = line.strip(" \t\r\n"), []
        while left:
            found = _WORD.match(left)
            if found is None:
                return None
            cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
            left = left[found.end() :]
        rows[row] = cells
    return rows


def _cut(text: str, separator: str) -> Rows | None:
    if separator == " ":
        return _blanks(text)
    lines, spaces = io.StringIO(text, newline=""), separator != "\t"
    reader = csv.reader(lines, delimiter=separator, strict=True, skipinitialspace=spaces)
    try:
        return dict(enumerate(reader, start=1))
    except csv.Error:
        return None


def _named(text: str, top: list[str], width: int) -> list[str]:
    """The first row without the # that marks it."""
    if not text.strip().startswith("#"):
        return top
    if top[0] == "#" and len(top) == width + 1:
        return top[1:]
    bare = top[0].lstrip("# \t")
    return [bare, *top[1:]] if bare and len(top) == width else top


def readings(text: str) -> list[tuple[str, Rows]]:
    """Each separator with which all rows are of one width, with the rows that are not blank, by their number."""
    text = text.removeprefix("\ufeff").removeprefix("\ufeff").removesuffix("\x1a")
    said = _SAID.match(text)
    found = []
    for separator in [said[1]] if said else SEPARATORS:
        rows = _cut(text, separator)
        if rows is None:
            continue
        if said:
            del rows[1]
        rows = {row: cells for row, cells in rows.items() if "".join(cells).strip()}
        if len(rows) < 2:
            continue
        first, second = list(rows)[:2]
        rows[first] = _named(text, rows[first], len(rows[second]))
        below = [cells for row, cells in rows.items() if row != first]
        if {len(cells) for cells in below} == {len(rows[first]) + 1}:
            dropped = not any(cells[-1].strip() for cells in below)
            rows[first] = [*rows[first], ""] if dropped else ["", *rows[first]]
        while rows[first] and not any(cells[-1].strip() for cells in rows.values()):
            rows = {row: cells[:-1] for row, cells in rows.items()}
        if len({len(cells) for cells in rows.values()}) == 1:
            found.append((separator, rows))
    return found
