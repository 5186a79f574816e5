"""Who consented to be recorded and read. Nothing is heard before everyone who spoke said yes."""

from __future__ import annotations

from dataclasses import dataclass

from joinery.calls.models import Attendance, Call, Consent, Recording, Voice


@dataclass(frozen=True)
class VoiceConsent:
    """A voice that spoke, and the newest answer of whoever it is; None while nobody asked them."""

    voice: Voice
    consent: Consent | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None and self.consent.answer == Consent.Answer.GIVEN


def consents_of(recording: Recording) -> list[VoiceConsent]:
    """One line for each voice that spoke. In two queries."""
    spoke = {turn["speaker"] for turn in recording.conversation["turns"]}
    voices = list(Voice.objects.filter(recording=recording).select_related("person", "user"))
    newest = _newest(recording.call_id)
    return [VoiceConsent(voice, _answer_for(voice, newest)) for voice in voices if voice.number in spoke]


def may_be_heard(recording: Recording) -> bool:
    return all(each.is_given for each in consents_of(recording))


@dataclass(frozen=True)
class GuestConsent:
    """Somebody who should be on the call, or was, and their newest answer."""

    attendance: Attendance
    consent: Consent | None

    @property
    def is_given(self) -> bool:
        return self.consent is not None and self.consent.answer == Consent.Answer.GIVEN


def guests_of(call: Call) -> list[GuestConsent]:
    """Before a recording is heard nobody knows who speaks in it: whoever should be there is asked, theirs and ours.
    Who is known not to have come is not."""
    newest = _newest(call.pk)
    there = Attendance.objects.filter(call=call).exclude(was_there=False).select_related("person", "user")
    return [GuestConsent(each, _of_guest(each, newest)) for each in there]


def may_be_listened_to(call: Call) -> bool:
    """Whether its recording may be turned into words, and be played: everyone who should be there said yes, somebody
    of the customer's among them, and nobody who was asked said no or took it back."""
    guests = guests_of(call)
    answers = {id(each): each for each in _newest(call.pk).values()}.values()
    return (
        any(each.attendance.person_id for each in guests)
        and all(each.is_given for each in guests)
        and all(each.answer == Consent.Answer.GIVEN for each in answers)
    )


def _newest(call_id: int) -> dict[tuple[str, object], Consent]:
    newest: dict[tuple[str, object], Consent] = {}
    for each in Consent.objects.filter(call_id=call_id):
        newest[_who(each)] = newest["name", _plain(each.name)] = each
    return newest


def _of_guest(one: Attendance, newest: dict[tuple[str, object], Consent]) -> Consent | None:
    who: tuple[str, object] = ("person", one.person_id) if one.person_id else ("user", one.user_id)
    return newest.get(who) or newest.get(("name", _plain(one.name)))


def _answer_for(voice: Voice, newest: dict[tuple[str, object], Consent]) -> Consent | None:
    """By who it is; before anybody said who it is, by the name in the file."""
    by_name = newest.get(("name", _plain(voice.shown_name))) or newest.get(("name", _plain(voice.name)))
    if voice.person_id:
        return newest.get(("person", voice.person_id)) or by_name
    if voice.user_id:
        return newest.get(("user", voice.user_id)) or by_name
    return by_name


def _who(consent: Consent) -> tuple[str, object]:
    if consent.person_id:
        return "person", consent.person_id
    if consent.user_id:
        return "user", consent.user_id
    return "name", _plain(consent.name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
