"""A question as a class sees it in Present: it fills the left of the screen, and each press shows a little more."""

from __future__ import annotations

from dataclasses import dataclass

from pages.words.learning.lesson_column import LETTERS
from pages.words.learning.lesson_texts import button, marked


@dataclass(frozen=True)
class Vote:
    """What a class sees of a beat.

    title : the lesson's;  place : which of its beats it is, in words;  asks : the question;  answers : their texts;
    right : the place of the right one, from 0, None where it is not shown yet;  reasons : those shown, by the answers'
    places, and `last` the place of the one shown last;  text : what is said besides;  why : the explanation;
    next_words : what the next press shows, "" where nothing follows.
    """

    title: str
    place: str
    asks: str
    answers: tuple[str, ...] = ()
    right: int | None = None
    reasons: tuple[tuple[int, str], ...] = ()
    text: str = ""
    why: str = ""
    next_words: str = ""
    can_go_back: bool = True


def vote(shown: Vote) -> str:
    """Return it as HTML."""
    reasons = dict(shown.reasons)
    rows = "".join(_row(i, says, shown.right, reasons.get(i, "")) for i, says in enumerate(shown.answers))
    return (
        f'<div class="vote"><p class="place"><span>{marked(shown.title)}</span> '
        f'<span class="of">{marked(shown.place)}</span></p>'
        f'<h1 class="asks">{marked(shown.asks)}</h1>'
        f"{f'<ol class=votes>{rows}</ol>' if rows else ''}"
        f"{f'<p class=text>{marked(shown.text)}</p>' if shown.text else ''}"
        f"{f'<p class=explains>{marked(shown.why)}</p>' if shown.why else ''}"
        '<p class="presses">'
        + button(
            '<span aria-hidden="true">◀</span> Back <kbd aria-hidden="true">PageUp</kbd>',
            {"learn": "backward"},
            off=not shown.can_go_back,
        )
        + button(
            f'{marked(shown.next_words or "The end")} <kbd aria-hidden="true">PageDown</kbd>',
            {"learn": "onward"},
            kind="main",
            off=not shown.next_words,
        )
        + button('Leave <kbd aria-hidden="true">Esc</kbd>', {"present": False}, kind="leave")
        + "</p></div>"
    )


def _row(i: int, says: str, right: int | None, because: str) -> str:
    state = "" if right is None else "right" if i == right else "other"
    spoken = '<span class="spoken">, so it is</span>' if state == "right" else ""
    reason = f'<span class="because">{marked(because)}</span>' if because else ""
    return (
        f'<li data-state="{state}"><span class="letter">{LETTERS[i]}</span>'
        f'<span class="says">{marked(says)}{spoken}{reason}</span></li>'
    )
