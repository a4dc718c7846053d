"""Names from files and links, and messages that quote them, as words that Streamlit's Markdown leaves alone."""

from __future__ import annotations

import re

from logreg_core.points.short_text import short_name

JOINER = "\u2060"  # takes no room; splits what is read as markup once the escapes are gone
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&=^:])")
# Emoji, icons and addresses are looked for in the finished text, where a backslash no longer helps.
_AFTERWARDS = re.compile(r"(:(?=\S)|@(?=\S)|(?i:www)(?=\.))")
_ARROWS = re.compile(r"(?<!\S)(<|-|>|~)(->|-|>|=)(?!\S)")
_JOINERS = "\u200c\u200d"  # they join or split letters of Persian and of emoji; no other invisible character stays


def in_markdown(text: str, longest: int = 1000) -> str:
    """Return `text` on one line, at most `longest` characters of it, with nothing that Markdown reads as markup."""
    line = one_line(text, longest)
    line = _ARROWS.sub(rf"\1{JOINER}\2", _AFTERWARDS.sub(rf"\1{JOINER}", line))
    return _PUNCTUATION.sub(r"\\\1", line)


def one_line(text: str, longest: int = 60) -> str:
    """Return `text` on one line, cut to `longest` characters, for a widget that shows its text as it is."""
    line = short_name(text, longest)
    return "".join(c if c.isprintable() or c in _JOINERS else "\ufffd" for c in line)


def told_apart(names: tuple[str, ...], longest: int = 60) -> dict[str, str]:
    """Return, for each of these different names, a line short enough for a list; no two lines are alike."""
    lines: dict[str, str] = {}
    for name in names:
        line = short = one_line(name, longest)
        taken = set(lines.values())
        number = 1
        while line in taken:
            number += 1
            line = f"{short} ({number})"
        lines[name] = line
    return lines
