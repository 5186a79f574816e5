"""The companies we serve and the people in them."""
