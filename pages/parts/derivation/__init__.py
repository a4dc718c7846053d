"""The Derivation page: its controls, exercises, card and style."""
