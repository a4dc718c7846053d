"""The Lab: points, boundary and mean loss, one step of gradient descent at a time."""

from pages.frame import open_page
from pages.parts import staged_page
from pages.parts.lab import lab_tables

open_page.open_page("Lab")
staged_page.staged_page("lab", lab_tables.tables)
