"""Settings, addresses, the command line."""
