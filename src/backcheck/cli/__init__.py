"""The program a person types: one file per command, and what all commands share."""
