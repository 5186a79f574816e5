"""The trained ear: what a piece of a talk does, by a small model that was fitted to labelled conversations."""
