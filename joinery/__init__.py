"""The sales system that customers build with you."""
