"""What it means that the app has held: no page raises, the session is at a moment that its own link says, and goes on.

`App` itself fails where a page raises.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from pages.session import widgets
from pages.session.inbox import acknowledgements
from tests.app import App

_KEYED = re.compile(r".*-[0-9a-f]{32}-(.+)")
_SILENT = {widgets.PRINT_CARD, widgets.LAST_LINE, widgets.COPY}  # components that report nothing


def senders(app: App) -> dict[str, str]:
    """The components on the page that may report: the id of each, by its key."""
    ids = [each.proto.id for each in app.at.get("bidi_component")]
    found = {match[1]: match[0] for match in map(_KEYED.fullmatch, ids) if match}
    assert len(found) == len(ids), f"among {ids} are some without a key, or two with the same"
    return {key: found[key] for key in found if key not in _SILENT}


def goes_on(app: App) -> None:
    """Report a step, where there is one, and otherwise nothing but a number; it is taken in, and nothing else is."""
    before, there = app.moment, senders(app)
    if not there:  # nothing to show until somebody brings a file, or points
        app.run()
        assert app.moment == before
        return
    key = next(iter(there))
    number = _next_number(acknowledgements(app.remembered.inbox).get(key, ""))
    step = 1 if before.t == 0 else 0
    app.sends(there[key], {"report": {"number": number, "t": step}})
    assert acknowledgements(app.remembered.inbox)[key] == number
    after = app.moment
    assert replace(after, t=0, pick=None) == replace(before, t=0, pick=None)
    if key == widgets.STAGE:
        # There is no step 1 in a run of no steps, nor in one that leaves the floating-point numbers with its first.
        assert after.t in (step, 0)


def _next_number(last: str) -> str:
    page, _, count = last.partition("-")
    return f"held-{int(count) + 1 if page == 'held' else 1}"


def shown(app: App) -> Any:
    """All that a report may change of what is on screen."""
    now = app.remembered
    return app.moment, now.past, now.future, now.files, now.selection, now.most_steps, now.table_sight
