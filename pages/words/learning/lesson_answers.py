"""What somebody said in lessons: question, first answer and the moment's link of each, to be copied as text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from pages.words.learning.lesson_texts import plain

NO_PROOF = (
    "Nothing is sent anywhere: copy the text and hand it in yourself. It is no proof: it holds first answers, and "
    "whoever has it can change it. Nothing is kept once this page is closed."
)


@dataclass(frozen=True)
class Said:
    """One answer: the lesson's title, the question, what was said first, how it is, and the link's query."""

    lesson: str
    question: str
    first: str
    right: str
    query: str


def answers(said: tuple[Said, ...], *, opened: bool = False) -> str:
    """Return all answers as HTML, one line each that is copied; "" where nothing was said."""
    if not said:
        return ""
    lines: list[str] = []
    for i, each in enumerate(said, 1):
        if i == 1 or each.lesson != said[i - 2].lesson:
            lines.append(f'<p class="of-lesson" data-line>{escape(plain(each.lesson))}</p>')
        outcome = "as it is" if each.first == each.right else f"it is: {plain(each.right)}"
        link = escape(f"learn?{each.query}")
        lines.append(
            f'<p class="said"><span data-line>{i}. {escape(plain(each.question))}</span>'
            f"<span data-line>First answer: {escape(plain(each.first))} ({escape(outcome)})</span>"
            f'<a data-line href="{link}" target="_blank" rel="noopener">{link}</a></p>'
        )
    return (
        f'<details class="my-answers"{" open" if opened else ""}><summary>My answers</summary>'
        f'<p class="note">{NO_PROOF}</p><div data-copied>{"".join(lines)}</div>'
        '<p class="presses"><button type="button" data-copy>Copy as text</button></p></details>'
    )
