"""The Examples page: the table of all examples, and what each contributes."""
