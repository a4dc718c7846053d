"""The map of the loss, worked out once for the data, the units and λ: `map_cache`."""

__all__ = ["map_cache"]
