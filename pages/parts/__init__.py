"""Pieces of screens: a folder for each page, and one for the sidebar. Nothing else may import them but the pages.

`staged_page` is what the pages about one moment share: sidebar, notices, stage and what stands below. `chosen_part`
shows one of several parts of a page, and `on_paper` prints one part of it alone.
"""
