"""What a seller writes on the desk's records."""
