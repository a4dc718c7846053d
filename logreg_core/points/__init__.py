"""Points, and where they come from; no other room of the core is needed here.

dataset      the value: m labelled points, checked once
scaling      the map between the data's units and those that descent moves in
generators, samples    points made, and points that ship with the app
drawn, origins, origin_query    where points come from, as values that a link can hold
edits, holdout    points changed by hand, and points kept for testing
link_text    numbers as the shortest exact text
"""
