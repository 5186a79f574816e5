"""A walk through everything that a customer is ever answered: the kind of each answer, and all that is read in it."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.policy import default as modern
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from room_broken import SENT_TO_RECOVERIES, write_of_the_hoses
from room_cast import home_of, let_in, photo

from joinery.calls.actions import create_call, send_agenda
from joinery.calls.models import ConsentRequest
from joinery.gateways.mail import envelope
from joinery.gateways.models import Letter
from joinery.rooms.actions import invite_guest
from joinery.rooms.asking import ask_consent, remind_of_consent
from joinery.rooms.digest import write_digest
from joinery.rooms.feeds import feed_address
from joinery.rooms.incoming import take_in
from joinery.rooms.models import Guest
from joinery.rooms.reply_address import reply_address
from joinery.rooms.wishes import wish_letters
from joinery.web.room.urls import urlpatterns
from joinery.web.ui import faults

NUMBERED = re.compile(r"0q\d{4}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
LETTER_KINDS = {"letter text", "letter header", "letter's leaf", "letter's file name"}
KINDS = {
    *("page", "refused form", "redirect", "error page", "nothing to read", "JSON", "PDF text", "ICS", "picture"),
    *("header", "file name"),
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
    """By answer and kind: where the mark that was read there stands. Numbered marks are looked for all at once."""
    others = [mark for mark in marks if not NUMBERED.fullmatch(mark)]
    found: dict[str, set[str]] = {}
    for answer in answers:
        for kind, words in answer.read:
            met = [mark for mark in NUMBERED.findall(words) if mark in marks]
            met += [mark for mark in others if mark in words]
            if met:
                found.setdefault(f"{kind}: {answer.name}", set()).update(marks[mark] for mark in met)
    return found


def addresses(world: dict) -> Iterator[str]:
    """Every address of the room, with what is theirs, what is hidden, what is another's, and what is nothing."""
    for pattern in urlpatterns:
        names = re.findall(r"<str:(\w+)>", str(pattern.pattern))
        for room in world["room_id"]:
            for value in world[names[1]] if len(names) > 1 else [None]:
                yield reverse(f"room:{pattern.name}", args=[room, *([value] if value else [])])


def pictures(world: dict) -> Iterator[str]:
    for name in ("version_picture", "version_small"):
        for version in world["version_id"]:
            yield reverse(f"room:{name}", args=[world["room_id"][0], version])


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
        yield from (ask(verb) for verb in ("put", "options"))


SENT = [
    {},
    {"answer": "yes", "state": "reported", "title": "Ours", "day": "2026-12-24", "side": "theirs", "kind": "stuck"}
    | {"seen": "1", "hands": "take"},
    {"answer": "not_quite", "words": "Not as you wrote it.", "state": "accepted", "day": "2030-12-24", "hour": "10:00"}
    | {"address": "dora@astoria.example", "code": "000000"},
    {"answer": "nonsense", "state": "nonsense", "words": "x" * 400, "address": "nonsense", "code": "' OR 1=1"},
    {"answer": "no", "words": "One door opens to the wrong side.", "shown": "92 cm", "owner": "nobody"}
    | {"state": "revoked", "address": "nobody@astoria.example"},
    {"name": "Jonas", "address": "jonas@astoria.example", "words": "Please", "answer": "yes"},
]


SENT_TO_CONSENTS = [{"answer": "given"}, {"answer": "withdrawn"}, {"answer": "withdrawn", "sure": "yes"}]


def everything_a_customer_reads(world: dict) -> Iterator[Answer]:
    guest, mine = world["guest"], f"/room/{world['room_id'][0]}/"
    walkers = {"guest": let_in(Client(), guest), "stranger": Client(), "neighbour": let_in(Client(), world["other"])}
    for place in pictures(world):  # before somebody takes the file back
        yield answered(place, walkers["guest"].get(place))
    for who, browser in walkers.items():
        browser.raise_request_exception = False
        for place in addresses(world):
            if "/leave/" in place or (who != "guest" and not place.startswith(mine)):
                continue  # what is another's is asked for by the guest
            is_inside = who == "guest" and place.startswith(mine)
            more = SENT_TO_RECOVERIES if "/recoveries/" in place or "/promises/" in place else []
            more = SENT_TO_CONSENTS if "/consent" in place else more
            answers = list(walked(who, place, browser, [*SENT, *more] if is_inside else [SENT[3], SENT[-1]]))
            yield from answers
            if is_inside and place.endswith("/messages/"):
                yield answered(f"{who} writes", browser.post(place, {"to": world["to"], "words": "Hello"}))
            if is_inside and "/files/" in place:
                yield answered(f"{who} brings a file to {place}", browser.post(place, {"file": photo()}))
                program = ContentFile(b"MZ")
                yield answered(f"{who} brings a program to {place}", browser.post(place, {"file": program}))
            if is_inside and any(answer.status == 302 and " post " in answer.name for answer in answers):
                yield answered(f"home after {place}", browser.get(home_of(guest)))
        for place in ("/healthz", "/readyz", "/api/v1/companies", f"/api/v1/companies/{guest.room.public_id}"):
            yield answered(f"{who} {place}", browser.get(place))
    strict = let_in(Client(enforce_csrf_checks=True), guest)
    yield answered("forged", strict.post(reverse("room:leave", args=[guest.room.public_id])))
    for number in (400, 403, 404, 419, 500):
        yield answered(f"fault {number}", faults.fault(RequestFactory().get(home_of(guest)), number))
    calendar = feed_address(guest).removeprefix(settings.BASE_URL)
    yield answered("calendar", Client().get(calendar))
    leaving = walkers["guest"].post(reverse("room:leave", args=[guest.room.public_id]), follow=True)
    yield answered("leaving", leaving)


def every_letter(world: dict, ana, dora, settings) -> list[Answer]:  # type: ignore[no-untyped-def]
    """Each kind of letter that this guest is written."""
    guest, now = fresh(world), timezone.now()
    Client().post(reverse("room:code", args=[guest.room.public_id]), {"address": "dora@astoria.example"})
    dora.refresh_from_db()
    dora.email = "dora@new.example"
    dora.save()
    invite_guest(dora, by=ana, now=now)
    settings.INCOMING_ADDRESS = "room@in.example"
    take_in(b"From: x@evil.example\nTo: " + reply_address(guest).encode() + b"\n\nYes", now=now)
    wish_letters(guest, "daily", zone="UTC", now=now)
    write_of_the_hoses(ana)
    send_agenda(world["call"], by=ana, now=now)
    asked = ask_again(dora, ana, now)
    assert remind_of_consent(asked, now=now)
    days = [now.replace(hour=9) + timedelta(days=number) for number in range(4)]
    assert any([write_digest(guest, now=at) for at in days])
    return [posted(letter) for letter in Letter.objects.all()]


def ask_again(dora, ana, now) -> ConsentRequest:  # type: ignore[no-untyped-def]
    """Whether a talk to come may be recorded: Dora has not answered."""
    call = create_call(dora.company, "The site walk", starts_at=now + timedelta(days=3), people=[dora], by=ana, now=now)
    return ask_consent(call, dora, by=ana, now=now)


def fresh(world: dict) -> Guest:
    return Guest.objects.select_related("room__company__owner", "person").get(pk=world["guest"].pk)
