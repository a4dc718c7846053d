"""The sidebar: `data_section` says which points, `rule_section` what a step is, `batch_section` which examples it
takes, `start_boxes` initial values of one's own, `more_section` what waits behind "More settings", `scikit_dialog` why
another program's weights differ, `sidebar` all else and their order.

`foot` has what one does with all that is on screen: copy its link, save, present, and open the list of all words,
`glossary_list`.
"""
