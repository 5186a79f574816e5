"""The desk's pages, one noun a file."""
