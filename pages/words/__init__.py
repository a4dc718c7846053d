"""What a person reads: how numbers are written, sentences, formulas. Nothing is worked out here."""
