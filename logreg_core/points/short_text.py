"""Texts that come from outside, made short enough for a message, a list or a label.

Every function here that gets a longest length returns at most that many characters, the last of them an ellipsis (…)
where something was left out.
"""

from __future__ import annotations

LONGEST_QUOTED = 60  # characters


def cut(text: str, longest: int) -> str:
    """Return the text, or its beginning and … where it has more than `longest` characters."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def quoted(value: object, longest: int = LONGEST_QUOTED) -> str:
    """Return a value as a message quotes it: its text cut to `longest` characters, control characters escaped."""
    return repr(cut(str(value), longest))


def short_name(text: str, longest: int, empty: str = "(no name)") -> str:
    """Return a name on one line, cut to `longest` characters; `empty` where nothing is left of it."""
    return cut(" ".join(text.split()) or empty, longest)
