"""What one visitor's session remembers, and all that changes it.

Read `moment` first: what is on screen, as one value; `link` writes it as the query of a URL and reads it back.
`session` is all that is remembered, one frozen value that is replaced whole. What changes it: `changes` the run,
`history` the data, with undo, `selection` the selected examples; `fitting_rate` gives a learning rate that fits the
data. `requests` is what Streamlit calls with a report from the browser; it asks `inbox` what is new in it, and applies
it. `cache` keeps datasets, runs and payloads, worked out once a session, and `work` works out long runs a chunk at a
time. `files` holds uploads, of which `reading` reads the large ones, and `widgets` every widget's key;
`showing` has a widget show what others change too, so that nothing it says late undoes that. `store`, the only module
that touches session state and the address, is for this room and for `pages.frame`. The folder `trying` works out
what would have come of other rates, `learning` is about where one is in a lesson, what Predict asks, and what else a
student was asked; `comparing` about Compare's lanes, `hand` about a start that is laid by hand, and `surface` keeps
maps of the loss.

What the room offers is its modules.
"""

__all__ = [
    "cache",
    "changes",
    "comparing",
    "files",
    "fitting_rate",
    "hand",
    "history",
    "inbox",
    "learning",
    "link",
    "moment",
    "reading",
    "requests",
    "selection",
    "session",
    "showing",
    "trying",
    "widgets",
    "work",
]
