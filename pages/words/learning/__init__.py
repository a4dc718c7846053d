"""Words of what a student is asked: `challenges` says a challenge, how it stands, and why one can't be met."""

__all__ = ["challenges"]
