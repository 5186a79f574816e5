"""Which sort of its kind a finding is, where no rule said so."""

from __future__ import annotations

from collections.abc import Sequence

_OF_SORTS = {
    "wanted": "need needs want wants must should like love wish have has require looking brauchen brauche möchten "
    "muss müssen besoin faut voudrais veux",
    "avoid": "not don't no never without nobody nicht kein keine nie ohne pas jamais sans",
    "fix": "stop fix fixed mend again anymore instead stops away weg enfin plus",
}
_SAYS = {sort: frozenset(words.split()) for sort, words in _OF_SORTS.items()}
_OF_LIGHTS = {
    "price": "expensive price cost costs money budget euros afford pricey cheaper pay teuer preis geld cher prix",
    "timing": "later wait year month months early soon yet busy spring später jahr warten plus tard année",
    "people": "they operators staff team people boss wife husband father partner she he colleagues leute chef équipe",
    "risk": "worry worried afraid risk wrong break breaks fail fails burn if angst risiko kaputt peur risque panne",
    "politics": "board council committee vote politics vorstand rat conseil comité",
    "fit": "fit fits small big work works different special passt petit grand",
}
_LIGHT_OF = {word: sort for sort, words in _OF_LIGHTS.items() for word in words.split()}


def sort_of(kind: str, words: Sequence[str]) -> str:
    said = set(words)
    if kind == "need":
        return "wanted" if said & _SAYS["wanted"] else "felt"
    if kind == "concept":
        return "avoid" if said & _SAYS["avoid"] else "fix" if said & _SAYS["fix"] else "accomplish"
    if kind == "yellow_light":
        return next((_LIGHT_OF[word] for word in words if word in _LIGHT_OF), "unknown")
    return ""
