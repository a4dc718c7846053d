"""The Learn page, piece by piece.

`list_panel` shows all lessons, `file_panel` opens one from a file. While a lesson is on, `lesson_screen` arranges it
beside the live stage, and `lesson_panel` is its column.

`worksheet_panel` makes a worksheet of the moment on screen, and prints it or its key: `paper_sheet` writes either as it
stands on paper, with the points as `sheet_plane` draws them, and `sheet_style` lays it out on one side of A4 or Letter.

`own_numbers_panel` compares somebody's own numbers with the step on screen; `check_yourself` opens it in a dialog, with
the exercises beside it. `challenge_panel` makes a challenge of the moment on screen, under the stage of the Lab.
"""
