"""The office's pages, one noun a file."""
