"""Small tools without one word of selling in them."""
