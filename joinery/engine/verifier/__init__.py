"""The second look: is this candidate what it seems to be? A small model over words, traits and what the ear gave."""
