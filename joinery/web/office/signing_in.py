"""Who may sign in, and how its letters leave: people of the firm, through our own outgoing mail."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from joinery.gateways.letters import write_letter
from joinery.lib.records import new_public_id


class NoStrangers(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str | None) -> Any:
        """Only an address of this house, never another's."""
        return url is not None and url.startswith("/") and not url.startswith(("//", "/\\"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", context).split())
        text = render_to_string(f"{template_prefix}_message.txt", context)
        write_letter(
            key=f"account-{new_public_id()}",
            kind="password",
            to_address=email,
            subject=subject,
            text=text,
            now=timezone.now(),
        )
