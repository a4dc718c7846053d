"""What a session does while a student is asked something, before the answer may be seen.

`predicting` asks what the next step does, takes the guess in at the step at which it was made, and has the verdict.
What the room offers is its modules.
"""

__all__ = ["predicting"]
