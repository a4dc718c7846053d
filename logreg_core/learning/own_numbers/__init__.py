"""Somebody's own numbers of a step, compared with the run's.

Read `own_numbers` first: which agree, and what explains the others. It asks `suspicions`, each of which is one thing
that a program may do otherwise; `programs` is such a program, at one step or followed from the start.
"""
