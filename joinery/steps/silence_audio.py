"""The sound of a recording made anew without a voice that was cut out; nobody hears it before that is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from joinery.calls import audio_files
from joinery.calls.actions.cutting import CANNOT_BE_SILENCED, remove_sound
from joinery.calls.cutting import merged
from joinery.calls.models import Audio, Cut
from joinery.speech.kinds import CannotHear


def silence_audio(public_id: str, *, now: datetime, clock: Callable[[], datetime]) -> str:
    """Doing it twice does no harm; killed in between, it is done again. What cannot be opened goes whole."""
    audio = Audio.objects.filter(public_id=public_id).select_related("call").first()
    if audio is None or not audio.must_be_silenced:
        return "not wanted"
    asked = audio.to_silence_at
    stretches = merged(
        (start, end) for cut in Cut.objects.filter(recording=audio.recording_id) for start, end in cut.stretches
    )
    copy, original = audio_files.copy_of(public_id), audio_files.original_of(public_id)
    source = copy if copy.is_file() else original
    try:
        if not source.is_file():
            raise CannotHear("gone")
        from joinery.speech.silencing import silence_file  # numpy is loaded when there is something to silence

        silence_file(source, copy, stretches)
    except CannotHear:
        remove_sound(audio, CANNOT_BE_SILENCED, now=now)
        return "removed"
    audio_files.drop_original(public_id)
    # What was cut out meanwhile has asked anew: then it is not done.
    Audio.objects.filter(public_id=public_id, to_silence_at=asked).update(silenced_at=clock())
    return "silenced"
