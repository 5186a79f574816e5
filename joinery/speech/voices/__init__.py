"""Who spoke when, in a recording with one channel. What describes a voice lives in memory only, and is never kept."""
