"""A lesson's texts as HTML: whatever a file holds stands there as it was written, but for *letters* in italics."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import escape

MOST_WORDS = 20  # of a verdict
_ITALIC = re.compile(r"\*([^*\s](?:[^*]{0,38}[^*\s])?)\*")


def marked(text: str) -> str:
    """Return a text safe inside HTML; what stands between two asterisks, such as *J*, is italic."""
    return _ITALIC.sub(r"<i>\1</i>", escape(text))


def plain(text: str) -> str:
    """Return a text without asterisks, for where nothing is italic."""
    return _ITALIC.sub(r"\1", text)


def quoted_words(text: str) -> str:
    """Return an answer's words inside a sentence: in quotation marks, without the full stop at their end."""
    return f"“{text.removesuffix('.')}”"


def button(words: str, request: Mapping[str, object], *, kind: str = "", off: bool = False) -> str:
    """Return a button as HTML.

    words : HTML;  request : what it asks for;  kind : its class;  off : whether it can't be used.
    """
    asks = escape(json.dumps(dict(request)))
    return f'<button type="button" class="{kind}" data-request="{asks}"{" disabled" if off else ""}>{words}</button>'


def verdict(first: str, right: str, *, is_first: bool) -> str:
    """Return what is said once the right answer is known: it names both answers, the one that was said first too.

    first, right : their words, first "" where nothing was said;  is_first : whether they are the same answer.
    """
    if is_first:
        return f"You said {quoted_words(first)}, and so it is."
    both = f"You first said {quoted_words(first)}. It is {quoted_words(right)}."
    if not first:
        return f"It is {quoted_words(right)}."
    return both if len(both.split()) <= MOST_WORDS else f"It is {quoted_words(right)}."
