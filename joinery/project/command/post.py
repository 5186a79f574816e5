"""What is set up for letters, in words: printed when the house starts."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def post_says(environ: Mapping[str, str]) -> list[str]:
    """No password and no secret is in it."""
    if mail := environ.get("JOINERY_MAIL_URL"):
        lines = [f"Letters leave through {urlsplit(mail).hostname or 'a server whose address is wrong'}."]
    else:
        lines = ["Letters are kept, not sent: JOINERY_MAIL_URL is not set."]
    address = environ.get("JOINERY_INCOMING_ADDRESS", "")
    ways = []
    if mailbox := environ.get("JOINERY_INCOMING_URL"):
        ways.append(f"from the mailbox at {urlsplit(mailbox).hostname or 'a server whose address is wrong'}")
    if environ.get("JOINERY_INCOMING_SECRET"):
        ways.append("handed in at /post/in/")
    if not address or not ways:
        return [*lines, "Replies by mail are not taken in; see docs/running."]
    lines.append(f"Replies to {address} come {' and '.join(ways)}.")
    if not environ.get("JOINERY_INCOMING_AUTHSERV"):
        lines.append("JOINERY_INCOMING_AUTHSERV is not set, so no reply counts as proven and none confirms anything.")
    return lines
