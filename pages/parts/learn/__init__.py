"""The Learn page, piece by piece.

`worksheet_panel` makes a worksheet of the moment on screen, and prints it or its key: `paper_sheet` writes either as it
stands on paper, with the points as `sheet_plane` draws them, and `sheet_style` lays it out on one side of A4 or Letter.
"""
