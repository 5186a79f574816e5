"""Which language a turn is in: English, German or French, by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

_COMMON = {
    "en": (
        "the and you it that to of is in we i what have for this are be do on with but not so they can was if or your"
    ),
    "de": (
        "der die das und ich sie wir ist nicht ein eine zu den mit es auf für dass wie haben auch von dem im sind "
        "wird kann noch aber bei ihre ihnen uns mir was oder nur schon mal wenn sich einen über nach ja da gibt "
        "wer wo wann unsere unser unseren ihr ihren euch weniger mehr sehr diese dieser alle immer vielen dank "
        "guten"
    ),
    "fr": (
        "le la les et vous nous je est pas un une de des que qui ce dans pour avec sur il en ne du au plus mais "
        "votre notre avez sont c'est ça être avoir très bien aussi comme oui cette ces cela nos vos leur sans chez "
        "merci bonjour moi toujours où combien ou"
    ),
}
LANGUAGES = tuple(_COMMON)
MOST, EACH = 200, 50  # words that are counted of a text, and of each turn for the language of a talk
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _language)


# Words that speak for another language and not for this one: without any of them there is nothing to count.
_AGAINST = {
    language: frozenset(word for word, languages in _OF_WORD.items() if language not in languages)
    for language in LANGUAGES
}


def _count(words: Mapping[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word, times in words.items():
        for language in _OF_WORD.get(word, ()):
            counts[language] = counts.get(language, 0) + times
    return counts


def language_of(words: Sequence[str], usual: str = "en") -> str:
    """The language of some lowered words; `usual` unless another one is clearly ahead."""
    if len(words) > MOST:
        words = words[:MOST]
    if _AGAINST[usual].isdisjoint(words):
        return usual
    counts = _count(Counter(words))
    best, of_usual = max(counts, key=counts.__getitem__), counts.get(usual, 0)
    ahead = counts[best]
    return best if ahead >= 2 + of_usual or (ahead > of_usual and of_usual == 0) else usual


def usual_language(turns: Iterable[Sequence[str]]) -> str:
    """The language most of a talk is in."""
    total = _count(Counter(chain.from_iterable(words[:EACH] for words in turns)))
    return max(total, key=total.__getitem__) if total else "en"
