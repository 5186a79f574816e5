"""A promise when the words it was heard in are cut out of a recording: it stays a promise, without those words."""

from __future__ import annotations

from joinery.calls.actions.cutting import TakenWords
from joinery.firm.history import strike_words
from joinery.promises.actions import index_promise
from joinery.promises.models import Promise, PromiseEvent

WORDS_GONE = "What was promised here was taken back"


def take_back_words(taken: TakenWords) -> None:
    """Its days, its sides and its life stay: a promise never disappears. What it is about is asked anew."""
    gone: set[str] = set()
    for promise in Promise.objects.filter(recording=taken.recording, turn__in=taken.turns).exclude(quote=""):
        quote = promise.quote
        gone.add(quote)
        PromiseEvent.objects.filter(promise=promise, words=quote).update(words="")
        is_verbatim = _plain(promise.what) in _plain(quote) or _plain(quote) in _plain(promise.what)
        if is_verbatim:
            gone.add(promise.what)
        promise.amend(promise.version, quote="", **({"what": WORDS_GONE} if is_verbatim else {}))
        index_promise(promise, taken.now)
    strike_words(taken.recording.call.company_id, gone)


def _plain(words: str) -> str:
    return " ".join(words.split()).strip(" .,;:!?…").casefold()
