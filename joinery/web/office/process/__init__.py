"""The firm's processes: what the pages ask, and how they are drawn."""
