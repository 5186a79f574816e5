"""The command line: a table of commands, each loaded only when it is called, so that a small one starts at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from joinery.lib.plain_text import one_line


@dataclass(frozen=True, slots=True)
class Command:
    """`does` is the place of a function: arguments in, exit code out."""

    does: str
    says: str


COMMANDS: dict[str, Command] = {
    "listen": Command("joinery.project.command.listen:listen_to_files", "read conversations without a server"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except KeyboardInterrupt:
        return 130


def _run(given: list[str]) -> int:
    if not given or given[0] in ("-h", "--help", "help"):
        print(_usage())
        return 0
    if given[0] in ("-V", "--version"):
        print(f"joinery {_version()}")
        return 0
    name, rest = given[0], given[1:]
    if name not in COMMANDS:
        print(f"joinery: there is no command “{one_line(name)}”; see joinery --help", file=sys.stderr)
        return 2
    module, _, function = COMMANDS[name].does.partition(":")
    does: Callable[[list[str]], int] = getattr(import_module(module), function)
    return does(rest)


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  joinery {name:<{width}}   {command.says}" for name, command in COMMANDS.items()]
    return "\n".join(
        ["Joinery, the sales system that customers build with you", "", *lines, "", "joinery COMMAND --help says more."]
    )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and asked for once in a blue moon

    try:
        return version("joinery-crm")
    except PackageNotFoundError:
        return "(not installed: running from a checkout)"
