"""The mutual action plan: one process from before the signature to years after, drawn and kept with the customer."""
