"""The room when words are cut out of a recording: lines leave it, figures lose their quote."""

from __future__ import annotations

from joinery.calls.actions.cutting import TakenWords
from joinery.rooms.models import HeardLine, ValueLine

WORDS_GONE = "Words that were taken back"
LEAST = 8  # letters: a shorter quote is nobody's words


def take_back_quotes(taken: TakenWords) -> None:
    """Lines and figures know no recording: they are found by their words, in that customer's room only."""
    said = [text for text in (*taken.was.values(), *taken.quotes) if len(text) >= LEAST]
    room = {"room__company_id": taken.recording.call.company_id}
    for line in ValueLine.objects.filter(case__room__company_id=taken.recording.call.company_id).exclude(quote=""):
        if any(line.quote.strip() in text for text in said if len(line.quote.strip()) >= LEAST):
            ValueLine.objects.filter(pk=line.pk).update(quote="")
    for heard in HeardLine.objects.filter(withdrawn_at=None, **room):
        if any(heard.words.strip() in text for text in said if len(heard.words.strip()) >= LEAST):
            HeardLine.objects.filter(pk=heard.pk).update(words=WORDS_GONE, withdrawn_at=taken.now)
