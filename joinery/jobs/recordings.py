"""One durable workflow per recording, one at a time on this machine; after a crash it goes on with the next piece."""

from __future__ import annotations

import os
import shutil

from dbos import DBOS, SetWorkflowID
from django.db import close_old_connections
from django.utils import timezone

from joinery.calls import audio_files
from joinery.calls.consents import may_be_listened_to
from joinery.calls.queries import audios_to_hear, audios_to_silence
from joinery.engine.conversation import CannotRead
from joinery.speech.apart import Progress, Stopped, hear_apart
from joinery.speech.kinds import CannotHear
from joinery.steps.hear_audio import (
    Pace,
    begin_hearing,
    end_without_consent,
    give_up,
    is_wanted,
    keep_words,
    note_progress,
)
from joinery.steps.silence_audio import silence_audio

QUEUE = "recordings"


def open_queue() -> None:
    """One recording at a time on a machine; each fills one core. Called when the worker's diary is open."""
    jobs = os.environ.get("JOINERY_SPEECH_JOBS", "")
    DBOS.register_queue(QUEUE, worker_concurrency=int(jobs) if jobs.isdecimal() and int(jobs) else 1)


@DBOS.step()
def hear_step(public_id: str) -> str:
    """How it ended, in a word: the words themselves stay out of the worker's diary."""
    close_old_connections()
    try:
        return _hear(public_id)
    finally:
        close_old_connections()


def _hear(public_id: str) -> str:
    wish = begin_hearing(public_id, now=timezone.now())
    if wish is None:
        end_without_consent(public_id, now=timezone.now())
        return "not wanted"
    pace = Pace()

    def tell(progress: Progress) -> None:
        note_progress(public_id, progress, pace, now=timezone.now())

    try:
        conversation = hear_apart(wish, on_progress=tell, is_wanted=lambda: is_wanted(public_id))
        ended = "heard" if keep_words(public_id, conversation, now=timezone.now()) else "not wanted"
    except Stopped:
        ended = "not wanted"
    except (CannotHear, CannotRead) as trouble:
        give_up(public_id, str(trouble))
        ended = "trouble"
    shutil.rmtree(audio_files.work_of(public_id), ignore_errors=True)
    if ended != "heard":
        audio_files.copy_of(public_id).unlink(missing_ok=True)
    if ended == "not wanted":  # last: whoever reads why it ended finds nothing left of it
        end_without_consent(public_id, now=timezone.now())
    return ended


@DBOS.workflow()
def hear_audio(public_id: str) -> str:
    return hear_step(public_id)


@DBOS.step()
def silence_step(public_id: str) -> str:
    close_old_connections()
    try:
        return silence_audio(public_id, now=timezone.now(), clock=timezone.now)
    finally:
        close_old_connections()


@DBOS.workflow()
def silence(public_id: str) -> str:
    return silence_step(public_id)


def start_silencing(seen: set[str]) -> int:
    """Before anything else is heard. What could not be done is tried again every hour: until then nobody hears it."""
    hour = int(timezone.now().timestamp() // 3600)
    waiting = [
        (audio, f"{audio.public_id}-silent-{audio.to_silence_at.timestamp():.6f}-{hour}")  # type: ignore[union-attr]
        for audio in audios_to_silence()
    ]
    fresh = [(audio, name) for audio, name in waiting if name not in seen]
    for audio, name in fresh:
        with SetWorkflowID(name):
            DBOS.enqueue_workflow(QUEUE, silence, audio.public_id)
        seen.add(name)
    return len(fresh)


def start_waiting_recordings(seen: set[str]) -> int:
    """A workflow for each recording that waits and whose people all agreed. Its id is the recording's and the number
    of the try: however often this runs, and on however many machines, there is one."""
    fresh = [audio for audio in audios_to_hear() if f"{audio.public_id}-{audio.tries}" not in seen]
    agreed = [audio for audio in fresh if may_be_listened_to(audio.call)]
    for audio in agreed:
        name = f"{audio.public_id}-{audio.tries}"
        with SetWorkflowID(name):
            DBOS.enqueue_workflow(QUEUE, hear_audio, audio.public_id)
        seen.add(name)
    return len(agreed)
