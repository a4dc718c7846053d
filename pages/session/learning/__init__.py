"""What the session remembers of what a student was asked: `filling`, of the numbers that were filled in."""

__all__ = ["filling"]
