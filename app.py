"""The app: a list of pages, and the one that was asked for."""

from pages.frame.navigation import navigation

navigation().run()
