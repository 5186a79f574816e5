"""A conversation goes in, findings come out: values only, no Django, no clock, no network."""
