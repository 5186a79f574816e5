"""The pages of blueprints: what they show, and the forms on them."""
