"""Who promised whom what by when, and how it ended. Only the receiver closes a promise."""
