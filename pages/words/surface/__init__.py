"""What stands beside the map of the loss: `map_words`, what its height is, and what the step on screen is above it."""

__all__ = ["map_words"]
