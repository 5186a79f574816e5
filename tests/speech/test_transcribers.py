"""One contract for all who turn sound into words: the same talk out of each, clear words when one does not answer."""

import io
import wave

import numpy as np
import pytest
from speech.sounds import tone

from joinery.speech.hearing import hear
from joinery.speech.kinds import CannotHear
from joinery.speech.sound import Sound
from joinery.speech.transcribers import Choice, transcriber_of
from joinery.speech.transcribers.fake_services import CHANCES, SPOKEN_BY, WORDS, fake_services

SERVICES = {"openai": "/v1", "whisper.cpp": "", "deepgram": "", "assemblyai": ""}
KEY = "sk-a-key-of-ours"


@pytest.fixture
def outside():
    with fake_services() as services:
        yield services


@pytest.fixture(params=SERVICES)
def transcriber(request, outside, monkeypatch):
    monkeypatch.setattr("joinery.speech.transcribers.assemblyai.WAITS", (0.01,))
    return transcriber_of(Choice(request.param, url=outside.url + SERVICES[request.param], key=KEY))


@pytest.fixture
def sound():
    return Sound(tone(2).reshape(-1, 1))


def test_each_gives_the_same_words_at_the_same_times(transcriber, sound):
    heard = transcriber.hear(sound, "")

    assert [(word.text, round(word.start, 2), round(word.end, 2)) for word in heard.words] == list(WORDS)
    assert heard.language == "en"


def test_those_who_tell_how_sure_they_are_are_believed(transcriber, sound):
    chances = [word.p for word in transcriber.hear(sound, "").words]

    assert chances == ([None] * 5 if transcriber.name.startswith("openai") else list(CHANCES))


def test_those_who_tell_who_speaks_are_believed(transcriber, sound):
    words = transcriber.hear(sound, "").words
    order = list(dict.fromkeys(word.speaker for word in words))

    assert transcriber.tells_speakers == (len(order) == 2)
    if transcriber.tells_speakers:
        assert [order.index(word.speaker) for word in words] == list(SPOKEN_BY)


def test_each_becomes_the_same_conversation(transcriber, sound):
    talk = hear(sound, transcriber, voices=None if transcriber.tells_speakers else 1)
    said = " ".join(turn.text for turn in talk.turns)

    assert said == "Hello, this is Orla. Yes."
    assert talk.source == "recording"
    assert talk.remarks[-1] == f"Heard by {transcriber.name}."
    if transcriber.tells_speakers:
        assert [turn.text for turn in talk.turns] == ["Hello, this is Orla.", "Yes."]


def test_what_is_sent_is_our_own_samples_with_the_key_in_a_header_only(transcriber, outside, sound):
    transcriber.hear(sound, "en")
    _, path, headers, body = outside.asked[0]
    start = body.index(b"RIFF")
    with wave.open(io.BytesIO(body[start:])) as sent:
        samples = np.frombuffer(sent.readframes(sent.getnframes()), "<i2")

    assert np.array_equal(samples, sound.channels[:, 0])
    assert KEY in headers["Authorization"]
    assert all(KEY not in path and KEY.encode() not in body for _, path, _, body in outside.asked)


@pytest.mark.parametrize(
    ("mood", "says"),
    [
        ("refused", "does not take the key (JOINERY_SPEECH_KEY)."),
        ("moved", "refused with status 307."),
        ("broken", "gives an answer that is no transcript."),
        ("cut", "does not answer ("),
    ],
)
def test_a_service_that_does_not_answer_is_told_in_one_line(transcriber, outside, sound, mood, says):  # W4, W6
    outside.mood = mood
    with pytest.raises(CannotHear) as refusal:
        transcriber.hear(sound, "en")

    assert says in str(refusal.value)
    assert "1234" not in str(refusal.value)
    assert "/elsewhere" not in [path for _, path, _, _ in outside.asked]


def test_an_answer_of_another_shape_gives_no_words_and_no_fault(transcriber, outside, sound):
    outside.mood = "odd"
    if transcriber.name.startswith("assemblyai"):  # what it calls the transcript would become part of an address
        with pytest.raises(CannotHear, match="assemblyai gives an answer that is no transcript"):
            transcriber.hear(sound, "en")
    else:
        assert transcriber.hear(sound, "en").words == ()


def test_an_answer_without_end_is_cut_off(transcriber, outside, sound, monkeypatch):  # W9
    monkeypatch.setattr("joinery.speech.transcribers.outside.LARGEST", 20)

    with pytest.raises(CannotHear, match="answers with more than a transcript"):
        transcriber.hear(sound, "en")


@pytest.mark.parametrize("engine", SERVICES)
@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://files.example", "http://user:pass@speech.example", "speech.example", "http://"]
)
def test_addresses_that_are_none_are_refused(engine, url):  # W5
    with pytest.raises(CannotHear, match="JOINERY_SPEECH_URL must look like"):
        transcriber_of(Choice(engine, url=url))


@pytest.mark.parametrize("engine", SERVICES)
def test_a_key_is_not_sent_bare_over_the_network(engine):
    with pytest.raises(CannotHear, match="must begin with https://"):
        transcriber_of(Choice(engine, url="http://speech.example", key=KEY))


def test_an_engine_that_is_not_known_is_refused():
    with pytest.raises(CannotHear, match="JOINERY_SPEECH=ears is not known; there are local, openai"):
        transcriber_of(Choice("ears"))
