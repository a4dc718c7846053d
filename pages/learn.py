"""Learn: the list of lessons, or one of them beside the live stage."""

from pages.frame import notices
from pages.frame.open_page import open_page
from pages.parts.learn.lesson_screen import lesson_screen
from pages.parts.learn.list_panel import list_panel
from pages.session.session import session

open_page("Learn", learns=True)
if session().moment.place is None:
    notices.notices()
    list_panel()
else:
    lesson_screen()
