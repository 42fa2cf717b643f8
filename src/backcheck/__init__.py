"""Asks about upper or middle back pain and tells how soon to be seen, by whom, and why."""

__version__ = "0.1.0"
