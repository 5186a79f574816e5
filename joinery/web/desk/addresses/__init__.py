"""The desk's addresses, a file for each part of the house."""
