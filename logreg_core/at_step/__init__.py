"""A room of the core."""
