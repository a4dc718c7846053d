"""What every page opens with, whatever it shows.

`open_page` sets a page up and gives the moment that it shows; `navigation` lists the pages; `notices` says what could
not be used of a link; `missing_file` asks for a file that a link names; `stage_panel` is the stage with what is below.
"""
