"""All that a program may see, written down as types. Adding a field here is a decision, not a detail."""
