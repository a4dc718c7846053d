"""Pieces of screens: a folder for each page, and one for the sidebar. Nothing else may import them but the pages.

staged_page  what the pages about one moment share: sidebar, notices, stage and what stands below
chosen_part  parts of a page of which one is shown
"""
