"""How long what was recorded is kept: days for each kind, the day on which something goes, and what is kept longer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from joinery.calls.models import Audio, Call, KeepingRule, KeptLonger, Recording

Kind = KeepingRule.Kind
DAYS = {Kind.SOUND: 90, Kind.TRANSCRIPT: 730, Kind.UNUSED: 30}
SAYS = {
    Kind.SOUND: "What people said is read as text; the sound is for looking it up while it is fresh.",
    Kind.TRANSCRIPT: "The words. What you took from them and what they confirmed stays.",
    Kind.UNUSED: "Sound and text that were put in and that not everyone agreed to.",
}


@dataclass(frozen=True)
class Goes:
    """When something that was recorded is removed; `longer` is why it is still here, in somebody's words."""

    kind: str
    day: date
    longer: str = ""


def days_kept() -> dict[str, int]:
    """In one query; 0 is for as long as the call is."""
    return {
        **{kind.value: days for kind, days in DAYS.items()},
        **dict(KeepingRule.objects.values_list("kind", "days")),
    }


def kept_longer(calls: Iterable[int]) -> dict[int, KeptLonger]:
    """The newest word on each call, where it names a day."""
    newest = {each.call_id: each for each in KeptLonger.objects.filter(call__in=list(calls)).select_related("by")}
    return {call: each for call, each in newest.items() if each.until}


def goes_on(kind: str, since: datetime, days: dict[str, int], longer: KeptLonger | None, zone: ZoneInfo) -> Goes | None:
    """None where it stays. The days count from the day on which it was put in, where the call is."""
    if not days[kind]:
        return None
    day = since.astimezone(zone).date() + timedelta(days=days[kind])
    if longer and longer.until and longer.until > day:
        return Goes(kind, longer.until, longer.why)
    return Goes(kind, day)


def kind_of_audio(audio: Audio) -> str:
    return Kind.SOUND if audio.heard_at else Kind.UNUSED


def kind_of_recording(recording: Recording) -> str:
    return Kind.TRANSCRIPT if recording.heard_at else Kind.UNUSED


def what_goes(call: Call, audios: Iterable[Audio], recordings: Iterable[Recording]) -> list[Goes]:
    """Of one call: the sound, the words, what nobody may hear; each kind once, the next day first."""
    kept = [(kind_of_audio(each), each.added_at) for each in audios]
    kept += [(kind_of_recording(each), each.added_at) for each in recordings if not each.removed_at]
    if not kept:
        return []
    days, zone, longer = days_kept(), ZoneInfo(call.zone), kept_longer([call.pk]).get(call.pk)
    first: dict[str, Goes] = {}
    found = [goes_on(kind, since, days, longer, zone) for kind, since in kept]
    for each in sorted(filter(None, found), key=lambda one: one.day):
        first.setdefault(each.kind, each)
    return list(first.values())
