"""What figures show of steps that take batches: `batch_curves`."""

from pages.figures.of_batches.batch_curves import BatchCurves, batch_curves

__all__ = ["BatchCurves", "batch_curves"]
