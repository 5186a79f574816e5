"""Who is in the stories, by their addresses."""

from __future__ import annotations

PASSWORD = "linen-by-ten-o-clock"
ANA, IDA, SAM, DORA = "ana@wessel.example", "ida@wessel.example", "sam@wessel.example", "dora@astoria.example"
