"""What makes the logic visible: people whose outcome is known, and the reasons behind results."""
