"""What the verifier is told of a unit beside its words: named numbers, by which it is also explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from joinery.engine.candidates import Candidate, Talk
from joinery.engine.verifier.units import Unit
from joinery.engine.weighing import AFTER, FOR_YOU, IN_CALL, STEP_OFFERED, SUPPOSED, THIRD, UNSURE, WELCOME, is_question
from joinery.lib.late import late
from joinery.method.signals import KINDS

OF_KINDS = tuple(sorted(set(KINDS) - {"people"}))
CHANCES = ("ask", "tell", "react", "agree", "social", "backchannel", "other", "asks", "commits", "steps")
_OF_WORDS = {
    "I": "i i'll i'm i'd i've me my mine ich mir mich mein meine je j'ai moi mon ma",
    "we": "we we'll we're we'd we've us our ours wir uns unser unsere nous notre nos on",
    "you": "you your you'll you're you'd yours sie ihnen ihr ihre ihren vous votre vos",
    "they": "they them their he she him her his people someone somebody everybody ils elles leur",
    "will": "will i'll we'll you'll he'll she'll they'll it'll that'll gonna shall werde werden wird vais allons va",
    "may, could, would": "may might could would should i'd we'd you'd they'd könnte könnten würde würden wäre hätte "
    "pourrait pourriez pourrions serait aurait voudrais",
    "must": "must need needs needed have has had muss müssen faut doit devons besoin brauchen brauche",
    "not": "not no never nothing nobody none don't doesn't didn't can't cannot won't wouldn't isn't aren't haven't "
    "nicht kein keine keinen nie nichts pas jamais rien personne",
    "please": "please kindly bitte merci",
    "but": "but though however unless only aber nur mais",
    "if": "if when whenever wenn falls si quand",
    "because": "because since so that's why weil deshalb parce donc",
    "in the past": "was were did said told used went came had last ago yesterday war waren hatte hatten était avait",
    "bad words": "slow lose lost loses broken breaks broke late problem problems trouble wrong waste wasted complain "
    "fail fails missing hard difficult worse worst bad annoying stuck expensive leaks hate nightmare mess pain "
    "langsam kaputt problem ärger schlecht panne problème mauvais",
    "good words": "good great nice fine perfect lovely happy excellent glad gut super schön prima bien parfait super",
    "doubt": "maybe perhaps guess suppose sure unsure worry worried afraid doubt hmm depends probably vielleicht "
    "peut-être inquiet sorge",
    "a number": "0 one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million half zwei drei vier fünf zehn zwanzig hundert tausend "
    "deux trois quatre cinq dix vingt cent mille",
    "money": "euro euros dollar dollars pound pounds francs price prices cost costs budget pay paid discount fee "
    "invoice quote preis kosten kostet prix coût coûte",
    "a time": "monday tuesday wednesday thursday friday saturday sunday tomorrow today tonight week weeks month months "
    "january february march april june july august september october november december year quarter spring summer "
    "autumn winter montag dienstag mittwoch donnerstag freitag samstag morgen woche lundi mardi mercredi jeudi "
    "vendredi samedi demain semaine mois",
    "a want": "want wants like love wish hope prefer dream imagine see picture möchte hätte wünsche voudrais aimerais",
}
# These classes are called by their best-known word.
WORD_TRAITS = frozenset(["I", "we", "you", "they", "will", "must", "not", "please", "but", "if", "because"])
_CLASS_OF: dict[str, tuple[int, ...]] = {}
for _number, _words in enumerate(_OF_WORDS.values()):
    for _word in _words.split():
        _CLASS_OF[_word] = (*_CLASS_OF.get(_word, ()), _number)
_PATTERNS = {
    "now, here, on the screen": IN_CALL,
    "after the talk": AFTER,
    "for the other side": FOR_YOU,
    "somebody to ask": THIRD,
    "maybe, try, hopefully": UNSURE,
    "supposed": SUPPOSED,
    "a step is offered": STEP_OFFERED,
    "money named": late(r"[€$£]|\d ?(?:k|%|percent)\b"),
}
_ANSWERS = {
    "they welcomed it": WELCOME,
    "they said no": late(r"\W*(?:no\b|nope|not really|i don't|we don't|nein|non\b)"),
    "they hesitated": late(r"\W*(?:well|hmm?|maybe|perhaps|i'm not sure|i don't know|let me|na ja|peut-être)\b"),
    "they said yes": late(r"\W*(?:yes|yeah|yep|sure|of course|okay|ok|ja\b|oui|right|exactly|absolutely|definitely)"),
}
TRAITS = (
    "", "the seller says it", "the customer says it", "short", "long", "very long", "it is asked", "after a question",
    "a step was on the table", "near the end", "first in the turn", "last in the turn", "the ear heard",
    "so far in the talk",
    *_OF_WORDS, *_PATTERNS, *_ANSWERS,
    *(f"chance {name}" for name in CHANCES),
    *(f"the rules for {kind}" for kind in OF_KINDS), *(f"a rule for {kind}" for kind in OF_KINDS),
    *(f"before: {kind}" for kind in OF_KINDS),
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(TRAITS)}
_FIRST_CLASS, _FIRST_PATTERN = _PLACE["I"], _PLACE["now, here, on the screen"]
_FIRST_CHANCE, _FIRST_RULE = _PLACE["chance ask"], _PLACE[f"the rules for {OF_KINDS[0]}"]
Rules = Mapping[str, Candidate]  # by kind, what a rule hears in a unit


def traits_of(talk: Talk, unit: Unit, rules: Rules, before: frozenset[str]) -> list[float]:
    """In the order of TRAITS. `before` are the kinds that rules heard in what the other side said just before."""
    values = [0.0] * len(TRAITS)
    passage = talk.passages[unit.passage]
    _around(values, talk, unit)
    for word in unit.words:
        for number in _CLASS_OF.get(word, ()):
            values[_FIRST_CLASS + number] = 1.0
    clause = passage.plain[unit.left : unit.right]
    for number, pattern in enumerate(_PATTERNS.values()):
        if pattern.search(clause):
            values[_FIRST_PATTERN + number] = 1.0
    act, chances = talk.act_at(passage, unit.left)
    values[_PLACE["it is asked"]] = float(act.startswith("ask") or is_question(clause, passage.plain[unit.right :][:1]))
    if chances:
        values[_PLACE["the ear heard"]] = 1.0
        for number, name in enumerate(CHANCES):
            values[_FIRST_CHANCE + number] = _odds(chances.get(name, 0.0)) / 4
    for kind, rule in rules.items():
        if kind in OF_KINDS:
            at = _FIRST_RULE + OF_KINDS.index(kind)
            values[at] = 1.0 + _odds(rule.sure) / 3
            values[at + len(OF_KINDS)] = float(rule.sure >= 0.5)
    for kind in before & set(OF_KINDS):
        values[_PLACE[f"before: {kind}"]] = 1.0
    return values


def _around(values: list[float], talk: Talk, unit: Unit) -> None:
    number, count = unit.passage, len(unit.words)
    passage = talk.passages[number]
    side = talk.side(number)
    before, reply = talk.other_words(number, -1), talk.other_words(number, +1)
    far = talk.begins[number] / talk.letters
    told: Sequence[tuple[str, float]] = (
        ("", 1.0),
        ("the seller says it", float(side == "seller")),
        ("the customer says it", float(side == "customer")),
        ("short", float(count <= 3)),
        ("long", float(count > 12)),
        ("very long", float(count > 22)),
        ("after a question", float(before.rstrip().endswith("?") or talk.asks_last(number - 1))),
        ("a step was on the table", float(talk.step_before(number))),
        ("near the end", float(far > 0.85)),
        ("first in the turn", float(unit.left == 0)),
        ("last in the turn", float(unit.right >= len(passage.plain) - 2)),
        ("so far in the talk", far),
    )
    for name, value in told:
        values[_PLACE[name]] = value
    if reply and unit.right >= len(passage.plain) - 2:
        for name, answer in _ANSWERS.items():
            values[_PLACE[name]] = float(answer.match(reply) is not None)


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.002), 0.998)
    return log(chance / (1 - chance))
