"""What puts the house together: settings, addresses, the command line."""
