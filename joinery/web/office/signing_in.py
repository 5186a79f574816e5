"""Who may sign in: people of the firm, never a stranger who signs up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoStrangers(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> Any:
        """Only an address of this house, never another's."""
        return bool(url) and url.startswith("/") and not url.startswith(("//", "/\\"))
