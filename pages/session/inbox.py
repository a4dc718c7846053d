"""The inbox: takes in what a component in the browser reports, so that each of its requests is applied once.

Its twin, the outbox, is in the browser (pages/stage/web/core/outbox.js). Between them messages get lost: of several
reports that wait, Streamlit delivers only the last; it may stop the script that answers one; a server that is started
anew knows nothing. So the outbox repeats a request in every report until the page acknowledges a report that held it,
and the inbox tells by the requests' numbers which it has had already.

A request's states, as the outbox sees them:

    idle           there is no request
    waiting        it was made, and goes with the next report: at once, or when the pause between reports is over
    sent           it went with report n and goes with each later one; after 3 s without an answer there is one more
    acknowledged   the page shows that report n or a later one was taken in: the request is forgotten

Where the connection was lost and nothing said since is acknowledged, the server knows nothing of this page: it was
started anew. The page is then loaded again at its moment and takes its requests along, waiting.

What a report holds, {"number", "session", "t", "playing", "requests"}; all but its number may be missing:

    number     "<page>-<count>": the page's name, another one each time that the page is loaded, and a count from 1.
               What the inbox acknowledges is the number of the last report that it took in.
    session    the identity of the session that it speaks to; one to another, before a restart, is left aside.
    t          the step on screen.
    playing    whether the run plays, so that more steps follow by themselves.
    requests   those that were not known to be acknowledged, in the order in which they were made: the first 100 of
               them, of more the rest go once these are acknowledged.

What a request holds: its own number, which grows by 1 from request to request of a page; t, the step at which it was
made; and what it asks for, such as {"pick": 3} or {"undo": true}, which is for others to understand. It has at most
16 entries, named in up to 40 letters. Each is true, false or null, a whole number up to 2**53 or another finite one, a
text of up to 1,000 letters, or a list: of up to 10,000 of these, such as {"select": [1, 2]}, or of up to 4 lists of
up to 4 of them.

What the inbox does with a report of a component:

    no proper report, or to another session         nothing, and no acknowledgement
    its number is the one that was last taken in    nothing; that stays acknowledged
    another one                                     gives the requests whose number is larger than that of the last
                                                    request from this page, and acknowledges the report; looks at the
                                                    first 100 alone, and leaves aside those that hold anything else

This file is free of Streamlit: the marks on the page that carry acknowledgements are host/acknowledgements.py.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, TypeGuard

# A report's fields; a request has the first and the third of its own.
NUMBER, IDENTITY, STEP, PLAYING, REQUESTS = "number", "session", "t", "playing", "requests"

Request = dict[str, Any]
# By component: its key, the number of the report that was taken in last, the number of that page's last request.
Inbox = tuple[tuple[str, str, int], ...]

MOST_REQUESTS = 100  # in a report; MOST_REQUESTS in outbox.js is the same
MOST_ENTRIES, LONGEST_NAME = 16, 40  # of a request, and letters of what one is called
MOST_LISTED, MOST_NESTED = 10_000, 4  # in a list; the Examples page lists and draws at most 5,000 examples
LONGEST_TEXT = 1_000
LARGEST_WHOLE = 2**53

_REPORT_NUMBER = re.compile(r"[0-9a-z]{1,16}-[0-9]{1,9}")


@dataclass(frozen=True)
class Received:
    """What is new in a report, and the inbox once it is taken in.

    requests : those to be applied, in order.  t : the step on screen, unchecked.  playing : whether the run plays.
    """

    requests: tuple[Request, ...]
    t: object
    playing: bool
    inbox: Inbox


def news_of(report: object, *, sender: str, identity: str, inbox: Inbox) -> Received | None:
    """Return what is new in a report; None where nothing is, or where it makes no sense.

    report : a message from a browser, which may hold anything.  sender : the component's key.
    identity : the session's.
    """
    if not isinstance(report, dict) or report.get(IDENTITY, identity) != identity:
        return None
    number = report.get(NUMBER)
    if not isinstance(number, str) or not _REPORT_NUMBER.fullmatch(number):
        return None
    others = tuple(row for row in inbox if row[0] != sender)
    before, last = next((row[1:] for row in inbox if row[0] == sender), ("", 0))
    if before == number:
        return None
    if _page(before) != _page(number):
        last = 0
    requests = []
    reported = report.get(REQUESTS)
    for request in reported[:MOST_REQUESTS] if isinstance(reported, list) else ():
        if _is_request(request) and is_whole(its := request.get(NUMBER)) and its > last:
            last = its
            requests.append(request)
    playing = report.get(PLAYING) is True
    t = report.get(STEP)
    return Received(tuple(requests), t if _is_plain(t) else None, playing, (*others, (sender, number, last)))


def acknowledgements(inbox: Inbox) -> dict[str, str]:
    """Return, by component, the number of the report that was taken in last."""
    return {sender: number for sender, number, _ in inbox}


def is_whole(value: object) -> TypeGuard[int]:
    """Return whether a message holds a whole number here, one that a browser can count to."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_WHOLE


def _is_request(value: object) -> TypeGuard[Request]:
    """Return whether this is no larger than a request may be; stops at the first thing that is."""
    if not isinstance(value, dict) or len(value) > MOST_ENTRIES:
        return False
    return all(len(name) <= LONGEST_NAME and _is_entry(entry) for name, entry in value.items())


def _is_entry(value: object) -> bool:
    if not isinstance(value, list):
        return _is_plain(value)
    if len(value) > MOST_LISTED:
        return False
    if value and set(map(type, value)) == {int}:  # ten times as fast as one by one
        return bool(min(value) >= -LARGEST_WHOLE and max(value) <= LARGEST_WHOLE)
    if len(value) <= MOST_NESTED and all(isinstance(each, list) and len(each) <= MOST_NESTED for each in value):
        return all(_is_plain(each) for inner in value for each in inner)
    return all(map(_is_plain, value))


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= LONGEST_TEXT
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, bool) or is_whole(value)


def _page(number: str) -> str:
    return number.partition("-")[0]
