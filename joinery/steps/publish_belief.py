"""Put what a customer said before them as a line of "what we heard", and take it back. Only their exact words go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from joinery.beliefs.models import Belief, Quote
from joinery.firm.models import User
from joinery.method.belief_kinds import belief_kinds
from joinery.rooms.actions import publish_line, show_again, withdraw_line
from joinery.rooms.models import HeardLine, Room


class CannotPublish(Exception):
    """A guess, a kind that is ours alone, or words that nobody of theirs said."""


def publishable_quote(belief: Belief) -> Quote | None:
    """The newest words under a belief that a person of this customer said and the recording still holds."""
    quotes = [
        quote
        for quote in belief.quotes.all()
        if quote.person and quote.person.company_id == belief.company_id and _stands(quote)
    ]
    return quotes[-1] if quotes else None


def why_not(belief: Belief) -> str:
    """Why a belief cannot be put before the customer; empty when it can."""
    if not belief_kinds()[belief.kind].is_shared:
        return "Lines of this kind are ours alone."
    if belief.given_up_at:
        return "We no longer believe this."
    if not publishable_quote(belief):
        return "Nobody of theirs said this in words that we have. Ask them first."
    return ""


@transaction.atomic
def publish_belief(belief: Belief, *, by: User, now: datetime) -> HeardLine:
    """Never our wording: the line holds the quote, as it was said. Pressed twice, it is one line."""
    belief = Belief.objects.select_for_update(of=("self",)).select_related("line").get(pk=belief.pk)
    quote = publishable_quote(belief)
    reason = why_not(belief)
    if reason or not quote:
        raise CannotPublish(reason)
    room = Room.objects.filter(company=belief.company_id, closed_at__isnull=True).first()
    if not room:
        raise CannotPublish("Open the room first.")
    if belief.line and belief.line.words == quote.text:
        return show_again(belief.line, by=by, now=now) if belief.line.withdrawn_at else belief.line
    line = publish_line(
        room,
        belief.kind,
        quote.text,
        sort=belief.sort,
        person=quote.person,
        said_on=timezone.localtime(quote.said_at).date(),
        by=by,
        now=now,
    )
    if belief.line:
        withdraw_line(belief.line, by=by, now=now)
    belief.amend(belief.version, line=line)
    return line


@transaction.atomic
def withdraw_belief(belief: Belief, *, by: User, now: datetime) -> None:
    """The line leaves the room. The link stays: what they answered is still what they said."""
    if belief.line:
        withdraw_line(belief.line, by=by, now=now)


def _stands(quote: Quote) -> bool:
    turns = quote.recording.conversation["turns"]
    return quote.turn < len(turns) and turns[quote.turn]["text"][quote.start : quote.end] == quote.text
