"""How many of the lines that matter in the demo's story are heard; its calls were written apart from the rules.

python -m tools.measure.story [--even | --odd] [--missed] [--all]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from joinery.demo.cast import DemoCall
from joinery.demo.story import tell_story
from joinery.engine.conversation import Conversation
from joinery.engine.listen import listen
from joinery.engine.reading import Finding
from joinery.method.book import load_method

TODAY = date(2026, 11, 21)
ANSWERS = frozenset({"yes", "no", "promise", "yellow_light", "timing", "request"})
PICTURES = frozenset({"concept", "need", "success_measure", "impact", "decision", "yellow_light", "money", "people"})
WANTED = {"promise": frozenset({"promise"}), "call to action answer": ANSWERS, "room answer": PICTURES}


def named_in(call: DemoCall) -> Iterator[tuple[str, str]]:
    """The lines that people in the story act on: (what for, quote)."""
    yield from (("promise", ending.quote) for ending in call.promise_endings)
    if call.outcome is not None and call.outcome.call_to_action_quote:
        yield "call to action answer", call.outcome.call_to_action_quote
    yield from (("room answer", answer.quote) for answer in call.answers)


def is_heard(quote: str, kinds: frozenset[str], talk: Conversation, findings: Sequence[Finding]) -> bool:
    """By half of the shorter, as everywhere; a quote that is two sentences is heard in either."""
    for number, turn in enumerate(talk.turns):
        start = turn.text.find(quote)
        if start < 0:
            continue
        for one in findings:
            overlap = min(start + len(quote), one.end) - max(start, one.start)
            if one.turn == number and one.kind in kinds and overlap * 2 >= min(len(quote), one.end - one.start):
                return True
    return False


def main(words: Sequence[str]) -> None:
    method, count = load_method(), dict[str, Counter[bool]]()
    of_kind, numbers = Counter[str](), [n for n in (0, 1) if ("--odd", "--even")[1 - n] in words] or [0, 1]
    for call in tell_story(today=TODAY).calls:
        if call.conversation is None or call.number % 2 not in numbers:
            continue
        reading = listen(call.conversation, method, said_on=call.day)
        of_kind.update(one.kind for one in reading.findings)
        for what, quote in named_in(call):
            heard = is_heard(quote, WANTED[what], reading.conversation, reading.findings)
            count.setdefault(what, Counter())[heard] += 1
            if "--missed" in words and not heard:
                print(f"{call.number:02} {what:22} {quote}")
        if "--all" in words:
            print(f"\n== {call.number:02} {call.title}")
            for one in reading.findings:
                sort = f"{one.kind} {one.sort}".strip()
                print(f"{one.turn:3} {one.side[:4]} {one.confidence:.2f} {sort:21} {one.quote}  [{one.due_words}]")
    for what, heards in count.items():
        print(f"{what:22} {heards[True]} of {heards.total()}")
    print(", ".join(f"{kind} {number}" for kind, number in of_kind.most_common()), f"| all {of_kind.total()}")


if __name__ == "__main__":
    main(sys.argv[1:])
