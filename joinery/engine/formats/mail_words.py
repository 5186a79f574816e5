"""The words that the writer of a mail wrote: without what they quote and without their signature."""

from __future__ import annotations

import re

from joinery.engine.conversation import CannotRead
from joinery.lib.late import late

MOST_LINES = 20_000

_QUOTED = late(r"\s{0,3}[>|]")
_ATTRIBUTION = late(
    r"(?:On|Am|Le|El|Il|Op|Em|Den|Dne|W dniu)\s.{4,300}?"
    r"(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal|napisał)\b.{0,200}:\s*",
    re.DOTALL,
)
_CUT = late(
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|message d['’]origine|message original|mensaje original"
    r"|forwarded message|weitergeleitete nachricht|message transféré)\s*-*"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|_{20,}|-{20,}\s*reply above.*",
    re.I,
)
_FROM_LINE = late(r"[*_]{0,2}(?:From|Von|De|Da|Van|Från)\s?:[*_]{0,2}\s", re.I)
_SENT_LINE = late(
    r"[*_]{0,2}(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Skickat|To|An|À|Para|Subject|Betreff|Objet)"
    r"\s?:[*_]{0,2}\s",
    re.I,
)
_SENT_FROM = late(
    r"(?:sent from (?:my|mail for|outlook|yahoo)|get outlook for|von meinem .{2,30} gesendet|gesendet von"
    r"|envoyé de(?:puis)? mon|enviado desde mi).{0,60}",
    re.I,
)
_FAREWELL = late(
    r"(?:(?:kind|best|warm|many thanks and|with kind|with best)\s+(?:regards|wishes)|regards|best|cheers|sincerely"
    r"|yours(?: sincerely| faithfully| truly)?|thanks|many thanks|thank you"
    r"|(?:mit )?(?:freundlichen|besten|vielen|herzlichen) (?:grüßen|grüssen|dank)"
    r"|(?:viele|beste|liebe|freundliche|herzliche) grüße|(?:viele|beste|liebe) grüsse|mfg|lg"
    r"|cordialement|bien (?:cordialement|à vous)|saludos)\s*[,.!]?",
    re.I,
)
_LONGEST_SIGNATURE = 12


def own_words(body: str, writer: str) -> str:
    """The body without quoted history and signature. In doubt a line goes: another's words must not count as theirs."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise CannotRead(f"A message of this mail has more than {MOST_LINES:,} lines; nobody wrote that.")
    lines = _without_signature(_without_quotes(lines), writer)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    long_quote = False  # whether the line before was a quote long enough to have been wrapped by a mail program
    while place < len(lines):
        line = lines[place].strip()[:600]
        if _QUOTED.match(lines[place]):
            long_quote = len(line) >= 60
            place += 1
            continue
        if _CUT.fullmatch(line) or _begins_header_block(lines, place):
            break
        if length := _attribution_at(lines, place):
            if not _is_quote_next(lines, place + length):
                break
            place += length
            continue
        if not (long_quote and line[:1].islower()):
            kept.append(lines[place])
        long_quote = False
        place += 1
    return kept


def _attribution_at(lines: list[str], place: int) -> int:
    """How many lines "On Tuesday, Sam Keane wrote:" takes here; 0 if it does not stand here."""
    for length in (1, 2, 3):
        text = " ".join(line.strip() for line in lines[place : place + length])
        if len(text) < 700 and _ATTRIBUTION.fullmatch(text):
            return length
    return 0


def _is_quote_next(lines: list[str], place: int) -> bool:
    """Quoted with marks: then an answer may stand below or between. Without marks all that follows is history."""
    for line in lines[place : place + 4]:
        if line.strip():
            return bool(_QUOTED.match(line))
    return False


def _begins_header_block(lines: list[str], place: int) -> bool:
    """From, Sent, To, Subject: the way Outlook puts the message answered below the answer."""
    if not _FROM_LINE.match(lines[place].strip()[:100]):
        return False
    return any(_SENT_LINE.match(line.strip()[:100]) for line in lines[place + 1 : place + 4])


def _without_signature(lines: list[str], writer: str) -> list[str]:
    for place, line in enumerate(lines):
        if line.rstrip("\r\n") in ("-- ", "--", "—"):
            lines = lines[:place]
            break
    lines = [line for line in lines if not _SENT_FROM.fullmatch(line.strip()[:200])]
    while lines and not lines[-1].strip():
        lines.pop()
    for place in range(max(0, len(lines) - _LONGEST_SIGNATURE - 6), len(lines)):
        if _FAREWELL.fullmatch(lines[place].strip()[:80]) and _is_signature(lines[place + 1 :], writer):
            return lines[:place]
    return lines


def _is_signature(lines: list[str], writer: str) -> bool:
    """A farewell ends a mail if nothing follows but a name and a few short lines, none of them a question."""
    rest = [line.strip() for line in lines if line.strip()]
    if not rest:
        return True
    if len(rest) > _LONGEST_SIGNATURE or any(len(line) > 100 or line.endswith("?") for line in rest):
        return False
    names = {part.lower() for part in re.findall(r"\w{2,}", writer)}
    return len(rest[0].split()) <= 4 and (len(rest) == 1 or bool(names & set(re.findall(r"\w{2,}", rest[0].lower()))))
