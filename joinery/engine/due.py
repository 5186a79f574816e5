"""By when: which of the days in a talk a deed is due on. A day may belong to another thing ("the list from Monday"), or
stand in a sentence beside ("You switch it off on Monday, and we'll have somebody there at seven")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from joinery.engine.calendar_words import NUMBERS, WEEKDAYS, any_of
from joinery.engine.day_counts import counted_from
from joinery.engine.day_rules import monday_of
from joinery.engine.deadlines import Deadline, deadlines_in
from joinery.engine.plain import Passage, folded
from joinery.lib.late import late

_THE = (
    r"(?:the|that|those|these|your|our|my|his|her|their|an?|some|die|den|das|der|dem|ihre|ihren|unsere|unseren|meine|"
    r"meinen|eine|einen|ein|le|la|les|l'|votre|notre|nos|vos|mon|ma|un|une)"
)
_HAND = (
    r"\b(?:send|sent|forward|e-?mail|mail|share|post|upload|get|find|dig|pull|look|show|bring|print|check|read|"
    r"copy|attach|"
    r"schick|send|leit|such|bring|zeig|mail|les|druck|envoi|envoy|transf|retrouv|cherch|montr|apport|li[st]|regard)"
)
_SEND = r"\b(?:send|sent|forward|e-?mail|mail|share|schick)"
_NOUNS = (
    rf"[^.?!;]*(?<!\w){_THE}\s?(?!end\b|ende\b|fin\b|slot|créneau|rendez-vous|termin|week|woche|semaine)"
    r"(?:[\w'-]+ ){1,4}"
)
# "The list from Monday", "the agenda for Thursday": the day of a thing that is handed over, not of the deed.
_OF_A_THING = late(rf"(?:{_HAND}{_NOUNS}(?:from|of|vom|von|de|du)|{_SEND}{_NOUNS}(?:for|für))(?: the| den)? ?$")
_OF_A_THING_LEAD = late(r"(?:from|for)(?: the)? ")
# "The one we ordered in March", "the mail I got on Tuesday".
_PAST = late(
    r"(?<!\w)(?<!if )(?<!have )(?<!get )(?<!wenn )(?:i|we|you|he|she|they) "
    r"(?:just |already |last )?(?!agreed|needed|wanted|promised|planned|"
    r"need\b|feed\b)"
    r"(?:\w{2,}ed|got|had|sent|made|bought|saw|spoke|took|did|were|was|gave|signed|placed|met|wrote|left|told|found|"
    r"went|came|built|ran|paid|lost|sold)(?: [\w'-]+){0,4} $"
    r"|(?<!\w)(?:qu'on|qu'il|qu'elle|que nous|que vous|que j'|qui) ?(?:a|ai|avons|avez|ont|as|avait) \w+(?: "
    r"\w+){0,2} $"
)
_PAST_GERMAN = late(r"\W*(?:[\w-]+ ){0,4}\w+(?:t|en) (?:haben|habe|hat|hatten?|wurden?|war|waren)\b")
_RELATIVE_GERMAN = late(r", (?:die|den|das|der|was|wie) [^,.;?!]*$")
# "I'll put it on mine, we've got a gig Friday": how things stand, after the deed.
_STANDING = late(
    r", (?:because |since |as |'?cause )?(?:(?:we|i|they|he|she)(?:'ve got| have| has|'s got)|there(?:'s| is| are)|"
    r"(?:my|our|the|his|her) [\w'-]+(?: [\w'-]+)? (?:is|are)) "
    r"(?!to |you)[^,.;?!]*$"
)
_RATHER = late(
    r"(?:rather than|instead of|(?<!why )(?<!if )(?<!or )\bnot|\bstatt|anstatt|nicht|plutôt que|au lieu de|\bpas)"
    r"(?: on| am| le)? $"
)
# What follows from the deed: "I'll send it today, so that you've got it on Thursday".
_SO_THAT = late(
    r"(?<!\w)(?:(?:and|,) you(?:'d|'ll| will| would) (?:have|get)|"
    r"so that|so (?:you|he|she|they|it|we)|it should|it'll be|it will be|then (?:you|he|she|they)|that way|"
    r"dann (?:haben|können|könnt|hast|kann|ist|liegt)|damit|comme ça|pour que|afin que|because|weil|parce qu)\b"
    r"|, (?:as|since|denn|car) "
)
_SOON = late(r"minute|hour|stunde|heure")
_LATEST = late(r"latest|outside|spätestens|au plus tard")
_LONGEST = 600  # characters of a clause: what goes on longer is a list or a trap
_FAR, _NEAR, _BACK = 140, 90, 200  # characters: a clause that follows, a day right behind, what was said before
_PLEDGED = late(
    r"(?:[^.?!;]{0,60}?[, ](?:so |and |then )?((?:you(?:'ll| will) (?:have|get|hear)|you (?:get|can)|(?:they|it)'ll be|"
    r"it will be|i'll have (?:it|an answer)|sie (?:haben|bekommen|kriegen)|vous (?:aurez|recevrez))\b[^.?!;]{0,60})"
    r"|[^.?!;]{0,60}[.]\s((?:you(?:'ll| will) (?:have|get)) (?:that|it|them|both|those)\b[^.?!;]{0,60}))"
)
_SENTENCE_END = late(r"[.?!;…]+\s*")
_WHEN_CLAUSE = late(
    r"(?<!\w)(?:when|once|as soon as|wenn|sobald|quand|dès que?|dès qu'|lorsque|une fois qu)\b[^.?!;]*,?\s*$"
)
_SMALL = late(
    r"(?:\b(?:in the (?:morning|afternoon|evening)|o'clock|uhr|heures|half|halb|"
    r"then|so|okay|ok|yes|yeah|well|right|righto|good|great|fine|perfect|lovely|grand|super|wonderful|brilliant|"
    r"excellent|alright|sure|deal|and|but|it|is|on|at|for|let's|say|make|"
    r"that|a|the|"
    r"dann|also|gut|ja|und|okay|prima|passt|genau|wunderbar|notiert|gern|sagen|wir|am|alors|donc|bon|oui|d'accord|"
    r"très|bien|entendu|noté|marche|impeccable|le|et|parfait|va|disons)\b|\W)+"
)
_ASKED = late(r"(?:could|can|would|will|do|könn|würd|pouv|pourr)")
_HOURS = late(rf"(?<!\w)(?:\d{{1,2}}(?:[:.]\d\d)?|{any_of(NUMBERS)}|thirty|fifteen)(?!\w)")
_BESIDE = late(r"(?:and|und|et)\s*$")
_CLOCK = late(
    rf"(?<!\w)(?:at|um|gegen|around|à)\s+(?:noon|midi|half \w+|halb \w+|\d{{1,2}}(?::\d\d)?|{any_of(NUMBERS)})"
    r"(?=\W*$|[,.;?!]|\s+(?:who|that|and|to|with|so|sharp|o'clock|uhr|heures?|h\b|ist|sind|is\b|in the|kommt|on\b))"
)
_THERE = late(r"(?<!\w)(?:there|da|dort|là|sur place)\b")
_SAME_HAND = tuple(late(rf"(?:^|\W){who}\b") for who in (r"i(?:'ll| will)", "je", "ich"))
_NEXT_WEEK = late(rf"next week|next {any_of(WEEKDAYS)}|nächste|kommende|semaine prochaine")
_BARE = late(rf"(?:(?:on|about|for|am|le) )?{any_of(WEEKDAYS)}")
_SHORT = 3  # words of a clause that only puts another day up: "then Friday?"
_PUTS_UP = late(r"(?:how|what) about|(?:shall|could|can) we|would|wie (?:wär|wäre)|passt|geht|ginge|et si|plutôt")


def due_in(passage: Passage, left: int, right: int, said_on: date | None, earlier: str = "") -> Deadline | None:
    """The day inside the clause, or in what stands around it. `earlier` is what both sides said just before."""
    first, last = passage.place(left), passage.place(right - 1) + 1
    last = min(last, first + _LONGEST)
    clause, before = passage.text[first:last], passage.text[max(0, first - _BACK) : first]
    found = _own(clause, said_on)
    if found and said_on:
        return _in_their_week(_best(found), clause, f"{earlier} {before}", said_on)
    return (
        _best(found)
        or _best(_behind(passage.text, last, said_on))
        or _pledged_behind(passage.text, last, said_on)
        or counted_from(folded(clause), f"{earlier} {before}", said_on)
        or _from_before(clause, before, said_on)
    )


def _best(found: Sequence[Deadline]) -> Deadline | None:
    """The last one, and before that the one that ends a time: "Thursday, Friday at the latest"."""
    return max(
        found,
        key=lambda one: (
            bool(_LATEST.search(folded(one.words))),
            one.kind in ("by", "before", "within") and not _SOON.search(folded(one.words)),
            one.on is not None,
            one.start,
        ),
        default=None,
    )


def _own(clause: str, said_on: date | None) -> list[Deadline]:
    """The days in a clause that are the deed's."""
    small = folded(clause)
    found = [one for one in deadlines_in(clause, said_on) if not _belongs_elsewhere(small, one)]
    follows = _SO_THAT.search(small, 1)
    return [one for one in found if follows and one.start < follows.start()] or found


def _belongs_elsewhere(small: str, one: Deadline) -> bool:
    before, words = small[: one.start], small[one.start : one.end]
    if _RATHER.search(before):
        return True
    lead = _OF_A_THING_LEAD.match(words)
    if _OF_A_THING.search(before + (lead[0] if lead else "")):
        return True
    if one.kind in ("by", "before"):
        return False
    if _RELATIVE_GERMAN.search(before) and _PAST_GERMAN.match(small, one.end):
        return True
    supposed = " if " in f" {before}"
    return bool((not supposed and _PAST.search(before)) or _STANDING.search(before))


def _behind(text: str, last: int, said_on: date | None) -> list[Deadline]:
    """Right behind it, where a caption cut the sentence."""
    tail = re.match(r"[\s,]*", text[last:])
    starts = last + (tail.end() if tail else 0)
    return [one for one in deadlines_in(text[starts : starts + _NEAR], said_on) if one.start == 0 and one.kind != "at"]


def _pledged_behind(text: str, last: int, said_on: date | None) -> Deadline | None:
    """ "I'll do the sums again, and you get one page from me on Monday": the day stands in the clause that follows."""
    pledge = _PLEDGED.match(folded(text[last : last + _FAR]))
    if pledge is None:
        return None
    start, end = pledge.span(pledge.lastindex or 0)
    return _best(deadlines_in(text[last + start : last + end], said_on))


def _from_before(clause: str, before: str, said_on: date | None) -> Deadline | None:
    """A day that the same speaker said just before, where the clause points to it."""
    small = folded(clause)
    ends = [end.end() for end in _SENTENCE_END.finditer(before)]
    here = before[ends[-1] if ends else 0 :]  # the beginning of the same sentence
    found = _own(here, said_on)
    if here.strip():
        if not found:
            return None
        leads_to = _WHEN_CLAUSE.search(folded(here)) or _is_only(here, found)
        return found[-1] if leads_to or _goes_on(folded(here), small, found[-1]) else None
    for start in [0, *ends][-2:-5:-1]:  # the sentence before, or the one before that if it only says an hour
        last = before[start:]
        found = _own(last, said_on)
        if found:
            points = (_is_only(last, found) and not _ASKED.match(small)) or (
                _THERE.search(small) and _CLOCK.search(small)
            )
            return found[-1] if points else None
        if not _is_only(last, ()):
            return None
    return None


def _is_only(text: str, found: Sequence[Deadline]) -> bool:
    """ "Then Saturday.": a day and nothing else."""
    rest = folded(text)
    for one in reversed(found):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return bool(_SMALL.fullmatch(_HOURS.sub(" ", rest)))


def _goes_on(here: str, small: str, said: Deadline) -> bool:
    """ "On Monday it is switched off, and at seven somebody is there"; "I'll do it tonight and I'll text you"."""
    if not _BESIDE.search(here):
        return False
    return (
        bool(_CLOCK.search(small))
        or said.kind == "at"
        and any(who.search(here) and who.match(small) for who in _SAME_HAND)
    )


def _in_their_week(one: Deadline | None, clause: str, before: str, said_on: date) -> Deadline | None:
    """ "Next week is better. How about Wednesday?": a bare weekday is one of the week that was spoken of."""
    if one is None or one.on is None or not _BARE.fullmatch(folded(one.words)):
        return one
    if len(clause.split()) > _SHORT and not _PUTS_UP.match(folded(clause)):
        return one
    for each in reversed(deadlines_in(before, said_on)):
        if _NEXT_WEEK.search(folded(each.words)):
            return replace(one, on=monday_of(said_on) + timedelta(days=7 + one.on.weekday()))
        if not _BARE.fullmatch(folded(each.words)):
            break
    return one
