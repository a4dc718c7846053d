"""Pieces of screens that ask, on whatever page they stand.

`own_numbers_panel` compares somebody's own numbers with the step on screen; `check_yourself` opens it in a dialog, with
the exercises beside it.
"""
