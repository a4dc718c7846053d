"""What the stage is sent of each step’s batch: `batch_columns`."""

from pages.stage.by_batch.batch_columns import batch_columns, times_taken

__all__ = ["batch_columns", "times_taken"]
