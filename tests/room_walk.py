"""A walk through everything that a customer is ever answered: the kind of each answer, and all that is read in it."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.policy import default as modern
from io import BytesIO

from django.urls import reverse
from pypdf import PdfReader

from joinery.gateways.mail import envelope
from joinery.gateways.models import Letter
from joinery.web.room.urls import urlpatterns

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
KINDS = {
    *("page", "refused form", "redirect", "error page", "nothing to read", "JSON", "PDF text", "ICS", "picture"),
    *("header", "file name", "letter text", "letter header", "letter's leaf", "letter's file name"),
}
BY_TYPE = {"application/json": "JSON", "text/calendar": "ICS", "application/pdf": "PDF text"}


@dataclass(frozen=True)
class Answer:
    name: str
    status: int
    read: tuple[tuple[str, str], ...]  # kind, and what can be read of that kind; the first is the answer itself


def answered(name: str, response) -> Answer:  # type: ignore[no-untyped-def]
    """Body, headers and file name, decoded as the reader's program does; without forms' tokens, which are random."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    kind = _kind(response, content)
    if kind == "PDF text":
        paper = PdfReader(BytesIO(content))
        words = "\n".join(page.extract_text() for page in paper.pages) + str(dict(paper.metadata or {}))
        assert len(words) > 200, f"{name}: nothing was read in the PDF"
    elif kind == "ICS":
        words = content.decode().replace("\r\n ", "")  # long lines are folded
    else:
        words = TOKEN.sub("", content.decode(errors="replace"))
    heads = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    read = [(kind, words), ("header", heads)]
    if "filename" in (offered := response.get("Content-Disposition", "")):
        read.append(("file name", offered))
    return Answer(name, response.status_code, tuple(read))


def _kind(response, content: bytes) -> str:  # type: ignore[no-untyped-def]
    if response.status_code in (301, 302, 303):
        return "redirect"
    if not content:
        return "nothing to read"
    said = response.get("Content-Type", "").split(";")[0]
    if said in BY_TYPE:
        return BY_TYPE[said]
    if said.startswith("image/"):
        return "picture"
    return {200: "page", 409: "refused form", 422: "refused form", 429: "refused form"}.get(
        response.status_code, "error page"
    )


def posted(letter: Letter) -> Answer:
    """As a mail program shows it: nothing hides in base64."""
    mail = email.message_from_bytes(envelope(letter).message().as_bytes(), policy=modern)
    read: list[tuple[str, str]] = []
    read += [("letter header", "\n".join(f"{name}: {value}" for name, value in mail.items()))]
    for part in mail.walk():
        if part.is_multipart():
            continue
        kind = "letter's leaf" if part.get_content_type() == "text/calendar" else "letter text"
        words = part.get_content()
        words = words if isinstance(words, str) else words.decode()
        read.append((kind, words.replace("\r\n ", "").replace("\n ", "") if kind == "letter's leaf" else words))
        if found := part.get_filename():
            read.append(("letter's file name", found))
    return Answer(f"letter {letter.kind}", 200, tuple(read))


def leaks_in(answers: list[Answer], marks: dict[str, str]) -> dict[str, set[str]]:
    """By answer and kind: where the mark that was read there stands. One look for all marks at once."""
    wanted = re.compile("|".join(sorted(map(re.escape, marks), key=len, reverse=True)))
    found: dict[str, set[str]] = {}
    for answer in answers:
        for kind, words in answer.read:
            if where := {marks[mark] for mark in wanted.findall(words)}:
                found.setdefault(f"{kind}: {answer.name}", set()).update(where)
    return found


def addresses(world: dict) -> Iterator[str]:
    """Every address of the room, with what is theirs, what is hidden, what is another's, and what is nothing."""
    for pattern in urlpatterns:
        names = re.findall(r"<str:(\w+)>", str(pattern.pattern))
        for room in world["room_id"]:
            for value in world[names[1]] if len(names) > 1 else [None]:
                yield reverse(f"room:{pattern.name}", args=[room, *([value] if value else [])])


def walked(who: str, place: str, browser, forms: list[dict]) -> Iterator[Answer]:  # type: ignore[no-untyped-def]
    """Looked at; then each form sent, as long as there is anything to send it to."""

    def ask(verb: str, sent: dict | None = None) -> Answer:
        send: Callable[..., object] = getattr(browser, verb)
        return answered(f"{who} {verb} {place} {sent or ''}", send(place, sent) if sent is not None else send(place))

    looked = ask("get")
    yield looked
    for number, form in enumerate(forms):
        said = ask("post", form)
        yield said
        if said.status in (404, 405) and number:  # nothing is there; the first two forms made sure of it
            return
    if looked.status == 200:
        yield from (ask(verb) for verb in ("head", "put", "options"))
