"""Worksheets: a few steps of gradient descent by hand, on paper, with their key.

Read `worksheet` first: what is given, and the key. `variants` makes a student's own points from a seed, `worksheet_key`
writes the keys of many as a table, and `number_list` reads which ones.
"""
