"""The pages of the manager and the firm."""
