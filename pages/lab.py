"""The Lab: points, boundary and mean loss, one step of gradient descent at a time."""

from pages.frame.open_page import open_page
from pages.parts.lab.lab_tables import tables
from pages.parts.staged_page import staged_page

open_page("Lab")
staged_page("lab", tables)
