"""The fixtures of tests that drive the app without a browser."""

from tests.app import open_app, open_examples, packages_looked_through_once

__all__ = ["open_app", "open_examples", "packages_looked_through_once"]
