"""Where one is in a lesson, and what else a student was asked, with all that changes it.

Read `place` first: the lesson, the beat and what was said so far, as a link holds them. `lessons` finds the lesson of a
place, one that ships with the app or one that was opened from a file. `study` enters a lesson, takes answers, goes on
and leaves; `budget` looks at what is to be done; `showing_to_class` is the order of presses in Present, and
`learn_requests` applies what the browser asks for.

Apart from lessons, `filling` is about numbers of the chain that were filled in, and `drawing_ahead` has somebody draw
the curve of J that is to come, and keeps what was drawn. `challenge_on` is the challenge of the moment on screen.
"""

__all__ = [
    "budget",
    "challenge_on",
    "drawing_ahead",
    "filling",
    "learn_requests",
    "lessons",
    "place",
    "showing_to_class",
    "study",
]
