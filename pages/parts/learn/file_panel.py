"""Opens a lesson from a file, which stays in this session alone."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core.learning.lesson_check import faults
from logreg_core.learning.lesson_file import LessonError
from pages.host.uploads import bytes_of
from pages.session import widgets
from pages.session.learning import study
from pages.session.learning.lessons import read_file, with_text
from pages.session.moment import Moment
from pages.session.session import Session, session, update
from pages.words.escape import in_markdown

LARGEST = 200_000  # bytes
MOST_NAMED = 10  # of what is not so


def file_panel() -> None:
    """Show the uploader, and what is not so in the lesson that was opened last."""
    st.file_uploader(
        "Open a lesson from a file",
        key=widgets.LESSON_FILE,
        on_change=_take,
        help="A text in the form that docs/lessons.md describes (.toml, up to 200 kB). It stays in this session alone.",
    )
    now = session()
    if now.lesson_refused is not None:
        name, why = now.lesson_refused
        st.error(f"**{in_markdown(name, 100)}** can't be opened. {in_markdown(why)}")
    elif now.lesson_texts:
        name, text = now.lesson_texts[-1]
        wrong = _faults(text, name)
        if wrong:
            rows = "\n".join(f"- {in_markdown(each)}" for each in wrong[:MOST_NAMED])
            st.warning(f"**{in_markdown(name, 100)}** is open. Not all in it is so:\n{rows}")


def ask_for_lesson(name: str) -> None:
    """Say which file a link into its lesson needs, and take it."""
    st.warning(
        f"This link leads into the lesson of the file **{in_markdown(name, 100)}**, which a link can't hold. Open that "
        "file here, and the link shows its place; or choose another lesson."
    )
    st.file_uploader(f"The file {in_markdown(name, 100)}", key=widgets.LESSON_FILE, on_change=_take)
    if refused := session().lesson_refused:
        st.error(f"**{in_markdown(refused[0], 100)}** can't be opened. {in_markdown(refused[1])}")
    st.button("All lessons", on_click=update, args=(study.leave,))


def _take() -> None:
    sent = widgets.value_of(widgets.LESSON_FILE)
    if sent is None:
        update(lambda before: replace(before, lesson_refused=None))
        return
    update(_with_file, sent.name, bytes_of(sent))


def _with_file(before: Session, name: str, raw: bytes) -> Session:
    try:
        text = _text(raw)
        read_file(text, name)
    except (LessonError, UnicodeDecodeError) as error:
        why = str(error) if isinstance(error, LessonError) else "It is no text in UTF-8; save it as plain text."
        return replace(before, lesson_refused=(name, why))
    after = replace(before, lesson_refused=None, lesson_texts=with_text(before.lesson_texts, name, text))
    moment = before.moment
    # A link with nothing but the place is about the moment that its beat begins with.
    if moment.place and replace(moment, place=None, present=False) == Moment():
        return study.begin(after, moment.place)
    return after


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise LessonError(0, f"It has {len(raw):,} bytes; {LARGEST:,} are the most. Make two lessons of it.")
    return raw.decode("utf-8-sig")


@st.cache_resource(scope="session", max_entries=5, show_spinner="Looking whether all in it is so …")
def _faults(text: str, name: str) -> tuple[str, ...]:
    return faults(read_file(text, name))
