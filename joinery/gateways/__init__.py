"""The world outside: mail, later speech, calendars and storage; each with its fake."""
