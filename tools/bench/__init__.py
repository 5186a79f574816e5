"""How fast Joinery is on this machine: `bin/bench [listen | pages | server]`. Printed, never a timed test."""
