"""The Derivation page: its controls, its exercises, its card to print, and how it is set."""
