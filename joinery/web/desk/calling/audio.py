"""How a recording stands, in words that a page can show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from joinery.calls.consents import GuestConsent, guests_of, may_be_listened_to
from joinery.calls.listening import is_playable
from joinery.calls.models import Audio, Call
from joinery.calls.queries import audios_for
from joinery.firm.models import User
from joinery.speech.left import left_in_words


@dataclass(frozen=True)
class Sound:
    """One recording; `percent` only while it is being heard."""

    audio: Audio
    says: str
    left: str
    percent: int | None
    can_play: bool
    can_stop: bool
    can_ask_again: bool


class Sounds:
    """The recordings of a call. Who agreed is asked only where somebody looks at it."""

    def __init__(self, call: Call, audios: list[Audio], now: datetime) -> None:
        self.call, self.audios, self.now = call, audios, now

    @cached_property
    def each(self) -> list[Sound]:
        return [sound_of(audio, self.may_be_heard, self.now) for audio in self.audios]

    @cached_property
    def guests(self) -> list[GuestConsent]:
        return guests_of(self.call)

    @cached_property
    def may_be_heard(self) -> bool:
        return may_be_listened_to(self.call)

    @property
    def is_moving(self) -> bool:
        """Whether the page should look again soon."""
        return any(audio.is_waiting for audio in self.audios) and self.may_be_heard

    @property
    def silent(self) -> list[str]:
        return [guest.attendance.name for guest in self.guests if not guest.is_given]


def sounds_of(call: Call, user: User, now: datetime) -> Sounds:
    return Sounds(call, list(audios_for(user).filter(call=call)), now)


def sound_of(audio: Audio, may: bool, now: datetime) -> Sound:
    is_running = audio.is_waiting and may and audio.begun_at is not None
    left = (audio.ends_at - now).total_seconds() if audio.ends_at and is_running else None
    return Sound(
        audio=audio,
        says=_says(audio, may),
        left=left_in_words(max(0.0, left)) if left is not None else "",
        percent=round(audio.share * 100) if is_running else None,
        can_play=is_playable(audio),
        can_stop=audio.is_waiting,
        can_ask_again=not audio.is_waiting and audio.heard_at is None,
    )


def _says(audio: Audio, may: bool) -> str:
    if audio.must_be_silenced:
        return "Being made anew without what was taken back. Until then nobody can play it."
    if audio.heard_at:
        return "Heard, without what was taken back" if audio.silenced_at else "Heard"
    if audio.trouble:
        return audio.trouble
    if audio.stopped_at:
        return "Stopped. Nothing that was heard is kept."
    if not may:
        return "Not heard yet: it waits until everyone has agreed."
    return "Waits for its turn." if audio.begun_at is None else "Being heard"
