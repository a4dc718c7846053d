"""The Data page: the plane to draw in, the table to type in, files, and what is done before descent.

`drawing_panel` is the plane, `table_panel` the table. `upload` takes a file, `upload_choice` asks which of its columns
are used, and `preview` shows what it holds. `prepare_panel` holds points out and standardises; `save_points` saves.
"""
