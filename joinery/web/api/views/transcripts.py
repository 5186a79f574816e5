"""Putting in what was said: a file, a text, or a conversation as Joinery writes it."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from joinery.calls.models import Recording
from joinery.calls.queries import calls_for
from joinery.lib.plain_text import one_line
from joinery.steps.hear_recording import missing_consents, take_and_hear
from joinery.web.api.bodies import LARGEST, CannotTake, read_json, refuse_too_large
from joinery.web.api.keys import may_write, owner_of
from joinery.web.api.repeats import KEY_IN_SCHEMA, once
from joinery.web.api.shapes.calls import SpeakerShape, TakenTranscript
from joinery.web.api.shapes.common import ON_WRITES

router = Router(tags=["calls"])
WRAPPING = 64 * 1024  # what a multipart body has around its file

_OWN_WORDS = {
    "type": "object",
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "conversation": {
            "type": "object",
            "description": '{"speakers": [{"name", "side"}], "turns": [{"speaker", "start", "end", "text"}]}',
        },
        "file_name": {"type": "string", "maxLength": 255},
    },
    "additionalProperties": False,
    "oneOf": [{"required": ["text"]}, {"required": ["conversation"]}],
}
_FILE = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
BODY: dict[str, Any] = {
    **KEY_IN_SCHEMA,
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": _OWN_WORDS}, "multipart/form-data": {"schema": _FILE}},
    },
}


@router.post(
    "calls/{call_id}/transcript",
    auth=may_write,
    response={201: TakenTranscript, **ON_WRITES},
    operation_id="put_in_transcript",
    openapi_extra=BODY,
)
def transcript(request: HttpRequest, call_id: str) -> Any:
    user = owner_of(request)
    call = get_object_or_404(calls_for(user), public_id=call_id)
    content, file_name = _given(request)

    def make() -> tuple[int, dict[str, Any]]:
        recording, is_heard = take_and_hear(call, content, file_name=file_name, by=user, now=timezone.now())
        return 201, _taken(recording, is_heard).model_dump(mode="json")

    return Status(*once(request, file_name.encode() + b"\n" + content, make))


def _given(request: HttpRequest) -> tuple[bytes, str]:
    if request.content_type == "multipart/form-data":
        refuse_too_large(request, LARGEST + WRAPPING)
        try:
            files = request.FILES
        except (MultiPartParserError, SuspiciousOperation):
            raise CannotTake("This form cannot be read.") from None
        file = files.get("file")
        if file is None or len(files.getlist("file")) != 1 or len(files) != 1:
            raise CannotTake("Send one file, named file.", 422, "body.file")
        return file.read(), one_line(file.name or "")[:255]
    if request.content_type != "application/json":
        raise CannotTake("Send JSON, or a form with a file.", 422, "header.Content-Type")
    return _in_own_words(read_json(request, LARGEST))


def _in_own_words(given: dict[str, Any]) -> tuple[bytes, str]:
    if strange := sorted(set(given) - {"text", "conversation", "file_name"}):
        raise CannotTake("This word is not known here.", 422, f"body.{strange[0][:80]}")
    name, text, conversation = given.get("file_name", ""), given.get("text"), given.get("conversation")
    if not isinstance(name, str):
        raise CannotTake("A file's name is a text.", 422, "body.file_name")
    name = one_line(name)[:255]
    if isinstance(text, str) and text and conversation is None:
        return text.encode(), name
    if isinstance(conversation, dict) and text is None:
        return json.dumps(conversation, ensure_ascii=False).encode(), name
    raise CannotTake("Send either text or conversation.", 422)


def _taken(recording: Recording, is_heard: bool) -> TakenTranscript:
    voices = recording.voices.select_related("person", "user")
    return TakenTranscript(
        recording=recording.public_id,
        source=recording.source,
        turns=len(recording.conversation["turns"]),
        speakers=[SpeakerShape(number=one.number, name=one.shown_name, side=one.side) for one in voices],
        is_heard=is_heard,
        missing_consents=[] if is_heard else missing_consents(recording),
    )
