"""Whatever comes in: a conversation, or one clear line; never anything else, and never late."""

import json
import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from joinery.engine.conversation import CannotRead
from joinery.engine.read import read

FORMATS = Path(__file__).parent / "formats"
TALKS = sorted(path for path in FORMATS.iterdir() if path.suffix != ".md")
MEGABYTE = 1 << 20


def refusal_of(source: Path | str | bytes, name: str = "") -> str:
    with pytest.raises(CannotRead) as refusal:
        read(source, name=name)
    return str(refusal.value)


def attempt(source: str | bytes, name: str = "") -> None:
    try:
        conversation = read(source, name=name)
    except CannotRead as refusal:
        why = str(refusal)
        if not why.isprintable():
            pytest.fail(f"The refusal is not one clear line: {why!r}")
        return
    assert conversation.turns
    assert all(0 <= turn.speaker < len(conversation.speakers) for turn in conversation.turns)
    # What the database and a page must be able to hold.
    held = [conversation.title, *conversation.remarks, *(speaker.name for speaker in conversation.speakers)]
    assert "\0" not in "".join([*held, *(turn.text for turn in conversation.turns)]).encode().decode()


@given(st.binary(max_size=400), st.sampled_from(["", "a.vtt", "a.json", "a.eml", "a.docx", "a.txt"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    attempt(content, name)


STARTS = [
    b"WEBVTT\n\n",
    b"1\n00:00:01,000 --> 00:00:02,000\n",
    b"PK\x03\x04",
    b"From: a@b\nSubject: c\nMessage-ID: d\n",
    b"{",
    b"[{",
]


@given(st.sampled_from(STARTS), st.binary(max_size=200))
def test_any_bytes_after_a_known_beginning_are_read_or_refused(start: bytes, rest: bytes) -> None:
    attempt(start + rest)


@given(st.text(max_size=300))
@example("\ud800")
@example("Sam: \ud800 hello")
@example("\0S\0a\0m")
def test_any_pasted_text_is_read_or_refused(text: str) -> None:
    attempt(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = """
    turns speakers callTranscripts transcript sentences monologues segments transcription utterances words text
    results channels alternatives paragraphs elements speaker start end data parties metaData offsets name side conv
"""
TALK_LIKE = st.recursive(
    st.none() | st.floats() | st.integers() | st.text(max_size=8) | ANYTHING,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=300)
@given(TALK_LIKE)
def test_any_json_is_read_or_refused(value: object) -> None:
    attempt(json.dumps(value))
    attempt(json.dumps({"turns": value, "text": ""}))


@pytest.mark.parametrize("path", TALKS, ids=lambda path: path.name)
def test_a_damaged_talk_is_read_or_refused(path: Path) -> None:
    content = path.read_bytes()[:6000]
    chance = random.Random(path.name)
    for _ in range(30):
        damaged = bytearray(content)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(damaged))
            damaged[place : place + chance.randrange(3)] = chance.choice(
                [b"", b"\0", b'"', b"\n", b"<v", b"-->", b"\xff", b"[", b":"]
            )
        attempt(bytes(damaged[: chance.randrange(1, len(damaged))]), path.name)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b" \r\n\t", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "This is a picture (PNG), not a transcript."),
        (b"ID3\x04\0\0", "This is a recording (MP3), not a transcript."),
        (b"\0\0\0\x18ftypM4A ", "This is a recording (MP4 or M4A), not a transcript."),
        (b"%PDF-1.7\n", "This is a PDF; save the transcript as text, VTT or DOCX."),
        (b"PK\x03\x04 and no more", "The Word document is damaged: its end is missing."),
        (b"\0" * 500, "This is not text: 500 control characters in it."),
        (b"Sam: hello \x81 there", "This is not text: byte 11 is no letter in any encoding we know."),
        (b"a,b,c\n1,2,3\n4,5,6\n", "This is a table, not a transcript. It begins “a,b,c” / “1,2,3” / “4,5,6”."),
        (b"<html><p>hello</p></html>", "This is a web page or XML, not a transcript. Copy its text and paste that."),
        (
            b"x = {1: [2, 3]}\n\x1b[31mred\x1b[0m = {}\n",
            "This is no kind of transcript that we know. It begins “x = {1: [2, 3]}” / “[31mred [0m = {}”.",
        ),
        (b'{"text": "a"', "The JSON breaks off at line 1, column 13: Expecting ',' delimiter."),
        (b'{"turns": ' * 10_000, "This JSON is nested too deep to be a transcript."),
    ],
)
def test_a_refusal_says_what_is_wrong(content: bytes, why: str) -> None:
    assert refusal_of(content) == why


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    assert refusal_of(tmp_path / "missing.vtt") == "There is no such file."
    assert refusal_of(tmp_path) == "This is a folder, not a file."
    assert refusal_of(Path("/dev/zero")) == "This is a device, not a file."
    assert refusal_of(Path("a\0b")) == "This file cannot be opened."


HUGE = {
    "one line of 50 MB": lambda: b"a" * 50 * MEGABYTE,
    "one line of 50 MB of words": lambda: b"a b " * 12 * MEGABYTE,
    "30 million lines": lambda: b"a\n" * 30 * MEGABYTE,
    "more than the limit": lambda: b"a" * 65 * MEGABYTE,
    "random": lambda: os.urandom(20 * MEGABYTE),
    "a million keys": lambda: b'{"text": 1' + b"".join(b', "k%d": 1' % n for n in range(1_000_000)) + b"}",
    "400,000 times": lambda: b"WEBVTT\n\n" + b"00:00:01.000 --> 00:00:02.000\n" * 400_000,
    "300,000 tags": lambda: b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + b"<v a>" * 190_000,
    "400,000 names": lambda: b"".join(b"Name%d: hello\n" % n for n in range(400_000)),
    "200,000 comments": lambda: b"From: a@b\nMessage-ID: c\nContent-Type: text/html\n\n" + b"<!--" * 200_000,
    "200,000 beginnings of a quote": lambda: b"From: a@b\nMessage-ID: c\n\n" + b"On a\n" * 200_000,
}


@pytest.mark.parametrize("what", HUGE)
def test_junk_of_any_size_is_refused_quickly(what: str) -> None:
    content = HUGE[what]()
    begun = time.process_time()

    assert refusal_of(content).isprintable()
    assert time.process_time() - begun < 5  # a second at most here; what is quadratic takes minutes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_usual_encodings_are_read(encoding: str) -> None:
    conversation = read("Jürgen: Schöne Grüße an alle\r\nOrla: Ça va".encode(encoding))

    assert [speaker.name for speaker in conversation.speakers] == ["Jürgen", "Orla"]
    assert [turn.text for turn in conversation.turns] == ["Schöne Grüße an alle", "Ça va"]


def test_zero_bytes_in_a_talk_are_removed_and_it_is_said() -> None:
    conversation = read(b"Sam: hel\0lo there\nOrla: hello")

    assert conversation.turns[0].text == "hello there"
    assert conversation.remarks == ("Zero bytes were removed.",)
