"""JSON of speech recognisers and lists of who said what."""

import json

import pytest

from joinery.engine.conversation import CannotRead, Conversation, Word
from joinery.engine.read import read


def timed(conversation: Conversation) -> list[tuple[str, str, float | None, float | None]]:
    return [(conversation.speakers[t.speaker].name, t.text, t.start, t.end) for t in conversation.turns]


SAID = [("Which floor?", 1.0, 2.5), ("The second.", 2.75, 4.0), ("Oh.", 4.0, 4.25)]


def word(text: str, start: float, end: float, **more: object) -> dict[str, object]:
    return {"word": text, "start": start, "end": end, **more}


def test_whisperx_keeps_its_segments_speakers_and_words() -> None:
    segments = [
        {
            "start": start,
            "end": end,
            "text": f" {text}",
            "speaker": speaker,
            "words": [word(text, start, end), {"word": "2"}],
        }
        for (text, start, end), speaker in zip(SAID, ["SPEAKER_00", "SPEAKER_01", None], strict=True)
    ]
    conversation = read(json.dumps({"segments": segments, "word_segments": []}))

    assert conversation.source == "whisperx"
    assert timed(conversation) == [
        ("SPEAKER_00", "Which floor?", 1.0, 2.5),
        ("SPEAKER_01", "The second.", 2.75, 4.0),
        ("Unknown speaker", "Oh.", 4.0, 4.25),
    ]
    assert conversation.turns[0].words == (Word("Which floor?", 1.0, 2.5), Word("2", None, None))


def test_whisper_cpp_counts_in_milliseconds() -> None:
    pieces = [{"offsets": {"from": 1000 * start, "to": 1000 * end}, "text": f" {text}"} for text, start, end in SAID]

    assert [each[1:] for each in timed(read(json.dumps({"transcription": pieces})))] == SAID


def test_assemblyai_counts_in_milliseconds() -> None:
    utterances = [
        {
            "speaker": speaker,
            "text": text,
            "start": int(1000 * start),
            "end": int(1000 * end),
            "words": [{"text": text, "start": int(1000 * start), "end": int(1000 * end), "speaker": speaker}],
        }
        for (text, start, end), speaker in zip(SAID, "ABA", strict=True)
    ]
    conversation = read(json.dumps({"id": "x", "status": "completed", "text": "...", "utterances": utterances}))

    assert conversation.source == "assemblyai"
    assert timed(conversation) == [
        ("Speaker A", "Which floor?", 1.0, 2.5),
        ("Speaker B", "The second.", 2.75, 4.0),
        ("Speaker A", "Oh.", 4.0, 4.25),
    ]
    assert conversation.turns[1].words == (Word("The second.", 2.75, 4.0),)


def test_assemblyai_without_speakers_is_one_turn() -> None:
    words = [{"text": "hello", "start": 500, "end": 900}, {"text": "there", "start": 900, "end": 1250}]
    conversation = read(json.dumps({"text": "hello there", "utterances": None, "words": words}))

    assert timed(conversation) == [("Unknown speaker", "hello there", 0.5, 1.25)]


def test_deepgram_is_cut_by_its_own_utterances_where_it_has_them() -> None:
    utterances = [{"speaker": n % 2, "transcript": t, "start": s, "end": e} for n, (t, s, e) in enumerate(SAID)]
    conversation = read(json.dumps({"results": {"channels": [], "utterances": utterances}}))

    assert timed(conversation) == [
        ("Speaker 0", "Which floor?", 1.0, 2.5),
        ("Speaker 1", "The second.", 2.75, 4.0),
        ("Speaker 0", "Oh.", 4.0, 4.25),
    ]


def test_deepgram_is_cut_by_its_own_sentences_where_it_has_them() -> None:
    paragraphs = [
        {"speaker": 1, "sentences": [{"text": t, "start": s, "end": e} for t, s, e in SAID[:2]]},
        {"speaker": 0, "sentences": [{"text": t, "start": s, "end": e} for t, s, e in SAID[2:]]},
    ]
    best = {"transcript": "...", "words": [word("which", 1.0, 1.5)], "paragraphs": {"paragraphs": paragraphs}}
    conversation = read(json.dumps({"results": {"channels": [{"alternatives": [best]}]}}))

    assert timed(conversation) == [
        ("Speaker 1", "Which floor?", 1.0, 2.5),
        ("Speaker 1", "The second.", 2.75, 4.0),
        ("Speaker 0", "Oh.", 4.0, 4.25),
    ]


def test_each_deepgram_channel_is_a_speaker() -> None:
    channels = [
        {"alternatives": [{"words": [word("which", 1.0, 1.5), word("oh", 4.0, 4.25)]}]},
        {"alternatives": [{"words": [word("second", 2.75, 4.0)]}]},
    ]

    assert timed(read(json.dumps({"results": {"channels": channels}}))) == [
        ("Speaker 0", "which", 1.0, 1.5),
        ("Speaker 1", "second", 2.75, 4.0),
        ("Speaker 0", "oh", 4.0, 4.25),
    ]


def test_rev_json_keeps_its_monologues_and_punctuation() -> None:
    elements = [
        {"type": "text", "value": "Which", "ts": 1.0, "end_ts": 1.5},
        {"type": "punct", "value": " "},
        {"type": "text", "value": "floor", "ts": 1.5, "end_ts": 2.5},
        {"type": "punct", "value": "?"},
    ]

    assert timed(read(json.dumps({"monologues": [{"speaker": 0, "elements": elements}]}))) == [
        ("Speaker 0", "Which floor?", 1.0, 2.5)
    ]


def test_rev_rows_with_punctuation_are_joined() -> None:
    conversation = read(
        "token|speaker|ts|endTs|punctuation|case|tags\nWhich|1|1.0|1.5||UC|[]\nfloor|1|1.5|2.5|?|LC|[]\n"
    )

    assert timed(conversation) == [("Speaker 1", "Which floor?", 1.0, 2.5)]


def test_one_object_a_line_is_a_list() -> None:
    rows = [{"conv": "1", "role": "persuader", "text": "Hello."}, {"conv": "1", "role": "persuadee", "text": "Hi."}]
    conversation = read("\n".join(map(json.dumps, rows)))

    assert timed(conversation) == [("persuader", "Hello.", None, None), ("persuadee", "Hi.", None, None)]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (
            [{"conv": "1", "text": "a"}, {"conv": "2", "text": "b"}],
            "This file holds 2 conversations; give them one at a time.",
        ),
        ({"segments": ["text"], "text": ""}, "In this JSON entry 1 of “segments” is not an object."),
        ({"callTranscripts": [{}, {}]}, "This Gong file holds 2 calls; give them one at a time."),
        ({"text": 1, "b": 2}, "This JSON is no transcript that we know. Its keys are “text”, “b”."),
        ({"segments": [], "text": ""}, "This whisper file has no words in it."),
    ],
)
def test_json_that_is_no_talk_is_refused_with_the_place(value: object, why: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        read(json.dumps(value))

    assert str(refusal.value) == why
