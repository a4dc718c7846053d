"""A start of the run that is laid by hand: `placing` takes in where the line, or the point on the map, was moved to."""

__all__ = ["placing"]
