"""What a recovery writes: to its owner what the customer said, to the customer what we plan and that it is done."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as lazy

from joinery.gateways.letters import write_letter
from joinery.lib.tongues import read_in
from joinery.promises.models import Recovery
from joinery.promises.recovery_life import Said
from joinery.rooms.letters import firm_name, one_line, room_address
from joinery.rooms.models import Guest, LetterWish
from joinery.rooms.queries import guests_in
from joinery.rooms.wishes import wish_of

TO_OWNER = """{who} of {company} {says}: {what}
{words}
You are named to put it right. Write how, here:
{address}
"""

TO_RECEIVER = lazy("""Dear {guest},

we promised you: {what}. {says}

{words}{asks}
{address}

Kind regards
{owner}
{firm}
""")
OWNER_SAYS = {
    Said.OPENED: "says that we did not keep what we promised",
    Said.MISSING: "says that something is missing in our plan",
    Said.NOT_YET: "says that it is not put right yet",
}
RECEIVER_READS = {
    Said.PLAN: (
        lazy("How we put it right"),
        lazy("We did not keep it. This is how we want to put it right:"),
        lazy("Please say here whether you agree, or what is missing:"),
    ),
    Said.FIXED: (
        lazy("Is it put right?"),
        lazy("We did not keep it. Now we think that it is put right."),
        lazy("Only you can say whether it is:"),
    ),
}


def tell_owner(recovery: Recovery, who: str, said: Said, words: str, *, now: datetime) -> None:
    promise, owner = recovery.promise, recovery.owner
    if not owner.email:
        return
    write_letter(
        key=f"recovery_owner:{recovery.public_id}:{recovery.version}",
        kind="recovery_owner",
        to_address=owner.email,
        to_name=one_line(owner.name),
        subject=f"To put right: {one_line(promise.what)}"[:200],
        text=TO_OWNER.format(
            who=one_line(who),
            company=one_line(promise.company.name),
            says=OWNER_SAYS[said],
            what=one_line(promise.what),
            words=f"\n“{words}”\n" if words else "",
            address=f"{settings.BASE_URL}/promises/{promise.public_id}/",
        ),
        now=now,
    )


def tell_receiver(recovery: Recovery, said: Said, *, now: datetime) -> None:
    """The guest whom the promise was given to, if they may come in and have not asked for silence."""
    promise, guest = recovery.promise, _receiving_guest(recovery)
    if guest is None:
        return
    with read_in(guest.person.language):
        subject, says, asks = (str(each) for each in RECEIVER_READS[said])
        text = TO_RECEIVER.format(
            guest=one_line(guest.name),
            what=one_line(promise.what).rstrip("."),
            says=says,
            words=f"{recovery.plan}\n\n" if said == Said.PLAN else "",
            asks=asks,
            address=f"{room_address(guest.room)}#promise-{promise.public_id}",
            owner=one_line(recovery.owner.name),
            firm=one_line(firm_name()),
        )
    write_letter(
        key=f"recovery_{said}:{recovery.public_id}:{recovery.version}",
        kind=f"recovery_{said}",
        to_address=guest.mailbox,
        to_name=one_line(guest.name),
        subject=f"{subject} {one_line(promise.what)}"[:200] if said == Said.FIXED else subject,
        text=text,
        now=now,
    )


def _receiving_guest(recovery: Recovery) -> Guest | None:
    promise = recovery.promise
    room = getattr(promise.company, "room", None)
    if room is None or room.closed_at or promise.receiver_person_id is None:
        return None
    guest = guests_in(room).filter(person=promise.receiver_person_id).first()
    if guest is None or not guest.mailbox or wish_of(guest).often == LetterWish.Often.OFF:
        return None
    return guest
