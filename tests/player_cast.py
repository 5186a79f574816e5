"""A call that was recorded: three people, words with times, some of them not heard clearly, and a sound to play."""

from __future__ import annotations

from conftest import NOON
from speech.sounds import RATE, put_copy, tone, wav

from joinery.engine.conversation import Conversation, Speaker, Turn, Word

WORD, PAUSE = 0.3, 0.6  # seconds
ANA, DORA, PIET = "Ana Lindqvist", "Dora Marković", "Piet Aerts"
SAID = [
    (ANA, "When it works, what will a normal Tuesday look like?"),
    (DORA, "I want the tables on the floors by ten, without anyone having to ask."),
    (ANA, "I'll send you the drain positions by Thursday."),
    (DORA, "We lose nine hundred euros a day, that is what it costs us."),
    (PIET, "I am not sure our operators would accept a new machine."),
    (ANA, "What worries them most?"),
]
UNCLEAR = {"tables": 0.31, "hundred": 0.44}


def recorded_talk(said=SAID, unclear=UNCLEAR) -> Conversation:
    names = list(dict.fromkeys(who for who, _ in said))
    turns, at = [], 0.5
    for who, text in said:
        words = []
        for word in text.split():
            words.append(Word(word, round(at, 2), round(at + WORD - 0.05, 2), unclear.get(word.strip(".,?"), 0.93)))
            at += WORD
        turns.append(Turn(names.index(who), text, words[0].start, words[-1].end, tuple(words)))
        at += PAUSE
    return Conversation(tuple(Speaker(name) for name in names), tuple(turns), "recording")


def put_in_recording(call, by, *, people, conversation=None, now=NOON):
    """Through the actions, as the worker does it; only the hearing itself is told instead of done."""
    import numpy as np

    from joinery.calls.actions import expect, note_consent, take_audio
    from joinery.calls.audio_files import copy_of
    from joinery.calls.models import Audio, Recording
    from joinery.steps.hear_audio import keep_words

    talk = conversation or recorded_talk()
    samples = np.concatenate([tone(1, 220 + 20 * second) for second in range(int(talk.turns[-1].end) + 2)])
    expect(call, people=people, users=[by], by=by, now=now)
    for who in [*({"person": each} for each in people), {"user": by}]:
        note_consent(call, "given", by=by, now=now, **who)
    content = wav(samples)
    audio = take_audio(call, [content], size=len(content), file_name="call.wav", by=by, now=now)
    put_copy(samples, copy_of(audio.public_id))
    assert len(samples) / RATE > talk.turns[-1].end
    assert keep_words(audio.public_id, talk, now=now)
    audio.refresh_from_db()
    return Recording.objects.get(audio=audio), Audio.objects.get(pk=audio.pk)
