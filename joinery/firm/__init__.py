"""Our people: who they are, which team, which role; and the history of what everyone did."""
