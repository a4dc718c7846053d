"""What is said of batches: their size, order and seed in words, and in the sidebar. Read `batch_settings` first;
`batch_places` has what the strip says of a step's batch.
"""

__all__ = ["batch_places", "batch_settings"]
