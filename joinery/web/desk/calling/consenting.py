"""Who agreed to be recorded, where they are and what that asks for, what to say to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from joinery.calls.consents import GuestConsent, consents_of, guests_of
from joinery.calls.keeping import Goes, what_goes
from joinery.calls.models import Call, Consent, ConsentRequest, Cut, KeepingRule, KeptLonger, Recording, Removal, Voice
from joinery.calls.queries import audios_for, recordings_for
from joinery.firm.models import User
from joinery.lib.tongues import HOUSE
from joinery.method.consent_rules import Place, strictest
from joinery.rooms.asking import Asking, is_askable

FIRST_WORDS = 12  # turns of theirs in which a yes is looked for


@dataclass(frozen=True)
class Line:
    """Somebody who should be there. `say` is the sentence for them; `turns` where they may have said yes."""

    guest: GuestConsent
    place: Place
    say: str
    language: str
    asked: ConsentRequest | None
    may_be_asked: bool
    recording: Recording | None
    turns: list[tuple[int, str]]

    @property
    def public_id(self) -> str:
        return self.guest.attendance.public_id

    @property
    def may_be_reminded(self) -> bool:
        return bool(self.asked and not self.asked.reminded_at and not self.guest.consent)


@dataclass(frozen=True)
class Consents:
    lines: list[Line]
    asks: str
    goes: list[Goes]
    longer: KeptLonger | None
    removals: list[Removal]
    cuts: list[Cut]
    unasked: list[Voice]  # who spoke and is on no list, or said no

    @property
    def silent(self) -> list[str]:
        return [line.guest.attendance.name for line in self.lines if not line.guest.consent]


def consents_page_of(call: Call, user: User, now: datetime) -> Consents:
    requests = {each.person_id: each for each in ConsentRequest.objects.filter(call=call)}
    recordings = list(recordings_for(user).filter(call=call).defer("original", "reading"))
    asking = Asking(call)
    lines = [_line(asking, guest, requests, recordings) for guest in guests_of(call)]
    unasked = [
        each.voice
        for recording in recordings
        if not recording.removed_at
        for each in consents_of(recording)
        if not each.is_given
    ]
    return Consents(
        lines=lines,
        asks=strictest(line.place for line in lines),
        goes=what_goes(call, audios_for(user).filter(call=call), recordings),
        longer=KeptLonger.objects.filter(call=call).select_related("by").last(),
        removals=list(Removal.objects.filter(call=call)),
        cuts=list(Cut.objects.filter(recording__in=recordings).select_related("voice__person", "voice__user")),
        unasked=unasked,
    )


def _line(
    asking: Asking, guest: GuestConsent, requests: dict[int, ConsentRequest], recordings: list[Recording]
) -> Line:
    person = guest.attendance.person
    place = asking.place_of(guest.attendance)
    language = person.language if person else HOUSE
    recording, turns = _said_yes(guest, recordings)
    return Line(
        guest=guest,
        place=place,
        say=asking.wording(place, language).say,
        language=language,
        asked=requests.get(person.pk) if person else None,
        may_be_asked=person is not None and not guest.consent and is_askable(asking.call, person),
        recording=recording,
        turns=turns,
    )


def _said_yes(guest: GuestConsent, recordings: list[Recording]) -> tuple[Recording | None, list[tuple[int, str]]]:
    """A yes that was said on the call and is not tied yet: the first lines of whoever said it."""
    consent = guest.consent
    if not consent or consent.answer != Consent.Answer.GIVEN or consent.how != "call" or consent.quote:
        return None, []
    for recording in recordings:
        numbers = {
            each.voice.number for each in consents_of(recording) if each.consent and each.consent.pk == consent.pk
        }
        turns = [
            (place, turn["text"][:90])
            for place, turn in enumerate(recording.conversation["turns"])
            if turn["speaker"] in numbers and turn["text"]
        ]
        if turns:
            return recording, turns[:FIRST_WORDS]
    return None, []


KIND_SAYS = {
    KeepingRule.Kind.SOUND: "The sound goes on",
    KeepingRule.Kind.TRANSCRIPT: "The words go on",
    KeepingRule.Kind.UNUSED: "What nobody may hear goes on",
}


def goes_in_words(goes: list[Goes]) -> list[tuple[str, Goes]]:
    return [(KIND_SAYS[KeepingRule.Kind(each.kind)], each) for each in goes]
