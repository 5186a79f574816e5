"""Every format gives the same talk, as far as it can carry it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from joinery.engine.conversation import Conversation
from joinery.engine.read import read

FORMATS = Path(__file__).parent / "formats"
ANSWER = json.loads((FORMATS / "ANSWER.json").read_text())


def said(conversation: Conversation) -> list[tuple[str, str]]:
    return [(conversation.speakers[turn.speaker].name, turn.text) for turn in conversation.turns]


def timed(conversation: Conversation) -> list[tuple[str, str, float | None, float | None]]:
    return [(conversation.speakers[t.speaker].name, t.text, t.start, t.end) for t in conversation.turns]


def in_words(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each word with who said it; formats differ in case and punctuation."""
    return [(name, word) for name, text in pieces for word in re.sub(r"[^\w\s'-]", "", text.lower()).split()]


ANSWERED = [(each["speaker"], each["text"]) for each in ANSWER]


@pytest.mark.parametrize(
    ("file", "source"),
    [("zoom.vtt", "zoom"), ("teams.vtt", "teams"), ("plain.srt", "srt"), ("fireflies.json", "fireflies")],
)
def test_formats_that_keep_the_utterances_give_them_back_with_their_times(file: str, source: str) -> None:
    conversation = read(FORMATS / file)

    assert conversation.source == source
    assert timed(conversation) == [(each["speaker"], each["text"], each["start"], each["end"]) for each in ANSWER]


def test_whisper_gives_the_utterances_without_their_speakers() -> None:
    conversation = read(FORMATS / "whisper_segments.json")

    assert [(turn.text, turn.start, turn.end) for turn in conversation.turns] == [
        (each["text"], each["start"], each["end"]) for each in ANSWER
    ]
    assert [speaker.name for speaker in conversation.speakers] == ["Unknown speaker"]
    assert "The file does not say who speaks." in conversation.remarks


@pytest.mark.parametrize(("file", "source"), [("google_meet.txt", "meet"), ("otter.txt", "otter")])
def test_formats_that_join_utterances_give_the_same_words_by_the_same_people(file: str, source: str) -> None:
    conversation = read(FORMATS / file)

    assert conversation.source == source
    assert in_words(said(conversation)) == in_words(ANSWERED)


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("gong_transcript.json", ["Speaker 1000", "Speaker 1001", "Speaker 1002", "Speaker 1003"]),
        ("deepgram.json", ["Speaker 0", "Speaker 1", "Speaker 2", "Speaker 3"]),
        ("rev.nlp", ["Speaker 1", "Speaker 2", "Speaker 3", "Speaker 4"]),
    ],
)
def test_formats_that_number_the_speakers_give_the_same_words_by_the_same_number(file: str, names: list[str]) -> None:
    conversation = read(FORMATS / file)

    people = dict(zip(["Ida Berg", "Pat Moore", "Uma Iyer", "Max Evans"], names, strict=True))
    assert in_words(said(conversation)) == in_words([(people[name], text) for name, text in ANSWERED])


def test_gong_counts_in_milliseconds_and_in_seconds() -> None:
    gong = json.loads((FORMATS / "gong_transcript.json").read_text())
    in_milliseconds = read(FORMATS / "gong_transcript.json")
    for monologue in gong["callTranscripts"][0]["transcript"]:
        for sentence in monologue["sentences"]:
            sentence["start"], sentence["end"] = sentence["start"] / 1000, sentence["end"] / 1000
    in_seconds = read(json.dumps(gong))

    assert in_milliseconds == in_seconds
    assert (in_seconds.turns[0].start, in_seconds.turns[0].end) == (50.42, 67.55)


def test_gong_takes_names_and_sides_from_the_parties() -> None:
    gong = json.loads((FORMATS / "gong_transcript.json").read_text())
    gong["parties"] = [
        {"speakerId": "1000", "name": "Ida Berg", "emailAddress": "ida@example.com", "affiliation": "External"},
        {"speakerId": "1001", "name": "Pat Moore", "affiliation": "Internal"},
        {"speakerId": "1002", "name": "Uma Iyer", "affiliation": "External"},
        {"speakerId": "1003", "name": "Max Evans", "affiliation": "Unknown"},
        {"speakerId": "1004", "name": "Only Listened", "affiliation": "External"},
    ]
    conversation = read(json.dumps(gong))

    assert in_words(said(conversation)) == in_words(ANSWERED)
    assert [(each.name, each.side, each.email) for each in conversation.speakers] == [
        ("Pat Moore", "seller", ""),
        ("Max Evans", "unknown", ""),
        ("Ida Berg", "customer", "ida@example.com"),
        ("Uma Iyer", "customer", ""),
    ]


def test_text_without_names_and_punctuation_is_one_turn_of_nobody() -> None:
    conversation = read(FORMATS / "no_speaker_no_punct.txt")

    assert len(conversation.turns) == 1
    assert in_words(said(conversation)) == in_words([("Unknown speaker", text) for _, text in ANSWERED])


def test_meet_gives_title_and_day_but_no_times() -> None:
    conversation = read(FORMATS / "google_meet.txt")

    assert (conversation.title, conversation.held_on) == ("ES2002a", date(2026, 11, 21))
    assert {(turn.start, turn.end) for turn in conversation.turns} == {(None, None)}


def test_otter_gives_the_start_of_each_turn() -> None:
    conversation = read(FORMATS / "otter.txt")

    assert [turn.start for turn in conversation.turns][:4] == [50.0, 67.0, 67.0, 74.0]


def test_deepgram_keeps_the_words_and_their_times() -> None:
    turn = read(FORMATS / "deepgram.json").turns[0]

    assert (turn.start, turn.end) == (50.42, 67.55)
    assert [word.text for word in turn.words] == turn.text.split()
    assert (turn.words[0].start, turn.words[0].end) == (50.42, 50.99)


def test_a_meeting_of_the_corpus_is_read_one_to_one() -> None:
    corpus = json.loads((FORMATS / "corpus.json").read_text())
    conversation = read(FORMATS / "corpus.json")

    assert timed(conversation) == [(u["speaker"], u["text"], u["start"], u["end"]) for u in corpus["utterances"]]
    assert [[[w.text, w.start, w.end] for w in turn.words] for turn in conversation.turns] == [
        u["words"] for u in corpus["utterances"]
    ]


def test_fireflies_as_an_object_gives_title_day_and_mail_addresses() -> None:
    sentences = json.loads((FORMATS / "fireflies.json").read_text())
    for sentence in sentences:
        sentence["start_time"] = str(sentence["start_time"])
        sentence["speaker_name"] = None
    conversation = read(
        json.dumps(
            {
                "data": {
                    "transcript": {
                        "title": "Harbour laundry",
                        "date": 1756812000000,
                        "speakers": [
                            {"id": 0, "name": "Ida Berg"},
                            {"id": 1, "name": "Pat Moore"},
                            {"id": 2, "name": "Uma Iyer"},
                            {"id": 3, "name": "Max Evans"},
                        ],
                        "meeting_attendees": [{"displayName": "Pat Moore", "email": "pat@example.com"}],
                        "sentences": sentences,
                    }
                }
            }
        )
    )

    assert timed(conversation) == [(each["speaker"], each["text"], each["start"], each["end"]) for each in ANSWER]
    assert (conversation.title, conversation.held_on) == ("Harbour laundry", date(2025, 9, 2))
    assert conversation.speakers[0].email == "pat@example.com"
