"""Words and formulas: how numbers are written, and the sentences that carry them."""
