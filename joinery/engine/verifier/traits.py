"""What the verifier is told of a unit beside its words: named numbers, by which it is also explained."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from joinery.engine.candidates import Candidate, Talk
from joinery.engine.ear.grams import Floats
from joinery.engine.verifier.units import Unit
from joinery.engine.weighing import AFTER, FOR_YOU, IN_CALL, STEP_OFFERED, SUPPOSED, THIRD, UNSURE, WELCOME, is_question
from joinery.lib.late import late, source_of
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
PATTERNS = {
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
    *_OF_WORDS, *PATTERNS, *_ANSWERS,
    *(f"chance {name}" for name in CHANCES),
    *(f"the rules for {kind}" for kind in OF_KINDS), *(f"a rule for {kind}" for kind in OF_KINDS),
    *(f"before: {kind}" for kind in OF_KINDS),
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(TRAITS)}
_FIRST_CLASS, _FIRST_PATTERN = _PLACE["I"], _PLACE["now, here, on the screen"]
_FIRST_CHANCE, _FIRST_RULE = _PLACE["chance ask"], _PLACE[f"the rules for {OF_KINDS[0]}"]
_ASKED, _HEARD, _SO_FAR = _PLACE["it is asked"], _PLACE["the ear heard"], _PLACE["so far in the talk"]
_AROUND = tuple(
    _PLACE[name]
    for name in (
        "the seller says it", "the customer says it", "short", "long", "very long", "after a question",
        "a step was on the table", "near the end", "first in the turn", "last in the turn",
    )
)  # fmt: skip
_ANSWERS_AT = tuple((_PLACE[name], answer) for name, answer in _ANSWERS.items())
_COLUMN_OF = {kind: column for column, kind in enumerate(OF_KINDS)}
Rules = Mapping[str, Candidate]  # by kind, what a rule hears in a unit


class _Table:
    """A row of named numbers for each unit, most of them nought."""

    def __init__(self) -> None:
        self._rows: list[int] = []
        self._columns: list[int] = []
        self._values: list[float] = []

    def put(self, row: int, column: int, value: float = 1.0) -> None:
        self._rows.append(row)
        self._columns.append(column)
        self._values.append(value)

    def filled(self, rows: int) -> Floats:
        found = np.zeros((rows, len(TRAITS)), np.float32)
        found[self._rows, self._columns] = self._values
        found[:, 0] = 1.0
        return found


def traits_of(talk: Talk, units: Sequence[Unit], rules: Sequence[Rules], before: Sequence[frozenset[str]]) -> Floats:
    """A row for each unit, in the order of TRAITS. `before` are the kinds that rules heard in what the other side said
    just before."""
    table = _Table()
    may = _sifted(talk)
    chances: list[list[float]] = []
    told: list[int] = []
    for row, unit in enumerate(units):
        _of_words(table, row, talk, unit, may[unit.passage])
        _of_rules(table, row, rules[row], before[row])
        passage = talk.passages[unit.passage]
        act, of_act = talk.act_at(passage, unit.left)
        if act.startswith("ask") or is_question(passage.plain[unit.left : unit.right], passage.plain[unit.right :][:1]):
            table.put(row, _ASKED)
        if of_act:
            told.append(row)
            chances.append([of_act.get(name, 0.0) for name in CHANCES])
    found = table.filled(len(units))
    _around(talk, units, found)
    if told:
        found[told, _HEARD] = 1.0
        bounded = np.clip(np.array(chances), 0.002, 0.998)
        found[told, _FIRST_CHANCE : _FIRST_CHANCE + len(CHANCES)] = np.log(bounded / (1 - bounded)) / 4
    return found


def _of_words(table: _Table, row: int, talk: Talk, unit: Unit, may: Sequence[tuple[int, re.Pattern[str]]]) -> None:
    for word in unit.words:
        for number in _CLASS_OF.get(word, ()):
            table.put(row, _FIRST_CLASS + number)
    clause = talk.plains[unit.passage][unit.left : unit.right]
    for number, pattern in may:
        if pattern.search(clause):
            table.put(row, _FIRST_PATTERN + number)


def _of_rules(table: _Table, row: int, rules: Rules, before: frozenset[str]) -> None:
    for kind, rule in rules.items():
        if kind in _COLUMN_OF:
            table.put(row, _FIRST_RULE + _COLUMN_OF[kind], 1.0 + _odds(rule.sure) / 3)
            if rule.sure >= 0.5:
                table.put(row, _FIRST_RULE + len(OF_KINDS) + _COLUMN_OF[kind])
    for kind in before:
        if kind in _COLUMN_OF:
            table.put(row, _PLACE[f"before: {kind}"])


def _sifted(talk: Talk) -> list[list[tuple[int, re.Pattern[str]]]]:
    """For each passage the patterns that may be found in it."""
    patterns = tuple(PATTERNS.values())
    may: list[list[tuple[int, re.Pattern[str]]]] = [[] for _ in talk.passages]
    for number, passages in enumerate(talk.may_hold(tuple(map(source_of, patterns)))):
        for passage in passages:
            may[passage].append((number, patterns[number]))
    return may


def _around(talk: Talk, units: Sequence[Unit], found: Floats) -> None:
    """Where the units stand: one look at all units for each trait, and not at all traits for each unit."""
    passages = np.array([unit.passage for unit in units])
    many = np.array([len(unit.words) for unit in units])
    far = (np.array(talk.begins) / talk.letters)[passages]
    seller, customer = ((np.array(talk.sides) == side)[passages] for side in ("seller", "customer"))
    last = [unit.right >= len(talk.plains[unit.passage]) - 2 for unit in units]
    numbers = passages.tolist()
    asked = [talk.asks_last(number - 1) or talk.other_words(number, -1).rstrip().endswith("?") for number in numbers]
    step = [talk.step_before(number) for number in numbers]
    first = [unit.left == 0 for unit in units]
    found[:, _SO_FAR] = far
    for column, holds in zip(
        _AROUND, (seller, customer, many <= 3, many > 12, many > 22, asked, step, far > 0.85, first, last), strict=True
    ):
        found[:, column] = holds
    for row, unit in enumerate(units):
        if last[row] and (reply := talk.other_words(unit.passage, +1)):
            for column, answer in _ANSWERS_AT:
                if answer.match(reply) is not None:
                    found[row, column] = 1.0


def _odds(chance: float) -> float:
    chance = min(max(chance, 0.002), 0.998)
    return log(chance / (1 - chance))
