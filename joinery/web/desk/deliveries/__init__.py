"""The delivery desk: what today asks of those who build, whether days are kept, what was passed on from the sale."""
