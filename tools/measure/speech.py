"""How well a recording was heard: words wrong by speaker (cpWER), and how spoken words are made comparable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import permutations

import numpy as np

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SHORT = {"mr": "mister", "mrs": "missus", "dr": "doctor", "st": "saint", "ok": "okay"}


def plain_words(text: str) -> list[str]:
    """Small letters, no marks, numbers in words: only differences that one could hear are left."""
    text = text.lower().replace("’", "'")
    text = re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", text)
    text = re.sub(r"\d+", lambda found: f" {in_words(int(found[0]))} " if len(found[0]) < 7 else found[0], text)
    words = re.findall(r"[a-z]+(?:'[a-z]+)*|\d+", text.replace("-", " "))
    return [_SHORT.get(word, word.replace("'", "")) for word in words]


def in_words(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_UNITS[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{_UNITS[number // 100]} hundred" + (f" {in_words(number % 100)}" if number % 100 else "")
    return f"{in_words(number // 1000)} thousand" + (f" {in_words(number % 1000)}" if number % 1000 else "")


def errors(said: Sequence[str], heard: Sequence[str]) -> int:
    """Words to change, leave out or put in, until one is the other."""
    known: dict[str, int] = {}
    one = np.array([known.setdefault(word, len(known)) for word in said], int)
    other = np.array([known.setdefault(word, len(known)) for word in heard], int)
    row = np.arange(len(other) + 1)
    steps = np.arange(len(other) + 1)
    for word in one:
        changed = np.minimum(row[:-1] + (other != word), row[1:] + 1)
        fresh = np.concatenate([[row[0] + 1], changed])
        row = np.minimum.accumulate(fresh - steps) + steps  # words that were put in
    return int(row[-1])


def cp_errors(said: Mapping[str, Sequence[str]], heard: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """Errors with speakers matched as well as they can be, and the words said. A word on the wrong speaker is two."""
    people, voices = list(said), list(heard)
    size = max(len(people), len(voices))
    cost = np.array(
        [
            [
                errors(said[people[i]] if i < len(people) else (), heard[voices[j]] if j < len(voices) else ())
                for j in range(size)
            ]
            for i in range(size)
        ]
    )
    best = min(sum(int(cost[i, j]) for i, j in enumerate(order)) for order in permutations(range(size)))
    return best, sum(map(len, said.values()))
