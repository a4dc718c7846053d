"""A room of the pages."""
