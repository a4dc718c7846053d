"""What is asked of a student, as far as a session remembers it: `challenge_on` is the challenge that is on screen."""

__all__ = ["challenge_on"]
