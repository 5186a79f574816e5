"""`joinery listen FILE…`: read conversations without a server and say what was heard."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NoReturn

from joinery.engine.conversation import CannotRead, Conversation, Side
from joinery.engine.listen import listen
from joinery.engine.read import read
from joinery.engine.reading import Reading
from joinery.lib.plain_text import one_line, shorten
from joinery.method.book import Method, load_method
from joinery.speech.kinds import LOOKED_AT, CannotHear, kind_of

FINE, REFUSED, PIPE_CLOSED = 0, 2, 141


class CannotListen(Exception):
    """This file, or this wish, cannot be served; the message says what and where, in one line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    files: tuple[str, ...]
    as_json: bool
    page: str | None
    on: date | None
    sides: dict[str, Side]
    color: bool | None
    voices: int | None = None
    language: str = ""
    unsure: bool = False


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"joinery listen: {one_line(message)}; see joinery listen --help", file=sys.stderr)
        sys.exit(REFUSED)


def listen_to_files(arguments: Sequence[str]) -> int:
    try:
        wish = _wish(arguments)
    except SystemExit as end:  # argparse has said what was wrong, or has shown the help
        return int(end.code or 0)
    try:
        result = _listen_to_all(wish)
        sys.stdout.flush()
        return result
    except CannotListen as refusal:
        _refuse(refusal)
        return REFUSED
    except BrokenPipeError:
        # The reader has had enough (`| head`): keep the interpreter from complaining when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED


def _wish(arguments: Sequence[str]) -> Wish:
    parser = _Parser(
        prog="joinery listen",
        description="Read conversations and say what was heard in them.",
        # A width of its own: asking the terminal loads three kinds of compression.
        formatter_class=partial(argparse.HelpFormatter, width=100),
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a transcript, a mail thread, a recording; - is standard input"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", dest="as_json", help="one object on one line for each file")
    form.add_argument("--html", metavar="OUT", help="one self-contained page; with several files, a folder of them")
    parser.add_argument(
        "--on", type=_day, metavar="DATE", help="the day of the talk, like 2026-09-02; “by Friday” counts from it"
    )
    parser.add_argument(
        "--side",
        action="append",
        default=[],
        type=_side,
        metavar="NAME=SIDE",
        help="who is seller or customer; repeat as needed",
    )
    parser.add_argument(
        "--unsure", action="store_true", help="show also what may be something and that we are not sure of"
    )
    parser.add_argument(
        "--color", action=argparse.BooleanOptionalAction, help="colours in the text; on a terminal they are on"
    )
    sound = parser.add_argument_group("recordings")
    sound.add_argument("--voices", type=_voices, metavar="N", help="how many people speak; else it is found out")
    sound.add_argument("--language", default="", metavar="CODE", help="like en or de; else it is found out")
    given = parser.parse_args(list(arguments))
    wish = Wish(tuple(given.files), given.as_json, given.html, given.on, dict(given.side), given.color)
    return replace(wish, voices=given.voices, language=given.language, unsure=given.unsure)


def _voices(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 8:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is not a number from 1 to 8")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day like 2026-09-02") from None


def _side(text: str) -> tuple[str, Side]:
    name, _, side = text.rpartition("=")
    match side.strip().lower():
        case "seller" if name.strip():
            return name.strip(), "seller"
        case "customer" if name.strip():
            return name.strip(), "customer"
    raise argparse.ArgumentTypeError(f"“{text}” is not NAME=seller or NAME=customer")


def _listen_to_all(wish: Wish) -> int:
    if wish.page is not None:
        _check_place(wish)
    method = load_method()
    result, named, taken = FINE, set[str](), set[Path]()
    for number, source in enumerate(wish.files):
        try:
            reading, known = _listen_to(source, wish, method)
            named |= known
            _show(reading, source, wish, is_first=number == 0, taken=taken)
        except CannotListen as refusal:
            _refuse(refusal)
            result = REFUSED
    if result == FINE and (unknown := [name for name in wish.sides if name not in named]):
        raise CannotListen(f"nobody named “{unknown[0]}” speaks in these files")
    return result


def _listen_to(source: str, wish: Wish, method: Method) -> tuple[Reading, set[str]]:
    conversation = _read(source, wish)
    sides = dict(_sides_in(conversation, wish.sides))
    known = {name for name in wish.sides if any(name.casefold() == each.casefold() for each in sides)}
    if len(wish.files) == 1 and (unknown := [name for name in wish.sides if name not in known]):
        there = ", ".join(shorten(speaker.name, 30) for speaker in conversation.speakers[:8])
        raise CannotListen(f"nobody named “{unknown[0]}” speaks in {source}; there are: {there}")
    # Only the command line knows a clock: where nobody says when the talk was held, it was held today.
    held_on = wish.on or conversation.held_on or date.today()
    reading = listen(conversation, method, sides or None, said_on=held_on)
    return (_with_unsure(reading) if wish.unsure and not wish.as_json else reading), known


def _with_unsure(reading: Reading) -> Reading:
    every = sorted((*reading.findings, *reading.unsure), key=lambda one: (one.turn, one.start, one.end, one.kind))
    return replace(reading, findings=tuple(every))


def _sides_in(conversation: Conversation, sides: dict[str, Side]) -> Iterator[tuple[str, Side]]:
    """The sides that were given, under the names as the file spells them."""
    for given, side in sides.items():
        for speaker in conversation.speakers:
            if speaker.name.casefold() == given.casefold():
                yield speaker.name, side


def _read(source: str, wish: Wish) -> Conversation:
    try:
        if source == "-":
            content = sys.stdin.buffer.read()
            return _hear(content, wish) if kind_of(content[:LOOKED_AT]) else read(content, name="standard input")
        path = Path(source)
        if path.is_dir():
            raise CannotListen(f"{source}: This is a folder, not a conversation.")
        if path.exists() and not path.is_file():
            raise CannotListen(f"{source}: This is neither a file nor a folder.")
        return _hear(path, wish) if path.is_file() and _is_recording(path) else read(path)
    except CannotHear as refusal:
        raise CannotListen(f"{'standard input' if source == '-' else source}: {refusal}") from refusal
    except CannotRead as refusal:
        says, where = str(refusal), "standard input" if source == "-" else source
        raise CannotListen(says if Path(where).name in says else f"{where}: {says}") from refusal
    except OSError as refusal:
        raise CannotListen(f"{source}: {refusal.strerror or refusal}") from refusal
    except (ValueError, RecursionError, MemoryError) as refusal:
        raise CannotListen(f"{source}: This is no conversation that we can read.") from refusal


def _is_recording(path: Path) -> bool:
    with path.open("rb") as file:
        return kind_of(file.read(LOOKED_AT)) is not None


def _hear(recording: Path | bytes, wish: Wish) -> Conversation:
    from joinery.project.command.listen_sound import hear_here  # loaded only when a recording comes

    return hear_here(recording, language=wish.language, voices=wish.voices)


def _show(reading: Reading, source: str, wish: Wish, *, is_first: bool, taken: set[Path]) -> None:
    # Each form is loaded only when it is asked for.
    if wish.as_json:
        from joinery.project.command.listen_json import as_line

        print(as_line(reading, source, is_unicode=_speaks_unicode()), flush=True)
    elif wish.page is not None:
        from joinery.project.command.listen_page import write_page

        place = _page_path(source, wish, taken)
        try:
            _say(write_page(reading, source, place))
        except OSError as refusal:
            raise CannotListen(f"{place}: {refusal.strerror or refusal}") from refusal
    else:
        from joinery.project.command.listen_text import Screen, as_text

        _say(as_text(reading, source, Screen.of(sys.stdout, color=wish.color)), before="" if is_first else "\n\n")


def _say(text: object, before: str = "") -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(f"{before}{text}".encode(encoding, "replace").decode(encoding), flush=True)


def _speaks_unicode() -> bool:
    return (sys.stdout.encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8")


def _check_place(wish: Wish) -> None:
    """Refuse before anything is read: nothing half-done is left behind."""
    place = Path(wish.page or "")
    if len(wish.files) > 1 and (place.is_file() or (place.suffix and not place.is_dir())):
        raise CannotListen(f"--html {wish.page}: with several files this must be a folder")
    if not wish.page or not (place if place.is_dir() else place.absolute().parent).is_dir():
        raise CannotListen(f"--html {wish.page}: there is no such folder")
    for source in wish.files:
        if place.is_file() and Path(source).exists() and place.samefile(source):
            raise CannotListen(f"--html {wish.page}: this is the conversation itself; choose another name")


def _page_path(source: str, wish: Wish, taken: set[Path]) -> Path:
    place = Path(wish.page or "")
    if len(wish.files) == 1 and not place.is_dir():
        return place
    stem = "conversation" if source == "-" else Path(source).stem
    names = (place / f"{stem}{'' if count == 1 else f'-{count}'}.html" for count in range(1, len(wish.files) + 2))
    free = next(name for name in names if name not in taken)
    taken.add(free)
    if any(free.exists() and Path(each).exists() and free.samefile(each) for each in wish.files):
        raise CannotListen(f"{free}: this is the conversation itself; choose another folder")
    return free


def _refuse(refusal: CannotListen) -> None:
    sys.stdout.flush()
    print(f"joinery listen: {shorten(one_line(str(refusal)), 400)}", file=sys.stderr, flush=True)
