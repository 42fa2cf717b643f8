"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# No test hangs on the clock, and a run repeats itself.
settings.register_profile("house", deadline=None, derandomize=True, database=None)
settings.load_profile("house")
