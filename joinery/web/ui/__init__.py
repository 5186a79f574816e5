"""What every page shares: pictures, pieces, and how they look."""
