"""The break-the-protocol lab: one small change at a time, and what would notice it."""
