"""One file per family of transcript formats; `joinery.engine.read` chooses between them."""
