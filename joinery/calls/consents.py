"""Who consented to be recorded and read. Nothing is heard before everyone who spoke said yes; what somebody who took
the yes back had said is no longer there."""

from __future__ import annotations

from dataclasses import dataclass

from joinery.calls.cutting import spoke
from joinery.calls.models import Attendance, Audio, Call, Consent, Cut, Recording, Voice
from joinery.calls.stored import voices_of

Who = tuple[str, object]  # ("person", 7), ("user", 3), ("name", "dora")
Newest = dict[Who, Consent]


class _Answered:
    """Somebody with their newest answer."""

    consent: Consent | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None and self.consent.answer == Consent.Answer.GIVEN

    @property
    def is_withdrawn(self) -> bool:
        return self.consent is not None and self.consent.answer == Consent.Answer.WITHDRAWN


@dataclass(frozen=True)
class VoiceConsent(_Answered):
    """A voice that spoke, and the newest answer of whoever it is; None while nobody asked them."""

    voice: Voice
    consent: Consent | None


def consents_of(recording: Recording) -> list[VoiceConsent]:
    """One line for each voice that spoke and was not cut out. In two queries."""
    return _voices_of(recording, newest_answers(recording.call_id))


def _voices_of(recording: Recording, newest: Newest) -> list[VoiceConsent]:
    numbers = spoke(recording.conversation)
    return [
        VoiceConsent(voice, _answer_for(voice, newest)) for voice in voices_of(recording) if voice.number in numbers
    ]


def may_be_heard(recording: Recording) -> bool:
    """Everyone who speaks in it said yes. Where somebody took it back and nobody knows whether a nameless voice is
    theirs, not before it has a name."""
    if recording.removed_at:
        return False
    newest = newest_answers(recording.call_id)
    voices = _voices_of(recording, newest)
    return bool(voices) and all(each.is_given for each in voices) and not _may_be_theirs(recording, voices, newest)


def _may_be_theirs(recording: Recording, voices: list[VoiceConsent], newest: Newest) -> bool:
    nameless = any(not (each.voice.person_id or each.voice.user_id) for each in voices)
    if not nameless:
        return False
    taken_back = {who for who, answer in newest.items() if answer.answer == Consent.Answer.WITHDRAWN}
    known = {who for who in taken_back if who[0] in ("person", "user")}
    if not known:
        return False
    cut = Cut.objects.filter(recording=recording).values_list("voice__person_id", "voice__user_id")
    found = {("person", person) for person, _ in cut if person} | {("user", user) for _, user in cut if user}
    away = Attendance.objects.filter(call_id=recording.call_id, was_there=False).values_list("person_id", "user_id")
    found |= {("person", person) for person, _ in away if person} | {("user", user) for _, user in away if user}
    return bool(known - found)


@dataclass(frozen=True)
class GuestConsent(_Answered):
    """Somebody who should be on the call, or was, and their newest answer."""

    attendance: Attendance
    consent: Consent | None


def guests_of(call: Call) -> list[GuestConsent]:
    """Before a recording is heard nobody knows who speaks in it: whoever should be there is asked, theirs and ours.
    Who is known not to have come is not."""
    newest = newest_answers(call.pk)
    there = Attendance.objects.filter(call=call).exclude(was_there=False).select_related("person", "user")
    return [GuestConsent(each, _of_guest(each, newest)) for each in there]


def may_be_listened_to(call: Call) -> bool:
    """Whether its recording may be turned into words: everyone who should be there said yes, somebody of the
    customer's among them, and nobody who was asked said no or took it back."""
    guests = guests_of(call)
    answers = newest_answers(call.pk).values()
    return (
        any(each.attendance.person_id for each in guests)
        and all(each.is_given for each in guests)
        and all(each.answer == Consent.Answer.GIVEN for each in answers)
    )


def may_be_played(audio: Audio) -> bool:
    """Whether its sound may be heard by a person. Whoever took a yes back is silent in it, or it is not played."""
    if audio.must_be_silenced:
        return False
    recording = audio.recording
    if recording is None:
        return may_be_listened_to(audio.call)
    if not may_be_heard(recording):
        return False
    answers = {each.answer for each in newest_answers(audio.call_id).values()}
    asked = all(each.is_given or each.is_withdrawn for each in guests_of(audio.call))
    return asked and Consent.Answer.REFUSED not in answers


def newest_answers(call_id: int) -> Newest:
    newest: Newest = {}
    for each in Consent.objects.filter(call_id=call_id):
        newest[_who(each)] = newest["name", _plain(each.name)] = each
    return newest


def newest_of_person(call: Call, person_id: int) -> Consent | None:
    return Consent.objects.filter(call=call, person_id=person_id).last()


def _of_guest(one: Attendance, newest: Newest) -> Consent | None:
    who: Who = ("person", one.person_id) if one.person_id else ("user", one.user_id)
    return newest.get(who) or newest.get(("name", _plain(one.name)))


def _answer_for(voice: Voice, newest: Newest) -> Consent | None:
    """By who it is; before anybody said who it is, by the name in the file."""
    by_name = newest.get(("name", _plain(voice.shown_name))) or newest.get(("name", _plain(voice.name)))
    if voice.person_id:
        return newest.get(("person", voice.person_id)) or by_name
    if voice.user_id:
        return newest.get(("user", voice.user_id)) or by_name
    return by_name


def _who(consent: Consent) -> Who:
    if consent.person_id:
        return "person", consent.person_id
    if consent.user_id:
        return "user", consent.user_id
    return "name", _plain(consent.name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
