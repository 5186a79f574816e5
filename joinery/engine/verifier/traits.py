"""What the verifier is told of a candidate: named numbers. The names are also what it is explained by."""

from __future__ import annotations

from collections.abc import Iterator
from math import log

from joinery.engine.candidates import Candidate
from joinery.engine.weighing import AFTER, FOR_YOU, IN_CALL, STEP_OFFERED, SUPPOSED, THIRD, UNSURE, WELCOME
from joinery.lib.late import late

# Deeds that can only be done after a talk, and moves that are made inside one.
_DEED = late(
    r"\b(?:send|email|e-mail|mail|forward|ship|deliver|order|book|invite|arrange|organi[sz]e|schedule|prepare|draft|"
    r"write (?:up|down|to)|quote|call|phone|ring|visit|come (?:by|over|and|to|out)|bring|install|repair|replace|fix|"
    r"mend|confirm|check with|ask|talk to|speak to|discuss (?:it )?with|find out|look into|follow up|get back|"
    r"come back to|sign|decide|pay|introduce|test|try|measure|collect|pick up|drop|post|upload|put together|work out|"
    r"calculate|draw up|let (?:you|me|us|him|her|them) know|keep you|make sure|take care|sort|see to|"
    r"schick\w*|send\w*|ruf\w*|meld\w*|klär\w*|besorg\w*|bring\w*|bestell\w*|liefer\w*|prüf\w*|frag\w*|bereit\w*|"
    r"vereinbar\w*|besuch\w*|unterschr\w*|bestätig\w*|"
    r"envo\w+|rappel\w*|transm\w+|prépar\w+|confirm\w+|command\w+|livr\w+|vérifi\w+|demand\w+|organis\w+|sign\w+)\b"
)
_MOVE = late(
    r"\b(?:show|explain|tell you|say|talk about|go (?:through|over|on|back|to)|start|begin|present|walk|move on|skip|"
    r"jump|share (?:my|the|your) screen|zoom|click|scroll|open|mute|unmute|draw|repeat|recap|summari[sz]e|introduce "
    r"(?:myself|ourselves)|hear me|see (?:my|the|that|this)|hand over|wait|look at|have a look|come to that|"
    r"zeig\w*|erklär\w*|erzähl\w*|anfang\w*|beginn\w*|vorstell\w*|"
    r"montr\w+|expliqu\w+|commenc\w+|présent\w+)\b"
)
_TRAITS = {
    "a deed for after the talk": _DEED,
    "a move inside the talk": _MOVE,
    "now, here, on the screen": IN_CALL,
    "after the talk": AFTER,
    "for the other side": FOR_YOU,
    "somebody to ask": THIRD,
    "maybe, try, hopefully": UNSURE,
    "if, when": SUPPOSED,
    "a step is offered": STEP_OFFERED,
    "a figure": late(r"\d|\b(?:hundred|thousand|million|percent|half|third|tausend|hundert|prozent|mille|cent)\b"),
    "money": late(r"[€$£]|\b(?:euros?|dollars?|pounds?|francs?|budget|prices?|costs?|preis\w*|kosten|prix|coût)\b"),
    "I": late(r"\b(?:i|i'll|i'm|i'd|i've|ich|je|j'\w+|me|my|mein\w*|mon|ma)\b"),
    "we": late(r"\b(?:we|we'll|we're|we'd|we've|us|our|wir|uns|unser\w*|nous|on|notre|nos)\b"),
    "you": late(r"\b(?:you|your|you'll|you're|sie|ihnen|ihr\w*|vous|votre|vos)\b"),
    "they": late(r"\b(?:they|he|she|them|people|users|someone|ils|elles?|leur)\b"),
    "in the past": late(r"\b(?:was|were|had|did|said|used to|last|ago|yesterday|war|hatte\w*|était|avait|\w{3,}ed)\b"),
    "in the future": late(r"\b(?:will|\w+'ll|going to|gonna|shall|werde\w*|\w+r(?:ai|ons|ez)|vais|allons)\b"),
    "may, could, would": late(r"\b(?:may|might|could|would|should|\w+'d|könnte\w*|würde\w*|pourr\w+|\w+rait)\b"),
    "must": late(r"\b(?:must|have to|has to|need to|needs to|muss|müssen|faut|doit|devons)\b"),
    "not": late(r"\b(?:not|\w+n't|never|no|nothing|nobody|nicht|kein\w*|nie|pas|jamais|rien|cannot)\b"),
    "please": late(r"\b(?:please|kindly|bitte|s'il vous plaît|merci de)\b"),
    "but": late(r"\b(?:but|though|however|although|unless|aber|mais|only)\b"),
    "bad words": late(
        r"\b(?:slow|lose|lost|broken?|breaks|late|problem\w*|trouble|wrong|waste\w*|complain\w*|fails?|missing|hard|"
        r"difficult|worse|bad|annoy\w*|stuck|expensive|langsam|kaputt|verlier\w*|ärger|lent|panne|perd\w*)\b"
    ),
    "good words": late(r"\b(?:good|great|nice|fine|perfect|lovely|happy|excellent|gut|super|schön|bien|parfait)\b"),
}
ANSWERS = {
    "they welcomed it": WELCOME,
    "they said no": late(r"\W*(?:no\b|nope|not really|i don't|we don't|nein|non\b)"),
    "they hesitated": late(r"\W*(?:well|hmm?|maybe|perhaps|i'm not sure|i don't know|let me|na ja|peut-être|euh)\b"),
    "they said yes": late(r"\W*(?:yes|yeah|yep|sure|of course|okay|ok|ja\b|oui|right|exactly|absolutely|definitely)"),
}
CHANCES = ("ask", "tell", "react", "agree", "social", "other", "asks", "commits", "steps")
LONGEST = 30  # words of a clause that are looked at
N_GRAM = 0.35  # a word group counts less than a trait
Trait = tuple[str, float]


def traits_of(candidate: Candidate) -> list[Trait]:
    return [*_of_rules(candidate), *_of_surroundings(candidate), *_of_ear(candidate), *_of_words(candidate)]


def _of_rules(candidate: Candidate) -> Iterator[Trait]:
    sure = min(max(candidate.sure, 0.02), 0.98)
    yield "", 1.0
    yield "the rules", log(sure / (1 - sure)) / 2
    yield ("a rule hears it" if candidate.sure >= 0.5 else "no rule hears it"), 1.0
    for rule in candidate.rules:
        yield f"rule {rule}", 0.5
    for phrase in candidate.phrases:
        yield f"cue {phrase}", 0.4


def _of_surroundings(candidate: Candidate) -> Iterator[Trait]:
    around = candidate.around
    clause = around.clause
    for name, pattern in _TRAITS.items():
        if pattern.search(clause):
            yield name, 1.0
    if around.due is not None:
        yield "a day is named", 1.0
        yield f"a day is named: {around.due.kind}", 1.0
    for name, answer in ANSWERS.items():
        if around.reply and answer.match(around.reply):
            yield name, 1.0
    if around.asked:
        yield "it is asked", 1.0
    if around.step_before:
        yield "a step was on the table", 1.0
    if around.before.endswith("?"):
        yield "after a question", 1.0
    if around.late:
        yield "near the end", 1.0
    yield f"said by {around.side}", 1.0
    words = clause.count(" ") + 1
    yield ("short" if words <= 4 else "long" if words > 18 else "neither short nor long"), 1.0
    lead = clause.split(" ", 3)[:3]
    yield f"^{' '.join(lead[:2])}", 0.6
    yield f"^{' '.join(lead)}", 0.6


def _of_ear(candidate: Candidate) -> Iterator[Trait]:
    """The chances that the trained ear gives, as log odds; nothing where it did not hear."""
    if candidate.act:
        yield f"act {candidate.act.partition('.')[0]}", 0.7
        yield f"act {candidate.act}", 0.7
    if candidate.chances:
        for name in CHANCES:
            chance = min(max(candidate.chances.get(name, 0.0), 0.002), 0.998)
            yield f"chance {name}", log(chance / (1 - chance)) / 4
        yield "the ear heard", 1.0


def _of_words(candidate: Candidate) -> Iterator[Trait]:
    clause = candidate.around.clause
    words = [_calm(word) for word in clause.replace(",", " ").split()[:LONGEST]]
    for width in (1, 2, 3):
        for at in range(len(words) - width + 1):
            yield f"“{' '.join(words[at : at + width])}”", N_GRAM
    cue = [_calm(word) for word in clause[max(candidate.around.cue[0], 0) :].split()[:4]]
    if len(cue) > 1:
        yield f"at “{' '.join(cue[:2])}”", N_GRAM
        yield f"at “{' '.join(cue[:3])}”", N_GRAM
    for word in candidate.around.reply.split()[:4]:
        yield f"answered “{_calm(word)}”", N_GRAM


def _calm(word: str) -> str:
    """A word without its marks; all numbers are one number."""
    bare = word.strip(".,;:!?()[]\"'“”-–—")
    return "0" if bare[:1].isdigit() else bare
