"""Where words are found: records and everything said. SQLite FTS5 or PostgreSQL behind one door."""
