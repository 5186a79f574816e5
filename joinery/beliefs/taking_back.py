"""What we know when words are cut out of a recording: quotes go, what stood on them alone is a guess or is given up."""

from __future__ import annotations

from collections.abc import Iterable

from joinery.beliefs.actions import index_belief
from joinery.beliefs.ladder import newest_answer
from joinery.beliefs.models import Belief, Quote, TakenBack, YellowLight
from joinery.calls.actions.cutting import TakenWords
from joinery.firm.history import strike_words
from joinery.rooms.models import HeardLine
from joinery.rooms.taking_back import WORDS_GONE
from joinery.search import actions as search

WHY = "Whoever said it took back the consent to be recorded."


def take_back_evidence(taken: TakenWords) -> None:
    """In the transaction of the cut. Whatever is left says that something was taken back, and not what."""
    quotes = list(Quote.objects.filter(recording=taken.recording, turn__in=taken.turns).select_related("belief__line"))
    gone = {quote.text for quote in quotes}
    for quote in quotes:
        TakenBack.objects.create(
            belief=quote.belief, recording=taken.recording, turn=quote.turn, said_at=quote.said_at, at=taken.now
        )
    Quote.objects.filter(pk__in=[quote.pk for quote in quotes]).delete()
    for belief in {quote.belief_id: quote.belief for quote in quotes}.values():
        gone |= _stand_without(belief, gone, taken)
    gone |= _take_back_lights(taken)
    strike_words(taken.recording.call.company_id, gone)


def _stand_without(belief: Belief, gone: Iterable[str], taken: TakenWords) -> set[str]:
    """The words that went with it. Ours stay, as a guess; theirs stay only where somebody else said them too, or where
    they wrote them themselves in the room."""
    struck = {belief.words} if is_theirs(belief.words, gone) else set()
    _clear_line(belief, gone, taken)
    answer, others = newest_answer(belief), list(Quote.objects.filter(belief=belief))
    own = answer.words if answer and answer.words else others[-1].text if others else ""
    values: dict[str, object] = {} if others else {"origin": Belief.Origin.GUESS}
    if struck:
        values |= {"words": own} if own else {"words": WORDS_GONE, "given_up_at": taken.now, "given_up_why": WHY}
    belief.amend(belief.version, **values)
    if belief.given_up_at:
        search.forget(belief)
    else:
        index_belief(belief, taken.now)
    return struck


def _clear_line(belief: Belief, gone: Iterable[str], taken: TakenWords) -> None:
    if belief.line and is_theirs(belief.line.words, gone):
        kept = {"words": WORDS_GONE, "withdrawn_at": belief.line.withdrawn_at or taken.now}
        HeardLine.objects.filter(pk=belief.line.pk).update(**kept)


def _take_back_lights(taken: TakenWords) -> set[str]:
    lights = YellowLight.objects.filter(
        proposal__recording=taken.recording, proposal__turn__in=taken.turns
    ) | YellowLight.objects.filter(call=taken.recording.call_id, is_quote=True, words__in=taken.quotes)
    words = set(lights.values_list("words", flat=True))
    pks = list(lights.values_list("pk", flat=True))
    YellowLight.objects.filter(pk__in=pks).update(
        words=WORDS_GONE, is_quote=False, seconds=None, withdrawn_at=taken.now
    )
    return words


def is_theirs(words: str, gone: Iterable[str]) -> bool:
    """Word for word what was said, or a piece of it, or it with something around."""
    mine = _plain(words)
    return any(mine and (mine in theirs or theirs in mine) for theirs in map(_plain, gone) if theirs)


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .,;:!?…“”„«»\"'").casefold()
