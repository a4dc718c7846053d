"""The Derivation page, piece by piece.

`derivation_controls` is the bar above the lines: whose numbers, which weight, which section and how many lines of it.
`exercise_panel` asks one exercise at a time, and says what is to be said of the answer. `card_panel` shows the five
components on a card to print. `derivation_style` is the page's CSS: on screen, for a class and on paper.
"""
