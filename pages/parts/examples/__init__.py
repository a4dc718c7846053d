"""The Examples page: the table of all examples, and what each contributes.

Read `examples_shown` first: all examples at the step shown, for everything on the page. `examples_table` lists them;
`contribution_panels` shows who pulls where and how hard, `what_if_panel` what one of them changes, and
`threshold_panel` what a threshold makes of all.
"""
