"""What is said of batches: their size, order and seed in words, and in the sidebar. Read `batch_settings` first."""

from pages.words.batch.batch_settings import ORDER_TITLES, batch_in_words

__all__ = ["ORDER_TITLES", "batch_in_words"]
