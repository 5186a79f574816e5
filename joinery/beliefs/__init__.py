"""What we believe about a customer: guesses and evidence. Ours alone, never in a room."""
