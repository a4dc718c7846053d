"""The Chain rule page: the panels under the graph.

`factor_panels` explains one factor, and all by size; `saturation_panel` and `losses_panel` compare with textbook code
and with squared error; `check_panel` checks the gradient. `code_panel` shows the core’s own
code where it is asked for, which `source_code` finds.
"""
