"""What a session does while a student is asked something, before the answer may be seen.

`drawing_ahead` has somebody draw the curve of J that is to come, and keeps what was drawn.
What the room offers is its modules.
"""

__all__ = ["drawing_ahead"]
