"""What people see: the desk, the room, the office, and what they share."""
