"""A recording in, a conversation out. Plain Python: no Django, and nothing here is loaded before a recording comes."""
