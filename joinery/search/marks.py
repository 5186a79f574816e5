"""What stands around a hit until the page shows it. No indexed text holds them: see actions.clean."""

OPENS, CLOSES = "\x02", "\x03"
