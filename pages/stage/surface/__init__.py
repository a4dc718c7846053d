"""What the Lab's stage is sent of the map of the loss, once that is what the second picture shows: `map_view`."""

__all__ = ["map_view"]
