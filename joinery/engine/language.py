"""Which language a turn is in: English, German or French, by its commonest words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

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
_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _COMMON.items():
    for _word in _words.split():
        _OF_WORD[_word] = (*_OF_WORD.get(_word, ()), _language)


def _count(words: Iterable[str]) -> Counter[str]:
    return Counter(language for word in words for language in _OF_WORD.get(word, ()))


def language_of(words: Sequence[str], usual: str = "en") -> str:
    """The language of some lowered words; `usual` unless another one is clearly ahead."""
    counts = _count(words[:200])
    if not counts:
        return usual
    best, ahead = counts.most_common(1)[0]
    return best if ahead >= 2 + counts[usual] or (ahead > counts[usual] and counts[usual] == 0) else usual


def usual_language(turns: Iterable[Sequence[str]]) -> str:
    """The language most of a talk is in."""
    total: Counter[str] = Counter()
    for words in turns:
        total.update(_count(words[:50]))
    return total.most_common(1)[0][0] if total else "en"
