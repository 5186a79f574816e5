"""The method as data: one TOML file per rule with its own examples, and the small readers of them."""
