"""JSON of services that record meetings: Gong, Fireflies, and any list of who said what."""

from __future__ import annotations

from typing import Any

from joinery.engine.conversation import CannotRead, Conversation, Side
from joinery.engine.formats.clock import day_of, in_seconds
from joinery.engine.formats.draft import Draft
from joinery.engine.formats.json_shapes import Fields, first_of, label_of, objects, words_in

_SLOWEST_TALK = 0.1  # words a second; times in milliseconds seem a thousand times slower than any talk


def units_per_second(pieces: list[tuple[str, Any, Any]]) -> int:
    """1000 where these (text, start, end) count milliseconds, else 1; told by how fast people would talk."""
    words, length, latest = 0, 0.0, 0.0
    for text, start, end in pieces:
        begins, ends = in_seconds(start), in_seconds(end)
        if begins is not None and ends is not None and ends > begins:
            words += len(text.split())
            length += ends - begins
            latest = max(latest, ends)
    if not length:
        return 1
    return 1000 if words / length < _SLOWEST_TALK and latest > 500 else 1


def read_gong(fields: Fields) -> Conversation:
    """A monologue is a turn, as Gong cuts it."""
    if "callTranscripts" in fields:
        calls = objects(fields["callTranscripts"], "callTranscripts")
        if len(calls) != 1:
            raise CannotRead(f"This Gong file holds {len(calls)} calls; give them one at a time.")
        call = calls[0]
    else:
        call = fields
    draft = Draft("gong")
    about = _gong_call(fields, call)
    names = _gong_parties(draft, [fields, call, about])
    meta = about.get("metaData")
    meta = meta if isinstance(meta, dict) else about
    draft.title, draft.held_on = words_in(meta.get("title")), day_of(first_of(meta, "started", "scheduled"))

    monologues = objects(call.get("transcript"), "transcript")
    sentences = [objects(monologue.get("sentences"), "sentences") for monologue in monologues]
    scale = units_per_second(
        [(words_in(each.get("text")), each.get("start"), each.get("end")) for said in sentences for each in said]
    )
    for monologue, said in zip(monologues, sentences, strict=True):
        key = str(monologue.get("speakerId"))[:80]
        speaker = names.get(key)
        if speaker is None:
            speaker = draft.speaker(label_of(monologue.get("speakerId")))
        starts = [time for each in said if (time := in_seconds(each.get("start"), per_second=scale)) is not None]
        ends = [time for each in said if (time := in_seconds(each.get("end"), per_second=scale)) is not None]
        text = " ".join(part for each in said if (part := words_in(each.get("text")).strip()))
        draft.say(speaker, text, starts[0] if starts else None, ends[-1] if ends else None)
    return _with_those_who_spoke(draft)


def _gong_call(fields: Fields, call: Fields) -> Fields:
    """The call's description from /v2/calls/extensive, where somebody saved it beside the transcript."""
    calls = fields.get("calls")
    found = calls[0] if isinstance(calls, list) and len(calls) == 1 else call
    return found if isinstance(found, dict) else call


def _gong_parties(draft: Draft, places: list[Fields]) -> dict[str, int]:
    sides: dict[Any, Side] = {"internal": "seller", "external": "customer"}
    names: dict[str, int] = {}
    for place in places:
        parties = place.get("parties")
        for party in objects(parties, "parties") if isinstance(parties, list) else []:
            key = first_of(party, "speakerId", "id")
            name = words_in(party.get("name")) or words_in(party.get("emailAddress"))
            if key is not None and name and str(key) not in names:
                names[str(key)] = draft.speaker(
                    name,
                    side=sides.get(str(party.get("affiliation")).lower(), "unknown"),
                    email=words_in(party.get("emailAddress")),
                    key=f"id {key}",
                )
    return names


def _with_those_who_spoke(draft: Draft) -> Conversation:
    """Speakers in the order in which they first speak; who only listened is no speaker."""
    from dataclasses import replace

    order = list(dict.fromkeys(turn.speaker for turn in draft.turns))
    place = {old: new for new, old in enumerate(order)}
    draft.speakers = [draft.speakers[old] for old in order]
    draft.turns = [replace(turn, speaker=place[turn.speaker]) for turn in draft.turns]
    return draft.conversation()


def read_fireflies(fields: Fields) -> Conversation:
    draft = Draft("fireflies")
    draft.title, draft.held_on = words_in(fields.get("title")), day_of(first_of(fields, "date", "dateString"))
    names = {
        str(speaker.get("id")): words_in(speaker.get("name")) for speaker in objects(fields.get("speakers"), "speakers")
    }
    emails = {
        words_in(first_of(person, "displayName", "name")): words_in(person.get("email"))
        for person in objects(fields.get("meeting_attendees"), "meeting_attendees")
    }
    _say_sentences(draft, objects(fields["sentences"], "sentences"), names, emails)
    return draft.conversation()


def read_list(rows: list[Any]) -> Conversation:
    """A list of who said what, under the usual names for both; a list of Gong's monologues too."""
    items = objects(rows, "list")
    if items and all(isinstance(item.get("sentences"), list) for item in items):
        return read_gong({"transcript": items})
    talks = {str(item["conv"]) for item in items if "conv" in item}
    if len(talks) > 1:
        raise CannotRead(f"This file holds {len(talks):,} conversations; give them one at a time.")
    draft = Draft("fireflies" if items and "speaker_name" in items[0] else "list")
    _say_sentences(draft, items, {}, {})
    return draft.conversation()


def _say_sentences(draft: Draft, items: list[Fields], names: dict[str, str], emails: dict[str, str]) -> None:
    starts, ends = ("start_time", "start", "startTime"), ("end_time", "end", "endTime")
    texts = ("text", "raw_text", "sentence", "content", "message", "body")
    pieces = [(words_in(first_of(item, *texts)), first_of(item, *starts), first_of(item, *ends)) for item in items]
    scale = units_per_second(pieces)
    for item, (text, start, end) in zip(items, pieces, strict=True):
        name = words_in(first_of(item, "speaker_name", "speakerName")) or names.get(str(item.get("speaker_id")), "")
        name = name or label_of(first_of(item, "speaker", "role", "name", "from", "speaker_id"))
        speaker = draft.speaker(name, email=emails.get(name, ""))
        draft.say(speaker, text, in_seconds(start, per_second=scale), in_seconds(end, per_second=scale))
