"""The views of a room, one noun a file."""
