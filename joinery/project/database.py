"""Which database: SQLite in the data folder, or PostgreSQL by DATABASE_URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class CannotUse(ValueError):
    """DATABASE_URL names no database that we know."""


def database_of(url: str, folder: Path) -> dict[str, Any]:
    """SQLite is opened IMMEDIATE and in WAL mode: with Django's default half of concurrent writers fail."""
    if not url or url.startswith("sqlite:"):
        name = unquote(url.removeprefix("sqlite:").removeprefix("//")) or str(folder / "joinery.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name,
            "CONN_MAX_AGE": 600,  # opening it anew with its settings costs more than a page's questions
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
                "PRAGMA temp_store=MEMORY;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise CannotUse(
            f"DATABASE_URL begins with {parts.scheme!r}; say postgresql://user:password@host/name or sqlite:///path."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=15000 -c lock_timeout=3000"},
    }
