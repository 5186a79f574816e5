"""The pages of the seller."""
