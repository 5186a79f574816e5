"""The pages of the customer: each a frozen dataclass; nothing else reaches the template."""
