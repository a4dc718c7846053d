"""The Derivation page: `derivation_controls`, `exercise_panel`, `card_panel` and `derivation_style`."""
