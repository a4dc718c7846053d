"""What would have come of other rates, worked out once it is asked for: `sweeps`."""

__all__ = ["sweeps"]
