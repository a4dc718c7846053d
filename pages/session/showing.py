"""Widgets that show what others change too: a stage, a link, an undo, another widget.

With whatever it has to say, a browser sends the values of all widgets. What it sent before it heard of a change still
holds the value from before, and Streamlit, which compares it with the new one, takes it for the user's.

So the session remembers, of each such widget, what it showed last, as of then or of its user's last choice. Where the
session says otherwise by now, somebody else has changed it: the widget is not heard, and when it is made next it is
another one, by a key that never comes again. What is sent late speaks to a widget that is no longer there. While only
its user changes it, a widget stays what it is, with its focus and what is half typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from pages.session import store, widgets
from pages.session.session import Session, session, update

P = ParamSpec("P")
Now = Callable[[Session], Any]  # what a widget is to show
_NOT_THERE = object()


def shows(
    name: str, now: Now, then: Callable[Concatenate[Session, Any, P], Session], *args: P.args, **kwargs: P.kwargs
) -> dict[str, Any]:
    """Return `key`, `on_change` and `args` of the widget called `name`, for its call.

    now : what the session has it show;  then : what the session is once the user has chosen a value, by the session
    before, the value, and what follows. A box that was emptied chooses nothing.
    """
    value, held = now(session()), value_of(name, _NOT_THERE)
    update(_made, name, value, anew=held is _NOT_THERE)
    key = _key_of(session(), name)
    if store.read(key, _NOT_THERE) != value:
        store.write(key, value)

    def chosen(before: Session, value: object) -> Session:
        return then(before, value, *args, **kwargs)

    return {"key": key, "on_change": _hear, "args": (name, key, now, chosen)}


def value_of(name: str, default: Any = None) -> Any:
    """Return what the widget called `name` holds."""
    return store.read(_key_of(session(), name), default)


def _hear(name: str, key: str, now: Now, then: Callable[[Session, Any], Session]) -> None:
    chosen = store.read(key)
    if chosen is not None:
        update(_chosen, name, key, now, then, chosen)


def _chosen(before: Session, name: str, key: str, now: Now, then: Callable[[Session, Any], Session], value: Any) -> Any:
    # Streamlit calls what a widget asked for even once that widget is gone.
    if key != _key_of(before, name) or _shown(before).get(name, (0, None))[1] != now(before) or value == now(before):
        return before
    after = then(before, value)
    return _remember(after, name, _shown(before)[name][0], now(after))


def _made(before: Session, name: str, value: Any, *, anew: bool) -> Session:
    revision, last = _shown(before).get(name, (0, _NOT_THERE))
    return _remember(before, name, revision + 1 if anew or last != value else revision, value)


def _remember(before: Session, name: str, revision: int, value: Any) -> Session:
    rows = {**_shown(before), name: (revision, value)}
    return replace(before, shown=tuple((each, *row) for each, row in rows.items()))


def _shown(now: Session) -> dict[str, tuple[int, Any]]:
    return {name: (revision, value) for name, revision, value in now.shown}


def _key_of(now: Session, name: str) -> str:
    return widgets.revision(name, now.identity, _shown(now).get(name, (0, None))[0])
