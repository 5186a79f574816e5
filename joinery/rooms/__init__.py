"""The customer's room: who may enter, and what we show of what we heard. Shared by both sides."""
