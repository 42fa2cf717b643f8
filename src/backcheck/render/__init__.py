"""Report to text: one module per format, none of which says more or less than another about urgency."""
