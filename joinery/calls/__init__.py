"""Calls: planned, held, recorded, debriefed."""
