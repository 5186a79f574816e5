"""What programs may ask for and do: find through a door, do one thing, answer."""
