"""The customer's words in every language: python tools/words.py gathers them from the code into the .po files and
compiles those; python tools/words.py --check says what is missing and changes nothing."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "joinery/locale"
LANGUAGES = ("de", "fr")
FOLDERS = ("web/room", "web/ui", "rooms", "blueprints", "promises", "calls", "lib")  # what a customer can read
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy": None, "npgettext": ((1, "c"), 2, 3), "pgettext": ((1, "c"), 2)}
# Only one of us is refused there.
OURS = {"drawing.py", "paying.py", "playbooks.py", "slipping.py", "evidence.py"}
OURS_ALONE = (
    "Their room is closed. Ask on the call, or open the room.",
    "The call is over. Note what they said on it.",
    "Those are somebody else's words.",
    "Lines of this kind are ours alone.",
    "Name at least one of theirs who signs.",
    "Only their own people own a step of theirs.",
    "Only their own people sign for them.",
    "Open the room first.",
    "Say why this step is left out. The process stands unless there is a reason.",
    "There are no words to show.",
    "They passed it. Only they open it again.",
    "This person was put away on our side. Bring them back first.",
    "Without this step there is no plan.",
    "Write the part of their addresses after the @, such as astoria.example.",
    "Write what you do about it.",
    "That day is over.",
    "Say why it is not possible, or when it would be.",
    "Somebody answered this already.",
    "This meeting is over or called off.",
    "There is nothing to put before them yet.",
    "They are reading it. Take it back first, then change it.",
    "Say whether it costs them this today, or brings them this.",
    "Ask them for another day, or what became of it.",
    "Say why it came to this.",
    "Say why it came to this. It stays with us.",
    "Say what was ordered, and how many.",
    "They have looked at this line already.",
    "This seat is for one of theirs.",
)
Message = str | tuple[str, str]


def messages() -> Iterator[tuple[Message, str | None, str]]:
    """Each with its context, and the file it stands in."""
    for folder in FOLDERS:
        for path in sorted((ROOT / "joinery" / folder).rglob("*")):
            place = str(path.relative_to(ROOT))
            if path.suffix == ".html":
                # Every part of a template is one expression, wherever it stands on its line.
                text = "(" + templatize(path.read_text(), origin=place) + ")"
                yield from ((said, context, place) for said, context in _said(text))
            elif path.suffix == ".py" and "migrations" not in path.parts:
                text = path.read_text()
                yield from ((said, context, place) for said, context in _said(text))
                if folder in ("web/room", "rooms", "blueprints", "promises") and path.name not in OURS:
                    yield from ((said, None, place) for said in _told_later(text))


def _said(text: str) -> Iterator[tuple[Message, str | None]]:
    for _, name, found, _ in extract_python(io.BytesIO(text.encode()), KEYWORDS, [], {}):
        if name in ("npgettext", "pgettext"):
            context, *said = found
            yield (said[0] if len(said) == 1 else (said[0], said[1])), context
        elif isinstance(found, tuple):
            yield (found[0], found[1]), None
        elif found:
            yield found, None


def _told_later(text: str) -> Iterator[str]:
    """Refusals, and the names of choices: they become the reader's own where they are shown."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            name, words = getattr(node.exc.func, "id", ""), node.exc.args[0]
            if name.startswith(("Cannot", "Needs")):
                either = (words.body, words.orelse) if isinstance(words, ast.IfExp) else (words,)
                said = [str(each.value) for each in either if isinstance(each, ast.Constant)]
                yield from (each for each in said if each not in OURS_ALONE)
        elif isinstance(node, ast.ClassDef) and node.name == "Often" or _is_named(node, "WORDS"):
            yield from (said for each in ast.walk(node) if (said := _words(each)))
        elif isinstance(node, ast.ClassDef) and node.name == "CannotProve":
            yield from (said for each in node.body[1:] for part in ast.walk(each) if (said := _words(part)))


def _is_named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets)


def _words(node: ast.AST) -> str:
    said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return said if said[:1].isupper() and "\n" not in said else ""


def gathered() -> Catalog:
    catalog = Catalog(charset="utf-8")
    for said, context, place in messages():
        catalog.add(said, context=context, locations=[(place, 0)])
    for said in ("Visit", "Telephone", "Video", "Sound", "Film", "Picture", "File"):
        catalog.add(said)
    return catalog


def catalogue(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def faults(language: str) -> list[str]:
    """What is not translated, is only guessed at, or no longer said anywhere."""
    there, wanted = catalogue(language), gathered()
    found = []
    for message in wanted:
        if not message.id:
            continue
        held = there.get(message.id, context=message.context)
        strings = held.string if held and isinstance(held.string, tuple) else (held.string if held else "",)
        if held is None or held.fuzzy or not all(strings):
            found.append(f"{language}: {message.id!r} is not translated")
    found += [
        f"{language}: {each.id!r} is said nowhere"
        for each in there
        if each.id and wanted.get(each.id, context=each.context) is None
    ]
    return found


def compiled(language: str) -> bytes:
    made = io.BytesIO()
    write_mo(made, catalogue(language))
    return made.getvalue()


def gather(language: str) -> None:
    there = catalogue(language)
    there.update(gathered(), no_fuzzy_matching=True)
    there.obsolete.clear()
    place = LOCALE / language / "LC_MESSAGES"
    with (place / "django.po").open("wb") as file:
        write_po(file, there, sort_output=True, include_lineno=False, omit_header=False, width=110)
    (place / "django.mo").write_bytes(compiled(language))


def main(wanted: list[str]) -> int:
    if not settings.configured:
        settings.configure(USE_I18N=False)
    if "--check" not in wanted:
        for language in LANGUAGES:
            gather(language)
    found = [fault for language in LANGUAGES for fault in faults(language)]
    print("\n".join(found) or "Every word is there.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
