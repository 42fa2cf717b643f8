"""What holds for every test."""

from __future__ import annotations

import signal

from hypothesis import settings

from tests.browser import asked_for, browser, open_page

__all__ = ["asked_for", "browser", "open_page"]
"""Fixtures that any test can ask for."""

# No test hangs on the clock, and a run repeats itself.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")

# A shell that starts tests in the background has Ctrl-C ignored, and what they start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
