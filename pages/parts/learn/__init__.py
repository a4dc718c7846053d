"""The Learn page: `list_panel` shows all lessons, and `file_panel` opens one from a file. While a lesson is on,
`lesson_screen` arranges it beside the live stage, and `lesson_panel` is its column.
"""
