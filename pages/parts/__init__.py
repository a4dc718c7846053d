"""Pieces of pages, a folder a page, and the sidebar, which most pages have.

`staged_page` is what the pages about one moment share; `chosen_part` shows one of several parts of a page.
"""
