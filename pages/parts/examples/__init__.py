"""The Examples page: all examples at one step, as a table and as figures."""
