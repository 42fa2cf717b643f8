"""Two protocols side by side: who ends otherwise in the new one, or the proof that nobody does."""
