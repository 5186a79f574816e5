"""Output of speech recognisers: Whisper, WhisperX, Deepgram, AssemblyAI and Rev."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from joinery.engine.conversation import CannotRead, Conversation, Word
from joinery.engine.formats.clock import in_seconds
from joinery.engine.formats.draft import UNKNOWN, Draft, join_words, spoken
from joinery.engine.formats.json_shapes import Fields, chance_in, first_of, label_of, objects, words_in
from joinery.engine.formats.recorders import units_per_second


def _words(value: Any, *, per_second: int = 1) -> tuple[Word, ...]:
    """Words as objects, or as [text, start, end]; anything else is left out."""
    found = []
    for item in value if isinstance(value, list) else []:
        if isinstance(item, dict):
            text = words_in(first_of(item, "punctuated_word", "word", "text"))
            times = item.get("start"), item.get("end")
            chance = chance_in(first_of(item, "probability", "confidence", "score"))
        elif isinstance(item, list) and len(item) == 3:
            text, times, chance = words_in(item[0]), (item[1], item[2]), None
        else:
            continue
        start, end = (in_seconds(time, per_second=per_second) for time in times)
        found.append(spoken(Word(text, start, end, chance)))
    return tuple(word for word in found if word.text)


def _say_words(draft: Draft, items: list[Fields], *, per_second: int = 1) -> None:
    """Words with a speaker each become one turn for as long as the speaker stays."""
    for label, run in groupby(items, key=lambda item: label_of(item.get("speaker"))):
        words = _words(list(run), per_second=per_second)
        if words:
            draft.say(label or UNKNOWN, join_words(list(words)), words[0].start, words[-1].end, words)


def read_whisper(fields: Fields) -> Conversation:
    segments = objects(fields["segments"], "segments")
    with_speakers = "word_segments" in fields or any(segment.get("speaker") for segment in segments)
    draft = Draft("whisperx" if with_speakers else "whisper")
    for segment in segments:
        words = _words(segment.get("words"))
        text = words_in(segment.get("text")) or join_words(list(words))
        speaker = label_of(segment.get("speaker")) or UNKNOWN
        draft.say(speaker, text, in_seconds(segment.get("start")), in_seconds(segment.get("end")), words)
    return draft.conversation()


def read_whisper_cpp(fields: Fields) -> Conversation:
    draft = Draft("whisper")
    for piece in objects(fields["transcription"], "transcription"):
        offsets = piece.get("offsets")
        start, end = (offsets.get("from"), offsets.get("to")) if isinstance(offsets, dict) else (None, None)
        times = in_seconds(start, per_second=1000), in_seconds(end, per_second=1000)
        draft.say(label_of(piece.get("speaker")) or UNKNOWN, words_in(piece.get("text")), *times)
    return draft.conversation()


def read_text_alone(fields: Fields) -> Conversation:
    draft = Draft("whisper")
    draft.say(UNKNOWN, words_in(fields["text"]))
    return draft.conversation()


def read_deepgram(results: Fields) -> Conversation:
    """By Deepgram's own utterances or sentences where they were asked for, else by who speaks."""
    draft = Draft("deepgram")
    if utterances := objects(results.get("utterances"), "utterances"):
        for each in utterances:
            label = label_of(first_of(each, "speaker", "channel")) or UNKNOWN
            times = in_seconds(each.get("start")), in_seconds(each.get("end"))
            draft.say(label, words_in(each.get("transcript")), *times, _words(each.get("words")))
        return draft.conversation()
    channels = objects(results.get("channels"), "channels")
    best = [objects(channel.get("alternatives"), "alternatives")[:1] for channel in channels]
    if len(channels) == 1 and best[0] and (paragraphs := _deepgram_paragraphs(best[0][0])):
        for paragraph in paragraphs:
            for sentence in objects(paragraph.get("sentences"), "sentences"):
                times = in_seconds(sentence.get("start")), in_seconds(sentence.get("end"))
                draft.say(label_of(paragraph.get("speaker")) or UNKNOWN, words_in(sentence.get("text")), *times)
        return draft.conversation()
    _say_words(draft, _deepgram_words(best))
    if not draft.turns:
        for place, alternatives in enumerate(best):
            for alternative in alternatives:
                draft.say(f"Speaker {place}", words_in(alternative.get("transcript")))
    return draft.conversation()


def _deepgram_paragraphs(alternative: Fields) -> list[Fields]:
    found = alternative.get("paragraphs")
    return objects(found.get("paragraphs"), "paragraphs") if isinstance(found, dict) else []


def _deepgram_words(best: list[list[Fields]]) -> list[Fields]:
    """The words of all channels in order of time; with several channels, a channel is a speaker."""
    words = [
        {**word, "speaker": place if len(best) > 1 else word.get("speaker")}
        for place, alternatives in enumerate(best)
        for alternative in alternatives
        for word in objects(alternative.get("words"), "words")
    ]
    if len(best) > 1:
        words.sort(key=lambda word: in_seconds(word.get("start")) or 0.0)
    return words


def read_utterances(fields: Fields) -> Conversation:
    """AssemblyAI counts in milliseconds; a corpus of meetings under the same key counts in seconds."""
    utterances = objects(fields["utterances"], "utterances")
    is_corpus = isinstance(fields.get("conversation"), str)
    pieces = [(words_in(each.get("text")), each.get("start"), each.get("end")) for each in utterances]
    scale = 1 if is_corpus else units_per_second(pieces)
    draft = Draft("utterances" if is_corpus else "assemblyai")
    draft.title = words_in(fields.get("conversation"))
    for each, (text, start, end) in zip(utterances, pieces, strict=True):
        speaker = each.get("speaker")
        label = words_in(speaker) if is_corpus else label_of(speaker)
        times = in_seconds(start, per_second=scale), in_seconds(end, per_second=scale)
        draft.say(label or UNKNOWN, text, *times, _words(each.get("words"), per_second=scale))
    return draft.conversation()


def read_assemblyai_words(fields: Fields) -> Conversation:
    """AssemblyAI without speaker labels: only words."""
    words = objects(fields["words"], "words")
    pieces = [(words_in(each.get("text")), each.get("start"), each.get("end")) for each in words]
    draft = Draft("assemblyai")
    _say_words(draft, words, per_second=units_per_second(pieces))
    return draft.conversation()


def read_rev(fields: Fields) -> Conversation:
    """Rev's JSON: a monologue is a turn; punctuation stands between the words."""
    draft = Draft("rev")
    for monologue in objects(fields["monologues"], "monologues"):
        elements = objects(monologue.get("elements"), "elements")
        said = [each for each in elements if each.get("type") == "text"]
        words = tuple(
            Word(words_in(each.get("value")), in_seconds(each.get("ts")), in_seconds(each.get("end_ts")))
            for each in said
        )
        text = "".join(words_in(each.get("value")) for each in elements)
        start, end = (words[0].start, words[-1].end) if words else (None, None)
        draft.say(label_of(monologue.get("speaker")) or UNKNOWN, text, start, end, tuple(map(spoken, words)))
    return draft.conversation()


def is_rev_table(lines: list[str]) -> bool:
    head = lines[0].strip().lower().split("|") if lines else []
    return {"token", "speaker"} <= set(head)


def read_rev_table(lines: list[str]) -> Conversation:
    """Rev's .nlp: one word a row, with columns by name."""
    columns = [name.strip().lower() for name in lines[0].split("|")]
    rows: list[Fields] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = line.rstrip("\n").split("|")
        if len(cells) < len(columns):
            raise CannotRead(f"Line {number:,} has {len(cells)} columns, but the first line names {len(columns)}.")
        row = dict(zip(columns, cells, strict=False))
        text = row["token"].strip() + row.get("punctuation", "").strip()
        rows.append({"text": text, "speaker": row["speaker"], "start": row.get("ts"), "end": row.get("endts")})
    draft = Draft("rev")
    _say_words(draft, rows)
    return draft.conversation()
