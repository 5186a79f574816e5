"""A reading as one page of its own: nothing to load, nothing to run, safe to mail and to print."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path

from joinery.engine.conversation import Turn
from joinery.engine.doubts import doubts_in
from joinery.engine.reading import Finding, Reading
from joinery.lib.plain_text import clock, one_line
from joinery.project.command.listen_text import in_words
from joinery.web.ui.kinds import in_reading_order, kind_of, title_of
from joinery.web.ui.lanes import ELSE, SHOWN, name_all
from joinery.web.ui.measures import cannot_tell_in_words, how_it_stands, measures_in_words
from joinery.web.ui.ribbon import Ribbon, draw_ribbon
from joinery.web.ui.talk import Line, Part, line_of, parts_of, when_said

_LAYERS = {
    "reset": ["reset.css"],
    "tokens": ["tokens.css"],
    "base": ["base.css"],
    "components": [
        f"components/{name}.css"
        for name in ("layout", "masthead", "section", "icon", "quote", "ribbon", "legend", "twin")
    ],
    "pages": ["pages/sheet.css"],
}
# Even if a stranger's words got through as markup, the page could neither run nor fetch anything.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_AROUND = 160  # characters of the same turn shown before and after a quote
_ACT_WORDS = {"backchannel": "listening", "social": "small talk"}
_PLACE = '<path d="M6 4.5h12v15l-6-4-6 4z"/>'


def write_page(reading: Reading, source: str, place: Path) -> Path:
    """All or nothing: the page is written beside its place and then moved there in one step."""
    page = as_page(reading, source).encode("utf-8", "replace")
    place.parent.mkdir(exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".joinery-", suffix=".html")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(beside, 0o666 & ~mask)  # mkstemp keeps it to ourselves; the page is as open as any other new file
        os.replace(beside, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    return place


def as_page(reading: Reading, source: str) -> str:
    ribbon = draw_ribbon(reading)
    title = _text(reading.conversation.title or Path(source).name)
    sections = [_how_it_went(reading, ribbon), _who_talked(parts_of(reading)), _heard(reading), _cannot_tell(reading)]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · Joinery</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the page</a>\n<main class="page" id="main">\n'
        f"{_head(reading, source, title)}{''.join(filter(None, sections))}{_talk(reading)}"
        f'<footer class="sheet__foot"><p>Read by Joinery from {_text(Path(source).name)}, by rules, timing and a small '
        "trained model; "
        f"the method in its edition {_text(reading.method_edition)}. What was heard is a proposal: "
        "the words are theirs, the labels are ours.</p></footer>\n</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    home = files("joinery.web.ui") / "static" / "ui" / "css"
    layers = [f"@layer {', '.join(_LAYERS)};\n"]
    for layer, names in _LAYERS.items():
        rules = "".join(home.joinpath(name).read_text("utf-8") for name in names)
        layers.append(f"@layer {layer} {{\n{rules}}}\n")
    return "".join(layers)


def _text(text: str) -> str:
    return escape(one_line(text))


def _icon(drawing: str) -> str:
    return f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{drawing}</svg>'


def _section(name: str, title: str, inside: str, count: str = "") -> str:
    counted = f' <span class="section__count">{count}</span>' if count else ""
    return (
        f'<section class="section" aria-labelledby="{name}">\n'
        f'<h2 class="section__head" id="{name}">{title}{counted}</h2>\n{inside}\n</section>\n'
    )


def _head(reading: Reading, source: str, title: str) -> str:
    conversation, line = reading.conversation, line_of(reading.conversation)
    facts = {
        "Held": in_words(conversation.held_on) if conversation.held_on else "",
        "Length": f"{max(round(line.length / 60), 1)} min" if line.timed else "",
        "There": escape(name_all(conversation.speakers, most=5)),
    }
    listed = "".join(f"<div><dt>{name}</dt><dd>{fact}</dd></div>" for name, fact in facts.items() if fact)
    return (
        f'<header class="masthead">\n<p class="masthead__place">A talk, read from {_text(Path(source).name)}</p>\n'
        f'<h1>{title}</h1>\n<p class="masthead__says">{escape(how_it_stands(reading))}</p>\n'
        f'<dl class="masthead__facts">{listed}</dl>\n</header>\n'
    )


def _how_it_went(reading: Reading, ribbon: Ribbon) -> str:
    rows = "".join(
        f"<tr><td>{row.when}</td><td>{escape(row.who)}</td><td>{escape(row.what)}</td>"
        f'<td class="words" dir="auto">“{escape(row.words)}”</td></tr>'
        for row in ribbon.rows
    )
    where = "Time" if ribbon.timed else "Turn"
    twin = (
        '<details class="twin"><summary>Read the ribbon as a table</summary><div class="twin__scroll">'
        f'<table class="twin__table"><caption>{escape(ribbon.sentence)}</caption><thead><tr>'
        f'<th scope="col">{where}</th><th scope="col">Who</th>'
        '<th scope="col">What</th><th scope="col">Words</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )
    if not ribbon.rows:
        twin = f'<p class="visually-hidden">{escape(ribbon.sentence)}</p>'
    measured = f'<p class="section__hint">{escape(" ".join(measures_in_words(reading)))}</p>'
    figure = (
        f'<figure class="ribbon">{ribbon.picture}<figcaption class="ribbon__foot">{ribbon.legend}</figcaption></figure>'
    )
    return _section("how", "How it went", f"{figure}\n{measured}\n{twin}")


def _who_talked(parts: tuple[Part, ...]) -> str:
    items = "".join(
        f'<li class="sheet__part"><span class="sheet__who">{_text(part.name)}'
        + (f' <span class="sheet__side">{part.side}</span>' if part.side != "unknown" else "")
        + '</span><svg class="share" aria-hidden="true"><rect class="share__track" width="100%" height="100%"/>'
        f'<rect class="share__filled" width="{part.share:.1%}" height="100%"/></svg>'
        f'<span class="sheet__figures"><b>{part.share:.0%}</b> · {_count(part.words, "word")} · asked {part.asked} · '
        f"told {part.told}</span></li>"
        for part in parts
    )
    by_words = any(part.seconds is None for part in parts)
    how = "Shares are of the words: the file does not say how long each one spoke." if by_words else ""
    hint = f'<p class="section__hint">{how or "Shares are of the time that somebody spoke."}</p>'
    return _section("who", "Who talked", f'<ul class="sheet__parts">{items}</ul>\n{hint}')


def _heard(reading: Reading) -> str:
    if not reading.findings:
        nothing = '<p class="section__hint">Nothing that the method listens for. The whole talk is below.</p>'
        return _section("heard", "What was heard", nothing)
    line = line_of(reading.conversation)
    groups = "".join(
        f'<div class="heard__kind"><h3 class="heard__name">{_icon(kind_of(kind).drawing)}'
        f'{escape(kind_of(kind).plural)} <span class="heard__count">{len(findings)}</span></h3>'
        f"{''.join(_quote(reading, line, each) for each in findings)}</div>"
        for kind, findings in in_reading_order(reading.findings).items()
    )
    return _section(
        "heard", "What was heard", f'<div class="heard">{groups}</div>', _count(len(reading.findings), "line")
    )


def _quote(reading: Reading, line: Line, finding: Finding) -> str:
    before, after = _said_around(reading.conversation.turns[finding.turn].text, finding.start, finding.end)
    who = _text(reading.conversation.speakers[finding.speaker].name)
    when = when_said(line, reading, finding)
    ours = " quote--ours" if finding.side == "seller" else ""
    notes = "".join(f'<span class="quote__note">{note}</span>' for note in _notes(finding))
    return (
        f'<figure class="quote quote--small{ours}"><blockquote class="quote__words" dir="auto">{_text_beside(before)}'
        f"<mark>{_text(finding.quote)}</mark>{_text_beside(after)}</blockquote>"
        f'<figcaption class="quote__source"><span class="quote__speaker">{who}</span> '
        f'<a class="quote__moment" href="#turn-{finding.turn + 1}">{_icon(_PLACE)}{when}</a>{notes}'
        "</figcaption></figure>"
    )


def _notes(finding: Finding) -> Iterable[str]:
    title = escape(title_of(finding))
    if title != kind_of(finding.kind).title:
        yield title.partition(", ")[2] or title
    if finding.due:
        yield f'due <strong><time datetime="{finding.due.isoformat()}">{in_words(finding.due)}</time></strong>'
    if finding.tier != "likely":
        yield "sure" if finding.tier == "sure" else "not sure"


def _said_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What the same person said just before and after, cut only at the ends of sentences."""
    before, after = text[:start], text[end:]
    if len(before) > _AROUND:
        near = before[-_AROUND:]
        cut = min((at for sign in ".?!" if (at := near.find(sign + " ")) >= 0), default=len(near))
        before = near[cut + 1 :]
    if len(after) > _AROUND:
        near = after[:_AROUND]
        after = near[: max(near.rfind(sign) for sign in ".?!") + 1]
    return before, after


def _text_beside(text: str) -> str:
    """A piece of a line that goes on: the space at its edges belongs to it."""
    lead, trail = " " * text[:1].isspace(), " " * text[-1:].isspace()
    inside = _text(text)
    return f'<span class="quote__said-around">{lead}{inside}{trail}</span>' if inside else lead


def _cannot_tell(reading: Reading) -> str:
    unknown, odd = cannot_tell_in_words(reading), list(map(one_line, reading.conversation.remarks))
    return _listed("cannot-tell", "What this file cannot tell", unknown) + _listed("odd", "Odd in this file", odd)


def _listed(name: str, title: str, lines: list[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return _section(name, title, f'<ul class="plain-list">{items}</ul>') if items else ""


def _talk(reading: Reading) -> str:
    turns = reading.conversation.turns
    heard: dict[int, list[Finding]] = {}
    for finding in reading.findings:
        heard.setdefault(finding.turn, []).append(finding)
    items = "\n".join(
        _turn(reading, number, turn, heard.get(number, []), number == 0 or turns[number - 1].speaker != turn.speaker)
        for number, turn in enumerate(turns)
    )
    return _section("talk", "The whole talk", f'<ol class="talk">\n{items}\n</ol>', _count(len(turns), "turn"))


def _turn(reading: Reading, number: int, turn: Turn, findings: list[Finding], is_next: bool) -> str:
    who = _text(reading.conversation.speakers[turn.speaker].name)
    when = clock(turn.start) if turn.start is not None else str(number + 1)
    acts = "".join(map(_act, dict.fromkeys(act.kind for act in reading.acts[number])))
    return (
        f'<li class="talk__turn{" talk__turn--next" * is_next}" id="turn-{number + 1}">'
        f'<span class="talk__when">{when}</span><span class="talk__who">{who if is_next else ""}</span>'
        f'<p class="talk__said" dir="auto">'
        f'{_marked(turn, findings)}</p><span class="talk__acts">{acts}</span></li>'
    )


def _act(kind: str) -> str:
    family, _, sort = kind.partition(".")
    drawn = family if family in SHOWN else ELSE
    return (
        f'<span class="talk__act talk__act--{drawn}"><svg aria-hidden="true">'
        f'<rect class="ribbon__{drawn}" width="100%" height="100%"/></svg>'
        f"{_ACT_WORDS.get(family, _text(family))}{f' {_text(sort)}' if sort else ''}</span>"
    )


def _marked(turn: Turn, findings: list[Finding]) -> str:
    """The turn with a mark under each finding; where two overlap, one mark under both. Doubtful words are dotted."""
    pieces, done, doubts = [], 0, list(doubts_in(turn))
    for finding in sorted(findings, key=lambda each: (each.start, -each.end)):
        start = max(finding.start, done)
        if finding.end > start:
            marked = _dotted(turn.text, start, finding.end, doubts)
            pieces += [_dotted(turn.text, done, start, doubts), f"<mark>{marked}</mark>"]
            done = finding.end
    pieces.append(_dotted(turn.text, done, len(turn.text), doubts))
    return one_line("".join(pieces))


def _dotted(text: str, start: int, end: int, doubts: list[tuple[int, int]]) -> str:
    pieces, done = [], start
    for first, last in doubts:
        if (left := max(first, done)) < (right := min(last, end)):
            pieces += [escape(text[done:left]), f'<span class="talk__doubt">{escape(text[left:right])}</span>']
            done = right
    return "".join([*pieces, escape(text[done:end])])


def _count(count: int, unit: str) -> str:
    return f"{count:,} {unit}" if count == 1 else f"{count:,} {unit}s"
