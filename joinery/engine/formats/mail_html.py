"""The words of an HTML mail, without the history that mail programs mark as quoted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from joinery.lib.late import late

LONGEST_HTML = 400_000

_UNSEEN = {"script", "style", "head", "title", "template", "blockquote"}
_EMPTY = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
_LINES = {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"}
_QUOTE = late(
    r"(?:^|\s)(?:gmail_quote\S*|gmail_attr|gmail_signature|moz-cite-prefix|moz-signature|yahoo_quoted|protonmail_quote)(?:\s|$)"
)
_HISTORY_BEGINS = late(
    r"(?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)"
)
# What the parser of the standard library is slow at: an opening that is never closed, many times over.
_DECLARATIONS = late(r"<[!?][^<>]*>")
_LONE_OPENINGS = late(r"<(?![A-Za-z/][^<>]{0,5000}>)")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[tuple[str, bool]] = []  # the tags we are in, and whether each hides its words
        self.hidden = 0
        self.is_history = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.is_history = self.is_history or bool(_HISTORY_BEGINS.fullmatch(named.get("id") or ""))
        if tag in _LINES:
            self.parts.append("\n")
        if tag in _EMPTY:
            return
        style = (named.get("style") or "").replace(" ", "").lower()
        hides = tag in _UNSEEN or bool(_QUOTE.search(named.get("class") or "")) or "display:none" in style
        if len(self.open) < 5000:
            self.open.append((tag, hides))
            self.hidden += hides

    def handle_endtag(self, tag: str) -> None:
        if tag in _LINES:
            self.parts.append("\n")
        # Only a tag that is open may close, with what was left open inside it.
        if any(name == tag for name, _ in self.open[-50:]):
            while True:
                name, hides = self.open.pop()
                self.hidden -= hides
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.hidden and not self.is_history:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    html = _LONE_OPENINGS.sub("&lt;", _without_declarations(html[:LONGEST_HTML]))
    parser = _Words()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError, NotImplementedError):
        pass  # what was read up to the damage is what there is
    lines = [line.strip() for line in "".join(parser.parts).split("\n")]
    return "\n".join(lines)


def _without_declarations(html: str) -> str:
    """Comments and declarations away; an open comment without an end hides the rest, as in a browser."""
    kept: list[str] = []
    place = 0
    while (begins := html.find("<!--", place)) >= 0:
        kept.append(html[place:begins])
        ends = html.find("-->", begins + 4)
        place = ends + 3 if ends >= 0 else len(html)
    return _DECLARATIONS.sub("", "".join([*kept, html[place:]]))
