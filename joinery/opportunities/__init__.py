"""What might be built together: fit, decision people, alternatives, and how it ended."""
