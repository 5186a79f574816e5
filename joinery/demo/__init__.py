"""The demo firm: a story told through the real actions."""
