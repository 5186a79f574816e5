"""What our own mail server says about where a letter came from: the topmost Authentication-Results, and only if it is
signed with the name that we were told is ours. Whatever a sender wrote further down is not looked at (RFC 8601)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from joinery.lib.late import late

LONGEST = 20_000
_RESULT = late(r"([a-z0-9-]+)(?:/\d+)?\s*=\s*([a-z]+)")
_PROPERTY = late(r"([a-z]+\.[a-z0-9-]+)\s*=\s*(\S+)")


@dataclass(frozen=True)
class Check:
    """dmarc=pass header.from=astoria.example"""

    method: str
    result: str
    properties: dict[str, str]


def is_from_its_domain(results: Iterable[str], domain: str, authserv: str) -> bool:
    """Whether DMARC, or a DKIM signature of the same domain, passed at our own border."""
    topmost = next(iter(results), "")
    signer, checks = checks_of(topmost)
    if not authserv or not domain or signer != authserv.strip().lower():
        return False
    domain = domain.lower()
    dmarc = [check for check in checks if check.method == "dmarc"]
    if any(check.result == "fail" for check in dmarc):
        return False
    if any(check.result == "pass" and check.properties.get("header.from", "") == domain for check in dmarc):
        return True
    signed = [check for check in checks if check.method == "dkim" and check.result == "pass"]
    return any(_covers(_signing_domain(check), domain) for check in signed)


def checks_of(header: str) -> tuple[str, list[Check]]:
    """Who signs, in small letters, and what was checked. A damaged header says nothing."""
    pieces = list(_pieces(header[:LONGEST].lower()))
    if not pieces:
        return "", []
    signer = pieces[0].split()
    checks = []
    for piece in pieces[1:]:
        if found := _RESULT.match(piece.strip()):
            checks.append(Check(found[1], found[2], dict(_PROPERTY.findall(piece))))
    return (signer[0] if signer else ""), checks


def _pieces(header: str) -> Iterator[str]:
    """Cut at semicolons, without comments and quoted text: a comment that says "dkim=pass" is a comment."""
    piece: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for letter in header:
        if is_escaped:
            is_escaped = False
        elif letter == "\\" and (depth or is_quoted):
            is_escaped = True
        elif letter == '"' and not depth:
            is_quoted = not is_quoted
        elif is_quoted:
            continue
        elif letter == "(":
            depth += 1
            piece.append(" ")
        elif letter == ")":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif letter == ";":
            yield "".join(piece)
            piece = []
        else:
            piece.append(letter)
    if not depth and not is_quoted:  # one that never ends hides what stands in it
        yield "".join(piece)


def _signing_domain(check: Check) -> str:
    return check.properties.get("header.d") or check.properties.get("header.i", "").rpartition("@")[2]


def _covers(signer: str, domain: str) -> bool:
    return "." in signer and (domain == signer or domain.endswith(f".{signer}"))
