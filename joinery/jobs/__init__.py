"""What runs unwatched."""
