"""The column of a lesson beside the stage: the question, its answers, and what comes of them, as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pages.words.learning.lesson_texts import button, marked

LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Choice:
    """An answer to choose.

    says : its text;  state : "" where it can be chosen, "tried" where it was, "right" once it is known to be;
    because : its reason, where it is shown.
    """

    says: str
    state: str = ""
    because: str = ""


@dataclass(frozen=True)
class Press:
    """A button: what stands on it, and what it asks for."""

    words: str
    request: Mapping[str, object]
    main: bool = False
    off: bool = False


@dataclass(frozen=True)
class Column:
    """What stands in the column. All texts are as a lesson has them, with their numbers.

    title, kind : the lesson's;  number, of : which of its beats it is, from 1;  name : what a list calls the beat;
    earlier : what was said in each beat before, and what it was;  asks : the question or task;
    choices : its answers;  commits : what stands on the button that says one, "" where none can be chosen;
    verdict : what is said of the last answer;  because : its reason;  hints : those that are shown;
    action : what to try;  why : the explanation;  source : where it comes from;
    mistake : the usual one, at the lesson's end;  presses : the buttons below;  aside : quiet ones.
    """

    title: str
    number: int
    of: int
    kind: str = "lesson"
    name: str = ""
    earlier: tuple[tuple[int, str], ...] = ()
    asks: str = ""
    choices: tuple[Choice, ...] = ()
    commits: str = ""
    verdict: str = ""
    because: str = ""
    hints: tuple[str, ...] = ()
    action: str = ""
    why: str = ""
    source: str = ""
    mistake: str = ""
    presses: tuple[Press, ...] = ()
    aside: tuple[Press, ...] = ()
    notes: tuple[str, ...] = field(default=())


def column(shown: Column) -> str:
    """Return the column as HTML."""
    return "".join(
        [
            f'<nav class="ways">{button("All lessons", {"learn": "leave"}, kind="link")}</nav>',
            f"<h1>{marked(shown.title)}</h1>",
            _where(shown),
            _earlier(shown),
            f'<h2 class="asks"><span class="number">{marked(_number(shown))}</span> {marked(shown.asks)}</h2>'
            if shown.asks
            else "",
            _answers(shown),
            '<div class="comes">',
            _part("verdict", shown.verdict),
            _part("because", shown.because),
            "".join(_part("hint", hint) for hint in shown.hints),
            _part("note", " ".join(shown.notes)),
            f'<p class="action"><b>Try:</b> {marked(shown.action)}</p>' if shown.action else "",
            _part("explains", shown.why),
            f'<p class="mistake"><b>Often missed:</b> {marked(shown.mistake)}</p>' if shown.mistake else "",
            _part("source", shown.source),
            "</div>",
            _presses(shown),
        ]
    )


def _number(shown: Column) -> str:
    return shown.name or f"{shown.number}"


def _where(shown: Column) -> str:
    """Which beat it is, as dots and in words."""
    what = {"plan": "moment", "challenges": "challenge"}.get(shown.kind, "question")
    said = f'<span class="of">{what} {shown.number} of {shown.of}</span>'
    if shown.of > 8 or shown.of == 1:
        return f'<p class="place">{said}</p>' if shown.of > 1 else ""
    kinds = ("past" if i < shown.number else "now" if i == shown.number else "" for i in range(1, shown.of + 1))
    dots = "".join(f'<span class="dot {kind}"></span>' for kind in kinds)
    return f'<p class="place"><span class="dots" aria-hidden="true">{dots}</span>{said}</p>'


def _earlier(shown: Column) -> str:
    if not shown.earlier:
        return ""
    rows = "".join(f'<li><span class="number">{n}</span> {marked(text)}</li>' for n, text in shown.earlier)
    return f'<ol class="earlier" aria-label="What you said before">{rows}</ol>'


def _answers(shown: Column) -> str:
    if not shown.choices:
        return ""
    rows = "".join(_answer(i, each, can=bool(shown.commits)) for i, each in enumerate(shown.choices))
    commit = f'<button type="button" class="main" data-commit disabled>{marked(shown.commits)}</button>'
    return (
        f'<fieldset class="answers"><legend class="spoken">{marked(shown.asks)}</legend>{rows}</fieldset>'
        f"{f'<p class=presses>{commit}</p>' if shown.commits else ''}"
    )


def _answer(i: int, each: Choice, *, can: bool) -> str:
    off = "" if can and not each.state else " disabled"
    tried = {"tried": '<span class="spoken">, tried</span>', "right": '<span class="spoken">, so it is</span>'}
    chosen = " checked" if each.state == "right" else ""
    return (
        f'<label class="answer" data-state="{each.state}">'
        f'<input type="radio" name="gd-answer" value="{i}"{off}{chosen}>'
        f'<span class="letter">{LETTERS[i]}</span>'
        f'<span class="says">{marked(each.says)}{tried.get(each.state, "")}</span></label>'
    )


def _part(kind: str, text: str) -> str:
    return f'<p class="{kind}">{marked(text)}</p>' if text else ""


def _presses(shown: Column) -> str:
    rows = "".join(
        button(marked(each.words), each.request, kind="main" if each.main else "", off=each.off)
        for each in shown.presses
    )
    quiet = "".join(button(marked(each.words), each.request, kind="link", off=each.off) for each in shown.aside)
    return f'<p class="presses">{rows}</p><p class="aside">{quiet}</p>'
